import { useSearch } from '@tanstack/react-router';

/** Of which answer, or which switch being asked for, somebody came here to find a voice that was left on the device; its form opens with the page. */
export const useVoiceAsked = (): string | undefined => {
  const { voice }: { voice?: unknown } = useSearch({ strict: false });
  return typeof voice === 'string' ? voice : undefined;
};
