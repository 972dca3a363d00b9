/** Signs that a person may be under eighteen. A sign is never proof and never a label: a person of the team looks at the row. */
import type { BirthFact, Mark, RowFacts } from '../contract.ts';
import { key } from './text.ts';
import { mark } from './values.ts';

const ADULT = 18;
/** "circa 2008" may be wrong by this many years. */
const ABOUT = 2;

/** The marks about age, from the birth, the permit, the needs and the notes of one row. */
export function ageMarks(facts: RowFacts, birthText: string): Mark[] {
  const { birth, contactDate } = facts;
  if (birth !== null && contactDate !== null && isAfter(birth, contactDate)) {
    return [mark('birth-after-contact', 'birth', birthText, { contact: contactDate })];
  }
  const age = birth === null || contactDate === null ? null : agesAt(birth, contactDate);
  const said = signOfMinor(facts);
  if (age !== null && age.least < ADULT) return [mark('possibly-minor', 'birth', birthText)];
  if (said === null) return [];
  return [mark(age === null ? 'possibly-minor' : 'minor-sign-contradicts-birth', said.field, said.words)];
}

const isAfter = (birth: BirthFact, contact: string): boolean =>
  birth.day === null ? birth.year > Number(contact.slice(0, 4)) : birth.day > contact;

/** The least and the most years the person can have had on a day. */
export function agesAt(birth: BirthFact, day: string): { least: number; most: number } {
  const years = Number(day.slice(0, 4)) - birth.year;
  if (birth.day !== null) {
    const age = day.slice(5) < birth.day.slice(5) ? years - 1 : years;
    return { least: age, most: age };
  }
  const slack = birth.precision === 'about-year' ? ABOUT : 0;
  return { least: years - 1 - slack, most: years + slack };
}

function signOfMinor(facts: RowFacts): { field: 'permit' | 'needs' | 'restricted-note' | 'note'; words: string } | null {
  if (facts.permit?.code === 'minor-age') return { field: 'permit', words: facts.permit.words };
  const need = facts.needs.find((one) => one.service === 'child-protection');
  if (need !== undefined) return { field: 'needs', words: need.words };
  const speaks = (text: string | null): text is string => text !== null && /\b(msna|minorenne|minore|under 18)\b/.test(key(text));
  if (speaks(facts.restrictedNote)) return { field: 'restricted-note', words: facts.restrictedNote };
  return speaks(facts.note) ? { field: 'note', words: facts.note } : null;
}
