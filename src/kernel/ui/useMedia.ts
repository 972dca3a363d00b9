import { useCallback, useSyncExternalStore } from 'react';

/** Whether the screen answers to a media query now, also once the window or the telephone is turned. */
export function useMedia(query: string): boolean {
  const listen = useCallback((changed: () => void) => {
    const media = matchMedia(query);
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, [query]);
  return useSyncExternalStore(listen, () => matchMedia(query).matches);
}
