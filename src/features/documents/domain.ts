import { machine } from '../../kernel/machine.ts';
import type { DocumentCompartment, DocumentKind, Expiry } from './contract.ts';

/** A document is taken from sight with a reason and put back with one; it is never destroyed by hand. */
export const documentMachine = machine({
  states: ['kept', 'removed'],
  initial: 'kept',
  moves: {
    remove: { from: ['kept'], to: 'removed', needs: ['reason'] },
    restore: { from: ['removed'], to: 'kept', needs: ['reason'] },
  },
});

const usual: Readonly<Record<DocumentKind, DocumentCompartment>> = {
  permit: 'case', passport: 'case', identity: 'case', consent: 'case', letter: 'case', other: 'case', contract: 'work', 'pay-slip': 'work', medical: 'restricted', report: 'restricted', complaint: 'restricted',
};

/**
 * Where a document of this kind usually goes, among what its bringer holds: papers of identity with the files, papers of work with the work,
 * what tells of health or of harm with the restricted. Whoever holds none of them (a mediator) puts it where what they write goes.
 */
export function usualCompartment(kind: DocumentKind, held: readonly DocumentCompartment[]): DocumentCompartment | undefined {
  return [usual[kind], 'case', 'mediation', ...held].find((one): one is DocumentCompartment => (held as readonly string[]).includes(one));
}

const DAY = 86_400_000;

/** @param day today, in Italy */
export function expiryOf(expiresOn: string | null, day: string): Expiry | null {
  if (expiresOn === null) return null;
  const left = Math.round((Date.parse(expiresOn) - Date.parse(day)) / DAY);
  if (left < 0) return 'expired';
  return left <= 7 ? 'week' : left <= 30 ? 'month' : left <= 90 ? 'quarter' : null;
}

/** A name for a copy that leaves the house: what kind of paper it is and of which code, never whose. */
export const neutralName = (code: string, kind: DocumentKind, number: number, ending: string): string => `${code}-${kind}-${number}.${ending}`.replaceAll(/[^A-Za-z0-9.-]/g, '');

/** Only pictures are joined. */
export const canJoin = (types: readonly string[]): boolean => types.length === 1 || types.every((type) => type === 'image/jpeg' || type === 'image/png');

/** What is noted about a page or a file that waits on the device. */
export interface ChosenPage {
  readonly name: string;
  readonly type: string;
  readonly turns: number;
}

/** Where pages chosen for one thing wait on a device until they are given to be kept: another room puts there what belongs to a case. */
export const waitingFor = (caseId: string, subjectId = 'case'): string => `documents/${caseId}/${subjectId}`;
