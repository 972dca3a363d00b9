import { createRootRouteWithContext, createRoute, createRouter, useRouter } from '@tanstack/react-router';
import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Translator } from '../../kernel/i18n/translator.ts';
import { useText } from '../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../kernel/ui/Button.tsx';
import { useConnection } from '../../kernel/ui/connection.ts';
import { Skeleton } from '../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../kernel/ui/Notice.tsx';
import { Page } from '../../kernel/ui/Page.tsx';
import { Row } from '../../kernel/ui/Panel.tsx';
import { asProblem } from '../../kernel/ui/problems.ts';
import { useSession } from '../../kernel/ui/session.tsx';
import { fetched, isAnswering, part, reload, retryParts } from './parts.tsx';
import { rooms } from './rooms.ts';
import type { RoomScreen } from './rooms.ts';
import { NoAccess, NotFound } from './screens/Nothing.tsx';
import Shell from './Shell.tsx';

interface Context {
  readonly translator: Translator;
}

/** The frame around every room. */
function Frame(): ReactNode {
  return <Shell session={useSession()} />;
}

/** Whatever a screen throws stays in its place: the frame, the navigation and the emergency button go on working. */
function Broken({ error, reset }: ErrorComponentProps): ReactNode {
  const { t } = useText();
  const router = useRouter();
  const { device, hat } = useSession();
  const isOnline = useConnection();
  if (asProblem(error).code === 'new-version') {
    return (
      <Page title={t('problem.new-version.title')} width="reading">
        <Notice live title={t('problem.new-version.title')} actions={<Button kind="primary" onPress={() => void reload()}>{t('shell.reload')}</Button>}>{t('problem.new-version.help')}</Notice>
      </Page>
    );
  }
  const retry = async (): Promise<void> => {
    // A browser remembers that a file of the program did not come, and would not ask again (of a style: would show the screen without it): only a fresh page does, once there is a server.
    if (asProblem(error).code === 'screen-offline') {
      if (await isAnswering()) await reload();
      return;
    }
    retryParts();
    reset();
    await router.invalidate();
  };
  if (asProblem(error).code === 'screen-offline' && device !== null && hat !== null && !isOnline) {
    return (
      <Page title={t('shell.needs-network.title')} width="reading">
        <Notice live actions={<Row><LinkButton kind="primary" icon="street" href="/street">{t('shell.nav.street')}</LinkButton><Button onPress={() => void retry()}>{t('ui.retry')}</Button></Row>}>{t('shell.needs-network.help')}</Notice>
      </Page>
    );
  }
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

const root = createRootRouteWithContext<Context>()({ component: Frame, notFoundComponent: NotFound });

/** What a screen without parts in its address needs, by that address. */
const needs = new Map<string, (translator: Translator) => Promise<unknown>>();

/** Fetches what the screen of an address needs, before anybody goes there. */
export const readyAhead = async (translator: Translator, path: string): Promise<unknown> => needs.get(path)?.(translator);

function routeTo({ path, room, borrows = [], roles, load }: RoomScreen) {
  const Screen = part(load);
  const ready = async (translator: Translator): Promise<void> => {
    await Promise.all([Screen.ready(), fetched(() => translator.need([room, ...borrows]))]);
  };
  needs.set(path, ready);
  function Guarded(): ReactNode {
    const { hat } = useSession();
    return roles && (!hat || !roles.includes(hat.role)) ? <NoAccess /> : <Screen />;
  }
  return createRoute({
    getParentRoute: () => root,
    path,
    component: Guarded,
    loader: ({ context }) => ready(context.translator),
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
