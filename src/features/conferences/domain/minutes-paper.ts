import type { Letterhead, Paper, PaperBlock } from '../../../kernel/documents/paper.ts';
import type { Say } from '../../../kernel/documents/words.ts';
import type { MinutesBody, Who } from '../contract.ts';

export interface MinutesPaperSettings {
  readonly language: 'it' | 'en';
  readonly letterhead: Letterhead;
  readonly code: string;
  readonly heldOn: Date;
  readonly edition: number;
  readonly isApproved: boolean;
  /** Who said what of this edition; empty for readers outside the team. */
  readonly answers: readonly { readonly who: Who; readonly said: 'approved' | 'with-reservations'; readonly words: string | null }[];
}

/** The minutes on paper: what the body holds and nothing more, so that whoever cut names out of the body has cut them out of the paper. */
export function minutesPaper(body: MinutesBody, say: Say, { language, letterhead, code, heldOn, edition, isApproved, answers }: MinutesPaperSettings): Paper {
  const day = (value: string): string => new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(value));
  const called = (who: Who): string => [who.name, say(`conferences.paper.role.${who.role}`), who.organisation].filter((part) => part !== null).join(', ');
  const listed = (title: string, items: readonly string[]): PaperBlock[] => (items.length === 0 ? [] : [{ kind: 'heading', level: 1, text: title }, { kind: 'list', items: [...items] }]);
  const blocks: PaperBlock[] = [
    { kind: 'facts', rows: [{ label: say('conferences.paper.about'), value: code }, { label: say('conferences.question'), value: body.question }] },
    ...listed(say('conferences.present'), body.present.map(called)),
    ...listed(say('conferences.absent'), body.absent.map(called)),
    ...(body.summary === '' ? [] : [{ kind: 'heading' as const, level: 1 as const, text: say('conferences.summary') }, { kind: 'paragraph' as const, text: body.summary }]),
    ...(body.points.length === 0 ? [] : [{ kind: 'heading' as const, level: 1 as const, text: say('conferences.points') }]),
    ...body.points.flatMap((point): PaperBlock[] => [{ kind: 'heading', level: 2, text: point.words }, ...point.notes.map((text) => ({ kind: 'paragraph' as const, text }))]),
    { kind: 'heading', level: 1, text: say('conferences.decisions') },
    body.decisions.length === 0 ? { kind: 'paragraph', text: say('conferences.decisions.none') } : {
      kind: 'table',
      columns: [{ head: say('conferences.decision.what'), share: 3 }, { head: say('conferences.decision.who'), share: 2 }, { head: say('conferences.decision.when') }],
      rows: body.decisions.map((one) => [one.what, one.by ? called(one.by) : one.byWords ?? '—', one.dueOn ? day(one.dueOn) : '—']),
    },
    ...listed(say('conferences.dissents'), body.dissents.map((one) => [one.by ? `${called(one.by)}: ` : '', one.words, one.about ? ` (${one.about})` : ''].join(''))),
    ...listed(say('conferences.paper.answers'), answers.map((one) => `${called(one.who)}: ${say(`conferences.said.${one.said}`)}${one.words ? ` — ${one.words}` : ''}`)),
    { kind: 'note', text: say(isApproved ? 'conferences.paper.approved' : 'conferences.paper.draft', { edition: String(edition) }) },
  ];
  return {
    title: say('conferences.paper.title'), language, letterhead, classification: say('conferences.paper.class'), reference: code,
    date: new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'Europe/Rome' }).format(heldOn), blocks,
  };
}
