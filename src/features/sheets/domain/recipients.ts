/**
 * The least that each kind of reader needs of a profile, as data: what is proposed, what may be added, what only with a reason.
 * An area that stands in none of the three cannot be put on a sheet of that kind. A proposal of the house, from the fields that each of these
 * bodies works with; the team changes it here. Where referrals already say what a service may be told, this agrees with them.
 */
import { profileSections } from '../../plans/domain.ts';
import type { SharingPurpose } from '../../referrals/contract.ts';
import type { SheetKind } from '../contract.ts';

export interface Reader {
  /** For which purpose the person is asked, to begin with; null where nobody outside reads. */
  readonly purpose: SharingPurpose | null;
  /** Ticked to begin with. */
  readonly proposed: readonly string[];
  /** Offered, not ticked. */
  readonly possible: readonly string[];
  /** Of the restricted class: only where chosen one by one, and the reason written. */
  readonly withReason: readonly string[];
}

const restricted = profileSections.filter((section) => section.compartment === 'restricted').map((section) => section.key);
const everything = profileSections.filter((section) => section.compartment !== 'restricted').map((section) => section.key);

export const readers: Readonly<Record<SheetKind, Reader>> = {
  lawyer: { purpose: 'legal', proposed: ['status', 'arrival'], possible: ['wishes', 'family', 'housing', 'work', 'education', 'services'], withReason: ['exploitation', 'justice', 'money', 'care'] },
  'anti-trafficking': { purpose: 'protection', proposed: ['wishes', 'housing', 'status'], possible: ['arrival', 'family', 'network', 'digital', 'health', 'education', 'work', 'services'], withReason: ['exploitation', 'money', 'justice', 'care'] },
  union: { purpose: 'work', proposed: ['work'], possible: ['status', 'education'], withReason: ['exploitation', 'money'] },
  shelter: { purpose: 'housing', proposed: ['wishes', 'housing', 'family'], possible: ['health', 'digital', 'education', 'status', 'services'], withReason: ['care', 'exploitation'] },
  doctor: { purpose: 'health', proposed: ['health'], possible: ['wishes', 'family'], withReason: ['care'] },
  'managing-body': { purpose: 'housing', proposed: ['wishes', 'education'], possible: ['housing', 'status', 'family', 'health', 'services'], withReason: ['care'] },
  commission: { purpose: 'legal', proposed: ['arrival', 'status'], possible: ['family', 'education', 'work', 'network'], withReason: ['exploitation', 'justice', 'care'] },
  team: { purpose: null, proposed: everything, possible: [], withReason: restricted },
  person: { purpose: null, proposed: everything, possible: [], withReason: restricted },
};

/** What a paper that somebody else may find can carry: nothing that tells of a plan, of a place or of danger. */
export const discreetAreas: readonly string[] = ['education', 'health'];

/** Whether an area may stand on a sheet at all, and only with a reason. @param form `discreet` allows the least */
export function areaFor(kind: SheetKind, form: 'full' | 'discreet', area: string): 'proposed' | 'possible' | 'with-reason' | null {
  if (form === 'discreet') return discreetAreas.includes(area) ? 'proposed' : null;
  const reader = readers[kind];
  return reader.proposed.includes(area) ? 'proposed' : reader.possible.includes(area) ? 'possible' : reader.withReason.includes(area) ? 'with-reason' : null;
}

/** Somebody outside reads it: the house asks for a basis, a reader and what it serves for. */
export const isForOthers = (kind: SheetKind): boolean => readers[kind].purpose !== null;
