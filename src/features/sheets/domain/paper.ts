import type { FactSource } from '../../plans/contract.ts';
import { profileSections } from '../../plans/domain.ts';
import type { IdentityPart, SheetAsked, SheetBasis, SheetBlock, SheetPaper, ToldLine } from '../contract.ts';
import { areaLabel, dayWords } from './fact-words.ts';
import { wordsIn } from './words.ts';

/** A fact as it goes onto a paper. */
export interface PaperFact {
  readonly id: string;
  readonly area: string;
  readonly episodeId: string | null;
  readonly label: string;
  readonly words: string;
  readonly learnedOn: string;
  readonly source: FactSource;
  readonly isConfirmed: boolean;
  readonly dueOn: string | null;
}

/** What the sheet knows beside what was ticked. */
export interface PaperGiven {
  readonly facts: readonly PaperFact[];
  readonly identity: readonly { readonly part: IdentityPart; readonly words: string }[];
  readonly told: readonly ToldLine[];
  /** Null while there is none: the paper claims nothing, and cannot be made. */
  readonly basis: SheetBasis | null;
  readonly from: { readonly name: string; readonly organisation: string };
  readonly to: string | null;
  readonly reference: string;
  readonly day: string;
}

/**
 * The paper as its reader will have it. The preview shows this and the making keeps this: there is no second way to write it, so that nobody is
 * shown one thing and gives another. Only what was ticked comes in; a fact that nobody has confirmed says so.
 */
export function sheetPaper(asked: SheetAsked, given: PaperGiven): SheetPaper {
  if (asked.kind === 'person') return asked.form === 'discreet' ? discreetPaper(asked, given) : personPaper(asked, given);
  const { language } = asked;
  const words = wordsIn(language);
  const heading: { label: string; value: string }[] = [
    ...(given.to === null ? [] : [{ label: words.to, value: given.to }]),
    { label: words.from, value: `${given.from.name}, ${given.from.organisation}` },
    ...(asked.purpose === null ? [] : [{ label: words.purpose, value: words.purposes[asked.purpose] }]),
    ...(asked.why.trim() === '' ? [] : [{ label: words.why, value: asked.why.trim() }]),
    ...(given.basis === 'consent' || given.basis === 'vital-interest' ? [{ label: words.basis, value: words.bases[given.basis] }] : []),
  ];
  return {
    title: words.titles[asked.kind], language, reference: `${words.reference} ${given.reference}`, date: dayWords(given.day, language), classification: words.classification,
    letterhead: { office: given.from.organisation, lines: [] },
    blocks: [
      { kind: 'facts', rows: heading },
      ...identityBlocks(asked, given),
      ...areaBlocks(asked, given, (fact) => `${words.sources[fact.source]}, ${dayWords(fact.learnedOn, language)}${fact.isConfirmed ? '' : ` — ${words.unconfirmed}`}`),
      { kind: 'note', text: asked.kind === 'team' ? words.teamKeep : words.keep },
    ],
  };
}

function personPaper(asked: SheetAsked, given: PaperGiven): SheetPaper {
  const { language } = asked;
  const words = wordsIn(language);
  const told = given.told.filter(({ id }) => asked.told.includes(id));
  return {
    title: words.titles.person, language, date: dayWords(given.day, language),
    blocks: [
      { kind: 'paragraph', text: words.intro },
      ...(language === 'it' || language === 'en' ? [] : [{ kind: 'note' as const, text: words.someItalian }]),
      ...identityBlocks(asked, given),
      ...areaBlocks(asked, given, (fact) => `${words.learned.replace('{date}', dayWords(fact.learnedOn, language))}${fact.isConfirmed ? '' : ` — ${words.toConfirm}`}`),
      { kind: 'heading', level: 1, text: words.toldTitle },
      { kind: 'paragraph', text: told.length === 0 ? words.toldNobody : words.toldIntro },
      ...(told.length === 0 ? [] : [{ kind: 'list' as const, items: told.map((line) => `${line.to}, ${dayWords(line.on, language)}: ${line.topics.map((topic) => areaLabel(topic, language)).join(', ')}`) }]),
      { kind: 'heading', level: 1, text: words.correctTitle },
      { kind: 'paragraph', text: words.correct },
      { kind: 'heading', level: 1, text: words.rightsTitle },
      { kind: 'list', items: [...words.rights] },
      { kind: 'paragraph', text: words.ownKeep },
    ],
  };
}

/** A paper that others may find: no office, no reference, no word of what the house does, and no heading that says why it was written. */
function discreetPaper(asked: SheetAsked, given: PaperGiven): SheetPaper {
  const words = wordsIn(asked.language);
  return {
    title: words.discreetTitle, language: asked.language,
    blocks: [...areaBlocks(asked, given, () => ''), { kind: 'paragraph', text: words.discreetKeep }],
  };
}

function identityBlocks({ language }: SheetAsked, { identity }: PaperGiven): SheetBlock[] {
  const words = wordsIn(language);
  return identity.length === 0 ? [] : [
    { kind: 'heading', level: 1, text: words.areas.identity ?? '' },
    { kind: 'facts', rows: identity.map((one) => ({ label: words.identity[one.part], value: one.words })) },
  ];
}

/** Areas in the order of the profile; what is told of one spell of work stands together under a heading of its own. */
function areaBlocks({ language }: SheetAsked, { facts }: PaperGiven, noteOf: (fact: PaperFact) => string): SheetBlock[] {
  const words = wordsIn(language);
  const row = (fact: PaperFact): { label: string; value: string } => {
    const note = noteOf(fact);
    const until = fact.dueOn === null ? '' : ` (${words.until.replace('{date}', dayWords(fact.dueOn, language))})`;
    return { label: fact.label, value: `${fact.words}${until}${note === '' ? '' : `\n${note}`}` };
  };
  return profileSections.flatMap(({ key }): SheetBlock[] => {
    const here = facts.filter((fact) => fact.area === key);
    if (here.length === 0) return [];
    const now = here.filter((fact) => fact.episodeId === null);
    const spells = [...Map.groupBy(here.filter((fact) => fact.episodeId !== null), (fact) => fact.episodeId).values()];
    return [
      { kind: 'heading', level: 1, text: areaLabel(key, language) },
      ...(now.length === 0 ? [] : [{ kind: 'facts' as const, rows: now.map(row) }]),
      ...spells.flatMap((spell, index): SheetBlock[] => [{ kind: 'heading', level: 2, text: `${words.spell} ${index + 1}` }, { kind: 'facts', rows: spell.map(row) }]),
    ];
  });
}
