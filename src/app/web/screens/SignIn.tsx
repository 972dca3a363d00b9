import { Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { screenLanguages } from '../../../kernel/i18n/languages.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { countLeftBehind } from '../account.ts';
import { Brand } from '../Brand.tsx';
import { EmergencySection } from '../Emergency.tsx';
import { LostNotice } from '../LostNotice.tsx';
import { part } from '../parts.tsx';
import { SignInForm } from '../SignInForm.tsx';

const DemoAccounts = part(() => import('./DemoAccounts.tsx'));
const Invitation = part(() => import('./Invitation.tsx'));
const NewPassword = part(() => import('./NewPassword.tsx'));
const Enrolment = part(() => import('./Enrolment.tsx'));
const ProofDialog = part(() => import('../ProofDialog.tsx'));

function Door({ isLost, onDone }: { isLost: boolean; onDone: () => void }): ReactNode {
  const { t } = useText();
  const { stage, demo } = useSession();
  const [isForgotten, setForgotten] = useState(false);
  const [left] = useState(countLeftBehind);
  return (
    <Page title={t('shell.sign-in')} lead={t('shell.sign-in.lead')} width={demo ? 'normal' : 'reading'}>
      {isLost && <LostNotice />}
      {left > 0 && <Notice title={t('devices.left-behind', { count: left })}>{t('devices.left-behind.help')}</Notice>}
      <div className={demo ? 'door door-demo' : 'door'}>
        <section className="panel panel-framed" aria-label={t('shell.sign-in')}>
          <SignInForm isSecondFactorOwed={stage === 'second-factor'} onDone={onDone} />
          <Button kind="quiet" size="small" icon="help" aria-expanded={isForgotten} onPress={() => setForgotten(!isForgotten)}>{t('shell.sign-in.forgotten')}</Button>
          {isForgotten && <Notice live title={t('shell.sign-in.forgotten.title')}>{t('shell.sign-in.forgotten.help')}</Notice>}
        </section>
        {demo && <Suspense fallback={<Skeleton lines={8} />}><DemoAccounts onDone={onDone} /></Suspense>}
      </div>
    </Page>
  );
}

/** Everything before the rooms: sign-in, second factor, invitation, a new password, first second factor. The emergency numbers are here too. */
export function SignIn({ isLost, token, newPassword, onDone }: { isLost: boolean; token: string | null; newPassword: string | null; onDone: () => void }): ReactNode {
  const { t, language, setLanguage } = useText();
  const { stage } = useSession();
  const [isEmergency, setEmergency] = useState(false);
  return (
    <div className="outside">
      <header className="top-bar">
        <Brand />
        <div className="top-language">
          {screenLanguages.filter((each) => each !== language).map((each) => (
            <Button key={each} kind="quiet" icon="language" onPress={() => void setLanguage(each)}><span lang={each}>{t(`shell.language.${each}`)}</span></Button>
          ))}
        </div>
        <div className="top-emergency"><Button icon="emergency" aria-expanded={isEmergency} onPress={() => setEmergency(!isEmergency)}>{t('shell.emergency')}</Button></div>
      </header>
      <main id="main">
        {isEmergency && <div className="page"><EmergencySection /></div>}
        <Suspense fallback={<div className="page"><Skeleton lines={6} /></div>}>
          {stage === 'enrolment' ? <Enrolment onDone={onDone} />
            : newPassword !== null ? <NewPassword token={newPassword} onDone={onDone} />
            : token === null ? <Door isLost={isLost} onDone={onDone} /> : <Invitation token={token} onDone={onDone} />}
        </Suspense>
      </main>
      {stage === 'enrolment' && <Suspense fallback={null}><ProofDialog /></Suspense>}
    </div>
  );
}
