import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import type { Course } from '../course.ts';
import type { Instrument, SumScoring } from '../contract.ts';
import { highestTotal } from '../domain/course.ts';
import { courseOf } from './queries.ts';
import { useInstrumentWords } from './words.ts';

type Point = Course['points'][number];
const [WIDTH, HEIGHT, LEFT, BOTTOM] = [640, 180, 34, 20];

/**
 * The course of a summed instrument, drawn and written: a line only between askings that may be compared, a bar where missing answers leave
 * more than one number possible. The table says everything that the picture shows.
 */
export function CourseDrawn({ caseId, instrument }: { caseId: string; instrument: Instrument }): ReactNode {
  const { t, formatDate, formatList, languageName } = useText();
  const { say } = useInstrumentWords();
  const course = useQuery({ ...courseOf(caseId, instrument.id), enabled: instrument.scoring.kind === 'sum-with-bands' });
  if (instrument.scoring.kind !== 'sum-with-bands') return null;
  const { bands, subscales = [] } = instrument.scoring;
  if (course.error) return <ProblemPanel problem={course.error} onRetry={() => void course.refetch()} />;
  if (!course.data) return <Skeleton lines={3} />;
  const { points } = course.data;
  if (points.length < 2) return null;
  const total = ({ least, most, isComputable }: Pick<Point, 'least' | 'most' | 'isComputable'>): string =>
    (!isComputable ? t('screening.sum.not-computable') : least === most ? String(least) : t('screening.course.between', { least, most }));
  const ofSubscale = (point: Point, code: string): string => {
    const found = point.subscales.find((one) => one.code === code);
    return found ? total(found) : '—';
  };
  const whole: readonly Column<Point>[] = [
    { key: 'total', label: t('screening.course.total'), render: (point) => <span className="number">{total(point)}</span> },
    { key: 'band', label: t('screening.course.band'), render: (point) => formatList(bands.filter((band) => point.bands.includes(band.code)).map((band) => say(band.text))) },
  ];
  const columns: readonly Column<Point>[] = [
    { key: 'day', label: t('screening.course.day'), isName: true, render: (point) => formatDate(point.at) },
    ...(bands.length === 0 ? [] : whole),
    ...subscales.map(({ code, name }): Column<Point> => ({ key: `subscale-${code}`, label: say(name), render: (point) => <span className="number">{ofSubscale(point, code)}</span> })),
    { key: 'compared', label: t('screening.course.compared'), render: (point) => (point === points[0] ? t('screening.course.first') : t(`screening.course.${point.apart ?? 'same'}`, { version: point.version, language: languageName(point.language) })) },
  ];
  return (
    <section className="stack stack-small screening-trend">
      <h3>{t('screening.course.title')}</h3>
      <p className="quiet small">{t('screening.course.help')}</p>
      {bands.length > 0 && <Picture points={points} scoring={instrument.scoring} highest={highestTotal(instrument, instrument.scoring)} />}
      <DataTable label={t('screening.course.table')} columns={columns} rows={points} rowKey={(point) => point.id} rowHref={(point) => `/screenings/${point.id}`} empty={null} />
    </section>
  );
}

function Picture({ points, scoring, highest }: { points: Course['points']; scoring: SumScoring; highest: number }): ReactNode {
  const { formatDate } = useText();
  const times = points.map((point) => Date.parse(point.at));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const x = (at: string): number => LEFT + 12 + (last === first ? 0 : (Date.parse(at) - first) / (last - first)) * (WIDTH - LEFT - 24);
  const y = (value: number): number => 8 + (1 - value / highest) * (HEIGHT - BOTTOM - 8);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {scoring.bands.map((band) => (
        <g key={band.code}>
          <line x1={LEFT} x2={WIDTH} y1={y(band.from)} y2={y(band.from)} className="screening-tick" />
          <text x={LEFT - 6} y={y(band.from) + 4} textAnchor="end" className="screening-tick-text">{band.from}</text>
        </g>
      ))}
      {points.map((point, index) => {
        const before = points[index - 1];
        return (
          <Fragment key={point.id}>
            {before && point.apart === null && before.isComputable && point.isComputable && before.least === before.most && point.least === point.most
              && <line x1={x(before.at)} y1={y(before.most)} x2={x(point.at)} y2={y(point.most)} className="screening-course-line" />}
            {point.isComputable && point.least !== point.most && <line x1={x(point.at)} x2={x(point.at)} y1={y(point.least)} y2={y(point.most)} className="screening-course-range" />}
            {point.isComputable && point.least === point.most && <circle cx={x(point.at)} cy={y(point.most)} r={5} className="screening-span" />}
          </Fragment>
        );
      })}
      <text x={LEFT + 12} y={HEIGHT - 4} className="screening-tick-text">{formatDate(new Date(first).toISOString())}</text>
      <text x={WIDTH - 4} y={HEIGHT - 4} textAnchor="end" className="screening-tick-text">{formatDate(new Date(last).toISOString())}</text>
    </svg>
  );
}
