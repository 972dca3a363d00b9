import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/text.tsx';

export interface SummaryLine {
  /** `name` of the field. */
  readonly name: string;
  readonly label: string;
  readonly error: string;
}

function focusField(name: string): void {
  const field = document.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"], #${CSS.escape(name)}`);
  field?.focus();
  field?.scrollIntoView({ block: 'center' });
}

/** At the head of a form that was refused: how many things to look at, each a link to its field. Takes the focus when it appears. */
export function ErrorSummary({ lines }: { lines: readonly SummaryLine[] }): ReactNode {
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  const hasLines = lines.length > 0;
  useEffect(() => {
    if (hasLines) box.current?.focus();
  }, [hasLines]);
  if (!hasLines) return null;
  return (
    <div className="notice tone-late error-summary" ref={box} tabIndex={-1} role="alert">
      <div className="notice-body">
        <strong>{t('ui.form.errors', { count: lines.length })}</strong>
        <ul>
          {lines.map((line) => (
            <li key={line.name}>
              <a
                className="link"
                href={`#${line.name}`}
                onClick={(event) => {
                  event.preventDefault();
                  focusField(line.name);
                }}
              >
                {line.label}: {line.error}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
