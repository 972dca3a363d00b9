import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { SessionState } from '../../kernel/identity/contract.ts';
import { useText } from '../../kernel/i18n/text.tsx';
import { chooseWay, enrolHere, type Way } from '../../kernel/offline/ui/attend.ts';
import { hasDevicePasskeys } from '../../kernel/offline/ui/passkey.ts';
import { pinFault, shortestPin } from '../../kernel/offline/pin.ts';
import { ApiProblem } from '../../kernel/ui/api.ts';
import { Button } from '../../kernel/ui/Button.tsx';
import { Dialog } from '../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../kernel/ui/Notice.tsx';
import { Stack } from '../../kernel/ui/Panel.tsx';
import { TextField } from '../../kernel/ui/TextField.tsx';

export interface EnrolDialogProps {
  readonly session: SessionState;
  /** The device is enrolled and only opens anew: after its lease, after too many wrong tries, or with another PIN. */
  readonly isAgain?: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** How a telephone is to be opened where there is no network: a PIN, told twice, or the telephone's own passkey. */
export function EnrolDialog({ session, isAgain = false, onClose, onDone }: EnrolDialogProps): ReactNode {
  const { t } = useText();
  const [label, setLabel] = useState(t('devices.label.usual'));
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [isTried, setTried] = useState(false);
  const [hasPasskeys, setHasPasskeys] = useState(false);
  useEffect(() => {
    // A browser that cannot say has none: the PIN serves everywhere.
    hasDevicePasskeys().then(setHasPasskeys, () => setHasPasskeys(false));
  }, []);
  const enrol = useMutation({ mutationFn: (way: Way) => (isAgain ? chooseWay(way) : enrolHere(session, label.trim(), way)), onSuccess: onDone });
  const fault = pinFault(pin);
  const isNamed = isAgain || label.trim().length >= 2;
  const isWhole = fault === undefined && pin === again && isNamed;
  const isStoreRefused = enrol.error !== null && !(enrol.error instanceof ApiProblem);
  const isPromptClosed = enrol.error instanceof DOMException && (enrol.error.name === 'NotAllowedError' || enrol.error.name === 'NotSupportedError');
  const submit = (): void => {
    setTried(true);
    if (isWhole) enrol.mutate({ pin });
  };
  return (
    <Dialog
      title={t(isAgain ? 'devices.enrol.again' : 'devices.enrol')}
      isOpen
      onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={enrol.isPending} onPress={submit}>{t(isAgain ? 'devices.enrol.keep' : 'devices.enrol.go')}</Button></>}
    >
      <Stack>
        <p>{t('devices.enrol.what')}</p>
        {!isAgain && <TextField label={t('devices.label')} hint={t('devices.label.hint')} value={label} onChange={setLabel} maxLength={60} autoComplete="off" error={isTried && !isNamed ? t('devices.label.short') : undefined} />}
        <TextField
          label={t('devices.pin')} hint={t('devices.pin.hint', { count: shortestPin })} type="password" inputMode="numeric" autoComplete="off" maxLength={12} value={pin} onChange={setPin}
          error={isTried && fault ? t(`devices.pin.fault.${fault}`, { count: shortestPin }) : undefined}
        />
        <TextField label={t('devices.pin.again')} type="password" inputMode="numeric" autoComplete="off" maxLength={12} value={again} onChange={setAgain} error={isTried && fault === undefined && pin !== again ? t('devices.pin.differs') : undefined} />
        {hasPasskeys && <Button icon="key" isDisabled={!isNamed} isPending={enrol.isPending} onPress={() => enrol.mutate('passkey')}>{t('devices.enrol.passkey')}</Button>}
        {enrol.error instanceof ApiProblem && <ProblemPanel problem={enrol.error} />}
        {isStoreRefused && <Notice tone="late" live title={t(isPromptClosed ? 'devices.enrol.passkey-failed' : 'devices.enrol.no-store')}>{t(isPromptClosed ? 'devices.enrol.passkey-failed.help' : 'devices.enrol.no-store.help')}</Notice>}
      </Stack>
    </Dialog>
  );
}
