import type { ReactNode } from 'react';

/** Text that someone wrote, in whatever language and script: its direction is its own and its language is told to screen readers. */
export function SafeText({ lang, children, block = false }: { lang?: string; children: ReactNode; block?: boolean }): ReactNode {
  const Element = block ? 'div' : 'bdi';
  return <Element className={block ? 'written' : undefined} dir="auto" lang={lang}>{children}</Element>;
}

/** A name, a number, a place that identifies someone: blurred in discretion mode. */
export function PrivateText({ lang, children }: { lang?: string; children: ReactNode }): ReactNode {
  return <bdi className="private" dir="auto" lang={lang}>{children}</bdi>;
}

/** The person's own words, shown as such. */
export function OwnWords({ lang, children }: { lang?: string; children: ReactNode }): ReactNode {
  return <blockquote className="own-words" dir="auto" lang={lang}>{children}</blockquote>;
}

/** Heard by screen readers, not seen. */
export function OnlyHeard({ children }: { children: ReactNode }): ReactNode {
  return <span className="only-heard">{children}</span>;
}

/** On paper only: who printed, when, for whom. */
export function OnlyPrinted({ children }: { children: ReactNode }): ReactNode {
  return <div className="only-printed">{children}</div>;
}

/** On the screen only: what makes no sense on paper. */
export function NeverPrinted({ children }: { children: ReactNode }): ReactNode {
  return <div className="never-printed">{children}</div>;
}
