import type { ReactNode } from 'react';
import { directionOf } from '../../../kernel/direction.ts';
import type { Scale, Words } from '../contract.ts';

/** The same in the person's language, in its own direction and voice; nothing where nobody wrote it. */
function Beside({ words, beside }: { words: Words | undefined; beside: string | null }): ReactNode {
  const said = beside === null ? undefined : words?.[beside];
  return said === undefined || beside === null ? null : <span className="screening-besides" lang={beside} dir={directionOf(beside)}>{said}</span>;
}

export const StepBeside = ({ step, beside }: { step: Scale[number] | undefined; beside: string | null }): ReactNode => <Beside words={step?.text} beside={beside} />;
export const HelpBeside = Beside;
