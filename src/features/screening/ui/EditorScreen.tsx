import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { Instrument, InstrumentContent } from '../contract.ts';
import { differencesBetween, incoherences, weakenings } from '../domain.ts';
import type { Edited, InstrumentMove } from '../editor.ts';
import { ContentForm } from './ContentForm.tsx';
import { Questionnaire } from './Questionnaire.tsx';
import { editedOf } from './queries.ts';
import { useInstrumentWords } from './words.ts';
import './screening.css';

/** One version of an instrument: written while it is a draft, tried as it will be asked, compared, read second, put in use. */
export default function EditorScreen(): ReactNode {
  const { t } = useText();
  const { instrumentId = '' } = useParams({ strict: false });
  const edited = useQuery(editedOf(instrumentId));
  if (edited.data) return <Opened key={instrumentId} edited={edited.data} />;
  return <Page title={t('screening.editor.one')} width="full">{edited.error ? <ProblemPanel problem={edited.error} onRetry={() => void edited.refetch()} /> : <Skeleton lines={8} />}</Page>;
}

function Opened({ edited }: { edited: Edited }): ReactNode {
  const { t, formatDateTime } = useText();
  const { say } = useInstrumentWords();
  const client = useQueryClient();
  const [typed, setTyped] = useState<InstrumentContent | null>(null);
  const draft = useDraft<InstrumentContent>(`instrument/${edited.id}`, typed ?? edited.content, typed !== null);
  const content = typed ?? edited.content;
  const shape = InstrumentContent.safeParse(content);
  const write = useMutation({
    mutationFn: () => api.put<Edited>(`/api/programme-instruments/${edited.id}/content`, { ifMatch: edited.version, body: { content } }),
    onSuccess: (done) => {
      client.setQueryData(editedOf(edited.id).queryKey, done);
      draft.clear();
      setTyped(null);
    },
    onError: () => client.invalidateQueries({ queryKey: editedOf(edited.id).queryKey }),
  });
  return (
    <Page
      title={say(edited.title)}
      width="full"
      breadcrumb={<TextLink href="/instruments">{t('screening.editor.back')}</TextLink>}
      marks={<><Tag tone={edited.state === 'in-use' ? 'good' : 'info'}>{t(`screening.editor.state.${edited.state}`)}</Tag><Tag>{t('screening.about.version', { version: edited.release })}</Tag></>}
      action={edited.may.write && <Button kind="primary" icon="check" isPending={write.isPending} isDisabled={typed === null || !shape.success} onPress={() => write.mutate()}>{t('screening.editor.keep')}</Button>}
      secondary={<><LinkButton icon="export" href={`/api/programme-instruments/${edited.id}/form`} download>{t('screening.editor.export.form')}</LinkButton><LinkButton icon="export" href={`/api/programme-instruments/${edited.id}/file`} download>{t('screening.editor.export')}</LinkButton></>}
    >
      <Stack>
        {edited.may.write && <DraftFound draft={draft} isDirty={typed !== null} onTake={setTyped} />}
        {write.error && <ProblemPanel problem={write.error} />}
        <Checks content={content} shapeProblems={shape.success ? [] : [...new Set(shape.error.issues.map((issue) => issue.path.join('.')))]} edited={edited} />
        {edited.may.moves.length > 0 && <Moves edited={edited} isDirty={typed !== null} />}
        {edited.may.write && <ContentForm content={content} onChange={setTyped} />}
        {edited.base && <Differences before={edited.base} after={content} />}
        {shape.success && shape.data.items.length > 0 && <Preview content={shape.data} />}
        <Panel title={t('screening.editor.history')}>
          {edited.moves.length === 0 && <p className="quiet">{t('screening.editor.history.none', { name: edited.author })}</p>}
          {edited.moves.map((move) => (
            <article key={move.id} className="screening-voice">
              <strong>{t(`screening.editor.made.${move.move}`)}</strong> <span className="quiet small">{t('screening.made.by', { name: move.by, at: formatDateTime(move.at) })}</span>
              <SafeText block>{move.reason}</SafeText>
            </article>
          ))}
        </Panel>
      </Stack>
    </Page>
  );
}

/** What keeps the version from being read second, as it stands on the screen now. */
function Checks({ content, shapeProblems, edited }: { content: InstrumentContent; shapeProblems: readonly string[]; edited: Edited }): ReactNode {
  const { t } = useText();
  const whole = Instrument.safeParse({ ...content, status: { state: 'in-use' } });
  const found = whole.success ? incoherences(whole.data) : [];
  const lost = edited.base && edited.base.version <= 1000 && edited.base.status.state === 'in-use' && whole.success ? weakenings(edited.base, content) : [];
  const count = shapeProblems.length + found.length + lost.length;
  if (count === 0) return <Notice tone="good" title={t('screening.editor.coherent')} />;
  return (
    <Notice tone="late" title={t('screening.editor.problems', { count })}>
      <ul className="screening-items">
        {lost.map((one) => <li key={one.kind + one.detail}>{t(`screening.editor.weakened.${one.kind}`, { detail: one.detail })}</li>)}
        {shapeProblems.map((path) => <li key={path}>{t('screening.incoherent.shape', { path })}</li>)}
        {found.map(({ code, values }) => <li key={code + Object.values(values).join(' ')}>{t(`screening.incoherent.${code}`, values)}</li>)}
      </ul>
    </Notice>
  );
}

function Moves({ edited, isDirty }: { edited: Edited; isDirty: boolean }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [asked, setAsked] = useState<{ id: string; move: InstrumentMove } | null>(null);
  const make = useMutation({
    mutationFn: (reason: string) => api.post<Edited>(`/api/programme-instruments/${edited.id}/moves`, { ifMatch: edited.version, body: { ...asked, reason } }),
    onSuccess: (done) => {
      client.setQueryData(editedOf(edited.id).queryKey, done);
      void client.invalidateQueries({ queryKey: ['screening', 'instruments'] });
      setAsked(null);
    },
  });
  return (
    <Row>
      {edited.may.moves.map((move) => <Button key={move} kind={move === 'review' || move === 'put-in-use' ? 'primary' : 'secondary'} isDisabled={isDirty} onPress={() => setAsked({ id: newId(), move })}>{t(`screening.editor.move.${move}`)}</Button>)}
      {asked && (
        <ReasonDialog title={t(`screening.editor.move.${asked.move}`)} isOpen onClose={() => setAsked(null)} confirm={t('screening.move.confirm')} minLength={3} isPending={make.isPending} onConfirm={(reason) => make.mutate(reason)}>
          {t(`screening.editor.move.${asked.move}.help`)}
          {make.error && <ProblemPanel problem={make.error} />}
        </ReasonDialog>
      )}
    </Row>
  );
}

function Differences({ before, after }: { before: InstrumentContent; after: InstrumentContent }): ReactNode {
  const { t, language } = useText();
  const found = differencesBetween(before, after, language === 'en' ? 'en' : 'it');
  return (
    <Panel title={t('screening.editor.differences', { version: before.version })}>
      {found.length === 0 && <p>{t('screening.editor.differences.none')}</p>}
      <ul className="screening-items">
        {found.map((one) => (
          <li key={`${one.kind} ${one.at}`}>
            <strong>{t(`screening.editor.difference.${one.kind}`)}</strong> {one.at}
            {one.before !== '' && <> <del dir="auto">{one.before}</del></>}{one.after !== '' && <> <ins dir="auto">{one.after}</ins></>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** As it will be asked; nothing that is answered here is kept. */
function Preview({ content }: { content: InstrumentContent }): ReactNode {
  const { t } = useText();
  const [answers, setAnswers] = useState({});
  const [isOpen, setOpen] = useState(false);
  const official = Object.entries(content.languages).find(([, { wording }]) => wording === 'official')?.[0];
  return (
    <Panel title={t('screening.editor.preview')} tone="quiet" actions={<Button size="small" onPress={() => setOpen(!isOpen)}>{t(isOpen ? 'screening.reading.close' : 'screening.editor.preview.open')}</Button>}>
      <p className="quiet">{t('screening.editor.preview.help')}</p>
      {isOpen && <Questionnaire instrument={{ ...content, status: { state: 'in-use' } }} column="adult" answers={answers} spoken={content.onlyValidatedLanguages ? official ?? 'it' : 'it'} onAnswer={(given) => setAnswers((known) => ({ ...known, ...given }))} />}
    </Panel>
  );
}
