import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { type DoorSeen, SenderKind } from '../contract.ts';
import { type Chosen, FilesField, sendFiles } from './Files.tsx';
import { emptyForm, isReady, missingIn, type ReportForm, writtenFrom } from './form.ts';
import { forgetSent, sentHere } from './openKept.ts';
import { SentBefore, Standing } from './OpenStanding.tsx';
import { SendButton } from './SendButton.tsx';
import { useFirstFault } from './useFirstFault.ts';
import { FirstQuestions, PersonFields, SeenFields, SenderFields } from './ReportFields.tsx';

const idInAddress = (): string => location.hash.slice(1);

/** Reporting through a personal link, without signing in. What was sent is found again: under its own address, in the list of this browser, or by its receipt. */
export default function OpenReport({ secret }: { secret: string }): ReactNode {
  const { t } = useText();
  const [sent, setSent] = useState(idInAddress);
  const [here, setHere] = useState(() => sentHere(secret));
  useEffect(() => {
    const follow = (): void => { setSent(idInAddress()); setHere(sentHere(secret)); };
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, [secret]);
  const path = `/api/open-reports/${encodeURIComponent(secret)}`;
  const door = useQuery({ queryKey: ['open-report', secret], queryFn: ({ signal }) => api.get<DoorSeen>(path, { signal }) });
  const go = (id: string): void => {
    history.pushState(null, '', id === '' ? location.pathname : `#${id}`);
    setSent(id);
    setHere(sentHere(secret));
    scrollTo(0, 0);
  };
  // A link that takes no more still shows what came by it.
  if (sent !== '') return <Standing key={sent} secret={secret} id={sent} path={`${path}/${encodeURIComponent(sent)}`} onAll={door.data && (() => go(''))} />;
  const before = <SentBefore path={path} here={here} onOpen={go} onForget={() => { forgetSent(secret); setHere([]); }} />;
  if (door.data) return <Writing door={door.data} path={path} earlier={before} onSent={go} />;
  return <Page title={t('intake.open.title')} width="reading">{door.error ? <Stack gap="large"><ProblemPanel problem={door.error} onRetry={() => void door.refetch()} />{before}</Stack> : <Skeleton lines={5} />}</Page>;
}

function Writing({ door, path, earlier, onSent }: { door: DoorSeen; path: string; earlier: ReactNode; onSent: (id: string) => void }): ReactNode {
  const { t, formatDate, formatList } = useText();
  const [files, setFiles] = useState<readonly Chosen[]>([]);
  const [id] = useState(() => newId());
  const [form, setForm] = useState<ReportForm>(() => ({ ...emptyForm('', '', false), kind: door.scopes.includes('report') ? 'report' : 'consultation', senderKind: door.senderKind }));
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
  const showFirst = useFirstFault();
  const send = (): void => {
    setTried(true);
    if (isReady(form)) sending.mutate();
    else showFirst();
  };
  const fields = { form, change, isTried };
  return (
    <Page title={t('intake.open.title')} lead={t('intake.open.lead', { body: door.organisation, programme: door.programme })} width="reading" action={<SendButton problem={sending.error} isPending={sending.isPending} onPress={send} />}>
      <Stack gap="large">
        <Notice>{t('intake.open.until', { day: formatDate(door.expiresAt) })} {t('intake.open.only-here')}</Notice>
        {earlier}
        {door.scopes.length > 1 && <ChoiceChips label={t('intake.kind')} canClear={false} value={form.kind} onChange={(kind) => change({ kind: kind ?? form.kind })} choices={door.scopes.map((value) => ({ value, label: t(`intake.kind.${value}`) }))} />}
        <FirstQuestions {...fields} />
        <PersonFields {...fields} />
        <SeenFields {...fields} />
        <SenderFields {...fields} />
        <FilesField chosen={files} onChange={setFiles} />
        {door.senderKind === null && <Panel tone="plain"><Select label={t('intake.sender.kind')} value={form.senderKind} onChange={(senderKind) => change({ senderKind })} error={isTried && missing.includes('senderKind') ? t('intake.say-this') : undefined} choices={SenderKind.options.map((value) => ({ value, label: t(`intake.sender-kind.${value}`) }))} /></Panel>}
        {isTried && missing.length > 0 && <Notice tone="late" live title={t('intake.new.missing')}>{missing.map((one) => t(`intake.missing.${one}`)).join(' · ')}</Notice>}
      </Stack>
    </Page>
  );
}
