import { useEffect } from 'react';
import { gate } from '../../kernel/ui/gate.ts';
import { harmless } from '../../kernel/ui/harmless.ts';

export interface Shortcuts {
  readonly onSearch: () => void;
  readonly onKeys: () => void;
  readonly onDiscretion: () => void;
  readonly onLock: () => void;
}

/**
 * Ctrl K (⌘ K) searches, Ctrl ? tells the keys, F2 turns discretion on and off, Shift F2 locks. None is a letter alone, so that nothing happens to someone
 * who dictates or types with a tremor (WCAG 2.1.4). A covered screen obeys none of them.
 */
export function useShortcuts({ onSearch, onKeys, onDiscretion, onLock }: Shortcuts): void {
  useEffect(() => {
    const handle = (event: KeyboardEvent): void => {
      const isControl = (event.ctrlKey || event.metaKey) && !event.altKey;
      const byControl = event.key.toLowerCase() === 'k' ? onSearch : event.key === '?' ? onKeys : undefined;
      const byName = event.key !== 'F2' ? undefined : event.shiftKey ? onLock : onDiscretion;
      const action = isControl ? byControl : byName;
      if (!action || gate.state() !== 'open' || harmless.isShown()) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', handle);
    return () => removeEventListener('keydown', handle);
  }, [onSearch, onKeys, onDiscretion, onLock]);
}
