import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { SIZE } from './projection.ts';

/** Pulls the map by hand or by mouse. @param onPull by how many units of the drawing */
export function useHand(frame: RefObject<HTMLElement | null>, onPull: (dx: number, dy: number) => void): void {
  const latest = useRef(onPull);
  useEffect(() => { latest.current = onPull; });
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    let from: { x: number; y: number } | undefined;
    const down = ({ clientX: x, clientY: y }: PointerEvent): void => { from = { x, y }; };
    const move = ({ clientX: x, clientY: y }: PointerEvent): void => {
      if (!from) return;
      const units = SIZE.width / element.getBoundingClientRect().width;
      latest.current((x - from.x) * units, (y - from.y) * units);
      from = { x, y };
    };
    const up = (): void => { from = undefined; };
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    for (const over of ['pointerup', 'pointerleave', 'pointercancel']) element.addEventListener(over, up);
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      for (const over of ['pointerup', 'pointerleave', 'pointercancel']) element.removeEventListener(over, up);
    };
  }, [frame]);
}
