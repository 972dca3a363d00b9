import type { Waiting } from '../../../kernel/offline/waiting.ts';
import type { Answers, Column, CriticalAnswer, Instrument } from '../contract.ts';
import { answerProblems, criticalIn, evaluate } from '../domain.ts';
import { ChangeAnswers } from '../wire.ts';

/** What the server is known to have of a list, and what of it waits on this device. */
export interface OnDevice {
  readonly kept: Answers;
  readonly waiting: readonly Waiting[];
}

/** What the server has opened already. */
interface Raised {
  readonly column: Column;
  readonly protocols: readonly Pick<CriticalAnswer, 'item'>[];
}

function criticalOf(instrument: Instrument, answers: Answers, column: Column): readonly CriticalAnswer[] {
  // What was refused may belong to another version of the list: it opens nothing, and stops nobody.
  const strangers = new Set(answerProblems(instrument, answers).map(({ path }) => path));
  return criticalIn(evaluate(instrument, Object.fromEntries(Object.entries(answers).filter(([code]) => !strangers.has(code))), { column }));
}

/**
 * Answers on this device that open a safety protocol of which the server does not know yet, by the server's own rule and in its order: change by change, because
 * what one of them opened stays open when the answer is taken back. Those that the server refused count as well, for nobody was told of them.
 * @param unsaid the answers as they stand on the screen, where some of them are not even noted yet
 */
export function criticalHere(instrument: Instrument, { column, protocols }: Raised, { kept, waiting }: OnDevice, unsaid?: Answers): CriticalAnswer[] {
  const found = new Map<string, CriticalAnswer>();
  const look = (answers: Answers): void => {
    for (const one of criticalOf(instrument, answers, column)) found.set(one.item, one);
  };
  const answers: Answers = { ...kept };
  for (const { body, path } of waiting) {
    const given = path.endsWith('/answers') ? ChangeAnswers.safeParse(body).data : undefined;
    if (!given) continue;
    Object.assign(answers, given.answers);
    look(answers);
  }
  if (unsaid) look(unsaid);
  return [...found.values()].filter(({ item }) => !protocols.some((one) => one.item === item));
}
