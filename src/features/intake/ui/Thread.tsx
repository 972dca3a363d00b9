import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import type { AnswerReader, InboundMessage, MessageKind } from '../contract.ts';
import { useIntakeDeed } from './queries.ts';
import { WordsNoticed } from './ReportFields.tsx';

type Written = Exclude<MessageKind, 'decision'>;
const ofTeam: readonly Written[] = ['message', 'question'];
const ofSender: readonly Written[] = ['message', 'question', 'pull-news', 'pull-back'];

/** What both sides wrote to each other, the earliest first. @param isTeam for which side: its own stand apart. Who wrote is named where the reader may know it */
export function Letters({ messages, isTeam }: { messages: readonly (Pick<InboundMessage, 'id' | 'kind' | 'words' | 'fromTeam' | 'at'> & { readonly by?: string })[]; isTeam: boolean }): ReactNode {
  const { t, formatDateTime } = useText();
  if (messages.length === 0) return <p className="quiet">{t('intake.thread.none')}</p>;
  const whoOf = ({ fromTeam, by }: (typeof messages)[number]): string => (by ? (fromTeam ? t('intake.thread.team', { name: by }) : by) : t(fromTeam ? 'intake.thread.of-team' : 'intake.thread.of-sender'));
  return (
    <ol className="report-thread" aria-label={t('intake.thread')}>
      {messages.map((one) => (
        <li key={one.id} className={one.fromTeam === isTeam ? 'report-ours' : 'report-theirs'}>
          <div className="quiet small">{whoOf(one)} · {formatDateTime(one.at)} {one.kind !== 'message' && <Tag>{t(`intake.message.${one.kind}`)}</Tag>}</div>
          <SafeText block>{one.words}</SafeText>
        </li>
      ))}
    </ol>
  );
}

/** What both sides wrote to each other, and a place to write. Whoever is asked owes an answer. @param readBy for the team: who reads it outside, if anybody does */
export function Thread({ id, messages, readBy, mayIdentify, mayWrite }: { id: string; messages: readonly InboundMessage[]; readBy?: AnswerReader; mayIdentify: boolean; mayWrite: boolean }): ReactNode {
  const { t } = useText();
  return (
    <Panel title={t('intake.thread')} of="shared">
      {readBy === 'nobody' && <Notice tone="late" title={t('intake.thread.by-telephone')}>{t('intake.thread.by-telephone.help')}</Notice>}
      <Letters messages={messages} isTeam={readBy !== undefined} />
      {mayWrite && <Writer id={id} readBy={readBy} mayIdentify={mayIdentify} />}
    </Panel>
  );
}

function Writer({ id, readBy, mayIdentify }: { id: string; readBy: AnswerReader | undefined; mayIdentify: boolean }): ReactNode {
  const { t } = useText();
  const [messageId, setMessageId] = useState(() => newId());
  const [kind, setKind] = useState<Written>('message');
  const [words, setWords] = useState('');
  const draft = useDraft(`report/${id}/message`, words, words !== '');
  const deed = useIntakeDeed(() => {
    draft.clear();
    setWords('');
    setKind('message');
    setMessageId(newId());
    toast.say(t('intake.thread.kept'));
  });
  return (
    <Stack>
      <DraftFound draft={draft} isDirty={words !== ''} onTake={setWords} />
      <ChoiceChips label={t('intake.message.kind')} canClear={false} value={kind} onChange={(next) => setKind(next ?? kind)} choices={(readBy ? ofTeam : ofSender).map((value) => ({ value, label: t(`intake.message.${value}`) }))} />
      <TextArea label={t('intake.thread.write')} hint={t(readBy ? `intake.thread.team-hint.${readBy}` : 'intake.thread.hint')} rows={3} maxLength={2_000} value={words} onChange={setWords} />
      <WordsNoticed words={words} mayName={mayIdentify} mayPlace={readBy !== undefined} />
      {deed.error && <ProblemPanel problem={deed.error} />}
      <Row><Button icon="send" isDisabled={words.trim() === ''} isPending={deed.isPending} onPress={() => deed.mutate({ method: 'post', path: `/api/inbound-referrals/${id}/messages`, body: { id: messageId, kind, words } }, goesOnItsOwn(() => setMessageId(newId())))}>{t('intake.thread.send')}</Button></Row>
    </Stack>
  );
}
