import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { SaveState } from '../../../kernel/ui/SaveState.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { type Emergency, type EmergencyMove, EmergencyOutcome } from '../contract.ts';
import { emergencyOf, useDeed } from './queries.ts';
import './safety.css';

/** One emergency: who was called when, what happened, whose it is, and the way from danger to calm. */
export default function EmergencyScreen(): ReactNode {
  const { t, formatDateTime } = useText();
  const { emergencyId = '' } = useParams({ strict: false });
  const { data: emergency, error, refetch } = useQuery(emergencyOf(emergencyId));
  const breadcrumb = <TextLink href="/emergency">{t('safety.emergencies.title')}</TextLink>;
  if (!emergency) return <Page title={t('safety.emergency.one')} breadcrumb={breadcrumb}>{error ? <ProblemPanel problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={6} />}</Page>;
  return (
    <Page
      title={t(`shell.emergency.kind.${emergency.kind}`)} windowTitle={t('safety.emergency.one')} width="full" breadcrumb={breadcrumb}
      marks={<><Tag tone={emergency.state === 'open' ? 'danger' : 'neutral'}>{t(`safety.emergency.state.${emergency.state}`)}</Tag>{emergency.outcome && <Tag>{t(`safety.emergency.outcome.${emergency.outcome}`)}</Tag>}</>}
      lead={t('safety.emergency.lead', { at: formatDateTime(emergency.openedAt), by: emergency.openedBy.name })}
      action={<Moves emergency={emergency} />}
    >
      <Stack gap="large">
        {emergency.recordLate
          ? <Notice tone="late" title={t('safety.emergency.record-late')}>{t('safety.emergency.record-late.help', { at: formatDateTime(emergency.recordDueAt) })}</Notice>
          : !emergency.recordedAt && <Notice title={t('safety.emergency.record-due', { at: formatDateTime(emergency.recordDueAt) })}>{t('safety.emergency.record-due.help')}</Notice>}
        <Columns>
          <Stack>
            <RecordPanel emergency={emergency} />
            <CallsPanel emergency={emergency} />
          </Stack>
          <Stack>
            <AboutPanel emergency={emergency} />
            <AfterPanel emergency={emergency} />
          </Stack>
        </Columns>
      </Stack>
    </Page>
  );
}

function RecordPanel({ emergency }: { emergency: Emergency }): ReactNode {
  const { t, formatDateTime } = useText();
  const [id, setId] = useState(() => newId());
  const [what, setWhat] = useState('');
  const [basis, setBasis] = useState('');
  const isDirty = what !== '' || basis !== '';
  const draft = useDraft(`emergency-record/${emergency.id}`, { what, basis }, isDirty);
  const write = useDeed(() => {
    draft.clear();
    setWhat('');
    setBasis('');
    setId(newId());
  });
  const isFirst = emergency.records.length === 0;
  return (
    <Panel title={t('safety.record.title')} of="case">
      <Stack>
        {emergency.records.map((record) => (
          <div key={record.id}>
            <span className="quiet small">{record.by.name} · {formatDateTime(record.at)}</span>
            {record.what === null ? <p className="quiet">{t('safety.destroyed')}</p> : <SafeText block>{record.what}</SafeText>}
            {record.basis && <p className="small"><strong>{t('safety.record.basis')}:</strong> <SafeText>{record.basis}</SafeText></p>}
          </div>
        ))}
        <DraftFound draft={draft} isDirty={isDirty} onTake={(found) => { setWhat(found.what); setBasis(found.basis); }} />
        <TextArea label={t(isFirst ? 'safety.record.what' : 'safety.record.more')} hint={t('safety.record.what.hint')} rows={4} maxLength={4_000} value={what} onChange={setWhat} />
        {isFirst && <TextArea label={t('safety.record.basis')} hint={t('safety.record.basis.hint')} rows={2} maxLength={500} value={basis} onChange={setBasis} />}
        {write.error && <ProblemPanel problem={write.error} />}
        <Row end>
          <SaveState onDevice={draft.savedAt ?? undefined} isDirty={isDirty} failed={draft.failed} isSending={write.isPending} />
          <Button kind="primary" icon="note" isDisabled={what.trim().length < 3} isPending={write.isPending} onPress={() => write.mutate({ method: 'put', path: `/api/emergency-records/${id}`, body: { emergencyId: emergency.id, what, basis } })}>{t('safety.record.write')}</Button>
        </Row>
      </Stack>
    </Panel>
  );
}

function CallsPanel({ emergency }: { emergency: Emergency }): ReactNode {
  const { t, formatDateTime } = useText();
  const strike = useDeed();
  return (
    <Panel title={t('safety.calls.title')} of="case">
      {emergency.calls.length === 0 && <p className="quiet">{t('safety.calls.none')}</p>}
      {strike.error && <ProblemPanel problem={strike.error} />}
      <ul className="safety-lines">
        {emergency.calls.map((call) => (
          <li key={call.id} data-struck={call.takenBackAt ? true : undefined}>
            <span><strong>{call.contact ?? t(`safety.called.${call.whom}`)}</strong><br /><span className="quiet small">{formatDateTime(call.at)} · {call.by.name}{call.takenBackAt && ` · ${t('safety.call.struck')}`}</span></span>
            {call.mine && !call.takenBackAt && <Button size="small" kind="quiet" onPress={() => strike.mutate({ method: 'put', path: `/api/emergency-calls/${call.id}/taken-back` })}>{t('safety.call.strike')}</Button>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Whose case it is about: chosen among those that one follows, by code. */
function AboutPanel({ emergency }: { emergency: Emergency }): ReactNode {
  const { t, formatDateTime } = useText();
  const mine = useQuery({
    queryKey: ['safety', 'own-cases'],
    queryFn: async ({ signal }): Promise<Choice[]> => (await api.get<{ items: { id: string; code: string }[] }>('/api/cases', { signal })).items.map((one) => ({ value: one.id, label: one.code })),
    enabled: emergency.caseId === null && emergency.state !== 'closed',
  });
  const link = useDeed();
  const say = (caseId: string | null): void => link.mutate({ method: 'put', path: `/api/emergencies/${emergency.id}/case`, body: { caseId }, ifMatch: emergency.version });
  return (
    <Panel title={t('safety.about.title')} of="case">
      {link.error && <ProblemPanel problem={link.error} />}
      {emergency.contacts.map((one) => <p key={one.id}><TextLink href={`/street/contacts/${one.id}`}>{t('safety.about.contact', { at: formatDateTime(one.at) })}</TextLink></p>)}
      {emergency.caseId
        ? <Row><TextLink href={`/cases/${emergency.caseId}`}>{emergency.code}</TextLink><Button size="small" kind="quiet" onPress={() => say(null)}>{t('safety.about.unlink')}</Button></Row>
        : <><p className="quiet">{t('safety.about.nobody')}</p>{emergency.state !== 'closed' && <Select label={t('safety.about.choose')} hint={t('safety.about.choose.hint')} value={null} onChange={(value) => { if (value) say(value); }} choices={mine.data ?? []} />}</>}
    </Panel>
  );
}

/** What comes once the danger is over, and the steps taken so far. */
function AfterPanel({ emergency }: { emergency: Emergency }): ReactNode {
  const { t, formatDateTime } = useText();
  return (
    <Panel title={t('safety.after.title')}>
      <ol className="emergency-steps">
        <li>{t('safety.after.debrief')}</li>
        <li>{t('safety.after.plan')}{emergency.caseId && <> <LinkButton size="small" kind="quiet" href={`/cases/${emergency.caseId}?tab=safety`}>{t('safety.after.plan.open')}</LinkButton></>}</li>
        <li>{t('safety.after.duty')}</li>
      </ol>
      <ul className="safety-lines">
        {emergency.moves.map((move) => (
          <li key={move.id}><span>{t(`safety.emergency.move.${move.move}.done`)}<br /><span className="quiet small">{formatDateTime(move.at)} · {move.by.name}</span>{move.reason && <><br /><SafeText>{move.reason}</SafeText></>}</span></li>
        ))}
      </ul>
    </Panel>
  );
}

function Moves({ emergency }: { emergency: Emergency }): ReactNode {
  const { t } = useText();
  const [asked, setAsked] = useState<EmergencyMove | null>(null);
  return (
    <Row>
      {emergency.may.map((move, index) => <Button key={move} kind={index === 0 ? 'primary' : 'secondary'} onPress={() => setAsked(move)}>{t(`safety.emergency.move.${move}`)}</Button>)}
      {asked && <MoveDialog emergency={emergency} move={asked} onClose={() => setAsked(null)} />}
    </Row>
  );
}

function MoveDialog({ emergency, move, onClose }: { emergency: Emergency; move: EmergencyMove; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => newId());
  const [outcome, setOutcome] = useState<EmergencyOutcome | null>(null);
  const [reason, setReason] = useState('');
  const go = useDeed(onClose);
  const asksOutcome = move === 'stabilise';
  const isReady = reason.trim().length >= 3 && (!asksOutcome || outcome !== null);
  return (
    <Dialog
      title={t(`safety.emergency.move.${move}`)} isOpen onClose={onClose} size="small"
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={go.isPending} onPress={() => go.mutate({ method: 'post', path: `/api/emergencies/${emergency.id}/moves`, body: { id, move, reason, ...(outcome && asksOutcome ? { outcome } : {}) }, ifMatch: emergency.version })}>{t(`safety.emergency.move.${move}`)}</Button></>}
    >
      <Stack>
        {asksOutcome && <ChoiceChips label={t('safety.emergency.outcome')} isRequired value={outcome} onChange={setOutcome} choices={EmergencyOutcome.options.map((value) => ({ value, label: t(`safety.emergency.outcome.${value}`) }))} />}
        <TextArea label={t('safety.reason')} isRequired rows={3} maxLength={1_000} value={reason} onChange={setReason} />
        {go.error && <ProblemPanel problem={go.error} />}
      </Stack>
    </Dialog>
  );
}
