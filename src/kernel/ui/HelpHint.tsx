import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';

interface HelpHintProps {
  /** What the words explain, for whoever only hears the question mark. */
  readonly about: string;
  readonly children: ReactNode;
}

/** Without network the explanation itself stands beside the field, instead of behind a mark that cannot open. */
const Plain = ({ children }: HelpHintProps): ReactNode => <span className="field-hint">{children}</span>;

// What floats above a page weighs as much as all the rest of a field, and whoever signs in meets no question mark.
const HelpPopover = lazy(() => import('./HelpPopover.tsx').catch(() => ({ default: Plain })));

/** A question mark beside a field or a figure, with a longer explanation behind it. */
export function HelpHint(props: HelpHintProps): ReactNode {
  return <Suspense fallback={null}><HelpPopover {...props} /></Suspense>;
}
