import type { Letterhead, Paper, PaperBlock } from '../../kernel/documents/paper.ts';
import { momentOnPaper, type Say } from '../../kernel/documents/words.ts';
import type { Content, Inbound, InboundFile, InboundMessage, Sent } from './contract.ts';
import { settledAt } from './domain.ts';

export interface PaperSettings {
  readonly language: 'it' | 'en';
  /** The office that prints, from the programme. */
  readonly letterhead: Letterhead;
  readonly printedBy: string;
  readonly at: Date;
  /** Whether the person's name, the way to reach them and the names of files go on the paper, where its reader may read them at all. */
  readonly names: boolean;
}

interface Writing extends PaperSettings {
  readonly say: Say;
  readonly moment: (when: string) => string;
}
type Fact = readonly [label: string, value: string | null | undefined | false];

const writingOf = (say: Say, settings: PaperSettings): Writing => ({ ...settings, say, moment: (when) => momentOnPaper(settings.language, when) });

/**
 * A segnalazione on paper for the team, as much of it as its reader may read: whatever the database did not open to them is not in `one` and cannot be here.
 * The way of it is who did what and when; each question says when the other side answered it, or that it did not.
 */
export function inboundPaper(one: Inbound, say: Say, settings: PaperSettings): Paper {
  const writing = writingOf(say, settings);
  const { moment, language } = writing;
  return framed(one.reference, say(`intake.head.${one.kind}`), 'intake.paper.class.team', writing, [
    ...facts([
      [say('intake.head.from'), one.organisation ?? say(`intake.sender-kind.${one.senderKind}`)],
      [say('intake.sender.kind'), say(`intake.sender-kind.${one.senderKind}`)],
      [say('intake.head.source'), say(`intake.source.${one.source}`)],
      [say('intake.head.sent'), one.sentAt && moment(one.sentAt)],
      ...declaredFacts(one, writing),
      [say('intake.head.handler'), one.handler?.name ?? say('intake.with-nobody')],
    ]),
    ...heading(say('intake.open.state')),
    ...facts([
      [say('intake.paper.state'), say(`intake.state.${one.state}`)],
      [say('intake.urgency'), say(`intake.urgency.${one.urgency}`)],
      [say('intake.paper.due'), one.clock && `${moment(one.clock.dueAt)}${one.clock.state === 'late' ? ` · ${say('intake.paper.late')}` : ''}${one.clock.verified ? '' : ` · ${say('intake.terms.unverified')}`}`],
      [say('intake.escalated'), one.escalatedAt && moment(one.escalatedAt)],
      [say('intake.owed-to-sender'), one.owed && dueText(one.owed, writing)],
      [say('intake.head.redirected'), one.redirectedTo],
      [say('intake.matter'), one.matter?.code],
      [say('intake.paper.contact'), one.contact && say(`intake.contact.${one.contact}`)],
      [say('intake.paper.talk'), one.talk && (one.talk.hour ? moment(one.talk.hour) : one.contact !== 'refused' && say('intake.talk.by', { day: momentOnPaper(language, one.talk.dueOn, false) }))],
    ]),
    ...heading(say('intake.said')),
    ...(one.content ? said(one.content, one.calledBy, writing) : [note(say(one.mayOpen ? 'intake.gone' : 'intake.closed-words'))]),
    ...fileList(one.files, writing),
    ...(one.steps.length === 0 ? [] : [...heading(say('intake.way')), wayOf(one.steps.map((step) => [
      moment(step.at),
      [[say(`intake.made.${step.move}`), step.urgency && say(`intake.urgency.${step.urgency}`), step.given?.name, step.reason && say(`intake.move-reason.${step.reason}`)].filter(Boolean).join(' · '), step.words].filter(Boolean).join('\n'),
      step.by ?? say('intake.by-itself'),
    ]), writing)]),
    ...thread(one.messages, writing),
    ...one.meetings.flatMap((meeting) => meetingOf(meeting, writing, [
      [say('intake.paper.who'), [meeting.by, ...meeting.members].join(', ')],
      [say('intake.meeting.why'), meeting.reason && say(`intake.meeting.cancel.${meeting.reason}`)],
      [say('intake.meeting.own'), meeting.own],
    ])),
    ...(one.attempts.length === 0 ? [] : [...heading(say('intake.attempts')), wayOf(one.attempts.map((step) => [
      moment(step.at),
      [[say(`intake.contact-made.${step.move}`), step.outcome && say(`intake.attempt.${step.outcome}`), step.hour && moment(step.hour)].filter(Boolean).join(' · '), step.words].filter(Boolean).join('\n'),
      step.by,
    ]), writing)]),
  ]);
}

/** What one's body sent, on paper: where it stands as the sender may know it, the letters, and one's own words for who wrote them. */
export function sentPaper(one: Sent, say: Say, settings: PaperSettings): Paper {
  const writing = writingOf(say, settings);
  const { moment } = writing;
  return framed(one.reference, say(`intake.head.${one.kind}`), 'intake.paper.class.sender', writing, [
    ...facts([
      [say('intake.paper.sent-by'), one.by],
      [say('intake.paper.sent'), one.sentAt && moment(one.sentAt)],
      [say('intake.open.state'), say(`intake.told.${one.state}`)],
      [say('intake.open.answer-by'), one.answerBy && dueText({ dueAt: one.answerBy, isLate: one.isLate }, writing)],
      [say('intake.sent.you-owe'), one.owed && dueText(one.owed, writing)],
      [say('intake.head.redirected'), one.redirectedTo],
      [say('intake.paper.contact'), one.outcome && say(`intake.contact.${one.outcome}`)],
      ...(one.declared ? [...declaredFacts(one.declared, writing), [say('intake.sender.kind'), say(`intake.sender-kind.${one.declared.senderKind}`)] as const] : []),
    ]),
    ...(one.content ? [...heading(say('intake.sent.what')), ...said(one.content, one.declared?.calledBy ?? 'name', writing)] : []),
    ...fileList(one.files, writing),
    ...(one.steps.length === 0 ? [] : [...heading(say('intake.way')), list(one.steps.map((step) => [moment(step.at), say(`intake.told.${step.state}`), step.reason && say(`intake.move-reason.${step.reason}`)].filter(Boolean).join(' · ')))]),
    ...thread(one.messages, writing),
    ...one.meetings.flatMap((meeting) => meetingOf(meeting, writing, [])),
  ]);
}

function framed(reference: string, title: string, classKey: string, { say, language, letterhead, printedBy, at }: Writing, blocks: PaperBlock[]): Paper {
  return {
    title: `${title} ${reference}`, language, letterhead, classification: say(classKey), reference, date: momentOnPaper(language, at, false),
    blocks: [...blocks, note(say('intake.paper.printed', { name: printedBy, at: momentOnPaper(language, at) }))],
  };
}

type Declared = Pick<Inbound, 'agreement' | 'minor' | 'danger' | 'claimed' | 'language' | 'reasons'>;
/** What was declared of the person: agreement before all else. */
function declaredFacts(one: Declared, { say, language }: Writing): Fact[] {
  return [
    [say('intake.head.agreement'), say(`intake.agreement.${one.agreement}`)],
    [say('intake.head.minor'), say(`intake.minor.${one.minor}`)],
    [say('intake.paper.danger'), one.danger && say('intake.paper.danger.said')],
    [say('intake.head.claimed'), say(`intake.urgency.${one.claimed}`)],
    [say('intake.head.reasons'), one.reasons.map((reason) => say(`intake.reason.${reason}`)).join(', ')],
    [say('intake.language'), one.language ? new Intl.DisplayNames([language], { type: 'language' }).of(one.language) ?? one.language : say('intake.not-known')],
  ];
}

/** What was said, quoted. The name and the way to reach the person stand here only where they were asked for; a code and initials name nobody. */
function said(content: Content, calledBy: Inbound['calledBy'], { say, names }: Writing): PaperBlock[] {
  const keepsBack = !names && ((calledBy === 'name' && content.called !== '') || content.reach !== '');
  return [
    ...(content.words === '' ? [] : [{ kind: 'paragraph' as const, text: `«${content.words}»` }]),
    ...facts([
      [say('intake.view.called'), (names || calledBy !== 'name') && content.called],
      [say('intake.reach'), names && content.reach],
      [say('intake.signs'), content.signs.map((sign) => say(`intake.sign.${sign}`)).join(', ')],
      [say('intake.place'), content.place], [say('intake.intermediary'), content.intermediary],
      [say('intake.active'), content.active.map((one) => say(`intake.active.${one}`)).join(', ')],
      [say('intake.done'), content.done],
      [say('intake.asks'), content.asks.map((one) => say(`intake.asks.${one}`)).join(', ')],
      [say('intake.view.sender'), [content.sender.name, content.sender.role].filter(Boolean).join(', ')],
      [say('intake.sender.answer-to'), content.sender.answerTo],
    ]),
    ...(keepsBack ? [note(say('intake.paper.nameless'))] : []),
  ];
}

function thread(messages: readonly InboundMessage[], { say, moment }: Writing): PaperBlock[] {
  if (messages.length === 0) return [];
  return [...heading(say('intake.thread')), ...messages.flatMap((one, place): PaperBlock[] => {
    const settled = settledAt(messages, place);
    const who = one.fromTeam ? say('intake.thread.team', { name: one.by }) : one.by || say('intake.thread.of-sender');
    return [
      { kind: 'paragraph', strong: true, text: [moment(one.at), who, one.kind !== 'message' && say(`intake.message.${one.kind}`)].filter(Boolean).join(' · ') },
      { kind: 'paragraph', text: one.words },
      ...(settled === undefined ? [] : [{ kind: 'paragraph' as const, text: settled === null ? say('intake.paper.unanswered') : say('intake.paper.answered', { at: moment(settled) }) }]),
    ];
  })];
}

const meetingOf = (one: Sent['meetings'][number], { say, moment }: Writing, more: readonly Fact[]): PaperBlock[] => [
  ...heading(`${say('intake.meeting')}: ${moment(one.startsAt)}`),
  ...facts([
    [say('intake.paper.state'), say(`intake.meeting.state.${one.state}`)], [say('intake.meeting.lasts'), say('intake.meeting.minutes', { n: String(one.lasts) })], [say('intake.meeting.way'), say(`intake.meeting.way.${one.way}`)],
    [say('intake.paper.where'), one.place], [say('intake.meeting.shared'), one.shared], ...more,
  ]),
];

/** What is attached, by size, and by the name that the file came with only where names were asked for: whoever photographs a passport calls it by the name in it. */
const fileList = (files: readonly InboundFile[], { say, moment, names }: Writing): PaperBlock[] =>
  (files.length === 0 ? [] : [...heading(say('intake.files')), list(files.map((file, place) => [names ? file.name : say('intake.paper.file', { n: String(place + 1) }), say('intake.files.size', { kilobytes: String(Math.max(1, Math.round(file.bytes / 1024))) }), moment(file.at), file.documentId && say('intake.files.moved')].filter(Boolean).join(' · ')))]);

const wayOf = (rows: readonly (readonly [string, string, string])[], { say }: Writing): PaperBlock => ({
  kind: 'table', columns: [{ head: say('intake.paper.when'), share: 2 }, { head: say('intake.paper.what'), share: 4 }, { head: say('intake.paper.who'), share: 2 }], rows: rows.map((row) => [...row]),
});
const facts = (rows: readonly Fact[]): PaperBlock[] => {
  const full = rows.flatMap(([label, value]) => (value ? [{ label, value }] : []));
  return full.length === 0 ? [] : [{ kind: 'facts', rows: full }];
};
const heading = (text: string): PaperBlock[] => [{ kind: 'heading', level: 1, text }];
const list = (items: string[]): PaperBlock => ({ kind: 'list', items });
const note = (text: string): PaperBlock => ({ kind: 'note', text });
const dueText = ({ dueAt, isLate }: { readonly dueAt: string; readonly isLate: boolean }, { say, moment }: Writing): string => (isLate ? `${moment(dueAt)} · ${say('intake.paper.late')}` : moment(dueAt));
