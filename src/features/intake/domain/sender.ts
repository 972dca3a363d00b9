import type { SenderKind } from '../contract.ts';

/** As what a body of the directory reports; a managing body runs a CAS or a SAI, and says which. */
const ofBody: Readonly<Record<string, SenderKind>> = {
  prefecture: 'prefecture', health: 'health', 'social-district': 'social-services', 'labour-inspectorate': 'labour-inspectorate', school: 'school', union: 'union', police: 'police', 'anti-trafficking': 'anti-trafficking', 'anti-violence': 'anti-violence', employers: 'employer',
};

/** @returns null where the kind of the body leaves it open */
export const senderKindOf = (body: string): SenderKind | null => ofBody[body] ?? null;
