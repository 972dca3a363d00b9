import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../kernel/i18n/text.tsx';
import { Button } from '../../kernel/ui/Button.tsx';
import { harmless, useHarmless } from '../../kernel/ui/harmless.ts';
import { useNow } from '../../kernel/ui/useNow.ts';
import { OverAll } from './OverAll.tsx';

/** Three touches at one place within this time, in milliseconds and in pixels of the screen. */
const TRIPLE = { within: 700, apart: 48 } as const;
/** Where quick touches mean something else: to press, to choose, to count up, to draw, to sign. */
const touched = 'button, a, label, input, select, textarea, summary, canvas, svg, [role=button], [role=option], [role^=menuitem], [role=slider], [contenteditable]';

/** Three touches where nothing is to be pressed, on any screen and over any dialog, show the harmless page. */
function useTripleTouch(): void {
  useEffect(() => {
    let touches: { at: number; x: number; y: number }[] = [];
    const count = ({ timeStamp: at, clientX: x, clientY: y, pointerType, target }: PointerEvent): void => {
      if (pointerType === 'mouse' || harmless.isShown() || (target instanceof Element && target.closest(touched))) return;
      touches = [...touches.filter((one) => at - one.at < TRIPLE.within && Math.hypot(one.x - x, one.y - y) < TRIPLE.apart), { at, x, y }];
      if (touches.length < 3) return;
      touches = [];
      harmless.show();
    };
    document.addEventListener('pointerdown', count, { passive: true, capture: true });
    return () => document.removeEventListener('pointerdown', count, { capture: true });
  }, []);
}

/** A page like on any telephone, over everything: by its button in the bar, or by three touches. */
export function Harmless(): ReactNode {
  const isShown = useHarmless();
  useTripleTouch();
  return <OverAll isShown={isShown} mark="data-harmless" title="harmless-title" className="harmless"><Notes /></OverAll>;
}

function Notes(): ReactNode {
  const { t, formatDate, formatTime } = useText();
  const now = useNow(10_000);
  return (
    <div className="harmless-page">
      <p className="harmless-clock">{formatTime(now)}</p>
      <p className="quiet">{formatDate(now, 'weekday')}</p>
      <h2 id="harmless-title">{t('ui.harmless.title')}</h2>
      <ul>{['one', 'two', 'three', 'four', 'five'].map((line) => <li key={line}>{t(`ui.harmless.${line}`)}</li>)}</ul>
      <Button kind="quiet" icon="check" onPress={harmless.lift}>{t('ui.harmless.back')}</Button>
    </div>
  );
}
