import { machine } from '../../kernel/machine.ts';
import type { HandedMove, HandedState } from './contract.ts';

/** The way of a note that was handed over. Each step has its words: where it was written, why it was set aside, why it is opened again. */
export const handedMachine = machine<HandedState, HandedMove>({
  states: ['waiting', 'taken', 'set-aside'],
  initial: 'waiting',
  moves: {
    take: { from: ['waiting'], to: 'taken', needs: ['reason'] },
    'set-aside': { from: ['waiting'], to: 'set-aside', needs: ['reason'] },
    reopen: { from: ['taken', 'set-aside'], to: 'waiting', needs: ['reason'] },
  },
});

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** More ids than any call names. */
const MOST_IDS = 1_000;

/** Every id that a call names, in its address and in its words. */
export const idsIn = (path: string, body: unknown): string[] => [...new Set(`${path} ${JSON.stringify(body ?? null)}`.toLowerCase().match(uuid) ?? [])].slice(0, MOST_IDS);

/** The case that the words of a note name by itself, if they do. */
export function caseIn(body: unknown): string | undefined {
  const named = typeof body === 'object' && body !== null && 'caseId' in body ? body.caseId : undefined;
  return isId(named) ? String(named) : undefined;
}

/** Quarter turns to the right that a photographed page still needs. */
export function turnsIn(body: unknown): number {
  const turns = typeof body === 'object' && body !== null && 'turns' in body ? Number(body.turns) : 0;
  return Number.isInteger(turns) ? ((turns % 4) + 4) % 4 : 0;
}

const endings: Readonly<Record<string, string>> = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png', 'text/plain': 'txt', 'audio/webm': 'webm', 'audio/mp4': 'm4a' };
const offices = /wordprocessingml|spreadsheetml/;

/** How the name of a file ends that is handed over; what nobody knows is bytes. */
export function endingOf(mediaType: string | null): string {
  if (mediaType === null) return 'bin';
  return endings[mediaType] ?? (offices.exec(mediaType)?.[0] === 'wordprocessingml' ? 'docx' : offices.test(mediaType) ? 'xlsx' : 'bin');
}

export interface NoteField {
  /** Where it stands, with dots between. */
  readonly path: string;
  /** Its own name: the last part that is no number. */
  readonly name: string;
  readonly values: readonly (string | number | boolean)[];
}

const isId = (value: unknown): boolean => typeof value === 'string' && value.length === 36 && value.replace(uuid, '') === '';
const isPlain = (value: unknown): value is string | number | boolean => typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.trim() !== '' && !isId(value));

/** What a note says, field by field, in the order in which it was written. Fields left empty and ids say nothing to a reader and are left out. */
export function fieldsOf(body: unknown, path: readonly string[] = []): NoteField[] {
  const name = path.findLast((part) => !/^\d+$/.test(part)) ?? '';
  if (isPlain(body)) return [{ path: path.join('.'), name, values: [body] }];
  if (typeof body !== 'object' || body === null) return [];
  if (Array.isArray(body) && body.every((one) => typeof one !== 'object' || one === null)) {
    const values = body.filter(isPlain);
    return values.length === 0 ? [] : [{ path: path.join('.'), name, values }];
  }
  return Object.entries(body).flatMap(([key, value]) => fieldsOf(value, [...path, key]));
}
