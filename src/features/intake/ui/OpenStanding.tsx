import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api, ApiProblem } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { KeyValues } from '../../../kernel/ui/Tag.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import type { DoorState, FoundByReceipt, WriteFromOutside } from '../contract.ts';
import { Copied } from './Copied.tsx';
import { SentFiles } from './Files.tsx';
import { keepSent, type SentHere } from './openKept.ts';
import { WordsNoticed } from './ReportFields.tsx';
import { Letters } from './Thread.tsx';

/** One that was sent through a link: where it stands, what the team answered or asked, and a place to answer. */
export function Standing({ secret, id, path, onAll }: { secret: string; id: string; path: string; onAll: (() => void) | undefined }): ReactNode {
  const { t } = useText();
  const state = useQuery({ queryKey: ['open-report', path], queryFn: ({ signal }) => api.get<DoorState>(path, { signal }) });
  const found = state.data;
  useEffect(() => {
    if (found) keepSent(secret, { id, reference: found.reference, at: found.sentAt });
  }, [secret, id, found]);
  return (
    <Page title={t('intake.open.sent')} lead={t('intake.open.sent.lead')} width="reading" action={onAll && <Button icon="plus" onPress={onAll}>{t('intake.open.another')}</Button>}>
      {state.error && <ProblemPanel problem={state.error} onRetry={() => void state.refetch()} />}
      {state.isPending && <Skeleton lines={3} />}
      {found && <Found of={found} path={path} />}
    </Page>
  );
}

function Found({ of: one, path }: { of: DoorState; path: string }): ReactNode {
  const { t, formatDateTime } = useText();
  return (
    <Stack gap="large">
      {one.owedBy && <Notice tone="late" title={t('intake.sent.you-owe')}>{t('intake.sent.you-owe.help', { at: formatDateTime(one.owedBy) })}</Notice>}
      {one.redirectedTo && <Notice title={t('intake.sent.redirected', { body: one.redirectedTo })}>{t('intake.sent.redirected.help')}</Notice>}
      <Panel>
        <KeyValues items={[
          { key: 'reference', label: t('intake.open.reference'), value: one.reference },
          { key: 'state', label: t('intake.open.state'), value: `${t(`intake.told.${one.state}`)}${one.reason ? ` — ${t(`intake.move-reason.${one.reason}`)}` : ''}` },
          { key: 'sent', label: t('intake.head.sent'), value: formatDateTime(one.sentAt) }, ...(one.answerBy ? [{ key: 'by', label: t('intake.open.answer-by'), value: formatDateTime(one.answerBy) }] : []),
        ]} />
        {one.receipt && <><Copied label={t('intake.open.receipt')} words={one.receipt} /><p className="quiet small">{t('intake.open.receipt.help')}</p></>}
      </Panel>
      <Panel title={t('intake.thread')}>
        <Letters messages={one.messages} isTeam={false} />
        {one.mayWrite && <Answer path={path} mayIdentify={one.mayIdentify} />}
      </Panel>
      <p className="quiet">{t('intake.open.only-here')}</p>
      <SentFiles files={one.files} path={path} mayAttach={one.mayAttach} refresh={['open-report', path]} />
    </Stack>
  );
}

const kinds = ['message', 'question'] as const satisfies readonly WriteFromOutside['kind'][];

function Answer({ path, mayIdentify }: { path: string; mayIdentify: boolean }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [id, setId] = useState(() => newId());
  const [kind, setKind] = useState<WriteFromOutside['kind']>('message');
  const [words, setWords] = useState('');
  const sending = useMutation({
    mutationFn: () => api.post(`${path}/messages`, { body: { id, kind, words } satisfies WriteFromOutside }),
    onSuccess: () => {
      setWords('');
      setKind('message');
      setId(newId());
      toast.say(t('intake.thread.kept'));
      return client.invalidateQueries({ queryKey: ['open-report', path] });
    },
    ...goesOnItsOwn(() => setId(newId())),
  });
  return (
    <Stack>
      <ChoiceChips label={t('intake.message.kind')} canClear={false} value={kind} onChange={(next) => setKind(next ?? kind)} choices={kinds.map((value) => ({ value, label: t(`intake.message.${value}`) }))} />
      <TextArea label={t('intake.thread.write')} hint={t('intake.thread.hint')} rows={3} maxLength={2_000} value={words} onChange={setWords} />
      <WordsNoticed words={words} mayName={mayIdentify} />
      {sending.error && <ProblemPanel problem={sending.error} />}
      <Row><Button icon="send" isDisabled={words.trim() === ''} isPending={sending.isPending} onPress={() => sending.mutate()}>{t('intake.thread.send')}</Button></Row>
    </Stack>
  );
}

/** What was sent from this browser, and one more by its receipt. */
export function SentBefore({ path, here, onOpen, onForget }: { path: string; here: readonly SentHere[]; onOpen: (id: string) => void; onForget: () => void }): ReactNode {
  const { t, formatDateTime } = useText();
  const [receipt, setReceipt] = useState('');
  const finding = useMutation({ mutationFn: () => api.post<typeof FoundByReceipt._zod.output>(`${path}/receipts`, { body: { receipt: receipt.trim() } }), onSuccess: ({ id }) => onOpen(id) });
  const isUnknown = finding.error instanceof ApiProblem && (finding.error.status === 404 || finding.error.status === 422);
  return (
    <Panel title={here.length > 0 ? t('intake.open.here') : undefined}>
      <Stack>
        {here.length > 0 && <ul className="plain-list">{here.map((one) => <li key={one.id}><Row><Button kind="quiet" onPress={() => onOpen(one.id)}>{one.reference}</Button><span className="quiet small">{formatDateTime(one.at)}</span></Row></li>)}</ul>}
        {here.length > 0 && <Row><Button size="small" onPress={onForget}>{t('intake.open.forget')}</Button></Row>}
        <details className="report-more">
          <summary>{t('intake.open.before')}</summary>
          <Stack>
            <TextField label={t('intake.open.receipt')} hint={t('intake.open.receipt.hint')} autoComplete="off" maxLength={40} value={receipt} onChange={setReceipt} error={isUnknown ? t('intake.open.receipt.unknown') : undefined} />
            {finding.error && !isUnknown && <ProblemPanel problem={finding.error} />}
            <Row><Button size="small" isDisabled={receipt.trim().length < 20} isPending={finding.isPending} onPress={() => finding.mutate()}>{t('intake.open.find')}</Button></Row>
          </Stack>
        </details>
      </Stack>
    </Panel>
  );
}
