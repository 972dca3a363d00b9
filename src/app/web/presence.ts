import { useEffect } from 'react';

const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
const checkEvery = 10_000;
const tellEvery = 5000;

/**
 * Calls `onIdle` once nobody has touched this program for some minutes, in any of its windows: they tell each other, so that one left
 * open behind does not lock the one in use. The clock is compared rather than counted, because timers sleep with the computer.
 */
export function useIdle(minutes: number, isWatching: boolean, onIdle: () => void): void {
  useEffect(() => {
    if (!isWatching || minutes <= 0) return undefined;
    const channel = new BroadcastChannel('reti-presence');
    let lastInput = Date.now();
    let lastTold = 0;
    const tellOthers = channel.postMessage.bind(channel);

    const touched = (): void => {
      lastInput = Date.now();
      if (lastInput - lastTold < tellEvery) return;
      lastTold = lastInput;
      tellOthers(lastInput);
    };
    const check = (): void => {
      if (Date.now() - lastInput >= minutes * 60_000) onIdle();
    };
    channel.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (typeof event.data === 'number') lastInput = Math.max(lastInput, event.data);
    });
    for (const input of inputs) addEventListener(input, touched, { passive: true, capture: true });
    document.addEventListener('visibilitychange', check);
    const timer = setInterval(check, checkEvery);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', check);
      for (const input of inputs) removeEventListener(input, touched, { capture: true });
      channel.close();
    };
  }, [minutes, isWatching, onIdle]);
}
