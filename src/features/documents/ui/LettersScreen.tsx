import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { useDeed } from '../../../kernel/ui/useDeed.ts';
import type { LetterTemplate } from '../contract/letters.ts';
import { LetterDialog } from './LetterDialog.tsx';
import { letterRun, letterRuns, letterTemplates } from './queries.ts';
import { SettingsPanel } from './SettingsPanel.tsx';
import { TemplateDialog } from './TemplateDialog.tsx';
import { WordTemplateDialog } from './WordTemplateDialog.tsx';
import './documents.css';

/** "Lettere": a letter of the office for one person or for many, and, for who coordinates, the words themselves. */
export default function LettersScreen(): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const templates = useQuery(letterTemplates);
  const [writing, setWriting] = useState<LetterTemplate>();
  const [editing, setEditing] = useState<LetterTemplate | 'new' | 'word'>();
  const coordinates = hat?.role === 'coordinator';
  const items = templates.data?.items ?? [];
  const inUse = items.filter((one) => one.state === 'in-use' && one.purpose === 'letter');
  return (
    <Page title={t('documents.letters')} lead={t('documents.letters.lead')}>
      <Stack>
        {templates.error && <ProblemPanel problem={templates.error} onRetry={() => void templates.refetch()} />}
        {templates.isPending && <Skeleton lines={4} />}
        {templates.data && (
          <Panel title={t('documents.letters.make')}>
            {inUse.length === 0 && <p className="quiet">{t(coordinates ? 'documents.letters.none-for-coordinator' : 'documents.letters.none')}</p>}
            <ul className="documents-list">
              {inUse.map((one) => (
                <li key={one.id} className="documents-card">
                  <span className="documents-words"><strong>{one.name}</strong><span className="quiet small">{t(one.toBody ? 'documents.letters.to-body' : 'documents.letters.to-person')} · {t(`documents.letters.language.${one.language}`)}</span></span>
                  <Button icon="edit" onPress={() => setWriting(one)} aria-label={t('documents.letters.write.named', { name: one.name })}>{t('documents.letters.write')}</Button>
                </li>
              ))}
            </ul>
          </Panel>
        )}
        <Runs />
        {coordinates && templates.data && (
          <Panel title={t('documents.templates')} actions={<><Button icon="import" onPress={() => setEditing('word')}>{t('documents.templates.bring')}</Button><Button icon="plus" onPress={() => setEditing('new')}>{t('documents.templates.new')}</Button></>}>
            <p className="quiet">{t('documents.templates.help')}</p>
            <ul className="documents-list">
              {items.filter((one) => one.state !== 'retired').map((one) => (
                <li key={one.id} className="documents-card">
                  <span className="documents-words"><span>{one.name}</span><span className="documents-tags"><Tag tone={one.state === 'in-use' ? 'good' : 'neutral'}>{t(`documents.template.${one.state}`)}</Tag>{one.madeOf === 'word-file' && <Tag tone="neutral">{t('documents.template.word')}</Tag>}
                    {one.purpose === 'interview-report' && <Tag tone="neutral">{t('documents.template.report')}</Tag>}
                    {(one.strangers ?? 0) > 0 && <Tag tone="late">{t('documents.template.strangers.count', { count: one.strangers ?? 0 })}</Tag>}
                    <span className="quiet small">{t('documents.template.edition', { number: one.edition })}</span></span></span>
                  <Button size="small" icon="eye" onPress={() => setEditing(one)} aria-label={t('documents.open.named', { title: one.name })}>{t('documents.open')}</Button>
                </li>
              ))}
            </ul>
          </Panel>
        )}
        {coordinates && <SettingsPanel />}
      </Stack>
      {writing && <LetterDialog template={writing} onClose={() => setWriting(undefined)} />}
      {editing && (editing === 'word' || (editing !== 'new' && editing.madeOf === 'word-file')
        ? <WordTemplateDialog template={editing === 'word' ? undefined : editing} onClose={() => setEditing(undefined)} />
        : <TemplateDialog template={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />)}
    </Page>
  );
}

/** What was asked for, how far it has come, and the ZIP for as long as it is kept. */
function Runs(): ReactNode {
  const { t, formatDateTime } = useText();
  const runs = useQuery(letterRuns);
  const [opened, setOpened] = useState<string>();
  const goOn = useDeed([letterRuns.queryKey]);
  if (!runs.data || runs.data.items.length === 0) return runs.error ? <ProblemPanel problem={runs.error} onRetry={() => void runs.refetch()} /> : null;
  return (
    <Panel title={t('documents.runs')}>
      {goOn.error && <ProblemPanel problem={goOn.error} />}
      <ul className="documents-list" aria-live="polite">
        {runs.data.items.map((run) => (
          <li key={run.id} className="documents-card">
            <span className="documents-words">
              <strong>{run.name}</strong>
              <span className="quiet small">{formatDateTime(run.at)} · {t('documents.runs.so-far', { done: run.done, total: run.total })} · {t(`documents.runs.${run.state}`, { until: formatDateTime(run.until) })}</span>
            </span>
            {run.state === 'done' && <LinkButton size="small" icon="export" href={`/api/letter-runs/${run.id}/file`} download>{t('documents.runs.zip')}</LinkButton>}
            {run.state === 'paused' && <Button size="small" isPending={goOn.isPending} onPress={() => goOn.mutate({ method: 'post', path: `/api/letter-runs/${run.id}/resume` })}>{t('documents.runs.resume')}</Button>}
            <Button size="small" kind="quiet" onPress={() => setOpened(opened === run.id ? undefined : run.id)} aria-expanded={opened === run.id}>{t('documents.runs.lines')}</Button>
            {opened === run.id && <RunLines id={run.id} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** How a run says which field a letter lacked. */
const WITHOUT = 'letter-without.';

function RunLines({ id }: { id: string }): ReactNode {
  const { t, has } = useText();
  const { data, error } = useQuery(letterRun(id));
  if (error) return <ProblemPanel problem={error} />;
  const whyNot = (problem: string): string => {
    const [key, field] = [`documents.run-problem.${problem}`, problem.startsWith(WITHOUT) ? `documents.field.${problem.slice(WITHOUT.length)}` : ''];
    if (has(key)) return t(key);
    return has(field) ? t('documents.run-problem.without', { field: t(field) }) : t('documents.run-problem.other');
  };
  return (
    <ul className="documents-lines">
      {data?.lines.map((line) => {
        return <li key={line.caseId}>{line.code ?? t('documents.runs.not-yours')}: {line.problem ? whyNot(line.problem) : t(line.documentId ? 'documents.runs.made' : 'documents.runs.waiting')}</li>;
      })}
    </ul>
  );
}
