import type { Interview, Section, SectionAnswer, SectionContent, SectionState } from '../contract.ts';

/** What is being written in one section and is not with the server yet. */
export interface Edit {
  readonly content: SectionContent;
  readonly state: SectionState;
  /** The version it was written upon; 0 when the section was empty. */
  readonly base: number;
  /** What a colleague wrote there meanwhile: the two stand side by side until the person decides. */
  readonly theirs?: Section;
  /** Refused for a reason that trying again cannot mend. */
  readonly isRefused?: boolean;
}

export type Edits = Readonly<Record<string, Edit>>;

export const emptyContent: SectionContent = { answers: {}, words: '' };

/** The row of a section that this person writes: their own lane for a mediator, the common one for everyone else. */
export const laneOf = (interview: Interview, section: string, memberId: string): Section | undefined =>
  interview.sections.find((one) => one.section === section
    && (interview.writes.includes('mediation') ? one.compartment === 'mediation' && one.author.id === memberId : one.compartment !== 'mediation'));

/** What mediators wrote beside it, for those who may read it. */
export const besides = (interview: Interview, section: string): Section[] =>
  interview.writes.includes('mediation') ? [] : interview.sections.filter((one) => one.section === section && one.compartment === 'mediation');

/** Both texts kept: theirs first, then mine; of two answers to one question, mine, with both words. */
export function joined(theirs: SectionContent, mine: SectionContent): SectionContent {
  const words = (first: string | undefined, second: string | undefined): string => {
    const [one, other] = [first?.trim() ?? '', second?.trim() ?? ''];
    if (other === '' || one.includes(other)) return one;
    return one === '' || other.includes(one) ? other : `${one}\n\n${other}`;
  };
  const answers: Record<string, SectionAnswer> = { ...theirs.answers };
  for (const [key, answer] of Object.entries(mine.answers)) {
    const together = words(theirs.answers[key]?.words, answer.words);
    answers[key] = { ...theirs.answers[key], ...answer, ...(together === '' ? {} : { words: together }) };
  }
  return { answers, words: words(theirs.words, mine.words) };
}

const same = (one: SectionContent, other: SectionContent): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = (content: SectionContent) => [content.words, Object.entries(content.answers).toSorted(([a], [b]) => a.localeCompare(b)).map(([key, { answer, words, confirmed }]) => [key, answer ?? null, words ?? '', confirmed ?? false])];

/** Of what this device kept, what the server does not have: the rest arrived before the page died. */
export function stillMissing(found: Edits, interview: Interview, memberId: string): Edits {
  return Object.fromEntries(Object.entries(found).filter(([section, edit]) => {
    const kept = laneOf(interview, section, memberId);
    return !same(kept?.content ?? emptyContent, edit.content) || (kept !== undefined && kept.state !== edit.state);
  }));
}
