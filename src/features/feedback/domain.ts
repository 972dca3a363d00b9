import { machine } from '../../kernel/machine.ts';
import type { ComplaintMove, ComplaintState, Satisfaction, SatisfactionFigures } from './contract.ts';

export { type FormLanguage, formIn, formLanguages, formSentences, type FormWords, formWords } from './domain/words.ts';

/** The way of a complaint. Each step has its words: what is looked into, what the person was told, why it ended. */
export const complaintMachine = machine<ComplaintState, ComplaintMove>({
  states: ['received', 'looking-into', 'answered', 'closed', 'withdrawn'],
  initial: 'received',
  moves: {
    'look-into': { from: ['received'], to: 'looking-into', needs: ['reason'] },
    answer: { from: ['looking-into'], to: 'answered', needs: ['reason'] },
    close: { from: ['answered'], to: 'closed', needs: ['reason'] },
    reopen: { from: ['answered', 'closed', 'withdrawn'], to: 'looking-into', needs: ['reason'] },
    withdraw: { from: ['received', 'looking-into'], to: 'withdrawn', needs: ['reason'] },
  },
});

/** Whether an answer is owed and its day has passed. @param today ISO day in Italy */
export const isLate = (state: ComplaintState, answerDueOn: string, today: string): boolean => (state === 'received' || state === 'looking-into') && answerDueOn < today;

/** The day so many days after another; both ISO days. */
export const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Whether the person answered anything at all. */
export const hasAnswer = (given: Satisfaction): boolean => given.understood !== null || given.respected !== null || given.helped !== null;

/** The figures by quarter, the latest first. */
export function byQuarter(figures: SatisfactionFigures['items']): { readonly quarter: string; readonly lines: SatisfactionFigures['items'] }[] {
  return [...new Set(figures.map((one) => one.quarter))].toSorted().toReversed().map((quarter) => ({ quarter, lines: figures.filter((one) => one.quarter === quarter) }));
}
