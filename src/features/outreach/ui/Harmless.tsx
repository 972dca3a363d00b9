import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { useNow } from './useNow.ts';

/** Three touches at one place within this time, in milliseconds and in pixels of the screen. */
const TRIPLE = { within: 700, apart: 48 } as const;
/** A stroke of the thumb that is meant: downwards, in pixels. */
const STROKE = 70;

/**
 * What stands on the screen when somebody must not see what one does: notes of the day, like on any telephone. It opens by its button, by a stroke of the
 * thumb downwards over the bar, or by three touches where nothing is to be pressed; nothing of what was being written is lost. It is no lock: for that there is the lock.
 */
export function useHarmless(): { readonly hide: () => void; readonly page: ReactNode; readonly stroke: { onPointerDown: (event: React.PointerEvent) => void; onPointerUp: (event: React.PointerEvent) => void } } {
  const [isHidden, setHidden] = useState(false);
  const began = useRef<{ x: number; y: number } | null>(null);
  const hide = (): void => setHidden(true);

  useEffect(() => {
    let touches: { at: number; x: number; y: number }[] = [];
    const count = ({ timeStamp: at, clientX: x, clientY: y, pointerType, target }: PointerEvent): void => {
      // Whoever counts up quickly, or chooses one thing after another, is not hiding.
      if (pointerType === 'mouse' || (target instanceof Element && target.closest('button, a, label, input, select, textarea, summary'))) return;
      touches = [...touches.filter((one) => at - one.at < TRIPLE.within && Math.hypot(one.x - x, one.y - y) < TRIPLE.apart), { at, x, y }];
      if (touches.length >= 3) {
        touches = [];
        setHidden(true);
      }
    };
    document.addEventListener('pointerdown', count, { passive: true, capture: true });
    return () => document.removeEventListener('pointerdown', count, { capture: true });
  }, []);

  return {
    hide,
    page: isHidden ? <Harmless onBack={() => setHidden(false)} /> : null,
    stroke: {
      onPointerDown: ({ clientX: x, clientY: y }) => { began.current = { x, y }; },
      onPointerUp: ({ clientX: x, clientY: y }) => {
        const from = began.current;
        began.current = null;
        if (from && y - from.y > STROKE && Math.abs(x - from.x) < STROKE) setHidden(true);
      },
    },
  };
}

function Harmless({ onBack }: { onBack: () => void }): ReactNode {
  const { t, formatDate, formatTime } = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const now = useNow(10_000);

  useEffect(() => {
    const title = document.title;
    document.title = t('outreach.harmless.window');
    document.documentElement.toggleAttribute('data-covered', true);
    const element = dialog.current;
    element?.showModal();
    return () => {
      document.title = title;
      document.documentElement.toggleAttribute('data-covered', false);
      element?.close();
    };
  }, [t]);

  return (
    <dialog ref={dialog} className="cover harmless" aria-labelledby="harmless-title" onCancel={(event) => event.preventDefault()}>
      <div className="harmless-page">
        <p className="harmless-clock">{formatTime(now)}</p>
        <p className="quiet">{formatDate(now, 'weekday')}</p>
        <h2 id="harmless-title">{t('outreach.harmless.title')}</h2>
        <ul>{['one', 'two', 'three', 'four', 'five'].map((line) => <li key={line}>{t(`outreach.harmless.${line}`)}</li>)}</ul>
        <Button kind="quiet" icon="check" onPress={onBack}>{t('outreach.harmless.back')}</Button>
      </div>
    </dialog>
  );
}
