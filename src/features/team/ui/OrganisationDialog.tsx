import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { type Organisation, OrganisationDraft, OrganisationKind } from '../contract.ts';

/** Adds a body of the network, or corrects its name and kind. */
export function OrganisationDialog({ organisation, onClose }: { organisation: Organisation | null; onClose: () => void }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [id] = useState(() => organisation?.id ?? newId());
  const [name, setName] = useState(organisation?.name ?? '');
  const [kind, setKind] = useState<OrganisationKind | null>(organisation?.kind ?? null);
  const [tried, setTried] = useState(false);
  const draft = OrganisationDraft.safeParse({ name, kind });
  const missing = (field: string): string | undefined => (tried && !draft.success && draft.error.issues.some((issue) => issue.path[0] === field) ? t(`team.missing.${field}`) : undefined);
  const keep = useMutation({
    mutationFn: (body: OrganisationDraft) => (organisation ? api.patch(`/api/team/organisations/${id}`, { body, ifMatch: organisation.version }) : api.put(`/api/team/organisations/${id}`, { body })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['team', 'organisations'] });
      onClose();
    },
  });
  const save = () => {
    setTried(true);
    if (draft.success) keep.mutate(draft.data);
  };
  return (
    <Dialog title={t(organisation ? 'team.organisation.change' : 'team.organisation.add')} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{t('team.cancel')}</Button><Button kind="primary" onPress={save} isPending={keep.isPending}>{t('team.save')}</Button></>}>
      <Stack>
        {keep.error ? <ProblemPanel problem={keep.error} /> : null}
        <TextField label={t('team.name')} {...(organisation ? { hint: t('team.organisation.rename-hint') } : {})} value={name} onChange={setName} isRequired error={missing('name')} />
        <Select label={t('team.kind')} value={kind} onChange={(value) => setKind(value)} isRequired error={missing('kind')} choices={OrganisationKind.options.map((value) => ({ value, label: t(`team.kind.${value}`) }))} />
      </Stack>
    </Dialog>
  );
}
