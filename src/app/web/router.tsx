import { createRootRouteWithContext, createRoute, createRouter, useRouter, useRouterState } from '@tanstack/react-router';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Translator } from '../../kernel/i18n/translator.ts';
import { chooseLanguage } from '../../kernel/i18n/languages.ts';
import { useText } from '../../kernel/i18n/text.tsx';
import { Button } from '../../kernel/ui/Button.tsx';
import { Skeleton } from '../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../kernel/ui/Notice.tsx';
import { Page } from '../../kernel/ui/Page.tsx';
import { Panel } from '../../kernel/ui/Panel.tsx';
import { asProblem } from '../../kernel/ui/problems.ts';
import { SessionContext, useSession } from '../../kernel/ui/session.tsx';
import { useRefreshSession, useSessionQuery } from './account.ts';
import { Brand } from './Brand.tsx';
import { EmergencyDialog, EmergencyHelp } from './Emergency.tsx';
import { useOneIdentity } from './identity.ts';
import { fetched, isAnswering, part, reload, retryParts } from './parts.tsx';
import { rooms } from './rooms.ts';
import type { RoomScreen } from './rooms.ts';
import { NoAccess, NoHat, NotFound } from './screens/Nothing.tsx';
import { SignIn } from './screens/SignIn.tsx';

interface Context {
  readonly translator: Translator;
}

/** Someone who only signs in, or accepts an invitation on a phone, does not wait for the frame. */
const Shell = part(() => import('./Shell.tsx'));
const invitations = '/invitations/';
const passwords = '/passwords/';

function Waiting(): ReactNode {
  const { t } = useText();
  const [isEmergency, setEmergency] = useState(false);
  return (
    <>
      <main className="alone" aria-busy="true">
        <h1 className="only-heard">{t('ui.loading')}</h1>
        <Skeleton lines={4} />
        <div className="alone-emergency"><Button icon="emergency" onPress={() => setEmergency(true)}>{t('shell.emergency')}</Button></div>
      </main>
      <EmergencyDialog isOpen={isEmergency} onClose={() => setEmergency(false)} />
    </>
  );
}

/** The program opened, kept on this device from an earlier time, and the server does not answer: whoever is in danger need not wait for it. */
function Unreached({ problem, onRetry }: { problem: unknown; onRetry: () => void }): ReactNode {
  const { t } = useText();
  return (
    <div className="outside">
      <header className="top-bar"><Brand /></header>
      <main id="main">
        <Page title={t('shell.unreached')} width="reading">
          <ProblemPanel problem={problem} onRetry={onRetry} />
          <Panel title={t('shell.emergency.title')}><EmergencyHelp /></Panel>
        </Page>
      </main>
    </div>
  );
}

/** Decides what stands before the rooms: a wait, the sign-in, an invitation, the missing second factor, or the shell. */
function Threshold(): ReactNode {
  const { language, setLanguage } = useText();
  const query = useSessionQuery();
  const refresh = useRefreshSession();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const wanted = query.data?.account?.language;
  const theme = query.data?.account?.theme ?? 'system';
  useOneIdentity(query.data);

  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(() => {
    const chosen = wanted === undefined ? undefined : chooseLanguage([wanted]);
    if (chosen !== undefined && chosen !== language) void setLanguage(chosen);
  }, [wanted, language, setLanguage]);

  if (query.error && !query.data) {
    return <Unreached problem={query.error} onRetry={() => void query.refetch()} />;
  }
  const session = query.data;
  if (!session) return <Waiting />;

  const tokenAfter = (place: string): string | null => (pathname.startsWith(place) ? pathname.slice(place.length) : null);
  return (
    <SessionContext value={session}>
      {session.stage !== 'signed-in'
        ? <SignIn token={tokenAfter(invitations)} newPassword={tokenAfter(passwords)} onDone={() => void refresh()} />
        : session.hat ? <Suspense fallback={<Waiting />}><Shell session={session} /></Suspense> : <NoHat />}
    </SessionContext>
  );
}

/** Whatever a screen throws stays in its place: the frame, the navigation and the emergency button go on working. */
function Broken({ error, reset }: ErrorComponentProps): ReactNode {
  const { t } = useText();
  const router = useRouter();
  if (asProblem(error).code === 'new-version') {
    return (
      <Page title={t('problem.new-version.title')} width="reading">
        <Notice live title={t('problem.new-version.title')} actions={<Button kind="primary" onPress={() => void reload()}>{t('shell.reload')}</Button>}>{t('problem.new-version.help')}</Notice>
      </Page>
    );
  }
  const retry = async (): Promise<void> => {
    // A browser remembers that a file of the program did not come, and would not ask again: only a fresh page does, once there is a server.
    if (asProblem(error).code === 'screen-offline' && await isAnswering()) await reload();
    retryParts();
    reset();
    await router.invalidate();
  };
  return (
    <Page title={t('shell.broken')} width="reading">
      <ProblemPanel problem={error} onRetry={() => void retry()} />
    </Page>
  );
}

function Arriving(): ReactNode {
  const { t } = useText();
  return <div className="page"><h1 className="only-heard">{t('ui.loading')}</h1><Skeleton lines={5} /></div>;
}

const root = createRootRouteWithContext<Context>()({ component: Threshold, notFoundComponent: NotFound });

function routeTo({ path, room, borrows = [], roles, load }: RoomScreen) {
  const Screen = part(load);
  function Guarded(): ReactNode {
    const { hat } = useSession();
    return roles && (!hat || !roles.includes(hat.role)) ? <NoAccess /> : <Screen />;
  }
  return createRoute({
    getParentRoute: () => root,
    path,
    component: Guarded,
    loader: async ({ context }) => {
      await Promise.all([Screen.ready(), fetched(() => context.translator.need([room, ...borrows]))]);
    },
  });
}

const routes = rooms.map(routeTo);
const invitation = createRoute({ getParentRoute: () => root, path: '/invitations/$token', component: NotFound });
const newPassword = createRoute({ getParentRoute: () => root, path: '/passwords/$token', component: NotFound });

/** Addresses to screens. A screen's code and words are fetched when one points at its link, or goes there. */
export function createScreens(translator: Translator) {
  return createRouter({
    routeTree: root.addChildren([...routes, invitation, newPassword]),
    context: { translator },
    defaultPreload: 'intent',
    defaultErrorComponent: Broken,
    defaultPendingComponent: Arriving,
    defaultPendingMs: 200,
    scrollRestoration: true,
  });
}
