import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Columns, Panel } from '../../../kernel/ui/Panel.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { PasskeySetup, TotpSetup } from './SecondFactors.tsx';

/** Signed in by password alone: before anything else, a second proof. Either of two ways is enough; then codes for the day it is lost. */
export default function Enrolment({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useText();
  const [isEnrolled, setEnrolled] = useState(false);
  if (isEnrolled) {
    return (
      <Page title={t('shell.recovery')} lead={t('shell.recovery.lead')} width="reading">
        <Panel><RecoveryCodes onDone={onDone} /></Panel>
      </Page>
    );
  }
  return (
    <Page title={t('shell.enrolment')} lead={t('shell.enrolment.lead')}>
      <Columns>
        <Panel title={t('shell.passkey')}><PasskeySetup onDone={() => setEnrolled(true)} /></Panel>
        <Panel title={t('shell.totp')}><TotpSetup onDone={() => setEnrolled(true)} /></Panel>
      </Columns>
    </Page>
  );
}
