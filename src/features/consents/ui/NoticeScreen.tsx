import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { useConnection } from '../../../kernel/ui/connection.ts';
import { DataTable } from '../../../kernel/ui/DataTable.tsx';
import type { Column } from '../../../kernel/ui/DataTable.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice as Told, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Notice, NoticeBoard, NoticeText, NoticeVersion } from '../contract.ts';
import { IssueDialog } from './IssueDialog.tsx';
import { NoticeWords } from './NoticeWords.tsx';
import { currentNotice, noticeBoard, noticeText } from './queries.ts';
import { WriteTextDialog } from './WriteTextDialog.tsx';
import './consents.css';

const nothing: NoticeBoard['may'] = { issue: false, write: [], approve: [] };

/** "Informativa": the words that people are told, language by language, who answers for them, and every version there has been. */
export default function NoticeScreen(): ReactNode {
  const { t, formatDate } = useText();
  const board = useQuery(noticeBoard);
  const current = useQuery(currentNotice);
  const [isIssuing, setIssuing] = useState(false);
  const isOnline = useConnection();
  // A telephone keeps the words in force; what was before them, and who may write, needs the network.
  const may = board.data?.may ?? (isOnline ? undefined : nothing);
  const problem = current.error ?? (may ? null : board.error);
  return (
    <Page
      title={t('consents.board.title')}
      lead={current.data ? t('consents.board.lead', { number: current.data.number, date: formatDate(current.data.validFrom) }) : undefined}
      action={board.data?.may.issue && current.data ? <Button kind="primary" icon="plus" onPress={() => setIssuing(true)}>{t('consents.board.issue')}</Button> : undefined}
    >
      {problem && <ProblemPanel problem={problem} onRetry={() => { void board.refetch(); void current.refetch(); }} />}
      {!(may && current.data) && !problem && <Skeleton lines={6} />}
      {may && current.data && (
        <Stack>
          {!board.data && <p className="quiet">{t('consents.board.kept')}</p>}
          {board.data && <Told title={t('consents.board.why')} actions={<LinkButton size="small" icon="language" href="/phrases">{t('consents.board.phrases')}</LinkButton>}>{t('consents.board.why-help')}</Told>}
          <Languages notice={current.data} may={may} />
          {board.data && <Versions versions={board.data.items} />}
        </Stack>
      )}
      {isIssuing && current.data && <IssueDialog notice={current.data} onClose={() => setIssuing(false)} />}
    </Page>
  );
}

/** The version in force: each language with its state and what the reader may do about it. */
function Languages({ notice, may }: { notice: Notice; may: NoticeBoard['may'] }): ReactNode {
  const { t, languageName } = useText();
  const [writing, setWriting] = useState<NoticeText | 'new' | null>(null);
  const source = notice.texts.find((one) => one.language === 'it') ?? null;
  const missing = (may.write ?? []).filter((language) => !notice.texts.some((one) => one.language === language));
  const mayAdd = may.write === null || missing.length > 0;
  const unapproved = notice.texts.filter((one) => one.approved === null).length;
  return (
    <Panel title={t('consents.board.languages')} of="team" actions={mayAdd && <Button size="small" icon="plus" onPress={() => setWriting('new')}>{t('consents.board.add-language')}</Button>}>
      <Stack>
        {unapproved > 0 && <p className="quiet">{t('consents.board.unapproved', { count: unapproved })}</p>}
        {missing.length > 0 && <Told tone="late">{t('consents.board.missing', { languages: missing.map((one) => languageName(one)).join(', ') })}</Told>}
        <ul className="consents-texts">
          {notice.texts.map((text) => <LanguageLine key={text.language} text={text} may={may} onWrite={() => setWriting(text)} />)}
        </ul>
      </Stack>
      {writing !== null && (
        <WriteTextDialog
          noticeId={notice.id} source={source} standing={writing === 'new' ? null : writing}
          choices={writing === 'new' ? { may: may.write, taken: notice.texts.map((one) => one.language) } : null}
          onClose={() => setWriting(null)}
        />
      )}
    </Panel>
  );
}

function LanguageLine({ text, may, onWrite }: { text: NoticeText; may: NoticeBoard['may']; onWrite: () => void }): ReactNode {
  const { t, formatDate, languageName } = useText();
  const client = useQueryClient();
  const [isRead, setRead] = useState(false);
  const approve = useMutation({
    mutationFn: () => api.post<Notice>(`/api/notice-texts/${text.id}/approval`, { body: {} }),
    onSuccess: (kept) => {
      client.setQueryData(currentNotice.queryKey, kept);
      toast.say(t('consents.board.approved-now', { language: languageName(text.language) }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['consents', 'notice'] }),
  });
  const name = languageName(text.language);
  return (
    <li>
      <Row>
        <strong className="consents-language">{name}</strong>
        {text.approved
          ? <Tag tone="good" icon="check">{t('consents.board.approved')}</Tag>
          : <Tag tone="late">{t('consents.board.to-approve')}</Tag>}
        <span className="quiet small">{text.approved && `${t('consents.notice.approved', { name: text.approved.by.name, date: formatDate(text.approved.at) })} · `}{text.written ? t('consents.board.written', { edition: text.edition, name: text.written.by.name, date: formatDate(text.written.at) }) : t('consents.board.model')}</span>
      </Row>
      <Row>
        <Button size="small" kind="quiet" icon="eye" aria-expanded={isRead} aria-label={t('consents.board.read-about', { language: name })} onPress={() => setRead(!isRead)}>{t(isRead ? 'consents.board.hide' : 'consents.board.read')}</Button>
        {(may.write === null || may.write.includes(text.language)) && <Button size="small" kind="quiet" icon="edit" aria-label={t('consents.board.correct-about', { language: name })} onPress={onWrite}>{t('consents.board.correct')}</Button>}
        {text.approved === null && may.approve.includes(text.language) && <Button size="small" icon="check" isPending={approve.isPending} aria-label={t('consents.board.approve-about', { language: name })} onPress={() => approve.mutate()}>{t('consents.notice.approve')}</Button>}
      </Row>
      {approve.error && <ProblemPanel problem={approve.error} />}
      {isRead && <NoticeWords text={text} />}
    </li>
  );
}

type Edition = NoticeVersion['editions'][number];
interface EditionLine extends Edition { readonly number: number; readonly validFrom: string; readonly validUntil: string | null }

/** Everything that was ever in force, so that one can read exactly what somebody was told on a day in the past. */
function Versions({ versions }: { versions: readonly NoticeVersion[] }): ReactNode {
  const { t, formatDate, languageName } = useText();
  const [opened, setOpened] = useState<EditionLine | null>(null);
  const lines = versions.flatMap(({ editions, number, validFrom, validUntil }) => editions.map((edition) => ({ ...edition, number, validFrom, validUntil })));
  const columns: readonly Column<EditionLine>[] = [
    { key: 'version', label: t('consents.board.version'), isName: true, render: (one) => t('consents.board.version-edition', { number: one.number, edition: one.edition }) },
    { key: 'language', label: t('consents.notice.language'), render: (one) => languageName(one.language) },
    { key: 'since', label: t('consents.board.in-force'), render: (one) => (one.validUntil ? t('consents.board.from-to', { from: formatDate(one.validFrom), to: formatDate(one.validUntil) }) : t('consents.board.since', { from: formatDate(one.validFrom) })) },
    { key: 'by', label: t('consents.board.by'), render: (one) => (one.written ? `${one.written.by.name}, ${formatDate(one.written.at)}` : t('consents.board.model')) },
    { key: 'approved', label: t('consents.board.approval'), render: (one) => (one.approved ? `${one.approved.by.name}, ${formatDate(one.approved.at)}` : t('consents.board.nobody')) },
    { key: 'read', label: t('consents.board.words'), render: (one) => <Button size="small" kind="quiet" icon="eye" aria-label={t('consents.board.read-edition', { number: one.number, edition: one.edition, language: languageName(one.language) })} onPress={() => setOpened(one)}>{t('consents.board.read')}</Button> },
  ];
  return (
    <Panel title={t('consents.board.versions')} of="team">
      <DataTable label={t('consents.board.versions')} columns={columns} rows={lines} rowKey={(one) => one.id} empty={<EmptyState title={t('consents.board.versions')} />} />
      {opened && <PastWords line={opened} onClose={() => setOpened(null)} />}
    </Panel>
  );
}

function PastWords({ line, onClose }: { line: EditionLine; onClose: () => void }): ReactNode {
  const { t, languageName } = useText();
  const text = useQuery(noticeText(line.id));
  return (
    <Dialog title={`${t('consents.board.version-edition', { number: line.number, edition: line.edition })} · ${languageName(line.language)}`} size="wide" isOpen onClose={onClose} actions={<Button kind="primary" onPress={onClose}>{t('ui.close')}</Button>}>
      {text.error && <ProblemPanel problem={text.error} onRetry={() => void text.refetch()} />}
      {text.isPending && <Skeleton lines={6} />}
      {text.data && <NoticeWords text={text.data} />}
    </Dialog>
  );
}
