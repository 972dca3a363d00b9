import { useState } from 'react';
import type { ReactNode } from 'react';
import { SIZE, tilesOf, type View } from './projection.ts';

/** The pieces of a map under the drawing, through our own server; whatever does not come leaves the paper white. @param onSeen called when one is there, so that whose map it is can be said */
export function Background({ view, onSeen }: { view: View; onSeen: () => void }): ReactNode {
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());
  return (
    <g>
      {tilesOf(view).flatMap(({ zoom, column, row, x, y, size }) => {
        const address = `/api/map-tiles/${zoom}/${column}/${row}`;
        if (missing.has(address)) return [];
        return [<image key={address} href={address} x={x} y={y} width={size} height={size} onLoad={onSeen} onError={() => setMissing((before) => new Set(before).add(address))} />];
      })}
      {/* Whatever the colours of the map, what is drawn on it is read first. */}
      <rect width={SIZE.width} height={SIZE.height} className="map-veil" />
    </g>
  );
}
