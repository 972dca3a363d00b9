import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { DoorKind, type DoorMade, type Doors } from '../contract.ts';
import { Copied } from './Copied.tsx';
import { networkBodies, useIntakeDeed } from './queries.ts';

const lengths = { link: ['7', '30', '90'], key: ['90', '180', '365'] } as const;

/** Links and keys for bodies without an account: made here, each for one body, and closed here. */
export function DoorsPanel(): ReactNode {
  const { t, formatDate, formatRelative } = useText();
  const found = useQuery({ queryKey: ['intake', 'doors'], queryFn: ({ signal }) => api.get<Doors>('/api/report-doors', { signal }) });
  const [isMaking, setMaking] = useState(false);
  const closing = useIntakeDeed();
  return (
    <Panel title={t('intake.doors')} of="team" actions={<Button size="small" icon="plus" onPress={() => setMaking(true)}>{t('intake.doors.make')}</Button>}>
      <p className="quiet small">{t('intake.doors.help')}</p>
      {found.error && <ProblemPanel problem={found.error} onRetry={() => void found.refetch()} />}
      {closing.error && <ProblemPanel problem={closing.error} />}
      <ul className="report-lines">
        {found.data?.items.map((door) => (
          <li key={door.id}>
            <div className="report-line-what"><strong>{door.organisation}</strong><span>{door.label}</span><Tag icon={door.kind === 'link' ? 'link' : 'key'}>{t(`intake.doors.${door.kind}`)}</Tag>{door.revokedAt && <Tag>{t('intake.doors.closed')}</Tag>}</div>
            <Row>
              <span className="quiet small">{t('intake.doors.until', { day: formatDate(door.expiresAt) })}{door.usedAt && ` · ${t('intake.doors.used', { at: formatRelative(door.usedAt) })}`}</span>
              {!door.revokedAt && <Button size="small" aria-label={`${t('intake.doors.close')}: ${door.organisation}, ${door.label}`} onPress={() => closing.mutate({ method: 'post', path: `/api/report-doors/${door.id}/revocation` })}>{t('intake.doors.close')}</Button>}
            </Row>
          </li>
        ))}
      </ul>
      {isMaking && <MakeDoor onClose={() => setMaking(false)} />}
    </Panel>
  );
}

function MakeDoor({ onClose }: { onClose: () => void }): ReactNode {
  const { t, formatDate } = useText();
  const client = useQueryClient();
  const bodies = useQuery(networkBodies);
  const [id] = useState(() => newId());
  const [kind, setKind] = useState<'link' | 'key'>('link');
  const [organisationId, setBody] = useState<string | null>(null);
  const [label, setLabel] = useState('');
  const [days, setDays] = useState<string>('30');
  const made = useMutation({ mutationFn: () => api.put<DoorMade>(`/api/report-doors/${id}`, { body: { kind, organisationId, label, days: Number(days) } }), onSuccess: () => client.invalidateQueries({ queryKey: ['intake', 'doors'] }) });
  if (made.data) {
    return (
      <Dialog title={t('intake.doors.made')} isOpen onClose={onClose} actions={<Button kind="primary" onPress={onClose}>{t('intake.doors.copied')}</Button>}>
        <Stack>
          <Notice tone="late" title={t('intake.doors.once')}>{t(`intake.doors.once.${kind}`, { day: formatDate(made.data.expiresAt) })}</Notice>
          <Copied label={t(`intake.doors.${kind}`)} words={kind === 'link' ? `${location.origin}/report/${made.data.secret}` : made.data.secret} />
        </Stack>
      </Dialog>
    );
  }
  const isReady = organisationId !== null && label.trim().length >= 2;
  return (
    <Dialog title={t('intake.doors.make')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={made.isPending} onPress={() => made.mutate()}>{t('intake.doors.make')}</Button></>}>
      <Stack>
        <ChoiceChips label={t('intake.doors.kind')} canClear={false} value={kind} onChange={(next) => { setKind(next ?? kind); setDays(lengths[next ?? kind][1]); }} choices={DoorKind.options.map((value) => ({ value, label: t(`intake.doors.${value}`) }))} />
        <Select label={t('intake.caller.body')} isRequired value={organisationId} onChange={setBody} choices={(bodies.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))} />
        <TextField label={t('intake.doors.label')} isRequired hint={t('intake.doors.label.hint')} maxLength={120} value={label} onChange={setLabel} />
        <ChoiceChips label={t('intake.doors.days')} canClear={false} value={days} onChange={(next) => setDays(next ?? days)} choices={lengths[kind].map((value) => ({ value, label: t('intake.doors.days.many', { n: Number(value) }) }))} />
        {made.error && <ProblemPanel problem={made.error} />}
      </Stack>
    </Dialog>
  );
}
