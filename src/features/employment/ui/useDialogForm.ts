import { useState } from 'react';
import { type Draft, useDraft } from '../../../kernel/ui/useDraft.ts';

/** What is being typed in a dialog: kept on this device until the server has it, and offered again when the dialog is opened anew. */
export function useDialogForm<T extends object>(key: string, begun: T): { value: T; set: (change: Partial<T>) => void; isDirty: boolean; draft: Draft<T>; take: (found: T) => void } {
  const [value, setValue] = useState(begun);
  const [isDirty, setDirty] = useState(false);
  const draft = useDraft(key, value, isDirty);
  return {
    value, isDirty, draft,
    set: (change) => { setDirty(true); setValue((before) => ({ ...before, ...change })); },
    take: (found) => { setDirty(true); setValue(found); },
  };
}
