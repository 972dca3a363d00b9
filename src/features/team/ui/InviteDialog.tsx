import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Role } from '../../../kernel/identity/contract.ts';
import { readsPersons } from '../../../kernel/identity/hats.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { CheckChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { type InvitationMade, NewInvitation, type Organisations } from '../contract.ts';

/** The languages of the territory's communities, offered first to mediators. */
const spoken = ['ar', 'fr', 'en', 'bn', 'ur', 'hi', 'pa', 'uk', 'ru', 'ro', 'bg', 'zh', 'es', 'sq'] as const;

/** Invites a colleague: an address, a role, a body. The link is shown once and handed over by whoever invites. */
export function InviteDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t, languageName } = useText();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role | null>(null);
  const [organisationId, setOrganisationId] = useState<string | null>(null);
  const [languages, setLanguages] = useState<string[]>([]);
  const [tried, setTried] = useState(false);
  const organisations = useQuery({ queryKey: ['team', 'organisations'], queryFn: ({ signal }) => api.get<Organisations>('/api/team/organisations', { signal }) });
  const invitation = NewInvitation.safeParse({ email, role, organisationId, languages });
  const missing = (field: string): string | undefined => (tried && !invitation.success && invitation.error.issues.some((issue) => issue.path[0] === field) ? t(`team.missing.${field}`) : undefined);
  const invite = useMutation({
    mutationFn: (body: NewInvitation) => api.put<InvitationMade>(`/api/team/invitations/${id}`, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['team', 'invitations'] }),
  });

  if (invite.data) {
    const { link, needsApproval } = invite.data;
    return (
      <Dialog title={t('team.invited.title')} isOpen onClose={onClose} actions={<Button kind="primary" onPress={onClose}>{t('team.close')}</Button>}>
        <Stack>
          <Notice tone="good" title={t('team.invited.say')}>{t('team.invited.how')}</Notice>
          {needsApproval ? <Notice title={t('team.invited.awaited')}>{t('team.invited.awaited.how')}</Notice> : null}
          <TextField label={t('team.invited.link')} value={link} onChange={() => undefined} />
          <Button icon="document" onPress={() => void navigator.clipboard.writeText(link)}>{t('team.invited.copy')}</Button>
        </Stack>
      </Dialog>
    );
  }
  const send = () => {
    setTried(true);
    if (invitation.success) invite.mutate(invitation.data);
  };
  return (
    <Dialog title={t('team.invite')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('team.cancel')}</Button><Button kind="primary" onPress={send} isPending={invite.isPending}>{t('team.invite.send')}</Button></>}>
      <Stack>
        {invite.error ? <ProblemPanel problem={invite.error} /> : null}
        <TextField label={t('team.email')} type="email" autoComplete="off" value={email} onChange={setEmail} isRequired error={missing('email')} />
        <Select label={t('team.role')} value={role} onChange={(value) => setRole(value)} isRequired error={missing('role')} choices={Role.options.map((value) => ({ value, label: t(`role.${value}`) }))} />
        <Select label={t('team.organisation')} value={organisationId} onChange={(value) => setOrganisationId(value)} isRequired error={missing('organisationId')}
          choices={(organisations.data?.items ?? []).map((body) => ({ value: body.id, label: body.name }))} />
        {role && readsPersons(role) ? <Notice>{t('team.invite.approval')}</Notice> : null}
        {role === 'mediator' ? <CheckChips label={t('team.languages')} value={languages} onChange={setLanguages} choices={spoken.map((value) => ({ value, label: languageName(value) }))} /> : null}
      </Stack>
    </Dialog>
  );
}
