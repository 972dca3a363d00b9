import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { SessionState } from '../../kernel/identity/contract.ts';
import { useText } from '../../kernel/i18n/text.tsx';
import type { Opening } from '../../kernel/offline/ui/attend.ts';
import { type Enrolled, enrolled, lookedAt, opensHere } from '../../kernel/offline/ui/enrolled.ts';
import { isOfStore } from '../../kernel/offline/ui/space.ts';
import { longestPin, shortestPin } from '../../kernel/offline/pin.ts';
import { callFor } from '../../kernel/ui/api.ts';
import { kept } from '../../kernel/ui/kept.ts';
import { Button } from '../../kernel/ui/Button.tsx';
import { Notice } from '../../kernel/ui/Notice.tsx';
import { askedBeside } from './account.ts';
import { EmergencySection } from './Emergency.tsx';
import { LostNotice } from './LostNotice.tsx';
import { fetched, part } from './parts.tsx';

/** What opens it is heavier than the digits, and is fetched once they stand. */
const opener = () => fetched(() => import('../../kernel/offline/ui/attend.ts'));
const WhichDevice = part(() => import('./WhichDevice.tsx'));

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

interface UnlockProps {
  /** What the server answered meanwhile. */
  readonly answered: SessionState | undefined;
  /** The server is still being asked, or has answered: where nothing opens here it is waited for. */
  readonly isAsking: boolean;
  readonly isLost: boolean;
  readonly meanwhile: ReactNode;
  readonly onRetry: () => void;
  /** Somebody began: what stands here stays until they are done. */
  readonly onTouch: () => void;
  /** Opened, or on with the server. */
  readonly onThrough: () => void;
  /** Called once the digits stand. */
  readonly onShown: () => void;
  readonly otherwise: (note: ReactNode) => ReactNode;
}

/** Whether the server lets that account in as it is: then it is worth more than what the telephone remembers. */
const letsIn = (answered: SessionState | undefined, accountId: string | undefined): boolean =>
  answered?.stage === 'signed-in' && answered.account?.id === accountId && answered.lockedAt === null && answered.hat !== null;

/**
 * Before the rooms, when no server answers, or not yet: the telephone opens with a PIN or its passkey. Nothing here says whom the program serves, nor who
 * works with this telephone: only the name that its owner gave it. Large digits low on the screen, for one hand.
 */
export function Unlock({ answered, isAsking, isLost, meanwhile, onRetry, onTouch, onThrough, onShown, otherwise }: UnlockProps): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [devices, setDevices] = useState<readonly Enrolled[]>();
  const [chosen, setChosen] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const [isOpening, setOpening] = useState(false);
  const [isEmergency, setEmergency] = useState(false);

  useEffect(() => {
    document.title = 'Lavoro';
    const look = async (): Promise<void> => {
      const here = await enrolled.all();
      setDevices(here.map(lookedAt).filter(opensHere));
      // What the server said may have wiped one, or closed it: the clock is not asked a second time for that.
      if (answered) return;
      // Where the disk takes nothing more the look at the clock cannot be noted now; it is again with each try.
      await Promise.allSettled(here.map(({ accountId }) => enrolled.asked(accountId)));
    };
    // Where the browser's own store fails, nothing opens here: the same as where nothing was ever kept.
    look().catch(() => setDevices([]));
  }, [answered]);
  useEffect(() => {
    askedBeside(true);
    return () => askedBeside(false);
  }, []);
  const isOver = devices?.length === 0;
  useEffect(() => {
    if (isOver && answered) onThrough();
  }, [answered, isOver, onThrough]);

  const isShown = devices !== undefined && devices.length > 0;
  useEffect(() => {
    if (!isShown) return undefined;
    // Behind the picture that shows the digits, not before it.
    let after: ReturnType<typeof setTimeout>;
    const picture = requestAnimationFrame(() => {
      after = setTimeout(() => {
        // What cannot be fetched now says so with the first try.
        void opener().then(({ readyToOpen }) => readyToOpen()).catch(() => undefined);
        onShown();
      });
    });
    return () => {
      cancelAnimationFrame(picture);
      clearTimeout(after);
    };
  }, [isShown, onShown]);

  async function tryTo(open: (accountId: string) => Promise<Opening>, accountId: string): Promise<void> {
    setOpening(true);
    setSaid(null);
    try {
      const opening = await open(accountId);
      if (opening === 'over') setDevices((now) => now?.filter((one) => one.accountId !== accountId));
      else if ('session' in opening) {
        if (letsIn(answered, opening.session.account?.id)) kept.fromDevice(false);
        else {
          // A late answer must not take them out again: from now on the device's care looks for the server.
          await client.cancelQueries({ queryKey: ['session'] });
          callFor(opening.session.hat?.id);
          client.setQueryData<SessionState>(['session'], opening.session);
        }
        onThrough();
      } else setSaid(t('devices.unlock.wrong', { count: opening.triesLeft }));
    } catch (error) {
      // A try is counted before it is made: where the disk takes nothing more it cannot be, and nothing opens until there is room.
      if (error instanceof DOMException) setSaid(t('devices.unlock.passkey-closed'));
      else if (isOfStore(error)) setSaid(t('devices.unlock.no-room'));
      else throw error;
    } finally {
      setPin('');
      setOpening(false);
    }
  }

  // The only one there is needs no choosing, also where another opens no more.
  const device = devices?.length === 1 ? devices[0] : devices?.find((one) => one.accountId === chosen);
  const mayTry = pin.length >= shortestPin && !isOpening;
  const tryPin = (): void => {
    if (device && mayTry) void tryTo(async (accountId) => (await opener()).openByPin(accountId, pin), device.accountId);
  };
  const add = (digit: string): void => setPin((now) => (now.length < longestPin ? now + digit : now));

  useEffect(() => {
    if (!device?.pin) return undefined;
    const typed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      onTouch();
      if (/^\d$/.test(event.key)) add(event.key);
      else if (event.key === 'Backspace') setPin((now) => now.slice(0, -1));
      else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) tryPin();
    };
    addEventListener('keydown', typed);
    return () => removeEventListener('keydown', typed);
  });

  if (!devices || (isOver && isAsking)) return meanwhile;
  if (isOver) return otherwise(isLost ? <LostNotice /> : <Notice tone="late" live title={t('devices.unlock.over')}>{t('devices.unlock.over.help')}</Notice>);
  return (
    <main id="main" className="unlock" onPointerDownCapture={onTouch}>
      <div className="unlock-top">
        <Button kind="quiet" icon="undo" onPress={answered ? onThrough : onRetry}>{t(answered ? 'devices.unlock.enter' : 'devices.unlock.retry')}</Button>
        <Button kind="quiet" icon="phone" aria-expanded={isEmergency} onPress={() => setEmergency(!isEmergency)}>{t('devices.unlock.numbers')}</Button>
      </div>
      {isEmergency && <EmergencySection />}
      <h1>{t('devices.unlock.title')}</h1>
      <p className="quiet">{t('devices.unlock.help')}</p>
      {devices.length > 1 && (
        <Suspense>
          <WhichDevice devices={devices} chosen={chosen} onChoose={(accountId) => { setChosen(accountId); setPin(''); setSaid(null); }} />
        </Suspense>
      )}
      {device?.passkey && <Button kind="primary" size="large" icon="key" isPending={isOpening} onPress={() => void tryTo(async (accountId) => (await opener()).openByPasskey(accountId), device.accountId)}>{t('devices.unlock.passkey')}</Button>}
      {device?.pin && (
        <section className="unlock-pad" aria-label={t('devices.pin')}>
          <output className="unlock-dots" aria-label={t('devices.unlock.typed', { count: pin.length })}>{'•'.repeat(pin.length)}</output>
          <output className="unlock-said">{said}</output>
          {digits.map((digit) => <Button key={digit} size="large" onPress={() => add(digit)}>{digit}</Button>)}
          <Button size="large" icon="undo" iconOnly isDisabled={pin === ''} onPress={() => setPin(pin.slice(0, -1))}>{t('devices.unlock.erase')}</Button>
          <Button size="large" onPress={() => add('0')}>0</Button>
          <Button size="large" kind="primary" icon="unlock" iconOnly isDisabled={!mayTry} isPending={isOpening} onPress={tryPin}>{t('devices.unlock.open')}</Button>
        </section>
      )}
      {!device?.pin && said && <output>{said}</output>}
    </main>
  );
}
