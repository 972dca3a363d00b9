import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Menu } from '../../../kernel/ui/Menu.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import type { SavedList } from '../contract.ts';
import { savedLists, useDeed, type View } from './queries.ts';

const mayChange = (kept: SavedList, role: string | undefined): boolean => (kept.shared ? role === 'coordinator' : kept.own);

/** Keeps the list under a name, or what was changed in one that is kept; of somebody else's, one keeps one's own. */
export function KeepButton({ view, kept }: { view: View; kept: SavedList | undefined }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [isNaming, setNaming] = useState(false);
  const deed = useDeed();
  const { narrowed, sorted, shown } = view;
  const isOwn = kept && mayChange(kept, hat?.role);
  const keep = (): void => {
    if (!isOwn) return setNaming(true);
    deed.mutate({ method: 'patch', path: `/api/lists/${kept.id}`, body: { narrowed, sorted, shown: [...shown] }, ifMatch: kept.version }, {
      onSuccess: async () => {
        await client.invalidateQueries({ queryKey: savedLists.queryKey });
        toast.say(t('lists.kept'));
        await navigate({ href: `/lists/${kept.id}`, replace: true });
      },
    });
  };
  return (
    <>
      <Button kind="primary" icon="check" isPending={deed.isPending} onPress={keep}>{t(kept ? (isOwn ? 'lists.keep-changes' : 'lists.keep-own') : 'lists.keep')}</Button>
      {deed.error && <ProblemPanel problem={deed.error} />}
      {isNaming && <NameDialog view={view} kept={undefined} onClose={() => setNaming(false)} />}
    </>
  );
}

/** What can be done with a list that is kept: pin it, copy it, name it anew, share it, take it away. */
export function ListMenu({ view, kept }: { view: View; kept: SavedList }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [naming, setNaming] = useState<'new' | 'rename'>();
  const deed = useDeed<{ version?: number }>();
  const path = `/api/lists/${kept.id}`;
  const bring = (version: number): void => deed.mutate({ method: 'patch', path, body: { removed: false }, ifMatch: version });
  const remove = (): void => deed.mutate({ method: 'patch', path, body: { removed: true }, ifMatch: kept.version }, {
    onSuccess: ({ version = 0 }) => {
      toast.undo(t('lists.removed', { name: kept.name }), () => bring(version));
      client.removeQueries({ queryKey: ['lists', 'saved', kept.id] });
      void navigate({ href: '/lists' });
    },
  });
  return (
    <>
      <Menu label={t('lists.menu', { name: kept.name })} trigger={<Button kind="quiet" icon="more">{t('lists.menu.short')}</Button>} groups={[{ id: 'list', choices: [
        { id: 'pin', label: t(kept.pinned ? 'lists.unpin' : 'lists.pin'), icon: 'today', onSelect: () => deed.mutate({ method: 'put', path: `${path}/pin`, body: { pinned: !kept.pinned } }) },
        { id: 'copy', label: t('lists.keep-as'), icon: 'plus', onSelect: () => setNaming('new') },
        ...(mayChange(kept, hat?.role) ? [
          { id: 'rename', label: t('lists.rename'), icon: 'edit' as const, onSelect: () => setNaming('rename') },
          ...(hat?.role === 'coordinator' ? [{ id: 'share', label: t(kept.shared ? 'lists.unshare' : 'lists.share'), icon: 'team' as const, onSelect: () => deed.mutate({ method: 'patch', path, body: { shared: !kept.shared }, ifMatch: kept.version }) }] : []),
          { id: 'remove', label: t('lists.remove'), icon: 'trash' as const, onSelect: remove },
        ] : []),
      ] }]} />
      {deed.error && <ProblemPanel problem={deed.error} />}
      {naming && <NameDialog view={view} kept={naming === 'rename' ? kept : undefined} onClose={() => setNaming(undefined)} />}
    </>
  );
}

/** The name under which a list is kept. It stands on screens that others pass by: it names no person. */
function NameDialog({ view, kept, onClose }: { view: View; kept: SavedList | undefined; onClose: () => void }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const navigate = useNavigate();
  const [id] = useState(() => newId());
  const [name, setName] = useState(kept?.name ?? '');
  const [shared, setShared] = useState(false);
  const [pinned, setPinned] = useState(true);
  const pin = useDeed();
  const keep = useDeed(() => {
    onClose();
    if (kept) return;
    toast.say(t('lists.kept'));
    if (pinned) pin.mutate({ method: 'put', path: `/api/lists/${id}/pin`, body: { pinned: true } });
    void navigate({ href: `/lists/${id}` });
  });
  const { kind, narrowed, sorted, shown } = view;
  const save = (): void => (kept
    ? keep.mutate({ method: 'patch', path: `/api/lists/${kept.id}`, body: { name }, ifMatch: kept.version })
    : keep.mutate({ method: 'put', path: `/api/lists/${id}`, body: { kind, name, narrowed, sorted, shown: [...shown], shared } }));
  return (
    <Dialog title={t(kept ? 'lists.rename' : 'lists.keep')} isOpen onClose={onClose} size="small"
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={name.trim().length < 2} isPending={keep.isPending} onPress={save}>{t('ui.save')}</Button></>}>
      <Stack>
        <TextField label={t('lists.name')} hint={t('lists.name.hint')} isRequired maxLength={60} value={name} onChange={setName} />
        {!kept && <Checkbox value={pinned} onChange={setPinned} hint={t('lists.pin.hint')}>{t('lists.pin')}</Checkbox>}
        {!kept && hat?.role === 'coordinator' && <Checkbox value={shared} onChange={setShared} hint={t('lists.share.hint')}>{t('lists.share')}</Checkbox>}
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}
