import { Suspense, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { chooseLanguage } from '../../kernel/i18n/languages.ts';
import { useText } from '../../kernel/i18n/text.tsx';
import type { Translator } from '../../kernel/i18n/translator.ts';
import { Button } from '../../kernel/ui/Button.tsx';
import { Skeleton } from '../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../kernel/ui/Notice.tsx';
import { Page } from '../../kernel/ui/Page.tsx';
import { Panel } from '../../kernel/ui/Panel.tsx';
import { enrolled } from '../../kernel/offline/ui/enrolled.ts';
import { idsHere } from '../../kernel/offline/ui/here.ts';
import { SessionContext } from '../../kernel/ui/session.tsx';
import { useRefreshSession, useSessionQuery } from './account.ts';
import { Brand } from './Brand.tsx';
import { EmergencyHelp, EmergencySection } from './Emergency.tsx';
import { useOneIdentity } from './identity.ts';
import { part } from './parts.tsx';
import { NoHat } from './screens/NoHat.tsx';
import { SignIn } from './screens/SignIn.tsx';
import { Unlock } from './Unlock.tsx';

/** Who only signs in, or accepts an invitation on a phone, does not wait for the rooms and the frame around them. */
const Rooms = part(() => import('./Rooms.tsx'));
const OutsideReport = part(() => import('./OutsideReport.tsx'));
// The store of what opens a telephone is opened beside the question who is here, not after it. One that fails says so when it is read.
if (idsHere().length > 0) void enrolled.all().catch(() => undefined);
const invitations = '/invitations/';
const passwords = '/passwords/';
/** A personal link by which a body without an account reports: open to whoever holds it, signed in or not. */
const reports = '/report/';

/** What cannot be fetched now is fetched when it is needed, and says so then. */
const fetchRooms = (): void => void Rooms.ready().catch(() => undefined);

/** Fetches the rooms while somebody signs in. A telephone with no network that opens by itself runs them behind its digits: before, they would make somebody wait for these. */
function useRoomsAhead(): void {
  useEffect(() => {
    if (!navigator.onLine && idsHere().length > 0) return undefined;
    const timer = setTimeout(fetchRooms, 300);
    return () => clearTimeout(timer);
  }, []);
}

function Waiting(): ReactNode {
  const { t } = useText();
  const [isEmergency, setEmergency] = useState(false);
  return (
    <main className="alone" aria-busy="true">
      <h1 className="only-heard">{t('ui.loading')}</h1>
      <Skeleton lines={4} />
      <div className="alone-emergency"><Button icon="emergency" aria-expanded={isEmergency} onPress={() => setEmergency(!isEmergency)}>{t('shell.emergency')}</Button></div>
      {isEmergency && <EmergencySection />}
    </main>
  );
}

/** The program opened, kept on this device from an earlier time, and the server does not answer: whoever is in danger need not wait for it. */
function Unreached({ problem, note, onRetry }: { problem: unknown; note: ReactNode; onRetry: () => void }): ReactNode {
  const { t } = useText();
  return (
    <div className="outside">
      <header className="top-bar"><Brand /></header>
      <main id="main">
        <Page title={t('shell.unreached')} width="reading">
          {note}
          <ProblemPanel problem={problem} onRetry={onRetry} />
          <Panel title={t('shell.emergency.title')}><EmergencyHelp /></Panel>
        </Page>
      </main>
    </div>
  );
}

/** Decides what stands before the rooms: a wait, the sign-in, an invitation, the missing second factor, or the rooms themselves. */
export function Threshold({ translator }: { translator: Translator }): ReactNode {
  const { language, setLanguage } = useText();
  const query = useSessionQuery();
  const refresh = useRefreshSession();
  const wanted = query.data?.account?.language;
  const theme = query.data?.account?.theme ?? 'system';
  useOneIdentity(query.data);
  useRoomsAhead();

  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(() => {
    const chosen = wanted === undefined ? undefined : chooseLanguage([wanted]);
    if (chosen !== undefined && chosen !== language) void setLanguage(chosen);
  }, [wanted, language, setLanguage]);

  if (query.error && !query.data) {
    const retry = (): void => void query.refetch();
    const unreached = (note?: ReactNode): ReactNode => <Unreached problem={query.error} note={note} onRetry={retry} />;
    return idsHere().length > 0 ? <Unlock onRetry={retry} onShown={fetchRooms} otherwise={unreached} /> : unreached();
  }
  const session = query.data;
  if (!session) return <Waiting />;

  // The link was good for once: its token stands neither in the address nor in the history of whoever came in with it.
  const enter = (): void => {
    if (location.pathname.startsWith(invitations) || location.pathname.startsWith(passwords)) history.replaceState(null, '', '/');
    void refresh();
  };
  const tokenAfter = (place: string): string | null => (location.pathname.startsWith(place) ? location.pathname.slice(place.length) : null);
  const reportSecret = tokenAfter(reports);
  if (reportSecret !== null) return <SessionContext value={session}><Suspense fallback={<Waiting />}><OutsideReport secret={reportSecret} /></Suspense></SessionContext>;
  return (
    <SessionContext value={session}>
      {session.stage !== 'signed-in'
        ? <SignIn token={tokenAfter(invitations)} newPassword={tokenAfter(passwords)} onDone={enter} />
        : session.hat ? <Suspense fallback={<Waiting />}><Rooms translator={translator} /></Suspense> : <NoHat hats={session.hats} />}
    </SessionContext>
  );
}
