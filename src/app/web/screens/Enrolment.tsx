import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Columns, Panel } from '../../../kernel/ui/Panel.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { PasskeySetup, TotpSetup } from './SecondFactors.tsx';

/** Signed in by password alone: before anything else, a second proof. Either of two ways is enough. */
export default function Enrolment({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useText();
  return (
    <Page title={t('shell.enrolment')} lead={t('shell.enrolment.lead')}>
      <Columns>
        <Panel title={t('shell.passkey')}><PasskeySetup onDone={onDone} /></Panel>
        <Panel title={t('shell.totp')}><TotpSetup onDone={onDone} /></Panel>
      </Columns>
    </Page>
  );
}
