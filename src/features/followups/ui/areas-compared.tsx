import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { Ratings } from '../contract.ts';
import { areasCompared } from '../domain.ts';

const [width, left, right, rowHeight] = [420, 190, 20, 30];

/** Each area on its line from 1 to 5: hollow at the closing, full today. The table beside it says the same in words. */
export function AreasCompared({ atClosing, now }: { atClosing: Ratings; now: Ratings }): ReactNode {
  const { t } = useText();
  const areas = areasCompared(atClosing, now);
  if (areas.length === 0) return null;
  const at = (value: number): number => left + ((value - 1) * (width - left - right)) / 4;
  const change = (difference: number | null): string => (difference === null ? '—' : difference === 0 ? t('followups.compare.same') : t(`followups.compare.${difference > 0 ? 'better' : 'worse'}`, { n: Math.abs(difference) }));
  return (
    <figure className="followup-compare">
      <figcaption>{t('followups.compare')} <span className="quiet small">{t('followups.compare.legend')}</span></figcaption>
      <svg viewBox={`0 0 ${width} ${areas.length * rowHeight + 24}`} aria-hidden="true">
        {[1, 2, 3, 4, 5].map((value) => <g key={value}><line className="track" x1={at(value)} x2={at(value)} y1={18} y2={areas.length * rowHeight + 20} /><text x={at(value)} y={12} textAnchor="middle">{value}</text></g>)}
        {areas.map((area, index) => {
          const y = 34 + index * rowHeight;
          return (
            <g key={area.domain}>
              <text x={left - 16} y={y + 4} textAnchor="end">{t(`plans.goal-domain.${area.domain}`)}</text>
              {area.closing !== null && area.now !== null && <line className="way" x1={at(area.closing)} x2={at(area.now)} y1={y} y2={y} />}
              {area.closing !== null && <circle className="before" cx={at(area.closing)} cy={y} r={7} />}
              {area.now !== null && <circle className="after" cx={at(area.now)} cy={y} r={5} />}
            </g>
          );
        })}
      </svg>
      <table>
        <caption className="only-heard">{t('followups.compare')}</caption>
        <thead><tr><th scope="col">{t('followups.compare.area')}</th><th scope="col">{t('followups.compare.closing')}</th><th scope="col">{t('followups.compare.now')}</th><th scope="col">{t('followups.compare.change')}</th></tr></thead>
        <tbody>{areas.map((area) => <tr key={area.domain}><th scope="row">{t(`plans.goal-domain.${area.domain}`)}</th><td className="number">{area.closing ?? '—'}</td><td className="number">{area.now ?? '—'}</td><td>{change(area.change)}</td></tr>)}</tbody>
      </table>
    </figure>
  );
}
