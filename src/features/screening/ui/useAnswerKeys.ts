import { useEffect } from 'react';
import type { RefObject } from 'react';

/**
 * Keys 1, 2, 3 … answer the question that has the focus and go on to the next; arrows, as in every group of radio buttons, choose within
 * it. Heard on the whole list, so that sixty questions need one listener.
 * @param onKey the question's code, and the place of the answer in its row, counted from 0; gives back whether one goes on, or null where the key answers nothing
 */
export function useAnswerKeys(list: RefObject<HTMLElement | null>, onKey: (code: string, place: number) => boolean | null): void {
  useEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key) || !(event.target instanceof HTMLElement)) return;
      // A figure that is typed into a field belongs to the field.
      if (!event.target.matches('input[type=radio], input[type=checkbox]')) return;
      const question = event.target.closest<HTMLElement>('[data-question]');
      const code = question?.dataset['question'];
      if (!question || !code) return;
      const goesOn = onKey(code, Number(event.key) - 1);
      if (goesOn === null) return;
      event.preventDefault();
      if (!goesOn) return;
      const all = [...element.querySelectorAll<HTMLElement>('[data-question]')];
      const next = all[all.indexOf(question) + 1];
      next?.querySelector<HTMLElement>('input[tabindex="0"], input:checked, input, textarea, [role=spinbutton]')?.focus();
      next?.scrollIntoView({ block: 'nearest' });
    };
    element.addEventListener('keydown', listen);
    return () => element.removeEventListener('keydown', listen);
  });
}
