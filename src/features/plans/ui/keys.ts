import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** The cursor stands in this field when its form opens: whoever opened the form wants to write. */
export function useFocusAtOpen<Element extends HTMLElement>(): RefObject<Element | null> {
  const field = useRef<Element>(null);
  useEffect(() => field.current?.focus(), []);
  return field;
}

/** A form in the middle of a page: Escape leaves it, Control+Enter sends it even from a field of several lines. */
export function useFormKeys(onLeave: () => void): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) onLeave();
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
    };
    const element = form.current;
    element?.addEventListener('keydown', listen);
    return () => element?.removeEventListener('keydown', listen);
  }, [onLeave]);
  return form;
}
