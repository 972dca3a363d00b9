import type { ReactNode } from 'react';
import { useText } from '../../kernel/i18n/text.tsx';
import { Dialog } from '../../kernel/ui/Dialog.tsx';
import { Icon } from '../../kernel/ui/Icon.tsx';

/** Italian numbers, free of charge. Words are `shell.emergency.<id>`. */
const numbers = [
  { id: 'police', number: '112' },
  { id: 'ambulance', number: '118' },
  { id: 'trafficking', number: '800 290 290' },
  { id: 'violence', number: '1522' },
  { id: 'children', number: '114' },
] as const;

const steps = ['safe', 'call', 'alone', 'after'] as const;

/** Whom to call and what to do. Everything is here already: it needs no network and no server. */
export function EmergencyHelp(): ReactNode {
  const { t } = useText();
  return (
    <>
      <ul className="emergency-numbers">
        {numbers.map(({ id, number }) => (
          <li key={id}>
            <a href={`tel:${number.replaceAll(' ', '')}`} data-first={id === 'police' || undefined}>
              <Icon name="phone" />
              <strong>{number}</strong>
              <span>{t(`shell.emergency.${id}`)}</span>
            </a>
          </li>
        ))}
      </ul>
      <ol className="emergency-steps">
        {steps.map((step) => <li key={step}>{t(`shell.emergency.step.${step}`)}</li>)}
      </ol>
    </>
  );
}

/** What to do when someone is in danger, from every screen. */
export function EmergencyDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  const { t } = useText();
  return <Dialog title={t('shell.emergency.title')} isOpen={isOpen} onClose={onClose}><EmergencyHelp /></Dialog>;
}
