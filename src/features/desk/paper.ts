import type { Letterhead, Paper, PaperBlock } from '../../kernel/documents/paper.ts';
import { momentOnPaper, type Say } from '../../kernel/documents/words.ts';
import type { Interview, PersonSignature, Section, SectionContent } from './contract.ts';
import { minutesOf } from './domain.ts';
import { guide, type GuideLanguage, guideSection } from './guide.ts';

export interface PaperSettings {
  readonly language: 'it' | 'en';
  /** The office that writes, from the programme. */
  readonly letterhead: Letterhead;
  readonly printedBy: string;
  readonly at: Date;
  /** Who opened the interview, each with the last time. */
  readonly readers: readonly { readonly name: string; readonly at: Date }[];
  /** What is attached to it and its reader may read: how long, by whom, when. What each is called stays with the papers themselves. */
  readonly attached?: readonly { readonly pages: number; readonly name: string; readonly at: Date }[];
}

const signedHere = ({ signedOnDevice: on }: Interview, say: Say, moment: (when: string) => string): string =>
  (on ? `\n${say('desk.report.signed-here', { noted: moment(on.notedAt), arrived: moment(on.arrivedAt) })}` : '');

/**
 * The report of a signed interview, as much of it as its reader may read: whatever the database did not open to them is not in `interview`
 * and cannot be here. Texts that nobody had chosen about stand beside the others, as they were signed.
 */
export function interviewPaper(interview: Interview, say: Say, { language, letterhead, printedBy, at, readers, attached = [] }: PaperSettings): Paper {
  const moment = (when: string | Date): string => momentOnPaper(language, when);
  const tongue = new Intl.DisplayNames([language], { type: 'language' }).of(interview.language) ?? interview.language;
  const interpreter = interview.mediator ? say('desk.paper.with', { name: interview.mediator.name }) : say(interview.interpreter === 'none' ? 'desk.interpreter.was-none' : `desk.interpreter.${interview.interpreter}`);
  const sign = (name: string, when: string): string => say('desk.report.written', { name, at: moment(when) });
  const blocks: PaperBlock[] = [
    { kind: 'facts', rows: [
      { label: say('desk.report.author'), value: `${sign(interview.author.name, interview.signedAt ?? interview.createdAt)}${signedHere(interview, say, moment)}` },
      ...interview.countersigned.map((one) => ({ label: say('desk.report.countersigned'), value: sign(one.by.name, one.at) })),
      ...interview.personSignatures.map((one) => ({ label: say(`desk.person.${one.outcome}`), value: `${personSigned(one, say, language)}\n${sign(one.by.name, one.at)}${one.onDevice ? `\n${say('desk.person.noted-here', { noted: moment(one.onDevice.notedAt), arrived: moment(one.onDevice.arrivedAt) })}` : ''}` })),
      { label: say('desk.language'), value: `${tongue}, ${interpreter}` },
      { label: say('desk.place'), value: say(`desk.place.${interview.place}`) },
      { label: say('desk.present'), value: interview.present.map((one) => say(`desk.present.${one}`)).join(', ') || '—' },
      { label: say('desk.report.minutes'), value: say('desk.paper.minutes', { minutes: String(minutesOf(interview.sittings)) }) },
    ] },
    ...listOf(interview.attendance.map((one) => say(`desk.attendance.${one.change}`, { who: say(`desk.present.${one.role}`), at: moment(one.at) }))),
    ...listOf(interview.sittings.map((one) => say('desk.paper.sitting', { from: moment(one.startedAt), to: one.endedAt ? moment(one.endedAt) : '—', reason: one.reason ? say(`desk.stop.${one.reason}`) : '—' }))),
    ...interview.sections.toSorted((one, other) => placeOf(one) - placeOf(other)).flatMap((section): PaperBlock[] => [
      { kind: 'heading', level: 1, text: titleOf(section.section, language) },
      ...(section.state === 'declined' ? [{ kind: 'paragraph' as const, text: say('desk.section.declined') }] : []),
      ...said(section.section, section.content, say, language),
      { kind: 'paragraph', text: sign(section.author.name, section.writtenAt) },
    ]),
    ...interview.besides.flatMap((text): PaperBlock[] => [
      { kind: 'heading', level: 1, text: say('desk.report.beside', { section: titleOf(text.section, language) }) },
      ...said(text.section, text.content, say, language),
      { kind: 'paragraph', text: sign(text.author.name, text.writtenAt) },
    ]),
    ...interview.personSignatures.flatMap((one): PaperBlock[] => [
      ...(one.words ? [{ kind: 'heading' as const, level: 2 as const, text: say('desk.person.theirs') }, ...inPieces(one.words).map((text) => ({ kind: 'paragraph' as const, text, language: one.language ?? language }))] : []),
      ...(one.drawing ? [{ kind: 'signature' as const, label: say('desk.person.drawing'), image: Buffer.from(one.drawing.slice(one.drawing.indexOf(',') + 1), 'base64') }] : []),
    ]),
    ...(attached.length > 0 ? [{ kind: 'heading' as const, level: 1 as const, text: say('desk.attachments') }] : []),
    ...listOf(attached.map((one) => say('desk.paper.attachment', { pages: String(one.pages), name: one.name, at: moment(one.at) }))),
    { kind: 'heading', level: 1, text: say('desk.addenda') },
    ...(interview.addenda.length === 0 ? [{ kind: 'paragraph' as const, text: say('desk.addenda.none') }] : []),
    ...interview.addenda.flatMap((one): PaperBlock[] => [
      { kind: 'paragraph', text: one.words ?? say('desk.report.destroyed') },
      { kind: 'paragraph', text: sign(one.author.name, one.at) },
    ]),
    { kind: 'heading', level: 1, text: say('desk.paper.readers') },
    ...listOf(readers.map((one) => sign(one.name, one.at.toISOString()))),
    { kind: 'note', text: say('desk.report.printed', { name: printedBy, at: moment(at) }) },
  ];
  return {
    title: say('desk.interview.title', { kind: say(`desk.kind.${interview.kind}`), code: interview.code }),
    language, letterhead, classification: say('desk.paper.classification'), reference: interview.code, date: momentOnPaper(language, at, false), blocks,
  };
}

/** How the person signed, and in which language and by whom it was read back; or why they did not, as far as they said. */
function personSigned(one: PersonSignature, say: Say, language: GuideLanguage): string {
  if (one.outcome === 'refused') return [say(`desk.person.refusal.${one.refusal ?? 'no-reason'}`), one.refusalWords].filter(Boolean).join(': ');
  const tongue = new Intl.DisplayNames([language], { type: 'language' }).of(one.language ?? 'it') ?? one.language ?? '';
  const evidence = [say(`desk.paper.evidence.${one.evidence ?? 'signature'}`), one.evidenceWords].filter(Boolean).join(': ');
  return say('desk.paper.person.value', { evidence, read: say('desk.person.read-in', { language: tongue, who: one.mediator?.name ?? say(`desk.person.how.${one.how ?? 'worker'}`) }) });
}

const placeOf = (section: Section): number => guide.findIndex((one) => one.key === section.section);
const titleOf = (key: string, language: GuideLanguage): string => guideSection(key)?.title[language] ?? key;
const listOf = (items: string[]): PaperBlock[] => (items.length > 0 ? [{ kind: 'list', items }] : []);

function said(key: string, content: SectionContent | null, say: Say, language: GuideLanguage): PaperBlock[] {
  if (content === null) return [{ kind: 'paragraph', text: say('desk.report.destroyed') }];
  const rows = (guideSection(key)?.questions ?? []).flatMap((question) => {
    const answer = content.answers[question.key];
    const value = [answer?.answer && say(`desk.paper.answer.${answer.answer}`), answer?.words].filter(Boolean).join(' · ');
    return value === '' ? [] : [{ label: question.words[language], value }];
  });
  return [
    ...(rows.length > 0 ? [{ kind: 'facts' as const, rows }] : []),
    ...(content.words.trim() === '' ? [] : inPieces(content.words).map((text) => ({ kind: 'paragraph' as const, text }))),
  ];
}

/** A paragraph of a paper holds at most 20,000 letters; words of an interview may be longer, and none is left out. */
const inPieces = (words: string): string[] => words.match(/[\s\S]{1,15000}(?:\s|$)|[\s\S]{1,15000}/g) ?? [];
