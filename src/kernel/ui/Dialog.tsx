import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Button } from './Button.tsx';
import { TextArea } from './TextField.tsx';
import { saidThings } from './toasts.ts';
import type { UnsavedGuard } from './useUnsavedGuard.ts';
import { useText } from '../i18n/text.tsx';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Buttons at the foot, the primary one last. */
  readonly actions?: ReactNode;
  readonly size?: 'small' | 'normal' | 'wide';
  /** Asks for a decision: read aloud as an alert. */
  readonly isAlert?: boolean;
  readonly children: ReactNode;
}

/** Milliseconds. A shaking finger taps twice: the second tap, beside a dialog that the first one opened, is not meant to close it. */
const SECOND_TAP = 500;

/** A short task above the page; a full sheet on a phone. Long work deserves a page of its own instead. */
export function Dialog({ title, isOpen, onClose, actions, size = 'normal', isAlert = false, children }: DialogProps): ReactNode {
  const { t } = useText();
  const openedAt = useRef(0);
  useEffect(() => {
    if (!isOpen) return;
    openedAt.current = performance.now();
    saidThings.makeWay();
  }, [isOpen]);
  return (
    <ModalOverlay className="overlay" isOpen={isOpen} onOpenChange={(open) => { if (!open) onClose(); }} isDismissable={!isAlert} shouldCloseOnInteractOutside={() => performance.now() - openedAt.current > SECOND_TAP}>
      <Modal className={`modal modal-${size}`}>
        <AriaDialog className="dialog" role={isAlert ? 'alertdialog' : 'dialog'}>
          <div className="dialog-head">
            <Heading slot="title" level={2}>{title}</Heading>
            <Button kind="quiet" icon="close" iconOnly onPress={onClose}>{t('ui.close')}</Button>
          </div>
          <DialogBody>{children}</DialogBody>
          {actions && <div className="dialog-actions">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

const canTakeFocus = 'a[href], :is(button, input, select, textarea):enabled, [tabindex]';

/** A text longer than the screen, with nothing in it to tab to, takes the focus itself: otherwise the arrows could not scroll it. */
function DialogBody({ children }: { children: ReactNode }): ReactNode {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = body.current;
    if (!element) return undefined;
    const measure = (): void => {
      const needsFocus = element.scrollHeight > element.clientHeight && !element.querySelector(canTakeFocus);
      if (needsFocus) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    };
    const sizes = new ResizeObserver(measure);
    const watch = (): void => {
      for (const part of [element, ...element.children]) sizes.observe(part);
      measure();
    };
    // What comes late may be another element in the place of the one that was waited with.
    const parts = new MutationObserver(watch);
    parts.observe(element, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    watch();
    return () => {
      sizes.disconnect();
      parts.disconnect();
    };
  }, []);
  return <div ref={body} className="dialog-body">{children}</div>;
}

export interface ReasonDialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** What will happen, and who will read the reason. */
  readonly children: ReactNode;
  /** The word of the deed: "Chiudi il caso", "Apri in emergenza". */
  readonly confirm: string;
  /** What the words are, where they are no reason: what was checked, what is missing. */
  readonly label?: string;
  readonly kind?: 'primary' | 'danger';
  readonly isPending?: boolean;
  readonly minLength?: number;
  readonly onConfirm: (reason: string) => void;
}

/** For deeds that must be answered for: it asks for a written reason, not for courage. */
export function ReasonDialog({ title, isOpen, onClose, children, confirm, label, kind = 'primary', isPending = false, minLength = 10, onConfirm }: ReasonDialogProps): ReactNode {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const isTooShort = reason.trim().length < minLength;
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      isAlert
      actions={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button
            kind={kind}
            isPending={isPending}
            onPress={() => {
              setTried(true);
              if (!isTooShort) onConfirm(reason.trim());
            }}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <div className="dialog-lead">{children}</div>
      <TextArea
        label={label ?? t('ui.reason.label')}
        hint={t('ui.reason.hint')}
        isRequired
        maxLength={2000}
        value={reason}
        onChange={setReason}
        error={isTried && isTooShort ? t('ui.reason.too-short', { count: minLength }) : undefined}
      />
    </Dialog>
  );
}

/** Asked by {@link useUnsavedGuard} when someone leaves a form that is not yet sent. */
export function UnsavedDialog({ guard }: { guard: UnsavedGuard }): ReactNode {
  const { t } = useText();
  return (
    <Dialog
      title={t('ui.unsaved.title')}
      size="small"
      isAlert
      isOpen={guard.isAsking}
      onClose={guard.stay}
      actions={
        <>
          <Button onPress={guard.leave}>{t('ui.unsaved.leave')}</Button>
          <Button kind="primary" onPress={guard.stay}>{t('ui.unsaved.stay')}</Button>
        </>
      }
    >
      <p>{t('ui.unsaved.help')}</p>
    </Dialog>
  );
}
