import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import { type Box, BoxWritten, Security } from '../contract.ts';
import { findingsOf } from '../domain.ts';
import { useMailDeed } from './queries.ts';

type Shown = Omit<BoxWritten, 'port' | 'password'> & { port: number | null; password: string };
const begun: Shown = { label: '', address: '', host: '', port: 993, security: 'tls', username: '', folder: 'INBOX', receipts: false, active: true, password: '' };

/** Connects a box, or puts one right. The password goes in and is never shown again. */
export function BoxDialog({ box, onClose }: { box: Box | null; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => box?.id ?? newId());
  const [shown, setShown] = useState<Shown>(box ? { ...box, password: '' } : begun);
  const [isTried, setTried] = useState(false);
  const deed = useMailDeed(onClose);
  const { password, ...rest } = shown;
  const written = BoxWritten.safeParse({ ...rest, ...(password === '' ? {} : { password }) });
  const set = <K extends keyof Shown>(key: K) => (value: Shown[K]): void => setShown((before) => ({ ...before, [key]: value }));
  const lacks = (path: keyof Shown): string | undefined => {
    if (!isTried) return undefined;
    if (path === 'password') return box === null && password === '' ? t('mailbox.lacks.password') : undefined;
    return !written.success && written.error.issues.some((issue) => issue.path[0] === path) ? t('mailbox.lacks') : undefined;
  };
  const send = (): void => {
    setTried(true);
    if (written.success && (box !== null || password !== '')) deed.mutate({ method: 'put', path: `/api/mailboxes/${id}`, body: written.data, ...(box ? { ifMatch: box.version } : {}) });
  };
  return (
    <Dialog title={t(box ? 'mailbox.change' : 'mailbox.connect')} isOpen onClose={onClose} actions={<Button kind="primary" isPending={deed.isPending} onPress={send}>{t('ui.save')}</Button>}>
      <Stack>
        <p className="quiet small">{t('mailbox.connect.help')}</p>
        <TextField label={t('mailbox.label')} isRequired value={shown.label} onChange={set('label')} error={lacks('label')} />
        <TextField label={t('mailbox.address')} type="email" isRequired value={shown.address} onChange={set('address')} error={lacks('address')} />
        {findingsOf({ address: shown.address, host: shown.host, security: shown.security }).includes('free-mail-service') && <Notice tone="late" title={t('mailbox.finding.free-mail-service')}>{t('mailbox.finding.free-mail-service.why')}</Notice>}
        <TextField label={t('mailbox.host')} hint={t('mailbox.host.hint')} isRequired value={shown.host} onChange={set('host')} error={lacks('host')} />
        <NumberField label={t('mailbox.port')} value={shown.port} onChange={set('port')} minValue={1} maxValue={65_535} error={lacks('port')} />
        <ChoiceChips label={t('mailbox.security')} canClear={false} value={shown.security} onChange={(value) => set('security')(value ?? 'tls')} choices={Security.options.map((value) => ({ value, label: t(`mailbox.security.${value}`) }))} />
        <TextField label={t('mailbox.username')} autoComplete="off" isRequired value={shown.username} onChange={set('username')} error={lacks('username')} />
        <TextField label={t('mailbox.password')} hint={t(box ? 'mailbox.password.stays' : 'mailbox.password.hint')} type="password" autoComplete="new-password" value={password} onChange={set('password')} error={lacks('password')} />
        <TextField label={t('mailbox.folder')} hint={t('mailbox.folder.hint')} value={shown.folder} onChange={set('folder')} error={lacks('folder')} />
        <Switch value={shown.receipts} onChange={set('receipts')} hint={t('mailbox.receipts.hint')}>{t('mailbox.receipts')}</Switch>
        <Switch value={shown.active} onChange={set('active')} hint={t('mailbox.active.hint')}>{t('mailbox.active')}</Switch>
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
