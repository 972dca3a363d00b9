import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { ChangeSince, MergeDetail, MergeSide } from '../contract.ts';
import { nationalityName, spokenCode } from './words.ts';
import './persons.css';

/** A union: its steps, and what happens with what was written since if the two files are taken apart. */
export default function MergeScreen(): ReactNode {
  const { t } = useText();
  const { mergeId = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery({ queryKey: ['persons', 'merges', mergeId], queryFn: ({ signal }) => api.get<MergeDetail>(`/api/merges/${mergeId}`, { signal }) });
  const breadcrumb = <TextLink href="/duplicates">{t('persons.duplicates.page')}</TextLink>;
  if (!data) return <Page title={t('persons.merges.done')} breadcrumb={breadcrumb}>{error ? <ProblemPanel problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={5} />}</Page>;
  const codes = { survivor: spokenCode(data.survivor.code), absorbed: spokenCode(data.absorbed.code) };
  return (
    <Page title={t('persons.unmerge.title', codes)} lead={t('persons.unmerge.lead')} breadcrumb={breadcrumb} marks={<Tag tone={data.state === 'merged' ? 'good' : 'neutral'}>{t(`persons.merge.state.${data.state}`)}</Tag>}>
      <Stack>
        <Steps merge={data} />
        {data.state === 'merged' && <TakeApart merge={data} codes={codes} />}
      </Stack>
    </Page>
  );
}

function Steps({ merge }: { merge: MergeDetail }): ReactNode {
  const { t, formatDateTime } = useText();
  const steps = [{ move: 'ask', by: merge.askedBy, at: merge.askedAt, reason: merge.askedWords }, ...merge.steps];
  return (
    <Panel title={t('persons.unmerge.steps')} of="case">
      <ul className="persons-lines">
        {steps.map((step) => (
          <li key={`${step.move} ${step.at}`}>
            <strong>{step.move === 'ask' ? t('persons.unmerge.asked') : t(`persons.merge.step.${step.move}`)}</strong> <span className="quiet small">{t('persons.unmerge.by', { by: step.by, at: formatDateTime(step.at) })}</span>
            {step.reason && <SafeText block>{step.reason}</SafeText>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

type Codes = { survivor: string; absorbed: string };
const known = new Set(['person_name', 'person_contact', 'person_move', 'case_file', 'birth', 'gender', 'card', 'language', 'nationality']);
const rows = new Set(['person_name', 'person_contact', 'case_file']);

function TakeApart({ merge, codes }: { merge: MergeDetail; codes: Codes }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [sides, setSides] = useState<Readonly<Record<string, MergeSide>>>({});
  const [isAsking, setAsking] = useState(false);
  const [isTried, setTried] = useState(false);
  const apart = useMutation({
    mutationFn: (reason: string) => api.post(`/api/merges/${merge.id}/moves`, { body: { id: newId(), move: 'unmerge', reason, sides } }),
    onSuccess: async () => {
      setAsking(false);
      toast.say(t('persons.unmerge.done'));
      await client.invalidateQueries({ queryKey: ['cases'] });
      await client.invalidateQueries({ queryKey: ['persons'] });
    },
  });
  const missing = merge.changes.filter((change) => change.suggestion === 'ask' && sides[change.key] === undefined);
  return (
    <Panel title={t('persons.unmerge.since')} of="case">
      <Stack>
        {merge.obstacle && <Notice tone="late" title={t('persons.unmerge.not-last')} />}
        {merge.changes.length === 0
          ? <p>{t('persons.unmerge.since-none')}</p>
          : <><p className="quiet small">{t('persons.unmerge.since-help')}</p>{merge.changes.map((change) => <Change key={change.key} change={change} codes={codes} side={sides[change.key]} isMissing={isTried && missing.includes(change)} onChoose={(side) => setSides((before) => ({ ...before, [change.key]: side }))} />)}</>}
        <p className="quiet small">{t('persons.unmerge.rule', codes)}</p>
        <output>{isTried && missing.length > 0 ? t('persons.unmerge.missing') : ''}</output>
        <span><Button kind="danger" icon="undo" isDisabled={merge.obstacle !== null} onPress={() => { setTried(true); if (missing.length === 0) setAsking(true); }}>{t('persons.unmerge.do')}</Button></span>
      </Stack>
      <ReasonDialog title={t('persons.unmerge.do')} kind="danger" isOpen={isAsking} minLength={3} onClose={() => setAsking(false)} confirm={t('persons.unmerge.do')} isPending={apart.isPending} onConfirm={(reason) => apart.mutate(reason)}>
        {t('persons.unmerge.help')}
        {apart.error && <ProblemPanel problem={apart.error} />}
      </ReasonDialog>
    </Panel>
  );
}

interface ChangeProps {
  readonly change: ChangeSince;
  readonly codes: Codes;
  readonly side: MergeSide | undefined;
  readonly isMissing: boolean;
  readonly onChoose: (side: MergeSide) => void;
}

function Change({ change, codes, side, isMissing, onChoose }: ChangeProps): ReactNode {
  const text = useText();
  const { t, formatDateTime } = text;
  const words = change.what === 'language' ? text.languageName(change.words) : change.what === 'nationality' ? nationalityName(text, change.words) : change.words;
  const what = t(`persons.unmerge.what.${known.has(change.what) ? change.what : 'other'}`, { words });
  const when = change.by && change.at ? t('persons.unmerge.by', { by: change.by, at: formatDateTime(change.at) }) : undefined;
  // Steps of identity go nowhere: the rule below says so.
  if (change.what === 'person_move') return <p><strong>{what}</strong> <span className="quiet small">{when}</span> · {t('persons.unmerge.stays-there', codes)}</p>;
  const choices: MergeSide[] = rows.has(change.what) || !known.has(change.what) ? ['survivor', 'absorbed'] : ['survivor', 'absorbed', 'both'];
  return (
    <PrivateText>
      <ChoiceChips label={what} hint={when} canClear={false} value={side ?? (change.suggestion === 'ask' ? null : change.suggestion)} error={isMissing ? t('ui.invalid.required') : undefined} onChange={(chosen) => chosen !== null && onChoose(chosen)} choices={choices.map((value) => ({ value, label: t(`persons.unmerge.side.${value}`, codes) }))} />
    </PrivateText>
  );
}
