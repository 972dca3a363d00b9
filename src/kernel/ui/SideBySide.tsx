import type { ReactNode } from 'react';
import { directionOf } from '../i18n/languages.ts';

export interface SideBySideProps {
  readonly language: string;
  readonly rows: readonly { readonly key: string; readonly italian: string; /** null where nobody has written it yet: it stands in Italian alone. */ readonly theirs: string | null }[];
  /** Larger, for two who read from one screen. */
  readonly isLarge?: boolean;
}

/** The same sentences in Italian and in a person's language beside each other, each in its own direction and voice. */
export function SideBySide({ language, rows, isLarge = false }: SideBySideProps): ReactNode {
  return (
    <ul className={isLarge ? 'sides sides-large' : 'sides'}>
      {rows.map((row) => (
        <li key={row.key}>
          <span lang="it" dir="ltr">{row.italian}</span>
          {language !== 'it' && row.theirs !== null && <span className="sides-theirs" lang={language} dir={directionOf(language)}>{row.theirs}</span>}
        </li>
      ))}
    </ul>
  );
}
