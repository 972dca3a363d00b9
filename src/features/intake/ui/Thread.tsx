import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import type { InboundMessage, MessageKind } from '../contract.ts';
import { useIntakeDeed } from './queries.ts';
import { WordsNoticed } from './ReportFields.tsx';

type Written = Exclude<MessageKind, 'decision'>;
const ofTeam: readonly Written[] = ['message', 'question'];
const ofSender: readonly Written[] = ['message', 'question', 'pull-news', 'pull-back'];

interface ThreadProps {
  readonly id: string;
  readonly messages: readonly InboundMessage[];
  readonly isTeam: boolean;
  readonly mayIdentify: boolean;
  readonly mayWrite: boolean;
  /** Why the other side reads no letters. */
  readonly none?: string | undefined;
}

/** What both sides wrote to each other, and a place to write. Whoever is asked owes an answer. */
export function Thread({ id, messages, isTeam, mayIdentify, mayWrite, none }: ThreadProps): ReactNode {
  const { t, formatDateTime } = useText();
  return (
    <Panel title={t('intake.thread')} of="shared">
      {none !== undefined && <p className="quiet">{none}</p>}
      {none === undefined && messages.length === 0 && <p className="quiet">{t('intake.thread.none')}</p>}
      {messages.length > 0 && (
        <ol className="report-thread" aria-label={t('intake.thread')}>
          {messages.map((one) => (
            <li key={one.id} className={one.fromTeam === isTeam ? 'report-ours' : 'report-theirs'}>
              <div className="quiet small">{one.fromTeam ? t('intake.thread.team', { name: one.by }) : one.by} · {formatDateTime(one.at)} {one.kind !== 'message' && <Tag>{t(`intake.message.${one.kind}`)}</Tag>}</div>
              <SafeText block>{one.words}</SafeText>
            </li>
          ))}
        </ol>
      )}
      {mayWrite && <Writer id={id} isTeam={isTeam} mayIdentify={mayIdentify} />}
    </Panel>
  );
}

function Writer({ id, isTeam, mayIdentify }: { id: string; isTeam: boolean; mayIdentify: boolean }): ReactNode {
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
      <ChoiceChips label={t('intake.message.kind')} canClear={false} value={kind} onChange={(next) => setKind(next ?? kind)} choices={(isTeam ? ofTeam : ofSender).map((value) => ({ value, label: t(`intake.message.${value}`) }))} />
      <TextArea label={t('intake.thread.write')} hint={t(isTeam ? 'intake.thread.team-hint' : 'intake.thread.hint')} rows={3} maxLength={2_000} value={words} onChange={setWords} />
      <WordsNoticed words={words} mayName={mayIdentify} />
      {deed.error && <ProblemPanel problem={deed.error} />}
      <Row><Button icon="send" isDisabled={words.trim() === ''} isPending={deed.isPending} onPress={() => deed.mutate({ method: 'post', path: `/api/inbound-referrals/${id}/messages`, body: { id: messageId, kind, words } }, goesOnItsOwn(() => setMessageId(newId())))}>{t('intake.thread.send')}</Button></Row>
    </Stack>
  );
}
