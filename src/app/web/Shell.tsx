import { Outlet, useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { SessionState } from '../../kernel/identity/contract.ts';
import { useText } from '../../kernel/i18n/text.tsx';
import { italianDay } from '../../kernel/italian-day.ts';
import { api } from '../../kernel/ui/api.ts';
import { arrivals } from '../../kernel/ui/arrivals.ts';
import { useNewerBuild } from '../../kernel/ui/build.ts';
import { Button, LinkButton } from '../../kernel/ui/Button.tsx';
import { useConnection } from '../../kernel/ui/connection.ts';
import { discretion } from '../../kernel/ui/discretion.ts';
import { emergencyDoor } from '../../kernel/ui/emergency-door.ts';
import { gate } from '../../kernel/ui/gate.ts';
import { LeftBar } from '../../kernel/offline/ui/LeftBar.tsx';
import { useLeftHere } from '../../kernel/offline/ui/leftHere.ts';
import { useQueueKept } from '../../kernel/offline/ui/theQueue.ts';
import { ToSendBar, ToSendDialog, useIsToSend } from '../../kernel/offline/ui/ToSend.tsx';
import { useKept } from '../../kernel/ui/kept.ts';
import { AlertBar } from '../../kernel/ui/Notice.tsx';
import { Toasts } from '../../kernel/ui/Toast.tsx';
import { toast } from '../../kernel/ui/toasts.ts';
import { Cover } from './Cover.tsx';
import { lockDevice, locksItself, useDeviceCare } from './device-care.ts';
import { EmergencyDialog } from './EmergencyDialog.tsx';
import { Harmless } from './Harmless.tsx';
import { entriesFor } from './navigation.ts';
import { part, reload } from './parts.tsx';
import { useIdle } from './presence.ts';
import ProofDialog from './ProofDialog.tsx';
import { Rail } from './Rail.tsx';
import { rooms } from './rooms.ts';
import { useShortcuts } from './shortcuts.ts';
import { TopBar } from './TopBar.tsx';

const KeysDialog = part(() => import('./Keys.tsx'));
const Search = part(() => import('./Search.tsx'));
const paths = new Set(rooms.map(({ path }) => path));

/** Locks at once on this screen; the server is told too, so that a copied cookie is of no use meanwhile. */
function lock(): void {
  if (locksItself()) {
    void lockDevice();
    return;
  }
  gate.close('locked');
  api.post('/api/session/lock').catch(() => undefined);
}

/** The frame around every room, for someone who is signed in and wears a hat. */
export default function Shell({ session }: { session: SessionState }): ReactNode {
  const { t, formatTime, formatDateTime } = useText();
  const router = useRouter();
  const navigate = useNavigate();
  const isOnline = useConnection();
  const isNewer = useNewerBuild();
  const { isFromDevice, since } = useKept();
  const device = useDeviceCare(session);
  const isArriving = useRouterState({ select: ({ isLoading }) => isLoading });
  const [isSearching, setSearching] = useState(false);
  const [isKeys, setKeys] = useState(false);
  const [isEmergency, setEmergency] = useState(false);
  const [isSending, setSending] = useState(false);
  const isToSend = useIsToSend();
  useQueueKept();
  const left = useLeftHere();
  const entries = useMemo(() => (session.hat ? entriesFor(session.hat.role, paths) : []), [session.hat]);

  const isStreet = entries.some(({ id }) => id === 'street');

  useEffect(
    () => router.subscribe('onBeforeNavigate', ({ pathChanged }) => { if (pathChanged) arrivals.announce(); }),
    [router],
  );
  useEffect(() => {
    if (session.lockedAt !== null) gate.close('locked');
  }, [session.lockedAt]);

  useEffect(() => emergencyDoor.subscribe(() => setEmergency(true)), []);

  // A telephone made ready does not keep the search: the screen stays, and a sentence says what can be done.
  const isOutside = session.device !== null && !isOnline;
  const openSearch = useCallback(() => {
    if (isOutside) toast.say(t('shell.needs-network.search'));
    else setSearching(true);
  }, [isOutside, t]);
  const openKeys = useCallback(() => setKeys(true), []);
  useShortcuts({ onSearch: openSearch, onKeys: openKeys, onDiscretion: discretion.toggle, onLock: lock });
  useIdle(session.idleLockMinutes, true, lock);

  return (
    <>
      <div className="shell">
        <a className="skip-link" href="#main">{t('shell.skip')}</a>
        <TopBar session={session} searchesPersons={entries.some((entry) => entry.id === 'persons')} hides={isStreet} onSearch={openSearch} onEmergency={() => setEmergency(true)} onLock={lock} />
        {(session.demo || !isOnline || isNewer || isToSend || left.length > 0 || isFromDevice || device) && (
          <aside className="bars never-printed" aria-label={t('shell.bars')}>
            {session.demo && <AlertBar tone="late">{t('shell.demo')}</AlertBar>}
            {isNewer && <AlertBar tone="info" actions={<Button size="small" onPress={() => void reload()}>{t('shell.reload')}</Button>}>{t('shell.newer')}</AlertBar>}
            {!isOnline && <AlertBar tone="info">{since === null ? t('shell.offline.help') : t('shell.offline.as-of', { at: italianDay(new Date(since)) === italianDay(new Date()) ? formatTime(new Date(since)) : formatDateTime(new Date(since)) })}</AlertBar>}
            {isOnline && isFromDevice && <AlertBar tone="info" actions={<Button size="small" onPress={() => gate.close('session-required')}>{t('shell.from-device.enter')}</Button>}>{t('shell.from-device')}</AlertBar>}
            {isOnline && device && !isFromDevice && <AlertBar tone="late" actions={<LinkButton size="small" href="/account">{t(`shell.device-${device}.go`)}</LinkButton>}>{t(`shell.device-${device}`)}</AlertBar>}
            <LeftBar left={left} onOpen={() => setSending(true)} />
            {isToSend && <ToSendBar onOpen={() => setSending(true)} />}
          </aside>
        )}
        <Rail entries={entries} isOutside={isOutside} />
        <main id="main" tabIndex={-1} aria-busy={isArriving}><Outlet /></main>
      </div>
      {isSearching && (
        <Suspense fallback={null}>
          <Search
            entries={entries}
            onClose={() => setSearching(false)}
            onGo={(to) => void navigate({ href: to })}
            onEmergency={() => setEmergency(true)}
            onKeys={openKeys}
            onLock={lock}
          />
        </Suspense>
      )}
      {isKeys && <Suspense fallback={null}><KeysDialog onClose={() => setKeys(false)} /></Suspense>}
      <EmergencyDialog isOpen={isEmergency} onClose={() => setEmergency(false)} />
      {isSending && <ToSendDialog left={left} onClose={() => setSending(false)} />}
      <Toasts />
      <ProofDialog />
      {isStreet && <Harmless />}
      <Cover session={session} />
    </>
  );
}
