import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { DistanceReading, GoalDomain, RatedBy } from '../contract.ts';
import type { DistanceSpan, NeedCourse } from '../domain.ts';

const width = 390;
const left = 176;
const rowHeight = 30;
const right = 20;

/** First reading (hollow) and latest (full) of each need, on its line from 0 to 4. The table beside it says the same. */
export function NeedsPicture({ courses }: { courses: readonly NeedCourse[] }): ReactNode {
  const { t } = useText();
  const height = courses.length * rowHeight + 40;
  const at = (level: number): number => left + (level * (width - left - right)) / 4;
  return (
    <svg className="picture" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {[0, 1, 2, 3, 4].map((level) => (
        <g key={level}>
          <line className="picture-track" x1={at(level)} x2={at(level)} y1={18} y2={height - 22} />
          <text className="picture-quiet" x={at(level)} y={12} textAnchor="middle">{level}</text>
        </g>
      ))}
      {courses.map((course, index) => {
        const y = 34 + index * rowHeight;
        return (
          <g key={course.domain}>
            <text x={left - 14} y={y + 4} textAnchor="end">{t(`plans.need.${course.domain}`)}</text>
            <line className="picture-way" x1={at(course.first.level)} x2={at(course.latest.level)} y1={y} y2={y} />
            {course.change !== null && <circle className="picture-first" cx={at(course.first.level)} cy={y} r={6} />}
            <circle className="picture-latest" cx={at(course.latest.level)} cy={y} r={6} />
          </g>
        );
      })}
      <circle className="picture-first" cx={left} cy={height - 9} r={5} />
      <text className="picture-quiet" x={left + 10} y={height - 5}>{t('plans.needs.first')}</text>
      <circle className="picture-latest" cx={left + 90} cy={height - 9} r={5} />
      <text className="picture-quiet" x={left + 100} y={height - 5}>{t('plans.needs.latest')}</text>
    </svg>
  );
}

/** The moment a reading belongs to: both ratings of one meeting stand above each other. */
export const stopOf = (reading: DistanceReading): string => `${reading.at.slice(0, 10)} ${reading.moment}`;
const stopsOf = (readings: readonly DistanceReading[]): string[] => [...new Set(readings.map(stopOf))];

/** Which line is whose. */
export function DistanceLegend(): ReactNode {
  const { t } = useText();
  return (
    <p className="legend quiet small">
      <span><svg viewBox="0 0 32 12" aria-hidden="true"><line className="curve-person" x1={0} x2={32} y1={6} y2={6} /><circle className="point-person" cx={16} cy={6} r={5} /></svg> {t('plans.distance.person')}</span>
      <span><svg viewBox="0 0 32 12" aria-hidden="true"><line className="curve-worker" x1={0} x2={32} y1={6} y2={6} /><rect className="point-worker" x={11} y={1} width={10} height={10} /></svg> {t('plans.distance.worker')}</span>
      <span>{t('plans.distance.scale')}</span>
    </p>
  );
}

/** Two small curves of one area, the person's and the worker's, on a scale from 1 to 5. The table under it says the same. */
export function DistancePicture({ readings }: { readings: readonly DistanceReading[] }): ReactNode {
  const stops = stopsOf(readings);
  const x = (reading: DistanceReading): number => 28 + (stops.length < 2 ? 0.5 : stops.indexOf(stopOf(reading)) / (stops.length - 1)) * 190;
  const y = (value: number): number => 92 - (value - 1) * 20;
  const of = (who: RatedBy): DistanceReading[] => readings.filter((reading) => reading.ratedBy === who);
  return (
    <svg className="picture picture-small" viewBox="0 0 236 104" aria-hidden="true">
      {[1, 2, 3, 4, 5].map((value) => (
        <g key={value}>
          <line className="picture-track" x1={18} x2={228} y1={y(value)} y2={y(value)} />
          <text className="picture-quiet" x={6} y={y(value) + 4}>{value}</text>
        </g>
      ))}
      {(['worker', 'person'] as const).map((who) => (
        <g key={who}>
          <polyline className={`curve-${who}`} points={of(who).map((reading) => `${x(reading)},${y(reading.value)}`).join(' ')} />
          {of(who).map((reading) => (who === 'person'
            ? <circle key={reading.id} className="point-person" cx={x(reading)} cy={y(reading.value)} r={5} />
            : <rect key={reading.id} className="point-worker" x={x(reading) - 5} y={y(reading.value) - 5} width={10} height={10} />))}
        </g>
      ))}
    </svg>
  );
}

/** Start (hollow) and end (full) of each area on a scale from 1 to 5, the worker's line above the person's. The table beside it says the same. */
export function SpansPicture({ areas, spans }: { areas: readonly GoalDomain[]; spans: readonly DistanceSpan[] }): ReactNode {
  const { t } = useText();
  const tall = 44;
  const height = areas.length * tall + 40;
  const at = (value: number): number => left + ((value - 1) * (width - left - right)) / 4;
  return (
    <svg className="picture" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {[1, 2, 3, 4, 5].map((value) => (
        <g key={value}>
          <line className="picture-track" x1={at(value)} x2={at(value)} y1={18} y2={height - 22} />
          <text className="picture-quiet" x={at(value)} y={12} textAnchor="middle">{value}</text>
        </g>
      ))}
      {areas.map((domain, index) => (
        <g key={domain}>
          <text x={left - 14} y={44 + index * tall} textAnchor="end">{t(`plans.goal-domain.${domain}`)}</text>
          {(['person', 'worker'] as const).map((who, row) => {
            const span = spans.find((one) => one.domain === domain && one.ratedBy === who);
            if (!span) return null;
            const y = 32 + index * tall + row * 16;
            return (
              <g key={who}>
                <line className={`curve-${who}`} x1={at(span.start.value)} x2={at(span.end?.value ?? span.start.value)} y1={y} y2={y} />
                <circle className="picture-first" cx={at(span.start.value)} cy={y} r={5} />
                {span.end && (who === 'person'
                  ? <circle className="point-person" cx={at(span.end.value)} cy={y} r={5} />
                  : <rect className="point-worker" x={at(span.end.value) - 5} y={y - 5} width={10} height={10} />)}
              </g>
            );
          })}
        </g>
      ))}
    </svg>
  );
}
