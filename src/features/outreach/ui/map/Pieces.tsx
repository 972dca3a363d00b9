import type { ReactNode } from 'react';
import { cornersOf, type Piece } from './months.ts';
import { drawn, type View } from './projection.ts';

/** From afar a kilometre is a few units wide: it is drawn so that one sees it around the mark of a place. */
const LEAST = 26;

/** Who was met by pieces of land: full with how many, hollow and dashed where they were few, so that it is told without colours. */
export function Pieces({ view, pieces }: { view: View; pieces: readonly Piece[] }): ReactNode {
  return (
    <>
      {pieces.map((piece) => {
        const { x, y } = drawn(view, piece);
        const [corner, other] = cornersOf(piece).map((spot) => drawn(view, spot));
        const width = corner && other ? other.x - corner.x : 0;
        const half = Math.max(LEAST, width) / 2;
        const isLeast = width < LEAST;
        return (
          <g key={`${piece.latitude} ${piece.longitude}`} transform={`translate(${x} ${y})`} className="map-mark">
            <g className={isLeast ? 'map-shape' : undefined}><rect x={-half} y={-half} width={2 * half} height={2 * half} className={piece.people === null ? 'map-few' : 'map-people'} /></g>
            {piece.people !== null && <text x={half + 3} dy="0.35em" className={isLeast ? 'map-count' : undefined}>{piece.people}</text>}
          </g>
        );
      })}
    </>
  );
}
