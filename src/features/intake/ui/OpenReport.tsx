import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { KeyValues } from '../../../kernel/ui/Tag.tsx';
import { type DoorSeen, type DoorState, SenderKind } from '../contract.ts';
import { type Chosen, FilesField, sendFiles, SentFiles } from './Files.tsx';
import { emptyForm, missingIn, type ReportForm, writtenFrom } from './form.ts';
import { FirstQuestions, PersonFields, SeenFields, SenderFields } from './ReportFields.tsx';

/** Reporting through a personal link, without signing in. What was sent is found again under the same address, and shows where it stands and nothing else. */
export default function OpenReport({ secret }: { secret: string }): ReactNode {
  const { t } = useText();
  const [sent, setSent] = useState(() => location.hash.slice(1));
  const path = `/api/open-reports/${encodeURIComponent(secret)}`;
  const door = useQuery({ queryKey: ['open-report', secret], queryFn: ({ signal }) => api.get<DoorSeen>(path, { signal }) });
  if (!door.data) return <Page title={t('intake.open.title')} width="reading">{door.error ? <ProblemPanel problem={door.error} onRetry={() => void door.refetch()} /> : <Skeleton lines={5} />}</Page>;
  const kept = (id: string): void => {
    history.replaceState(null, '', `#${id}`);
    setSent(id);
  };
  const another = (): void => {
    history.replaceState(null, '', location.pathname);
    setSent('');
  };
  return sent === '' ? <Writing door={door.data} path={path} onSent={kept} /> : <Standing path={`${path}/${encodeURIComponent(sent)}`} onAnother={another} />;
}

function Writing({ door, path, onSent }: { door: DoorSeen; path: string; onSent: (id: string) => void }): ReactNode {
  const { t, formatDate, formatList } = useText();
  const [files, setFiles] = useState<readonly Chosen[]>([]);
  const [id] = useState(() => newId());
  const [form, setForm] = useState<ReportForm>(() => ({ ...emptyForm('', '', false), kind: door.scopes.includes('report') ? 'report' : 'consultation' }));
  const [isTried, setTried] = useState(false);
  const change = (part: Partial<ReportForm>): void => setForm((before) => ({ ...before, ...part }));
  const sending = useMutation({
    mutationFn: async () => {
      const { source: _source, organisationId: _organisation, send: _send, ...written } = writtenFrom(form, true);
      await api.put(`${path}/${id}`, { body: written });
      return sendFiles(`${path}/${id}`, files);
    },
    onSuccess: (refused) => {
      if (refused.length > 0) toast.say(t('intake.files.not-taken', { names: formatList(refused) }));
      onSent(id);
    },
  });
  const missing = missingIn(form);
  const send = (): void => {
    setTried(true);
    if (missing.length === 0) sending.mutate();
  };
  const fields = { form, change, isTried };
  return (
    <Page title={t('intake.open.title')} lead={t('intake.open.lead', { body: door.organisation, programme: door.programme })} width="reading" action={<Button kind="primary" icon="send" isPending={sending.isPending} onPress={send}>{t('intake.new.send')}</Button>}>
      <Stack gap="large">
        <Notice>{t('intake.open.until', { day: formatDate(door.expiresAt) })} {t('intake.open.only-here')}</Notice>
        {door.scopes.length > 1 && <ChoiceChips label={t('intake.kind')} canClear={false} value={form.kind} onChange={(kind) => change({ kind: kind ?? form.kind })} choices={door.scopes.map((value) => ({ value, label: t(`intake.kind.${value}`) }))} />}
        <FirstQuestions {...fields} />
        <PersonFields {...fields} />
        <SeenFields {...fields} />
        <SenderFields {...fields} />
        <FilesField chosen={files} onChange={setFiles} />
        <Panel tone="plain"><Select label={t('intake.sender.kind')} value={form.senderKind} onChange={(senderKind) => change({ senderKind })} error={isTried && missing.includes('senderKind') ? t('intake.say-this') : undefined} choices={SenderKind.options.map((value) => ({ value, label: t(`intake.sender-kind.${value}`) }))} /></Panel>
        {isTried && missing.length > 0 && <Notice tone="late" live title={t('intake.new.missing')}>{missing.map((one) => t(`intake.missing.${one}`)).join(' · ')}</Notice>}
        {sending.error && <ProblemPanel problem={sending.error} />}
      </Stack>
    </Page>
  );
}

function Standing({ path, onAnother }: { path: string; onAnother: () => void }): ReactNode {
  const { t, formatDateTime } = useText();
  const state = useQuery({ queryKey: ['open-report', path], queryFn: ({ signal }) => api.get<DoorState>(path, { signal }) });
  return (
    <Page title={t('intake.open.sent')} lead={t('intake.open.sent.lead')} width="reading" action={<Button icon="plus" onPress={onAnother}>{t('intake.open.another')}</Button>}>
      {state.error && <ProblemPanel problem={state.error} onRetry={() => void state.refetch()} />}
      {state.isPending && <Skeleton lines={3} />}
      {state.data && (
        <Stack gap="large">
        <Panel>
          <KeyValues items={[
            { key: 'reference', label: t('intake.open.reference'), value: state.data.reference }, { key: 'state', label: t('intake.open.state'), value: t(`intake.told.${state.data.state}`) },
            { key: 'sent', label: t('intake.head.sent'), value: formatDateTime(state.data.sentAt) }, ...(state.data.answerBy ? [{ key: 'by', label: t('intake.open.answer-by'), value: formatDateTime(state.data.answerBy) }] : []),
          ]} />
        </Panel>
        <p className="quiet">{t('intake.open.only-here')}</p>
        <SentFiles files={state.data.files} path={path} mayAttach={state.data.mayAttach} refresh={['open-report', path]} />
        </Stack>
      )}
    </Page>
  );
}
