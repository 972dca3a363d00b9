import { Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
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
import { askedSince, useRefreshSession, useSessionQuery, usualAnswer } from './account.ts';
import { Brand } from './Brand.tsx';
import { EmergencyHelp, EmergencySection } from './Emergency.tsx';
import { useOneIdentity } from './identity.ts';
import { useLost } from './LostNotice.tsx';
import { part } from './parts.tsx';
import { NoHat } from './screens/NoHat.tsx';
import { SignIn } from './screens/SignIn.tsx';
import { Unlock } from './Unlock.tsx';
import { type Stands, whatStands } from './who-opens.ts';

/** Who only signs in, or accepts an invitation on a phone, does not wait for the rooms and the frame around them. */
const rooms = () => import('./Rooms.tsx');
const Rooms = part(rooms);
const OutsideReport = part(() => import('./OutsideReport.tsx'));
// The store of what opens a telephone is opened beside the question who is here, not after it. One that fails says so when it is read.
if (idsHere().length > 0) void enrolled.all().catch(() => undefined);
const invitations = '/invitations/';
const passwords = '/passwords/';
/** A personal link by which a body without an account reports: open to whoever holds it, signed in or not. */
const reports = '/report/';

/** What cannot be fetched now is fetched when it is needed, and says so then. */
const fetchRooms = (): void => void Rooms.ready().catch(() => undefined);

/** Behind the digits also the first screen, with its words. */
async function roomsBehindDigits(translator: Translator): Promise<void> {
  await Rooms.ready();
  await (await rooms()).roomsAhead(translator);
}

/** Fetches the rooms while somebody signs in. A telephone with no network that opens by itself runs them behind its digits: before, they would make somebody wait for these. */
function useRoomsAhead(): void {
  useEffect(() => {
    if (!navigator.onLine && idsHere().length > 0) return undefined;
    const timer = setTimeout(fetchRooms, 300);
    return () => clearTimeout(timer);
  }, []);
}

function Waiting({ onTouch }: { onTouch?: () => void }): ReactNode {
  const { t } = useText();
  const [isEmergency, setEmergency] = useState(false);
  return (
    <main className="alone" aria-busy="true" onPointerDownCapture={onTouch} onKeyDownCapture={onTouch}>
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

/** Somebody's finger may be on its way to the digits at the very moment the server answers: for so long it lands on nothing, in milliseconds. */
const LANDING = 400;

/** Which of the two stands, the telephone or the server, and how it came to be; see `who-opens.ts`. */
function useWhatStands(query: ReturnType<typeof useSessionQuery>): { stands: Stands; onTouch: () => void; onThrough: () => void; onRetry: () => void; onWait: () => void } {
  const [isLate, setLate] = useState(false);
  const [isTouched, setTouched] = useState(false);
  const [isThrough, setThrough] = useState(false);
  // Who began with the wait, for a number to call, keeps it in sight.
  const [isHeld, setHeld] = useState(false);
  const isEnrolled = idsHere().length > 0;
  const answer = query.data ? 'here' : query.error ? 'failed' : 'none';
  useEffect(() => {
    if (!isEnrolled || answer === 'here' || isHeld) return undefined;
    const timer = setTimeout(() => setLate(true), answer === 'failed' ? 0 : Math.max(0, usualAnswer - (performance.now() - askedSince())));
    return () => clearTimeout(timer);
  }, [answer, isEnrolled, isHeld]);
  const stands = whatStands({ isEnrolled, answer, isLate, isTouched, isThrough });
  const before = useRef(stands);
  useLayoutEffect(() => {
    const isTakenOver = before.current === 'digits' && stands === 'answer' && !isThrough;
    before.current = stands;
    if (!isTakenOver) return undefined;
    document.documentElement.dataset['landing'] = '';
    const timer = setTimeout(() => { delete document.documentElement.dataset['landing']; }, LANDING);
    return () => {
      clearTimeout(timer);
      delete document.documentElement.dataset['landing'];
    };
  }, [isThrough, stands]);
  const { refetch } = query;
  return {
    stands,
    onTouch: useCallback(() => setTouched(true), []),
    onThrough: useCallback(() => setThrough(true), []),
    onWait: useCallback(() => setHeld(true), []),
    // Asked for by hand: now the answer is wanted.
    onRetry: useCallback(() => {
      setTouched(false);
      void refetch();
    }, [refetch]),
  };
}

/** Decides what stands before the rooms: a wait, the sign-in, an invitation, the missing second factor, or the rooms themselves. */
export function Threshold({ translator }: { translator: Translator }): ReactNode {
  const { language, setLanguage } = useText();
  const query = useSessionQuery();
  const refresh = useRefreshSession();
  const wanted = query.data?.account?.language;
  const theme = query.data?.account?.theme ?? 'system';
  const { stands, onTouch, onThrough, onRetry, onWait } = useWhatStands(query);
  const isLost = useLost();
  useOneIdentity(query.data);
  useRoomsAhead();

  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(() => {
    const chosen = wanted === undefined ? undefined : chooseLanguage([wanted]);
    if (chosen !== undefined && chosen !== language) void setLanguage(chosen);
  }, [wanted, language, setLanguage]);

  const onShown = useCallback(() => void roomsBehindDigits(translator).catch(() => undefined), [translator]);
  const waiting = <Waiting onTouch={onWait} />;
  const unreached = (note?: ReactNode): ReactNode => <Unreached problem={query.error} note={note} onRetry={onRetry} />;
  if (stands === 'digits') return <Unlock answered={query.data} isAsking={!query.error} isLost={isLost ?? false} meanwhile={waiting} onRetry={onRetry} onTouch={onTouch} onThrough={onThrough} onShown={onShown} otherwise={unreached} />;
  if (stands === 'unreached') return unreached();
  const session = query.data;
  if (!session || stands === 'wait' || isLost === undefined) return waiting;

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
        ? <SignIn isLost={isLost} token={tokenAfter(invitations)} newPassword={tokenAfter(passwords)} onDone={enter} />
        : session.hat ? <Suspense fallback={<Waiting />}><Rooms translator={translator} /></Suspense> : <NoHat hats={session.hats} />}
    </SessionContext>
  );
}
