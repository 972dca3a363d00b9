import { useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';

export interface OverAllProps {
  readonly isShown: boolean;
  /** Set on the root element meanwhile, so that styles hide everything else. */
  readonly mark: string;
  /** Id of its heading. */
  readonly title: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * What stands over everything, and goes only when it is let go. What is beneath stays mounted, dialogs and what was being typed with it, unseen and out of
 * reach: the browser's own modal dialog makes all else inert. Browsers let a second Escape close any dialog: it opens again at once. The element is always
 * there, so that an open dialog never takes it for something outside itself.
 */
export function OverAll({ isShown, mark, title, className = '', children }: OverAllProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before anything is painted: nothing of the screen may be seen first.
  useLayoutEffect(() => {
    document.documentElement.toggleAttribute(mark, isShown);
    if (!isShown) dialog.current?.close();
    else if (!dialog.current?.open) dialog.current?.showModal();
    return () => { document.documentElement.toggleAttribute(mark, false); };
  }, [isShown, mark]);
  return (
    <dialog ref={dialog} className={`cover ${className}`} data-react-aria-top-layer="true" aria-labelledby={title} onCancel={(event) => event.preventDefault()} onClose={() => { if (isShown) dialog.current?.showModal(); }}>
      {isShown && children}
    </dialog>
  );
}
