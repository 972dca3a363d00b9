import type { Profile, UncertainDate } from '../../plans/contract.ts';
import { type ContractKind, type FiveAnswer, Sector, type Told } from '../contract.ts';
import { lastDay } from './calendar.ts';
import { decimal } from './cells.ts';

/** What the profile already tells of a job, to be taken along instead of being asked again. An end of which no month is known stays open. */
export interface Spell {
  readonly id: string;
  readonly sector: Sector | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly isMonthOnly: boolean;
  readonly contract: FiveAnswer;
  readonly contractKind: ContractKind | null;
  readonly promised: Told;
}

const kinds: Readonly<Record<string, ContractKind>> = { 'seasonal': 'seasonal', 'fixed-term': 'fixed-term', 'open-ended': 'permanent', 'on-call': 'on-call', 'apprenticeship': 'other', 'internship': 'internship' };

/** The spells of work of a profile, as far as they can be taken along; a day or a month that nobody told is never put in. */
export function spellsOf(profile: Pick<Profile, 'episodes'>): Spell[] {
  return profile.episodes.filter((episode) => episode.kind === 'work').map((episode) => {
    const told = (key: string): unknown => episode.fields.find((field) => field.key === key)?.fact?.value;
    const [from, to] = [edge(told('work-from'), 'first'), edge(told('work-until'), 'last')];
    const contract = told('work-contract');
    const agreed = told('work-pay-agreed');
    const cents = typeof agreed === 'number' ? decimal(String(agreed), 2, true) : null;
    return {
      id: episode.id, sector: Sector.safeParse(told('work-sector')).data ?? null, from: from?.day ?? null, to: to?.day ?? null, isMonthOnly: from?.isMonthOnly === true || to?.isMonthOnly === true,
      contract: contract === 'none' ? 'no' : typeof contract === 'string' ? 'yes' : 'not-asked', contractKind: typeof contract === 'string' ? (kinds[contract] ?? null) : null,
      promised: cents === null ? 'not-asked' : { least: cents, most: cents },
    };
  });
}

function edge(told: unknown, which: 'first' | 'last'): { day: string; isMonthOnly: boolean } | null {
  if (!isDate(told) || told.year === null || told.month === null) return null;
  const month = `${told.year}-${String(told.month).padStart(2, '0')}`;
  if (told.day !== null) return { day: `${month}-${String(told.day).padStart(2, '0')}`, isMonthOnly: told.precision !== 'exact' };
  return { day: which === 'first' ? `${month}-01` : lastDay(month), isMonthOnly: true };
}

const isDate = (told: unknown): told is UncertainDate => typeof told === 'object' && told !== null && 'precision' in told;
