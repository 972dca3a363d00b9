import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { Dialog, ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Decided, Decision, InvitationLine, Invitations, ResetLine, Resets } from '../contract.ts';

type ResetKind = 'second-factor-resets' | 'password-resets';
type Matter = { readonly kind: 'invitations' | ResetKind; readonly id: string; readonly who: string };

/** The coordinator's word on who comes in and who begins anew. The code that comes of a yes is shown once, to be told by voice. */
function useDecision() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ matter, decision }: { matter: Matter; decision: Decision }) => api.post<Decided>(`/api/team/${matter.kind}/${matter.id}/decision`, { body: decision }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['team'] });
      void client.invalidateQueries({ queryKey: ['today'] });
    },
  });
}

/** Told once, and so above the table: the line that it belongs to changes as soon as it is decided. */
interface Told { readonly matter: Matter; readonly code: string }

function Deciding({ matter, onTold }: { matter: Matter; onTold: (told: Told) => void }): ReactNode {
  const { t } = useText();
  const [asks, setAsks] = useState<'approve' | 'refuse' | null>(null);
  const decide = useDecision();
  const approve = () => decide.mutate({ matter, decision: { verdict: 'approved' } }, { onSuccess: ({ code }) => { if (code !== null) onTold({ matter, code }); } });
  const refuse = (words: string) => decide.mutate({ matter, decision: { verdict: 'refused', words } }, { onSuccess: () => toast.say(t('team.refused')) });
  return (
    <>
      <Row>
        <Button size="small" kind="primary" onPress={() => setAsks('approve')}>{t('team.approve')}</Button>
        <Button size="small" onPress={() => setAsks('refuse')}>{t('team.refuse')}</Button>
      </Row>
      <Dialog title={t(`team.approve.title.${matter.kind}`, { who: matter.who })} isOpen={asks === 'approve'} onClose={() => setAsks(null)} isAlert
        actions={<><Button onPress={() => setAsks(null)}>{t('team.cancel')}</Button><Button kind="primary" isPending={decide.isPending} onPress={approve}>{t('team.approve')}</Button></>}>
        <Stack>
          {decide.error ? <ProblemPanel problem={decide.error} /> : null}
          <p>{t(`team.approve.what.${matter.kind}`)}</p>
        </Stack>
      </Dialog>
      {asks === 'refuse' ? (
        <ReasonDialog title={t(`team.refuse.title.${matter.kind}`, { who: matter.who })} isOpen onClose={() => setAsks(null)} confirm={t('team.refuse')} minLength={3} isPending={decide.isPending} onConfirm={refuse}>
          <p>{t('team.refuse.what')}</p>
          {decide.error ? <ProblemPanel problem={decide.error} /> : null}
        </ReasonDialog>
      ) : null}
    </>
  );
}

function CodeDialog({ told, onClose }: { told: Told; onClose: () => void }): ReactNode {
  const { t } = useText();
  return (
    <Dialog title={t('team.code')} isOpen onClose={onClose} isAlert actions={<Button kind="primary" onPress={onClose}>{t('team.close')}</Button>}>
      <Stack>
        <Notice tone="good" title={t('team.code.say')}>{t(`team.code.how.${told.matter.kind}`)}</Notice>
        <p>{told.matter.who}</p>
        <p><output className="secret-code told-code" aria-label={t('team.code')}>{told.code}</output></p>
      </Stack>
    </Dialog>
  );
}

/** Invitations to hats that read about persons, those that wait first. */
export function InvitationsToApprove(): ReactNode {
  const { t, formatDateTime, formatList, languageName } = useText();
  const [told, setTold] = useState<Told | null>(null);
  const invitations = useQuery({ queryKey: ['team', 'invitations'], queryFn: ({ signal }) => api.get<Invitations>('/api/team/invitations', { signal }) });
  const columns: readonly Column<InvitationLine>[] = [
    { key: 'email', label: t('team.email'), isName: true, render: (line) => <PrivateText>{line.email}</PrivateText> },
    { key: 'role', label: t('team.role'), render: (line) => t(`role.${line.role}`) },
    { key: 'organisation', label: t('team.organisation'), render: (line) => line.organisation },
    { key: 'languages', label: t('team.languages'), isMinor: true, render: (line) => formatList(line.languages.map((code) => languageName(code))) },
    { key: 'by', label: t('team.asked-by'), render: (line) => line.invitedBy },
    { key: 'at', label: t('team.asked-at'), isMinor: true, render: (line) => formatDateTime(line.createdAt) },
    { key: 'state', label: t('team.state'), render: (line) => (line.state === 'waiting' ? <Deciding matter={{ kind: 'invitations', id: line.id, who: line.email }} onTold={setTold} /> : t(`team.invitation.${line.state}`)) },
  ];
  return (
    <Panel title={t('team.approvals.invitations')} of="network">
      <p className="quiet">{t('team.approvals.why')}</p>
      <DataTable label={t('team.approvals.invitations')} columns={columns} rows={invitations.data?.items.toSorted(waitingFirst)} rowKey={(line) => line.id} problem={invitations.error} onRetry={() => void invitations.refetch()}
        empty={<EmptyState title={t('team.approvals.none')} />} />
      {told ? <CodeDialog told={told} onClose={() => setTold(null)} /> : null}
    </Panel>
  );
}

const resetWords = { 'second-factor-resets': { title: 'team.resets', state: 'team.reset' }, 'password-resets': { title: 'team.passwords', state: 'team.password' } } as const;

/** Colleagues who lost their second factor, or their password: what was asked, why, and what became of it. @param mayDecide the coordinator; others only read */
export function ResetsTable({ of: kind, mayDecide }: { of: ResetKind; mayDecide: boolean }): ReactNode {
  const { t, formatDateTime } = useText();
  const words = resetWords[kind];
  const [told, setTold] = useState<Told | null>(null);
  const resets = useQuery({ queryKey: ['team', kind], queryFn: ({ signal }) => api.get<Resets>(`/api/team/${kind}`, { signal }) });
  const columns: readonly Column<ResetLine>[] = [
    { key: 'name', label: t('team.name'), isName: true, render: (line) => line.name },
    { key: 'role', label: t('team.role'), render: (line) => t(`role.${line.role}`) },
    { key: 'reason', label: t('team.reset.reason'), render: (line) => line.reason },
    { key: 'by', label: t('team.asked-by'), render: (line) => line.askedBy },
    { key: 'at', label: t('team.asked-at'), isMinor: true, render: (line) => formatDateTime(line.createdAt) },
    {
      key: 'state', label: t('team.state'),
      render: (line) => (line.state === 'waiting' && mayDecide ? <Deciding matter={{ kind, id: line.id, who: line.name }} onTold={setTold} /> : t(`${words.state}.${line.state}`, { by: line.decidedBy ?? '' })),
    },
  ];
  return (
    <Panel title={t(words.title)} of="network">
      <p className="quiet">{t(`${words.title}.why`)}</p>
      <DataTable label={t(words.title)} columns={columns} rows={resets.data?.items.toSorted(waitingFirst)} rowKey={(line) => line.id} problem={resets.error} onRetry={() => void resets.refetch()}
        empty={<EmptyState title={t('team.resets.none')} />} />
      {told ? <CodeDialog told={told} onClose={() => setTold(null)} /> : null}
    </Panel>
  );
}

const waitingFirst = (one: { state: string }, other: { state: string }): number => Number(other.state === 'waiting') - Number(one.state === 'waiting');
