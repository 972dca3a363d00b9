import type { StatusStep } from '../../../kernel/ui/Timeline.tsx';
import type { Text } from '../../../kernel/i18n/text.tsx';
import type { Tone } from '../../../kernel/ui/Tag.tsx';
import { euros, hours } from '../../worksheet/domain.ts';
import type { CheckAnswer, Placement, PlacementState } from '../contract.ts';

const tones: Readonly<Record<PlacementState, Tone>> = { 'proposed': 'info', 'agreed': 'info', 'applying': 'info', 'started': 'good', 'ended': 'neutral', 'not-started': 'neutral' };
export const toneOf = (state: PlacementState): Tone => tones[state];

const way = ['proposed', 'agreed', 'applying', 'started', 'ended'] as const satisfies readonly PlacementState[];

/** The way of a placement as a line of dots, with the day of each step that was taken. */
export function dotsOf({ state, steps, createdAt, startedOn, endedOn }: Placement, t: Text['t']): StatusStep[] {
  const names = { agree: 'agreed', apply: 'applying', start: 'started', end: 'ended' } as const;
  const taken = new Map<string, string>([
    ['proposed', createdAt], ...steps.flatMap(({ move, at }) => (move in names ? [[names[move as keyof typeof names], at] as const] : [])),
    // The work began and ended on its own days, whenever somebody wrote it down.
    ...(startedOn ? [['started', startedOn] as const] : []), ...(endedOn ? [['ended', endedOn] as const] : []),
  ]);
  if (state === 'not-started') return [{ key: 'proposed', label: t('employment.state.proposed'), at: createdAt, state: 'done' }, { key: 'not-started', label: t('employment.state.not-started'), state: 'current' }];
  const here = way.indexOf(state);
  return way.map((name, at) => {
    const day = at <= here ? taken.get(name) : undefined;
    return { key: name, label: t(`employment.state.${name}`), ...(day ? { at: day } : {}), state: at === here ? 'current' : at > here ? 'to-come' : day ? 'done' : 'skipped' };
  });
}

/** What is offered, in one line. */
export function offerWords({ terms }: Placement, { t, language }: Pick<Text, 't' | 'language'>): string[] {
  return [
    ...(terms.contractKind === null ? [] : [t(`worksheet.contract-kind.${terms.contractKind}`)]),
    ...(terms.minutesPerWeek === null ? [] : [t('employment.offer.hours-said', { hours: hours(terms.minutesPerWeek) })]),
    ...(terms.payCents === null || terms.payPer === null ? [] : [t('employment.offer.pay-said', { amount: euros(terms.payCents, language), per: terms.payPer })]),
  ];
}

/** An answer in words: only what was said. */
export function answerWords(answer: CheckAnswer, t: Text['t']): string[] {
  const said = (what: 'still' | 'paid' | 'hours' | 'safe', value: string | null): string[] => (value === null ? [] : [t('employment.check.said', { what: t(`employment.check.told.${what}`), answer: t(`employment.check.${what}.${value}`) })]);
  return [...said('still', answer.stillThere), ...said('paid', answer.paid), ...said('hours', answer.hours), ...said('safe', answer.safe)];
}

/** `2019-06` as people write it: `06/2019`. */
export const aboutTyped = (about: string | null): string => about?.split('-').toReversed().join('/') ?? '';
/** What was typed, back: undefined where it is neither a year nor a month with its year. */
export function aboutRead(typed: string): string | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  const found = /^(?:(0?[1-9]|1[0-2])[/.-])?((?:19|20)\d{2})$/.exec(text);
  if (!found) return undefined;
  const [, month, year = ''] = found;
  return month ? `${year}-${month.padStart(2, '0')}` : year;
}
