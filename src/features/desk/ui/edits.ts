import type { Interview, Section, SectionContent, SectionState, TextBeside } from '../contract.ts';
import { type Choice, emptyContent, merge, sameContent } from '../merge.ts';

/** What is being written in one section and is not with the server yet. */
export interface Edit {
  readonly content: SectionContent;
  readonly state: SectionState;
  /** The version it was written upon; 0 when the section was empty. */
  readonly base: number;
  /** What stood in the section when one began to write; absent in drafts of the past, which are then compared with everything that stands. */
  readonly origin?: SectionContent;
  /** The id under which the server keeps this text beside the one that stands. */
  readonly besideId?: string;
  /** What a colleague wrote in the same words meanwhile: the two stand side by side until somebody decides. */
  readonly theirs?: Section;
  /** Refused for a reason that trying again cannot mend. */
  readonly isRefused?: boolean;
}

export type Edits = Readonly<Record<string, Edit>>;

/** The row of a section that this person writes: their own lane for a mediator, the common one for everyone else. */
export const laneOf = (interview: Interview, section: string, memberId: string): Section | undefined =>
  interview.sections.find((one) => one.section === section
    && (interview.writes.includes('mediation') ? one.compartment === 'mediation' && one.author.id === memberId : one.compartment !== 'mediation'));

/** What mediators wrote beside it, for those who may read it. */
export const besides = (interview: Interview, section: string): Section[] =>
  interview.writes.includes('mediation') ? [] : interview.sections.filter((one) => one.section === section && one.compartment === 'mediation');

/** Texts of the same section that wait for somebody to choose, in the lane that this person writes. */
export const waitingBeside = (interview: Interview, section: string): TextBeside[] =>
  interview.besides.filter((one) => one.section === section && (one.compartment === 'mediation') === interview.writes.includes('mediation'));

/** The text that stands once somebody chose between a section and a text beside it: only the words that both changed are chosen about. */
export const chosen = (theirs: SectionContent, mine: Pick<Edit, 'content' | 'origin'>, which: Choice): SectionContent =>
  merge(mine.origin ?? emptyContent, theirs, mine.content, which).content;

/** Of what this device kept, what the server does not have: the rest arrived before the page died. */
export function stillMissing(found: Edits, interview: Interview, memberId: string): Edits {
  return Object.fromEntries(Object.entries(found).filter(([section, edit]) => {
    const kept = laneOf(interview, section, memberId);
    const beside = interview.besides.find((one) => one.id === edit.besideId);
    if (beside?.content && sameContent(beside.content, edit.content)) return false;
    return !sameContent(kept?.content ?? emptyContent, edit.content) || (kept !== undefined && kept.state !== edit.state);
  }));
}

/** What several windows of one computer left behind: of one section, the words of all. */
export function together(drafts: readonly Edits[]): Edits {
  const all: Record<string, Edit> = {};
  for (const [section, edit] of drafts.flatMap((draft) => Object.entries(draft))) {
    const before = all[section];
    const [older, newer] = !before || before.base <= edit.base ? [before, edit] : [edit, before];
    all[section] = older ? { ...older, content: merge(older.origin ?? emptyContent, older.content, newer.content, 'both').content } : newer;
  }
  return all;
}
