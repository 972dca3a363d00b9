import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { languageCodes } from '../../../kernel/language-codes.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { type Column, DataTable } from '../../../kernel/ui/DataTable.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { sourceLanguages } from '../domain.ts';
import type { WordedInstrument, WordedLanguage, Wording, WordingBoard } from '../wordings.ts';
import { wordingBoard } from './queries.ts';
import { useInstrumentWords } from './words.ts';
import './screening.css';

/** "Elenchi nelle altre lingue": our own sets in one language at a time, what is missing, and what waits for a mediator's eyes. */
export default function WordingsScreen(): ReactNode {
  const { t } = useText();
  const board = useQuery(wordingBoard);
  return (
    <Page title={t('screening.wording.title')} lead={t('screening.wording.lead')} width="full" breadcrumb={<TextLink href="/phrases">{t('screening.wording.back-to-phrases')}</TextLink>}>
      {board.error && <ProblemPanel problem={board.error} onRetry={() => void board.refetch()} />}
      {board.isPending && <Skeleton lines={8} />}
      {board.data && <Board board={board.data} />}
    </Page>
  );
}

function Board({ board }: { board: WordingBoard }): ReactNode {
  const { t, languageName } = useText();
  const { language: asked } = useSearch({ strict: false }) as { language?: unknown };
  // Whoever comes from a list that is not there in a language, lands in it; a mediator else begins with their own.
  const own = board.may.approve.find((one) => !sourceLanguages.includes(one));
  const [language, setLanguage] = useState<string>(() => (typeof asked === 'string' && languageCodes.includes(asked) && !sourceLanguages.includes(asked) ? asked : own ?? board.languages[0] ?? 'ar'));
  const offered = [...new Set([...board.languages, ...languageCodes.filter((code) => !sourceLanguages.includes(code))])];
  return (
    <Stack>
      <ToReview items={board.toReview} isMediator={board.may.approve.length > 0} />
      <ComboBox label={t('screening.wording.language')} hint={t('screening.wording.language.hint')} value={language} onChange={(next) => setLanguage(next ?? language)} choices={offered.map((code) => ({ value: code, label: languageName(code), ...(board.languages.includes(code) ? { detail: t('screening.wording.language.here') } : {}) }))} />
      <Sets key={language} board={board} language={language} />
    </Stack>
  );
}

function ToReview({ items, isMediator }: { items: WordingBoard['toReview']; isMediator: boolean }): ReactNode {
  const { t, languageName, formatDate } = useText();
  const { say } = useInstrumentWords();
  if (items.length === 0) return isMediator ? <Panel title={t('screening.wording.to-review')} tone="quiet"><p className="quiet">{t('screening.wording.to-review.none')}</p></Panel> : null;
  return (
    <Panel title={t('screening.wording.to-review')} of="team">
      <ul className="screening-items">
        {items.map((one) => (
          <li key={one.id}>
            <TextLink href={`/wordings/${one.id}`}>{t('screening.wording.in', { title: say(one.title), language: languageName(one.language) })}</TextLink>
            <span className="quiet small"> {t('screening.wording.proposed-by', { name: one.by, date: formatDate(one.at) })}{one.carried > 0 && ` · ${t('screening.wording.carried-count', { count: one.carried })}`}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

interface SetRow { readonly set: WordedInstrument; readonly worded: WordedLanguage | undefined }

/** The sets in one language: those that are ours with what can be done, those that are not with why nothing can. */
function Sets({ board, language }: { board: WordingBoard; language: string }): ReactNode {
  const { t, languageName } = useText();
  const { say } = useInstrumentWords();
  const writes = board.may.write === null || board.may.write.includes(language);
  const rows = board.instruments.filter(({ takes }) => takes).map((set): SetRow => ({ set, worded: set.languages.find((one) => one.language === language) }));
  const validated = board.instruments.filter(({ takes }) => !takes);
  const name = languageName(language);
  const columns: readonly Column<SetRow>[] = [
    { key: 'title', label: t('screening.column-list'), isName: true, render: ({ set }) => say(set.title) },
    { key: 'version', label: t('screening.editor.version'), isMinor: true, render: ({ set }) => set.version },
    { key: 'in-use', label: t('screening.wording.in-use'), render: ({ worded }) => <InUse worded={worded} /> },
    { key: 'open', label: t('screening.wording.being-written'), render: ({ set, worded }) => <BeingWritten set={set} worded={worded} /> },
    { key: 'do', label: t('screening.wording.do'), render: ({ set, worded }) => <Deed set={set} worded={worded} language={language} writes={writes} /> },
  ];
  return (
    <Stack>
      {!writes && <Notice>{t('screening.wording.not-mine', { language: name })}</Notice>}
      <Panel title={t('screening.wording.sets', { language: name })} of="team">
        <DataTable label={t('screening.wording.sets', { language: name })} columns={columns} rows={rows} rowKey={({ set }) => set.id} empty={<EmptyState title={t('screening.wording.no-sets')} />} />
      </Panel>
      {validated.length > 0 && (
        <Panel title={t('screening.wording.validated')} tone="quiet">
          <p className="quiet">{t('screening.wording.validated.why')}</p>
          <ul className="screening-items">{validated.map((one) => <li key={one.id}>{say(one.title)}</li>)}</ul>
        </Panel>
      )}
    </Stack>
  );
}

function InUse({ worded }: { worded: WordedLanguage | undefined }): ReactNode {
  const { t, formatDate } = useText();
  const standing = worded?.inUse;
  if (!standing) return <Tag tone="late">{t('screening.wording.none')}</Tag>;
  return <><Tag tone="good">{t('screening.wording.edition', { edition: standing.edition })}</Tag> {standing.approved && <span className="quiet small">{t('screening.wording.approved', { name: standing.approved.name, date: formatDate(standing.approved.at) })}</span>}</>;
}

function BeingWritten({ set, worded }: SetRow): ReactNode {
  const { t } = useText();
  const { open, earlier } = worded ?? {};
  if (open) return <><Tag tone={open.state === 'proposed' ? 'info' : 'neutral'}>{t(`screening.wording.state.${open.state}`)}</Tag> <span className="number small">{t('screening.wording.progress', { worded: open.worded, needed: open.needed })}</span></>;
  if (earlier) return <span className="small">{t('screening.wording.earlier', { version: earlier.version, same: earlier.same, redo: earlier.redo })}</span>;
  return <span className="quiet small">{t('screening.wording.to-write', { count: set.needed })}</span>;
}

/** What the asker may do next with one set in this language. */
function Deed({ set, worded, language, writes }: SetRow & { language: string; writes: boolean }): ReactNode {
  const { t } = useText();
  const { say } = useInstrumentWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [id] = useState(() => newId());
  const begin = useMutation({
    mutationFn: () => api.put<Wording>(`/api/wordings/${id}`, { body: { instrument: set.id, language } }),
    onSuccess: async (made) => {
      void client.invalidateQueries({ queryKey: wordingBoard.queryKey, exact: true });
      await navigate({ to: `/wordings/${made.id}` });
    },
  });
  const carry = useMutation({
    mutationFn: () => api.post<WordingBoard>('/api/wordings/carried', { body: { instrument: set.id } }),
    onSuccess: (board) => client.setQueryData(wordingBoard.queryKey, board),
  });
  const title = say(set.title);
  const about = (words: string): { 'aria-label': string } => ({ 'aria-label': `${words}: ${title}` });
  const { open, inUse, earlier } = worded ?? {};
  const correct = t(inUse ? 'screening.wording.correct' : 'screening.wording.begin');
  return (
    <>
      <Row>
        {open && <LinkButton size="small" href={`/wordings/${open.id}`} {...about(t('screening.wording.open'))}>{t('screening.wording.open')}</LinkButton>}
        {!open && inUse && <LinkButton size="small" kind="quiet" href={`/wordings/${inUse.id}`} {...about(t('screening.wording.read'))}>{t('screening.wording.read')}</LinkButton>}
        {!open && writes && (earlier
          ? <Button size="small" icon="again" isPending={carry.isPending} onPress={() => carry.mutate()} {...about(t('screening.wording.carry'))}>{t('screening.wording.carry')}</Button>
          : <Button size="small" icon="edit" isPending={begin.isPending} onPress={() => begin.mutate()} {...about(correct)}>{correct}</Button>)}
      </Row>
      {(begin.error ?? carry.error) && <ProblemPanel problem={begin.error ?? carry.error} />}
    </>
  );
}
