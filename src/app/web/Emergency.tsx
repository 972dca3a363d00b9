import type { ReactNode } from 'react';
import { useText } from '../../kernel/i18n/text.tsx';
import { Icon } from '../../kernel/ui/Icon.tsx';
import { numbersFor } from './emergency-numbers.ts';

const steps = ['safe', 'call', 'alone', 'after'] as const;
/** What is shown before anybody has said what the danger is. */
const first = numbersFor('other');

/** Whom to call and what to do. Everything is here already: it needs no network and no server. */
export function EmergencyHelp(): ReactNode {
  const { t } = useText();
  return (
    <>
      <ul className="emergency-numbers">
        {first.map(({ id, number }) => (
          <li key={id}>
            <a href={`tel:${number.replaceAll(' ', '')}`} data-first={id === '112' || undefined}>
              <Icon name="phone" />
              <strong>{number}</strong>
              <span>{t(`shell.emergency.number.${id}`)}</span>
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
