import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { DuplicateDecision, DuplicatePair, MergeLine } from '../contract.ts';
import { birthWords, reasonWords, spokenCode } from './words.ts';
import './persons.css';

const pairsKey = ['persons', 'duplicates'];
const mergesKey = ['persons', 'merges'];

/** "Schede doppie": what looks like one person and is two files, until the coordinator has said which it is. */
export default function DuplicatesScreen(): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const pairs = useQuery({ queryKey: pairsKey, queryFn: ({ signal }) => api.get<{ items: DuplicatePair[] }>('/api/duplicates', { signal }) });
  const merges = useQuery({ queryKey: mergesKey, queryFn: ({ signal }) => api.get<{ items: MergeLine[] }>('/api/merges', { signal }) });
  const look = useMutation({
    mutationFn: () => api.post<{ waiting: number }>('/api/duplicates/look', { body: {} }),
    onSuccess: async ({ waiting }) => {
      await client.invalidateQueries({ queryKey: pairsKey });
      if (waiting > 0) look.mutate();
    },
  });
  const { mutate } = look;
  // Files that came in since are looked at while the list is read.
  useEffect(() => mutate(), [mutate]);
  const asked = merges.data?.items.filter((line) => line.state === 'asked');
  const done = merges.data?.items.filter((line) => line.state === 'merged' || line.state === 'unmerged');
  return (
    <Page title={t('persons.duplicates.page')} lead={t('persons.duplicates.lead')}>
      <Stack gap="large">
        <Panel title={t('persons.duplicates.open')} of="case">
          {pairs.error && <ProblemPanel problem={pairs.error} onRetry={() => void pairs.refetch()} />}
          {look.error && <ProblemPanel problem={look.error} onRetry={() => look.mutate()} />}
          <output className="quiet small">{look.data && look.data.waiting > 0 ? t('persons.duplicates.looking', { waiting: look.data.waiting }) : ''}</output>
          {pairs.isPending && <Skeleton lines={4} />}
          {pairs.data?.items.length === 0 && <EmptyState icon="check" title={t('persons.duplicates.none')} why={t('persons.duplicates.none-why')} />}
          <ul className="persons-lines" aria-label={t('persons.duplicates.open')}>
            {pairs.data?.items.map((pair) => <li key={pair.files.map((file) => file.personId).join()} className="panel panel-framed"><Pair pair={pair} /></li>)}
          </ul>
        </Panel>
        <Panel title={t('persons.merges.asked')} of="case">
          {merges.error && <ProblemPanel problem={merges.error} onRetry={() => void merges.refetch()} />}
          {merges.isPending && <Skeleton lines={2} />}
          {asked?.length === 0 && <p className="quiet">{t('persons.merges.none-asked')}</p>}
          <ul className="persons-lines">
            {asked?.map((line) => (
              <li key={line.id}>
                <Stack gap="small">
                  <Row><strong>{t('persons.duplicates.pair', { one: spokenCode(line.survivor.code), other: spokenCode(line.absorbed.code) })}</strong><LinkButton size="small" icon="eye" href={`/duplicates/${line.survivor.id}/${line.absorbed.id}`}>{t('persons.duplicates.compare')}</LinkButton></Row>
                  <SafeText>{t('persons.merges.says', { by: line.askedBy, words: line.askedWords })}</SafeText>
                </Stack>
              </li>
            ))}
          </ul>
        </Panel>
        <Panel title={t('persons.merges.done')} of="case">
          {done?.length === 0 && <p className="quiet">{t('persons.merges.none-done')}</p>}
          <ul className="persons-lines">
            {done?.map((line) => (
              <li key={line.id}>
                <Row>
                  <strong>{t('persons.merge.into', { absorbed: spokenCode(line.absorbed.code), survivor: spokenCode(line.survivor.code) })}</strong>
                  <Tag tone={line.state === 'merged' ? 'good' : 'neutral'}>{t(`persons.merge.state.${line.state}`)}</Tag>
                  <LinkButton size="small" href={`/merges/${line.id}`}>{t('persons.merges.open')}</LinkButton>
                </Row>
              </li>
            ))}
          </ul>
        </Panel>
      </Stack>
    </Page>
  );
}

const tones = { same: 'late', likely: 'late', possible: 'info', different: 'neutral' } as const;

function Pair({ pair }: { pair: DuplicatePair }): ReactNode {
  const text = useText();
  const { t } = text;
  const client = useQueryClient();
  const decide = useMutation({
    mutationFn: (decision: DuplicateDecision['decision']) => api.post('/api/duplicates/decisions', { body: { personId: one?.personId, otherId: other?.personId, decision } }),
    onSuccess: async (_, decision) => {
      toast.say(t(decision === 'later' ? 'persons.duplicates.later-done' : 'persons.duplicates.apart-done'));
      await client.invalidateQueries({ queryKey: pairsKey });
    },
  });
  const [one, other] = pair.files;
  if (!one || !other) return null;
  return (
    <Stack gap="small">
      {[one, other].map((file) => (
        <Row key={file.personId}>
          <strong>{spokenCode(file.code)}</strong>
          <span>{file.name === null ? <span className="quiet">{t('persons.no-name')}</span> : <PrivateText>{file.name}</PrivateText>}</span>
          <span className="quiet small"><PrivateText>{birthWords(text, file.birth)}</PrivateText></span>
        </Row>
      ))}
      <Row>
        {pair.band !== 'different' && <Tag tone={tones[pair.band]}>{t(`persons.band.${pair.band}`)}</Tag>}
        {pair.isAgain && <Tag tone="info">{t('persons.duplicates.again')}</Tag>}
      </Row>
      {pair.reasons.map((reason) => <span key={reason.code} className="small"><PrivateText>{reasonWords(text, reason)}</PrivateText></span>)}
      {decide.error && <ProblemPanel problem={decide.error} />}
      <Row>
        <LinkButton kind="primary" size="small" icon="eye" href={`/duplicates/${one.personId}/${other.personId}`}>{t('persons.duplicates.compare')}</LinkButton>
        <Button size="small" isPending={decide.isPending} onPress={() => decide.mutate('not-same')}>{t('persons.compare.apart')}</Button>
        <Button size="small" kind="quiet" icon="clock" isPending={decide.isPending} onPress={() => decide.mutate('later')}>{t('persons.duplicates.later')}</Button>
      </Row>
    </Stack>
  );
}
