import { useState } from 'react';
import type { z } from 'zod';
import { useSession } from '../../../kernel/ui/session.tsx';

/**
 * How somebody looks at the agenda, kept for as long as this window is open: whoever opens a file and comes back finds it as they left it. Each hat has
 * its own; ids and codes of the house alone, never what an appointment says.
 */
export function useKept<T>(name: string, schema: z.ZodType<T>, initial: () => T): [T, (value: T) => void] {
  const { hat } = useSession();
  const key = `agenda/${hat?.id ?? ''}/${name}`;
  const [value, setValue] = useState<T>(() => {
    const kept = sessionStorage.getItem(key);
    return (kept === null ? undefined : schema.safeParse(JSON.parse(kept)).data) ?? initial();
  });
  return [value, (next) => {
    sessionStorage.setItem(key, JSON.stringify(next));
    setValue(next);
  }];
}
