import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { LoadLine } from '../contract.ts';

const [width, left, right, rowHeight] = [640, 180, 30, 30];

/** A bar for what each carries and a mark for what their role can carry. The table below says the same in numbers. */
export function LoadBars({ lines }: { lines: readonly LoadLine[] }): ReactNode {
  const { t } = useText();
  const most = Math.max(1, ...lines.map((line) => Math.max(line.weight, line.capacity)));
  const long = (value: number): number => (value * (width - left - right)) / most;
  return (
    <figure className="load-bars">
      <svg viewBox={`0 0 ${width} ${lines.length * rowHeight + 4}`} aria-hidden="true">
        {lines.map((line, index) => {
          const y = index * rowHeight + 4;
          return (
            <g key={line.memberId}>
              <text x={left - 12} y={y + 16} textAnchor="end">{line.name}</text>
              <rect className="room" x={left} y={y} width={long(line.capacity)} height={20} />
              <rect className={line.weight > line.capacity ? 'over' : 'load'} x={left} y={y + 4} width={long(line.weight)} height={12} />
              <line className="capacity" x1={left + long(line.capacity)} x2={left + long(line.capacity)} y1={y - 2} y2={y + 22} />
            </g>
          );
        })}
      </svg>
      <figcaption className="quiet small">{t('workload.legend')}</figcaption>
    </figure>
  );
}
