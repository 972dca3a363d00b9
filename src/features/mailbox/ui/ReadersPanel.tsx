import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import type { Box } from '../contract.ts';
import { teamColleagues, useMailDeed } from './queries.ts';

/** Whom the coordinator lets read the box beside themselves. */
export function ReadersPanel({ box }: { box: Box }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<string | null>(null);
  const colleagues = useQuery(teamColleagues);
  const name = useMailDeed(() => setChosen(null));
  const end = useMutation({ mutationFn: (id: string) => api.delete(`/api/mailboxes/${box.id}/readers/${id}`), onSettled: () => client.invalidateQueries({ queryKey: ['mailbox'] }) });
  const choices = (colleagues.data?.items ?? []).filter((one) => one.id !== hat?.id && !box.readers.some((reader) => reader.memberId === one.id)).map((one) => ({ value: one.id, label: one.name }));
  return (
    <Panel title={t('mailbox.readers')} of="team">
      <Stack>
        <p className="quiet small">{t('mailbox.readers.help')}</p>
        {box.readers.length > 0 && (
          <ul className="mail-lines">
            {box.readers.map((reader) => (
              <li key={reader.id}>
                <span>{reader.name}</span>
                <Button size="small" aria-label={t('mailbox.readers.end.one', { name: reader.name })} isPending={end.isPending && end.variables === reader.id} onPress={() => end.mutate(reader.id)}>{t('mailbox.readers.end')}</Button>
              </li>
            ))}
          </ul>
        )}
        {(name.error ?? end.error) && <ProblemPanel problem={name.error ?? end.error} />}
        <Row>
          <Select label={t('mailbox.readers.who')} value={chosen} onChange={setChosen} choices={choices} />
          <Button isDisabled={chosen === null} isPending={name.isPending} onPress={() => { if (chosen !== null) name.mutate({ method: 'put', path: `/api/mailboxes/${box.id}/readers/${newId()}`, body: { memberId: chosen } }); }}>{t('mailbox.readers.name')}</Button>
        </Row>
      </Stack>
    </Panel>
  );
}
