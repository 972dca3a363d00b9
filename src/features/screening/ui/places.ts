import { type Answer, AnswerWord, type ContextItem, type Item, type Scale } from '../contract.ts';

/** What leaves a question open, whatever it asks. */
export const openWords = AnswerWord.exclude(['yes', 'no']).options;

/** An answer that is one of a row: a word, or a step. */
export type Step = Extract<Answer, string | number>;

/** What can be answered: the five words, or the steps of a scale and the words that leave it open. Their order is that of the number keys. */
export function stepsOf(scale: Scale): Step[] {
  return scale.length === 0 ? [...AnswerWord.options] : [...scale.map((step) => step.points), ...openWords];
}

/** What a number key answers, counted from 0, and whether one goes on to the next question; null where it answers nothing, or what is typed is a number. */
export function answerByKey(item: Item | ContextItem, scale: Scale, place: number, now: Answer | undefined): { readonly answer: Answer; readonly goesOn: boolean } | null {
  const { kind, choices = [] } = 'columns' in item ? { kind: undefined } : item;
  const choice = choices[place];
  const open = openWords[place - choices.length];
  if (kind === 'one-of' && choice) return { answer: { choice: choice.code }, goesOn: true };
  if (kind === 'several-of' && choice) {
    const chosen = typeof now === 'object' && 'choices' in now ? now.choices : [];
    const next = chosen.includes(choice.code) ? chosen.filter((code) => code !== choice.code) : [...chosen, choice.code].toSorted();
    return { answer: next.length === 0 ? 'not-asked' : { choices: next }, goesOn: false };
  }
  if (kind !== undefined) return open ? { answer: open, goesOn: true } : null;
  const step = stepsOf('columns' in item ? [] : scale)[place];
  return step === undefined ? null : { answer: step, goesOn: true };
}
