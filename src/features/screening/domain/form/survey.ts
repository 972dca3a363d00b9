import type { Words } from '../../contract.ts';
import { type ImportNote, isTrue, type Note, type SheetRow, wordsOf } from './cells.ts';
import { type Expression, readExpression } from './expression.ts';

/** A group around a row, with its condition as it was read; null where it has none, or none that can be read. */
export interface Group { readonly at: number; readonly label: Words | null; readonly written: string; readonly relevant: Expression | null; isSaid: boolean }

/** A row that may become a question or a sum, where it stands. */
export interface SurveyRow {
  readonly at: number;
  readonly cells: SheetRow;
  readonly name: string;
  readonly type: string;
  /** The list of its choices; empty where it has none. */
  readonly list: string;
  readonly hasOther: boolean;
  readonly groups: readonly Group[];
  /** The label of the innermost group that has one. */
  readonly section: Words | null;
}

const TAKEN = new Set(['select_one', 'select_multiple', 'text', 'integer', 'decimal', 'range', 'date', 'note', 'calculate']);
const OPENS = /^begin[ _](group|repeat)$/;
const CLOSES = /^end[ _](group|repeat)$/;

/** The rows that can be taken, in their groups; every other row is named. What is repeated for each member of a household is no question to one person. */
export function rowsInPlace(survey: readonly SheetRow[], own: string, notes: ImportNote[]): SurveyRow[] {
  const around: (Group & { readonly isRepeat: boolean; readonly isOff: boolean })[] = [];
  return survey.flatMap((cells, index): SurveyRow[] => {
    const at = index + 2;
    const note: Note = (code, what) => void notes.push({ sheet: 'survey', row: at, code, what });
    const name = cells['name'] ?? '';
    const { type, list, hasOther } = typeOf(cells['type'] ?? '');
    if (Object.keys(cells).length === 0) return [];
    const [, closes] = CLOSES.exec(type) ?? [];
    if (closes !== undefined) {
      const last = around.pop();
      if (!last || last.isRepeat !== (closes === 'repeat')) note('group-not-closed', cells['type'] ?? '');
      return [];
    }
    const [, opens] = OPENS.exec(type) ?? [];
    const isRepeated = around.some((group) => group.isRepeat);
    const isOff = isTrue(cells['disabled']) || around.some((group) => group.isOff);
    if (opens !== undefined) {
      const written = cells['relevant'] ?? '';
      around.push({ at, isRepeat: opens === 'repeat', isOff, label: wordsOf(cells, 'label', own, () => undefined), written, relevant: written === '' ? null : readExpression(written), isSaid: false });
    }
    if (isOff) note('row-disabled', name);
    else if (isRepeated || opens === 'repeat') note('repeat-not-taken', name);
    else if (type === '') note('no-type', name);
    else if (opens === undefined && !TAKEN.has(type)) note('type-not-taken', cells['type'] ?? '');
    else if (opens === undefined) return [{ at, cells, name, type, list, hasOther, groups: [...around], section: around.findLast((group) => group.label !== null)?.label ?? null }];
    return [];
  });
}

function typeOf(written: string): { type: string; list: string; hasOther: boolean } {
  const parts = written.trim().split(/\s+/);
  const [first = '', second = ''] = parts.map((part) => part.toLowerCase());
  const isTwoWords = first === 'select' && (second === 'one' || second === 'multiple');
  if (!isTwoWords && !/^select_(one|multiple)$/.test(first)) return { type: written.trim().toLowerCase().replaceAll(/\s+/g, ' '), list: '', hasOther: false };
  const rest = parts.slice(isTwoWords ? 2 : 1).filter((part) => part.toLowerCase() !== 'from');
  return { type: isTwoWords ? `select_${second}` : first, list: rest[0] ?? '', hasOther: /^(or_other|or|specify)/i.test(rest[1] ?? '') };
}
