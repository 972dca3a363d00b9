import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
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
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { ComparedFile, Comparison, MergeMove, SafeContact } from '../contract.ts';
import { CardFields } from './SafeContact.tsx';
import { SideBySide } from './SideBySide.tsx';
import { birthWords, reasonWords, spokenCode } from './words.ts';
import './persons.css';

const compare = (personId: string, otherId: string) => ({
  queryKey: ['persons', personId, 'beside', otherId],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Comparison>(`/api/persons/${personId}/beside/${otherId}`, { signal }),
});

/** Two files side by side: whether they are one person, and, if so, what stands afterwards and who comes to know what. */
export default function CompareScreen(): ReactNode {
  const { t } = useText();
  const { personId = '', otherId = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(compare(personId, otherId));
  return (
    <Page title={t('persons.compare.title')} lead={t('persons.compare.lead')} width="full" breadcrumb={<TextLink href="/duplicates">{t('persons.duplicates.page')}</TextLink>}>
      {error && <ProblemPanel problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} />}
      {data && <Compared key={data.stays} comparison={data} />}
    </Page>
  );
}

type Key = 'birth' | 'gender' | 'called';
const nameOf = ({ heading }: ComparedFile) => heading.names.find((name) => name.preferred);
/** What both files know, and differently: of these one holds. */
const differing: Readonly<Record<Key, (one: ComparedFile, other: ComparedFile) => boolean>> = {
  called: (one, other) => { const [a, b] = [nameOf(one)?.text, nameOf(other)?.text]; return a !== undefined && b !== undefined && a !== b; },
  birth: ({ heading: a }, { heading: b }) => a.birth !== null && b.birth !== null && JSON.stringify({ ...a.birth, version: 0 }) !== JSON.stringify({ ...b.birth, version: 0 }),
  gender: ({ heading: a }, { heading: b }) => a.gender !== b.gender && a.gender !== 'unknown' && b.gender !== 'unknown',
};

function Compared({ comparison }: { comparison: Comparison }): ReactNode {
  const text = useText();
  const { t, formatDate } = text;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [mergeId] = useState(() => comparison.mergeId ?? newId());
  const [stays, setStays] = useState(comparison.stays);
  const [fromOther, setFromOther] = useState<readonly Key[]>([]);
  const [card, setCard] = useState<SafeContact | null>(comparison.card);
  const [deed, setDeed] = useState<'merge' | 'tell-apart' | null>(null);
  const [one, other] = comparison.files;
  const [survivor, absorbed] = one.heading.id === stays ? [one, other] : [other, one];
  const minorStays = one.heading.minorTrack !== other.heading.minorTrack;
  const isOpen = (file: ComparedFile): boolean => file.cases.some((each) => !['closed', 'withdrawn', 'sent-elsewhere', 'short-guidance'].includes(each.state));

  const decide = useMutation({
    mutationFn: async (move: MergeMove) => {
      // A request stands before each decision, also where nobody else has asked.
      if (comparison.mergeId === null) await api.put(`/api/merges/${mergeId}`, { body: { personId: survivor.heading.id, code: absorbed.heading.code, reason: t('persons.compare.default-reason') } });
      await api.post(`/api/merges/${mergeId}/moves`, { body: move });
    },
    onSuccess: async (_, { move }) => {
      toast.say(t(move === 'merge' ? 'persons.compare.united' : 'persons.duplicates.apart-done'));
      await client.invalidateQueries({ queryKey: ['cases'] });
      await navigate({ href: move === 'merge' ? `/merges/${mergeId}` : '/duplicates' });
      await client.invalidateQueries({ queryKey: ['persons'] });
    },
  });
  const wordsOf = (key: Key, file: ComparedFile): string =>
    key === 'birth' ? birthWords(text, file.heading.birth) : key === 'gender' ? t(`persons.gender.${file.heading.gender}`) : nameOf(file)?.text ?? t('persons.no-name');
  const open = (Object.keys(differing) as Key[]).filter((key) => differing[key](one, other));

  return (
    <Stack>
      <Panel title={t('persons.compare.why')} of="case">
        <Row><Tag tone={comparison.band === 'different' ? 'neutral' : 'late'}>{t(comparison.band === 'different' ? 'persons.compare.band.different' : `persons.band.${comparison.band}`)}</Tag></Row>
        {comparison.reasons.length === 0 && <p className="quiet">{t('persons.compare.no-reason')}</p>}
        <Stack gap="small">{comparison.reasons.map((reason) => <span key={reason.code}><PrivateText>{reasonWords(text, reason)}</PrivateText></span>)}</Stack>
        {comparison.toldApart && <Notice tone="late" title={t('persons.compare.told-apart', { by: comparison.toldApart.by, at: formatDate(comparison.toldApart.at) })} />}
      </Panel>
      <SideBySide files={comparison.files} />
      <Panel title={t('persons.compare.outcome')} of="case">
        <Stack>
          {minorStays
            ? <Notice title={t('persons.compare.minor-stays')} />
            : <ChoiceChips label={t('persons.compare.stays')} hint={t('persons.compare.stays-hint')} canClear={false} value={stays} onChange={(chosen) => chosen !== null && setStays(chosen)} choices={comparison.files.map(({ heading }) => ({ value: heading.id, label: spokenCode(heading.code) }))} />}
          {open.length > 0 && <p className="quiet small">{t('persons.compare.choose')}</p>}
          {open.map((key) => (
            <ChoiceChips
              key={key}
              label={t(`persons.compare.choose.${key}`)}
              canClear={false}
              value={fromOther.includes(key) ? 'other' : 'own'}
              onChange={(chosen) => setFromOther((before) => (chosen === 'other' ? [...before, key] : before.filter((each) => each !== key)))}
              choices={[{ value: 'own', label: wordsOf(key, survivor) }, { value: 'other', label: wordsOf(key, absorbed) }]}
            />
          ))}
          {isOpen(one) && isOpen(other) && <Notice title={t('persons.compare.two-open')} />}
        </Stack>
      </Panel>
      {card && (
        <Panel title={t('persons.compare.card')} of="case">
          <Stack>
            <p className="quiet small">{t('persons.compare.card-help')}</p>
            <CardFields card={card} onWrite={(part) => setCard((before) => before && { ...before, ...part })} />
          </Stack>
        </Panel>
      )}
      <Panel title={t('persons.compare.learns')} of="team">
        {comparison.learns.length === 0
          ? <p className="quiet">{t('persons.compare.learns-none')}</p>
          : <><p className="quiet small">{t('persons.compare.learns-help')}</p><ul className="persons-lines">{comparison.learns.map((who) => <li key={`${who.memberId} ${who.code}`}>{t('persons.compare.learns-line', { name: who.name, role: t(`role.${who.role}`), code: spokenCode(who.code) })}</li>)}</ul></>}
      </Panel>
      {comparison.obstacle && <Notice tone="danger" title={t(`persons.compare.obstacle.${comparison.obstacle}`)} />}
      <Row end>
        <Button onPress={() => setDeed('tell-apart')}>{t('persons.compare.apart')}</Button>
        <Button kind="primary" icon="link" isDisabled={comparison.obstacle !== null} onPress={() => setDeed('merge')}>{t('persons.compare.unite')}</Button>
      </Row>
      {deed && (
        <ReasonDialog
          title={deed === 'merge' ? t('persons.compare.unite-title', { absorbed: spokenCode(absorbed.heading.code), survivor: spokenCode(survivor.heading.code) }) : t('persons.compare.apart')}
          isOpen
          minLength={3}
          onClose={() => setDeed(null)}
          confirm={t(deed === 'merge' ? 'persons.compare.unite' : 'persons.compare.apart')}
          isPending={decide.isPending}
          onConfirm={(reason) => decide.mutate(deed === 'merge' ? { id: newId(), move: 'merge', reason, survivorId: survivor.heading.id, fromOther: [...fromOther], card } : { id: newId(), move: 'tell-apart', reason })}
        >
          {t(deed === 'merge' ? 'persons.compare.unite-help' : 'persons.compare.apart-help')}
          {decide.error && <ProblemPanel problem={decide.error} />}
        </ReasonDialog>
      )}
    </Stack>
  );
}
