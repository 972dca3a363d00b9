import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { Relation } from '../contract.ts';
import { spokenCode } from './words.ts';

const above = new Set<Relation['kind']>(['parent', 'guardian', 'carer']);
const below = new Set<Relation['kind']>(['child', 'ward', 'cared-for']);
const box = { width: 176, height: 34, gap: 14, row: 76 };

/**
 * The same that the list beneath says, drawn: those who look after the person above, those they look after below, the others beside. Only
 * what is still so; a screen reader is spared it, for the list follows.
 */
export function FamilyTree({ code, relations }: { code: string; relations: readonly Relation[] }): ReactNode {
  const { t } = useText();
  const now = relations.filter((relation) => relation.until === null);
  const rows = [now.filter(({ kind }) => above.has(kind)), now.filter(({ kind }) => !above.has(kind) && !below.has(kind)), now.filter(({ kind }) => below.has(kind))] as const;
  const widest = Math.max(rows[0].length, rows[1].length + 1, rows[2].length);
  const width = widest * (box.width + box.gap);
  const at = (n: number, of: number): number => (width - of * (box.width + box.gap)) / 2 + n * (box.width + box.gap) + box.gap / 2;
  const own = at(0, rows[1].length + 1);
  // A row with nobody in it takes no room.
  const middle = rows[0].length > 0 ? box.row : 0;
  const height = middle + (rows[2].length > 0 ? box.row : 0) + box.height + 4;
  const short = (words: string): string => (words.length > 25 ? `${words.slice(0, 24)}…` : words);
  return (
    <div className="persons-tree" aria-hidden="true">
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
        {rows.flatMap((row, level) => row.map((relation, n) => {
          const x = level === 1 ? at(n + 1, rows[1].length + 1) : at(n, row.length);
          const y = middle + (level - 1) * box.row + 2;
          const toOwn = level === 1 ? `M ${own + box.width} ${middle + 19} H ${x}` : `M ${x + box.width / 2} ${level === 0 ? y + box.height : y} L ${own + box.width / 2} ${level === 0 ? middle + 2 : middle + 2 + box.height}`;
          return (
            <g key={relation.id}>
              <path d={toOwn} className="persons-tree-line" />
              <rect x={x} y={y} width={box.width} height={box.height} rx={6} className={relation.avoid === true ? 'persons-tree-box persons-tree-avoid' : 'persons-tree-box'} />
              <text x={x + box.width / 2} y={y + 14} textAnchor="middle" className="private">{short(relation.code === null ? relation.words ?? '' : spokenCode(relation.code))}</text>
              <text x={x + box.width / 2} y={y + 28} textAnchor="middle" className="persons-tree-kind">{short(t(`persons.family.kind.${relation.kind}`))}</text>
            </g>
          );
        }))}
        <rect x={own} y={middle + 2} width={box.width} height={box.height} rx={6} className="persons-tree-box persons-tree-own" />
        <text x={own + box.width / 2} y={middle + 24} textAnchor="middle">{spokenCode(code)}</text>
      </svg>
    </div>
  );
}
