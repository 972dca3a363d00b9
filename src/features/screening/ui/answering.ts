/** Answers on their way from the screen to the server: pure, so that no answer can be lost between two states of a component. */
import type { Answers } from '../contract.ts';
import { answerTo } from '../domain.ts';

export interface Answering {
  /** What the server has said that it keeps. */
  readonly kept: Answers;
  readonly version: number;
  /** Sent, and not answered yet. It is sent again as it is, so that the server recognises it. */
  readonly inFlight: { readonly id: string; readonly answers: Answers } | null;
  /** Given meanwhile; goes with the next change. */
  readonly waiting: Answers;
}

export const beginning = (answers: Answers, version: number): Answering => ({ kept: answers, version, inFlight: null, waiting: {} });

/** What the person at the screen sees: always their own latest answer. */
export const shown = ({ kept, inFlight, waiting }: Answering): Answers => ({ ...kept, ...inFlight?.answers, ...waiting });

/** Answers that the server does not have yet. */
export const unsent = ({ inFlight, waiting }: Answering): Answers => ({ ...inFlight?.answers, ...waiting });

export const answered = (now: Answering, given: Answers): Answering => ({ ...now, waiting: { ...now.waiting, ...given } });

/** Takes what waits on its way, unless something is on its way already. */
export function sending(now: Answering, id: string): Answering {
  if (now.inFlight || Object.keys(now.waiting).length === 0) return now;
  return { ...now, inFlight: { id, answers: now.waiting }, waiting: {} };
}

/** The server keeps the change with this id. */
export function acknowledged(now: Answering, id: string, version: number): Answering {
  if (now.inFlight?.id !== id) return now;
  return { kept: { ...now.kept, ...now.inFlight.answers }, version, inFlight: null, waiting: now.waiting };
}

/** Somebody wrote meanwhile, on another device: their answers come in, and those of this screen go again, upon the newest version. */
export const overtaken = (now: Answering, fresh: { answers: Answers; version: number }): Answering =>
  ({ kept: fresh.answers, version: fresh.version, inFlight: null, waiting: unsent(now) });

/** What stands in `answers` to the questions of `given`. */
export const answersTo = (answers: Answers, given: Answers): Answers => Object.fromEntries(Object.keys(given).map((code) => [code, answerTo(answers, code)]));
