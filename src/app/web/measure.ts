import { useEffect } from 'react';
import type { RefObject } from 'react';

/**
 * Tells the styles how tall a bar that stays in place really is, as a custom property of the page: bars grow with the reader's letters,
 * and what scrolls beneath them, or comes into focus, must know. A bar that lies in the flow of the page counts nothing.
 * @param name custom property, e.g. `--top-bar`
 */
export function useMeasuredBar(bar: RefObject<HTMLElement | null>, name: string): void {
  useEffect(() => {
    const element = bar.current;
    if (!element) return undefined;
    const root = document.documentElement;
    const measure = (): void => {
      const stays = ['fixed', 'sticky'].includes(getComputedStyle(element).position);
      root.style.setProperty(name, stays ? `${element.offsetHeight}px` : '0px');
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      removeEventListener('resize', measure);
      root.style.removeProperty(name);
    };
  }, [bar, name]);
}
