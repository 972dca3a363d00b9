import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { teamRoles } from '../../../kernel/identity/contract.ts';
import { askOrNote } from '../../../kernel/offline/ui/askOrNote.ts';
import { SendMark } from '../../../kernel/offline/ui/SendMark.tsx';
import { queueActs, useWhenKept } from '../../../kernel/offline/ui/theQueue.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { UnsavedDialog } from '../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { SaveState } from '../../../kernel/ui/SaveState.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { useUnsavedGuard } from '../../../kernel/ui/useUnsavedGuard.ts';
import { ReportKind, SenderKind } from '../contract.ts';
import { giveFiles } from './AccountFiles.tsx';
import { type Chosen, FilesField } from './Files.tsx';
import { emptyForm, formOf, formOfMail, isReady, missingIn, type ReportForm, writtenFrom } from './form.ts';
import { FromMail } from './FromMail.tsx';
import { networkBodies, sentOf, signedBefore, useIntakeDeed } from './queries.ts';
import { AlikeNotice, FirstQuestions, PersonFields, SeenFields, SenderFields } from './ReportFields.tsx';
import { SendButton } from './SendButton.tsx';
import { useFirstFault } from './useFirstFault.ts';
import './intake.css';

/** "Segnala": two minutes, chips first, on a phone too. A draft goes on where it was left. */
export default function NewReportScreen(): ReactNode {
  const { draft, mail }: { draft?: unknown; mail?: unknown } = useSearch({ strict: false });
  if (typeof mail === 'string') return <FromMail id={mail}>{(read, beside) => <ReportEditor key={mail} id={null} begun={formOfMail(read)} beside={beside} />}</FromMail>;
  return typeof draft === 'string' ? <Continued id={draft} /> : <Signed />;
}

/** Who signed before finds it there; whoever writes for others on the telephone starts empty. */
function Signed(): ReactNode {
  const { t } = useText();
  const { hat, account } = useSession();
  const signs = hat?.role === 'reporter' || hat?.role === 'partner';
  const last = useQuery({ ...signedBefore, enabled: signs });
  if (signs && last.isPending && last.fetchStatus !== 'paused') return <Page title={t('intake.new.title')} width="reading"><Skeleton lines={6} /></Page>;
  const before = last.data?.before;
  return <ReportEditor id={null} begun={before ? { ...emptyForm(hat?.role ?? '', account?.name ?? '', false), role: before.role, answerTo: before.answerTo, senderKind: before.senderKind } : null} />;
}

function Continued({ id }: { id: string }): ReactNode {
  const { t } = useText();
  const kept = useQuery(sentOf(id));
  if (kept.data?.written) return <ReportEditor key={id} id={id} begun={formOf(kept.data.written)} />;
  return <Page title={t('intake.new.title')} width="reading">{kept.error ? <ProblemPanel problem={kept.error} onRetry={() => void kept.refetch()} /> : kept.data ? <Notice>{t('intake.new.sent-already')}</Notice> : <Skeleton lines={6} />}</Page>;
}

function ReportEditor({ id: known, begun, beside }: { id: string | null; begun: ReportForm | null; beside?: (take: (words: string) => void) => ReactNode }): ReactNode {
  const { t, formatList } = useText();
  const { hat, account } = useSession();
  const navigate = useNavigate();
  const isTeam = (teamRoles as readonly string[]).includes(hat?.role ?? '');
  const [id] = useState(() => known ?? newId());
  const [empty] = useState(() => begun ?? emptyForm(hat?.role ?? '', account?.name ?? '', isTeam));
  const [form, setForm] = useState<ReportForm>(empty);
  const [isTried, setTried] = useState(false);
  const [isKept, setKept] = useState(false);
  const isDirty = form !== empty && !isKept;
  const draft = useDraft(`report/${form.mailId ?? known ?? 'new'}`, form, isDirty);
  const change = (part: Partial<ReportForm>): void => { setKept(false); setForm((before) => ({ ...before, ...part })); };
  const [isWaiting, setWaiting] = useState(false);
  const done = (words: string, href: string): void => {
    setKept(true);
    draft.clear();
    toast.say(words);
    // The guard lets go with the next drawing of the page.
    setTimeout(() => void navigate({ href }), 0);
  };
  const [files, setFiles] = useState<readonly Chosen[]>([]);
  const [isBringing, setBringing] = useState(false);
  const client = useQueryClient();
  const path = `/api/inbound-referrals/${id}`;
  const record = { kind: 'inbound-referral', id };
  const sent = (call: string | undefined): void => {
    const arrived = t(isTeam ? 'intake.new.kept-call' : 'intake.new.sent');
    void client.invalidateQueries({ queryKey: ['intake'] });
    void client.invalidateQueries({ queryKey: ['today'] });
    setBringing(true);
    void giveFiles(id, files, call).catch(() => files.map(({ file }) => file.name)).then((refused) => {
      const words = refused.length === 0 ? arrived : t('intake.files.not-taken', { names: formatList(refused) });
      if (call === undefined) return done(words, `/reports/${id}`);
      // No other screen may be had without a network: this one says that it waits.
      setKept(true);
      draft.clear();
      setWaiting(true);
      if (refused.length > 0) toast.say(words);
    });
  };
  // Where nobody answers it waits on this device, sealed, and leaves by itself; the same id both times.
  const sending = useMutation({
    mutationFn: async (): Promise<string | undefined> => {
      const body = writtenFrom(form, true);
      let call: string | undefined;
      await askOrNote(record, () => api.put(path, { body }), async () => { call = await queueActs.send({ method: 'PUT', path: `/api/inbound-referrals/${id}`, body, record, href: `/reports/${id}`, says: { key: 'intake.says.report' } }); });
      return call;
    },
    onSuccess: sent,
  });
  const keeping = useIntakeDeed(() => done(t('intake.new.draft-kept'), '/reports'));
  const guard = useUnsavedGuard(isDirty && !sending.isPending && !isBringing && !keeping.isPending);
  const missing = missingIn(form);
  const showFirst = useFirstFault();
  const send = (): void => {
    setTried(true);
    if (isReady(form)) sending.mutate();
    else showFirst();
  };
  const fields = { form, change, isTried };
  if (isWaiting) return <Waits id={id} />;
  return (
    <Page
      title={t(isTeam ? 'intake.new.call' : form.kind === 'consultation' ? 'intake.new.consultation' : 'intake.new.title')}
      lead={t(isTeam ? 'intake.new.call-lead' : 'intake.new.lead')}
      width="reading"
      breadcrumb={<TextLink href="/reports">{t('intake.title')}</TextLink>}
      action={<SendButton problem={sending.error ?? keeping.error} isPending={sending.isPending || isBringing} onPress={send} />}
      secondary={<Button isPending={keeping.isPending} isDisabled={form === empty} onPress={() => keeping.mutate({ method: 'put', path, body: writtenFrom(form, false) })}>{t('intake.new.keep')}</Button>}
    >
      <Stack gap="large">
        <DraftFound draft={draft} isDirty={isDirty} onTake={setForm} />
        <ChoiceChips label={t('intake.kind')} canClear={false} value={form.kind} onChange={(kind) => change({ kind: kind ?? form.kind })} choices={ReportKind.options.map((value) => ({ value, label: t(`intake.kind.${value}`) }))} />
        {beside?.((words) => change({ words: [form.words, words].filter(Boolean).join('\n').slice(0, 600) }))}
        {isTeam && <Caller form={form} change={change} error={isTried && missing.includes('senderKind') ? t('intake.say-this') : undefined} />}
        <FirstQuestions {...fields} />
        <PersonFields {...fields} />
        {!isTeam && <AlikeNotice form={form} />}
        <SeenFields {...fields} />
        <SenderFields {...fields} />
        {!isTeam && hat?.role !== 'prefecture' && hat?.role !== 'sui' && <FilesField chosen={files} onChange={setFiles} />}
        {!isTeam && <Panel tone="plain"><Select label={t('intake.sender.kind')} canClear={false} value={form.senderKind} onChange={(senderKind) => change({ senderKind })} choices={kindsOf(t)} /></Panel>}
        {isTried && missing.length > 0 && <Notice tone="late" live title={t('intake.new.missing')}>{missing.map((one) => t(`intake.missing.${one}`)).join(' · ')}</Notice>}
        <SaveState onDevice={draft.savedAt} isDirty={isDirty} failed={draft.failed} />
        <UnsavedDialog guard={guard} />
      </Stack>
    </Page>
  );
}

/** Sent without a network: it waits here, and opens by itself once it has arrived. */
function Waits({ id }: { id: string }): ReactNode {
  const { t } = useText();
  const navigate = useNavigate();
  useWhenKept('inbound-referral', useCallback((call) => { if (call.record.id === id) void navigate({ href: `/reports/${id}` }); }, [id, navigate]));
  return (
    <Page title={t('intake.new.waits')} width="reading" breadcrumb={<TextLink href="/reports">{t('intake.title')}</TextLink>}>
      <Stack><Notice tone="good" live>{t('intake.new.waits.help')}</Notice><SendMark record={{ kind: 'inbound-referral', id }} /></Stack>
    </Page>
  );
}

const kindsOf = (t: (key: string) => string): { value: SenderKind; label: string }[] => SenderKind.options.map((value) => ({ value, label: t(`intake.sender-kind.${value}`) }));

/** Who is on the telephone: of a body of the network, or somebody whom nobody knows. */
function Caller({ form, change, error }: { form: ReportForm; change: (part: Partial<ReportForm>) => void; error: string | undefined }): ReactNode {
  const { t } = useText();
  const bodies = useQuery(networkBodies);
  return (
    <Panel title={t('intake.caller')}>
      <Select label={t('intake.sender.kind')} value={form.senderKind} onChange={(senderKind) => change({ senderKind })} error={error} choices={kindsOf(t)} />
      <Select label={t('intake.caller.body')} hint={t('intake.caller.body.hint')} value={form.organisationId} onChange={(organisationId) => change({ organisationId })} choices={(bodies.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))} />
    </Panel>
  );
}
