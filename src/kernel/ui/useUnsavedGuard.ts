import { useBlocker } from '@tanstack/react-router';

export interface UnsavedGuard {
  /** True while the person is asked whether to leave; show `<UnsavedDialog guard={guard} />`. */
  readonly isAsking: boolean;
  leave(): void;
  stay(): void;
}

/** Stands before the door while something typed is not with the server: both inside the program and when the window closes. */
export function useUnsavedGuard(isDirty: boolean): UnsavedGuard {
  const blocker = useBlocker({ shouldBlockFn: () => isDirty, enableBeforeUnload: isDirty, withResolver: true });
  return {
    isAsking: blocker.status === 'blocked',
    leave: () => blocker.proceed?.(),
    stay: () => blocker.reset?.(),
  };
}
