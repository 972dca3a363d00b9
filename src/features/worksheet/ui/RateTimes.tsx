import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { stretchesOf } from '../domain.ts';
import type { RateLine } from '../wire.ts';
import { useFigures } from './words.ts';

const WIDTH = 1000;

/** For each sector, province and level: a line of time on which what holds is filled and what lies between is a hole; the same in words under it. */
export function RateTimes({ rates }: { rates: readonly RateLine[] }): ReactNode {
  const { t, formatDate } = useText();
  const { rate: words } = useFigures();
  const today = italianDay(new Date());
  const starts = rates.map((rate) => rate.validFrom).toSorted();
  const ends = [today, ...rates.map((rate) => rate.validTo ?? today)].toSorted();
  const [first = today, last = today] = [starts[0], ends.at(-1)];
  const whole = Math.max(Date.parse(last) - Date.parse(first), 1);
  const at = (day: string): number => ((Date.parse(day) - Date.parse(first)) / whole) * WIDTH;
  const kinds = [...Map.groupBy(rates, (rate) => `${rate.sector} ${rate.province} ${rate.level.toLowerCase()}`)];
  return (
    <ul className="worksheet-deductions">
      {kinds.map(([kind, lines]) => {
        const stretches = stretchesOf(lines);
        const [one] = lines;
        return one && (
          <li key={kind}>
            <strong>{t(`worksheet.sector.${one.sector}`)} · {one.province} · {one.level}</strong>
            <svg className="wage-line" viewBox={`0 0 ${WIDTH} 18`} preserveAspectRatio="none" aria-hidden="true">
              {stretches.map((stretch) => (
                <rect key={stretch.from} x={at(stretch.from)} y={2} height={14} width={Math.max(at(stretch.to ?? last) - at(stretch.from), 4)} className={stretch.rateId === null ? 'wage-hole' : 'wage-held'} />
              ))}
            </svg>
            <span className="small quiet">{stretches.map((stretch) => (stretch.rateId === null ? t('worksheet.tables.hole', { from: formatDate(stretch.from), to: formatDate(stretch.to ?? last) })
              : words(lines.find((line) => line.id === stretch.rateId) ?? one))).join(' — ')}</span>
          </li>
        );
      })}
    </ul>
  );
}
