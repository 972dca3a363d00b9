import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { Instrument } from '../contract.ts';
import { chronologyOf } from '../domain/chronology.ts';
import type { Evidence } from '../evidence.ts';
import { useInstrumentWords } from './words.ts';

const WIDTH = 640;
const ROW = 26;
const TOP = 26;

/** Dated proofs on one line, a row for each sign. What it draws is written under it, proof by proof, so that nobody depends on the picture. */
export function ChronologyDrawn({ evidence, instrument }: { evidence: readonly Evidence[]; instrument: Instrument }): ReactNode {
  const { t, formatDate } = useText();
  const { item } = useInstrumentWords();
  const drawn = chronologyOf(evidence);
  if (!drawn) return null;
  const rows = instrument.items.map(({ code }) => code).filter((code) => drawn.spans.some((span) => span.item === code));
  const x = (share: number): number => share * WIDTH;
  return (
    <figure className="screening-chronology">
      <figcaption className="small">{t('screening.chronology.caption', { first: formatDate(drawn.first), last: formatDate(drawn.last) })}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${TOP + rows.length * ROW}`} aria-hidden="true">
        {drawn.ticks.map(({ year, at }) => (
          <g key={year}>
            <line x1={x(at)} x2={x(at)} y1={16} y2={TOP + rows.length * ROW} className="screening-tick" />
            <text x={Math.min(x(at) + 3, WIDTH - 34)} y={13} className="screening-tick-text">{year}</text>
          </g>
        ))}
        {drawn.spans.map((span) => (
          <rect key={span.id} x={x(span.start)} y={TOP + rows.indexOf(span.item) * ROW + 5} width={Math.max(6, x(span.end) - x(span.start))} height={ROW - 10} rx={3} className="screening-span" />
        ))}
      </svg>
      <ol className="screening-chronology-rows small">
        {rows.map((code) => <li key={code}>{item(instrument, code)}</li>)}
      </ol>
    </figure>
  );
}
