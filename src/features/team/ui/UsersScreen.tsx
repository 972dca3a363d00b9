import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Menu } from '../../../kernel/ui/Menu.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { Tabs } from '../../../kernel/ui/Tabs.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { InvitationLine, Invitations, Member, Members, Organisation, Organisations } from '../contract.ts';
import { ResetsTable } from './Approvals.tsx';
import { DevicesTable } from './DevicesTable.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { OrganisationDialog } from './OrganisationDialog.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';
import { ResetDialog } from './ResetDialog.tsx';

/** Used by the administrator: who may come in, with which hat, from which body. No case is ever seen from here. */
export default function UsersScreen(): ReactNode {
  const { t } = useText();
  const [inviting, setInviting] = useState(false);
  return (
    <Page title={t('team.users.title')} lead={t('team.users.lead')} width="full" action={<Button kind="primary" icon="plus" onPress={() => setInviting(true)}>{t('team.invite')}</Button>}>
      <Tabs label={t('team.users.title')} tabs={[
        { id: 'members', label: t('team.members'), content: <MembersTable /> },
        { id: 'invitations', label: t('team.invitations'), content: <InvitationsTable /> },
        { id: 'resets', label: t('team.resets'), content: <ResetsTable of="second-factor-resets" mayDecide={false} /> },
        { id: 'passwords', label: t('team.passwords'), content: <ResetsTable of="password-resets" mayDecide={false} /> },
        { id: 'devices', label: t('team.devices'), content: <DevicesTable /> },
        { id: 'organisations', label: t('team.organisations'), content: <OrganisationsTable /> },
      ]} />
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </Page>
  );
}

function MembersTable(): ReactNode {
  const { t, formatDate, languageName, formatList } = useText();
  const client = useQueryClient();
  const [ending, setEnding] = useState<Member | null>(null);
  const [lost, setLost] = useState<Member | null>(null);
  const [locked, setLocked] = useState<Member | null>(null);
  const members = useQuery({ queryKey: ['team', 'members'], queryFn: ({ signal }) => api.get<Members>('/api/team/members', { signal }) });
  const end = useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => api.post(`/api/team/members/${id}/end`, { body: { reason } }),
    onSuccess: async () => {
      setEnding(null);
      toast.say(t('team.ended'));
      await client.invalidateQueries({ queryKey: ['team'] });
    },
  });
  const columns: readonly Column<Member>[] = [
    { key: 'name', label: t('team.name'), isName: true, render: (member) => member.name },
    { key: 'role', label: t('team.role'), render: (member) => t(`role.${member.role}`) },
    { key: 'organisation', label: t('team.organisation'), render: (member) => member.organisation.name },
    { key: 'languages', label: t('team.languages'), isMinor: true, render: (member) => formatList(member.languages.map((code) => languageName(code))) },
    { key: 'email', label: t('team.email'), isMinor: true, render: (member) => member.email ?? '' },
    { key: 'since', label: t('team.since'), isMinor: true, render: (member) => (member.endedAt ? <Tag>{t('team.until', { day: formatDate(member.endedAt, 'short') })}</Tag> : formatDate(member.since, 'short')) },
    { key: 'end', label: t('team.actions'), render: (member) => (member.endedAt ? null : <MemberMenu member={member} onEnd={() => setEnding(member)} onLost={() => setLost(member)} onLocked={() => setLocked(member)} />) },
  ];
  return (
    <Panel title={t('team.members')} of="network">
      <DataTable label={t('team.members')} columns={columns} rows={members.data?.items} rowKey={(member) => member.id} problem={members.error} onRetry={() => void members.refetch()} empty={<EmptyState title={t('team.members.empty')} />} />
      {lost ? <ResetDialog member={lost} onClose={() => setLost(null)} /> : null}
      {locked ? <PasswordDialog member={locked} onClose={() => setLocked(null)} /> : null}
      {ending ? (
        <ReasonDialog title={t('team.end.title', { name: ending.name, role: t(`role.${ending.role}`) })} isOpen onClose={() => { end.reset(); setEnding(null); }} confirm={t('team.end')} minLength={3}
          isPending={end.isPending} onConfirm={(reason) => end.mutate({ id: ending.id, reason })}>
          <p>{t('team.end.what')}</p>
          {end.error ? <ProblemPanel problem={end.error} /> : null}
        </ReasonDialog>
      ) : null}
    </Panel>
  );
}

interface MemberMenuProps {
  readonly member: Member;
  readonly onEnd: () => void;
  readonly onLost: () => void;
  readonly onLocked: () => void;
}

/** What is done with a hat once in a while: nothing that a hand should meet by chance in every row. */
function MemberMenu({ member, onEnd, onLost, onLocked }: MemberMenuProps): ReactNode {
  const { t } = useText();
  const label = t('team.actions-of', { name: member.name, role: t(`role.${member.role}`) });
  return (
    <Menu
      label={label}
      trigger={<Button size="small" kind="quiet" icon="more" iconOnly>{label}</Button>}
      groups={[
        { id: 'way-in', label: t('team.actions.way-in'), choices: [{ id: 'reset', label: t('team.reset'), icon: 'key', onSelect: onLost }, { id: 'password', label: t('team.password'), icon: 'lock', onSelect: onLocked }] },
        { id: 'hat', label: t('team.actions.hat'), choices: [{ id: 'end', label: t('team.end'), icon: 'close', onSelect: onEnd }] },
      ]}
    />
  );
}

function InvitationsTable(): ReactNode {
  const { t, formatDateTime } = useText();
  const client = useQueryClient();
  const invitations = useQuery({ queryKey: ['team', 'invitations'], queryFn: ({ signal }) => api.get<Invitations>('/api/team/invitations', { signal }) });
  const withdraw = useMutation({
    mutationFn: (id: string) => api.delete(`/api/team/invitations/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['team'] }),
  });
  const columns: readonly Column<InvitationLine>[] = [
    { key: 'email', label: t('team.email'), isName: true, render: (line) => line.email },
    { key: 'role', label: t('team.role'), render: (line) => t(`role.${line.role}`) },
    { key: 'organisation', label: t('team.organisation'), render: (line) => line.organisation },
    { key: 'state', label: t('team.state'), render: (line) => <>{t(`team.invitation.${line.state}`)}{line.decidedBy ? <span className="quiet small"> · {t(`team.decided.${line.state === 'refused' ? 'refused' : 'approved'}`, { by: line.decidedBy })}{line.words ? ` «${line.words}»` : ''}</span> : null}</> },
    { key: 'expires', label: t('team.expires'), isMinor: true, render: (line) => formatDateTime(line.expiresAt) },
    { key: 'withdraw', label: t('team.actions'), render: (line) => (line.state === 'open' || line.state === 'waiting' ? <Button size="small" onPress={() => withdraw.mutate(line.id)}>{t('team.withdraw')}</Button> : null) },
  ];
  return (
    <Panel title={t('team.invitations')} of="network">
      <DataTable label={t('team.invitations')} columns={columns} rows={invitations.data?.items} rowKey={(line) => line.id} problem={invitations.error ?? withdraw.error} onRetry={() => void invitations.refetch()}
        empty={<EmptyState title={t('team.invitations.empty')} why={t('team.invitations.why')} />} />
    </Panel>
  );
}

function OrganisationsTable(): ReactNode {
  const { t } = useText();
  const [editing, setEditing] = useState<Organisation | 'new' | null>(null);
  const organisations = useQuery({ queryKey: ['team', 'organisations'], queryFn: ({ signal }) => api.get<Organisations>('/api/team/organisations', { signal }) });
  const columns: readonly Column<Organisation>[] = [
    { key: 'name', label: t('team.organisation'), isName: true, render: (body) => body.name },
    { key: 'kind', label: t('team.kind'), render: (body) => t(`team.kind.${body.kind}`) },
    { key: 'members', label: t('team.members'), align: 'end', render: (body) => body.members },
    { key: 'edit', label: t('team.actions'), render: (body) => <Button size="small" icon="edit" onPress={() => setEditing(body)}>{t('team.change')}</Button> },
  ];
  return (
    <Panel title={t('team.organisations')} of="network" actions={<Button size="small" icon="plus" onPress={() => setEditing('new')}>{t('team.organisation.add')}</Button>}>
      <DataTable label={t('team.organisations')} columns={columns} rows={organisations.data?.items} rowKey={(body) => body.id} problem={organisations.error} onRetry={() => void organisations.refetch()} empty={<EmptyState title={t('team.organisations.empty')} />} />
      {editing ? <OrganisationDialog organisation={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </Panel>
  );
}
