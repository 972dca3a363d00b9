import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, useRouterState } from '@tanstack/react-router';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import type { ReactNode } from 'react';
import type { Translator } from '../../kernel/i18n/translator.ts';
import { chooseLanguage } from '../../kernel/i18n/languages.ts';
import { useText } from '../../kernel/i18n/text.tsx';
import { Skeleton } from '../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../kernel/ui/Notice.tsx';
import { Page } from '../../kernel/ui/Page.tsx';
import { SessionContext, useSession } from '../../kernel/ui/session.tsx';
import { useRefreshSession, useSessionQuery } from './account.ts';
import { useOneIdentity } from './identity.ts';
import { rooms } from './rooms.ts';
import type { RoomScreen } from './rooms.ts';
import { NoAccess, NoHat, NotFound } from './screens/Nothing.tsx';
import { SignIn } from './screens/SignIn.tsx';

interface Context {
  readonly translator: Translator;
}

/** Someone who only signs in, or accepts an invitation on a phone, does not wait for the frame. */
const Shell = lazy(() => import('./Shell.tsx'));
const invitations = '/invitations/';

function Waiting(): ReactNode {
  const { t } = useText();
  return <main className="alone" aria-busy="true"><h1 className="only-heard">{t('ui.loading')}</h1><Skeleton lines={4} /></main>;
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
    return <main className="alone"><h1>RE.T.I.</h1><ProblemPanel problem={query.error} onRetry={() => void query.refetch()} /></main>;
  }
  const session = query.data;
  if (!session) return <Waiting />;

  const isInvited = pathname.startsWith(invitations) && session.stage !== 'signed-in';
  return (
    <SessionContext value={session}>
      {session.stage !== 'signed-in'
        ? <SignIn token={isInvited ? pathname.slice(invitations.length) : null} onDone={() => void refresh()} />
        : session.hat ? <Suspense fallback={<Waiting />}><Shell session={session} /></Suspense> : <NoHat />}
    </SessionContext>
  );
}

/** Whatever a screen throws stays in its place: the frame, the navigation and the emergency button go on working. */
function Broken({ error, reset }: ErrorComponentProps): ReactNode {
  const { t } = useText();
  return (
    <Page title={t('shell.broken')} width="reading">
      <ProblemPanel problem={error} onRetry={reset} />
    </Page>
  );
}

function Arriving(): ReactNode {
  return <div className="page"><Skeleton lines={5} /></div>;
}

function guarded({ roles, load }: RoomScreen) {
  const Screen = lazyRouteComponent(load);
  function Guarded(): ReactNode {
    const { hat } = useSession();
    return roles && (!hat || !roles.includes(hat.role)) ? <NoAccess /> : <Screen />;
  }
  return Object.assign(Guarded, { preload: Screen.preload });
}

const root = createRootRouteWithContext<Context>()({ component: Threshold, notFoundComponent: NotFound });

const routes = rooms.map((screen) =>
  createRoute({
    getParentRoute: () => root,
    path: screen.path,
    component: guarded(screen),
    loader: ({ context }) => context.translator.need([screen.room, ...(screen.borrows ?? [])]),
  }),
);
const invitation = createRoute({ getParentRoute: () => root, path: '/invitations/$token', component: NotFound });

/** Addresses to screens. A screen's code and words are fetched when one points at its link, or goes there. */
export function createScreens(translator: Translator) {
  return createRouter({
    routeTree: root.addChildren([...routes, invitation]),
    context: { translator },
    defaultPreload: 'intent',
    defaultErrorComponent: Broken,
    defaultPendingComponent: Arriving,
    defaultPendingMs: 200,
    scrollRestoration: true,
  });
}
