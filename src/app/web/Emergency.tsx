import type { ReactNode } from 'react';
import { useText } from '../../kernel/i18n/text.tsx';
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

/** The same in the page itself, before anybody is signed in: it came with the page, so that nobody in danger waits for another file. */
export function EmergencySection(): ReactNode {
  const { t } = useText();
  return (
    <section className="panel panel-framed" aria-labelledby="emergency-title">
      <h2 id="emergency-title">{t('shell.emergency.title')}</h2>
      <EmergencyHelp />
    </section>
  );
}
