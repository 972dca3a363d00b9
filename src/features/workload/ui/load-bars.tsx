import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { LoadLine } from '../contract.ts';

/** A bar for what each carries and a mark for what their role can carry; on a phone the name stands above its bar. The table below says the same in numbers. */
export function LoadBars({ lines }: { lines: readonly LoadLine[] }): ReactNode {
  const { t } = useText();
  const most = Math.max(1, ...lines.map((line) => Math.max(line.weight, line.capacity)));
  const long = (value: number): string => `${(value * 100) / most}%`;
  return (
    <figure className="load-bars">
      <ul aria-hidden="true">
        {lines.map((line) => (
          <li key={line.memberId}>
            <span>{line.name}</span>
            <span className="load-track">
              <span className="room" style={{ inlineSize: long(line.capacity) }} />
              <span className={line.weight > line.capacity ? 'over' : 'load'} style={{ inlineSize: long(line.weight) }} />
              <span className="capacity" style={{ insetInlineStart: long(line.capacity) }} />
            </span>
          </li>
        ))}
      </ul>
      <figcaption className="quiet small">{t('workload.legend')}</figcaption>
    </figure>
  );
}
