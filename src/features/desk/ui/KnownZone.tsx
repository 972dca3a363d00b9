import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { useQueueState } from '../../../kernel/offline/ui/theQueue.ts';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { useKept } from '../../../kernel/ui/kept.ts';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { KeyValues, Tag } from '../../../kernel/ui/Tag.tsx';
import type { KeyValue } from '../../../kernel/ui/Tag.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { asNoted } from '../../consents/domain.ts';
import type { Fact, Profile } from '../../plans/contract.ts';
import type { Interview } from '../contract.ts';
import { consentsOf, headingOf } from './queries.ts';
import { useFactWords } from './words.ts';

/** Everything known now, by field. */
export const factsOf = (profile: Profile | undefined): ReadonlyMap<string, Fact> =>
  new Map((profile?.sections ?? []).flatMap((section) => section.fields.flatMap((field) => (field.fact === null || field.fact.value === null ? [] : [[field.key, field.fact] as const]))));

/** Beside the questions: how the person may be reached safely, what they decided, what is known, each with its day. */
export function KnownZone({ interview, known, episodes }: { interview: Interview; known: ReadonlyMap<string, Fact>; episodes: Profile['episodes'] }): ReactNode {
  return (
    <Stack>
      <SafeContact personId={interview.personId} />
      <Consents caseId={interview.caseId} />
      <Facts known={known} />
      {episodes.length > 0 && <Episodes episodes={episodes} />}
    </Stack>
  );
}

function SafeContact({ personId }: { personId: string }): ReactNode {
  const { t, languageName } = useText();
  const heading = useQuery(headingOf(personId));
  const card = heading.data?.safeContact;
  const lines = card ? [
    { key: 'who', value: card.whoMayCall }, { key: 'when', value: card.whenToCall }, { key: 'language', value: card.language ? languageName(card.language) : '' },
    { key: 'said', value: card.mayBeSaid }, { key: 'not', value: card.mustNotAnswer },
  ] : [];
  const items: readonly KeyValue[] = lines.flatMap(({ key, value }) => (value === '' ? [] : [{ key, label: t(`desk.safe-contact.${key}`), value: <PrivateText>{value}</PrivateText> }]));
  return (
    <Panel title={t('desk.safe-contact')} of="case">
      {heading.error && <ProblemPanel problem={heading.error} />}
      {heading.isPending && <Skeleton lines={2} />}
      {heading.data && !card && <p className="quiet">{t('desk.safe-contact.none')}</p>}
      {card && (
        <Stack gap="small">
          {card.doNotCall && <div><Tag tone="late" icon="phone">{t('desk.safe-contact.do-not-call')}</Tag></div>}
          <KeyValues compact items={items} />
        </Stack>
      )}
    </Panel>
  );
}

function Consents({ caseId }: { caseId: string }): ReactNode {
  const { t } = useText();
  const consents = useQuery(consentsOf(caseId));
  const { account, hat } = useSession();
  const { waiting } = useQueueState();
  // With what was noted on this device: a consent that was taken back here is not shown as a yes to anybody at it.
  const known = useMemo(() => consents.data && asNoted(consents.data, waiting, { id: hat?.id ?? '', name: account?.name ?? '' }), [consents.data, waiting, hat, account]);
  const open = known?.consents.filter((one) => one.state === 'given' || one.state === 'refused') ?? [];
  return (
    <Panel title={t('desk.consents')} of="case">
      {consents.error && <ProblemPanel problem={consents.error} />}
      {known && <p>{t(`consents.notice.state.${known.noticeState}`)}</p>}
      {known && open.length === 0 && <p className="quiet">{t('desk.consents.none')}</p>}
      {open.length > 0 && (
        <KeyValues compact items={open.map((one) => ({ key: one.id, label: one.recipient ? one.recipient.name : t(`consents.switch.${one.switch}`), value: t(`consents.state.${one.state}`) }))} />
      )}
      <TextLink href={`/cases/${caseId}/answers`}>{t('desk.consents.open')}</TextLink>
    </Panel>
  );
}

function Facts({ known }: { known: ReadonlyMap<string, Fact> }): ReactNode {
  const { t } = useText();
  const { since } = useKept();
  return (
    <Panel title={t('desk.known')}>
      {since !== null && <p className="quiet small">{t('desk.known.kept')}</p>}
      {known.size === 0 && <p className="quiet">{t('desk.known.none')}</p>}
      <Told facts={[...known.values()]} />
    </Panel>
  );
}

/** Spells of work and of exploitation that were told already: one line for each fact, so that nobody asks for the story again. */
function Episodes({ episodes }: { episodes: Profile['episodes'] }): ReactNode {
  const { t } = useText();
  return (
    <Panel title={t('desk.known.episodes')} of={episodes.some((one) => one.kind === 'exploitation') ? 'restricted' : 'case'}>
      {episodes.map((one) => <Told key={one.id} facts={one.fields.flatMap(({ fact }) => (fact === null || fact.value === null ? [] : [fact]))} />)}
    </Panel>
  );
}

function Told({ facts }: { facts: readonly Fact[] }): ReactNode {
  const { t, formatDate } = useText();
  const words = useFactWords();
  return (
    <KeyValues compact items={facts.map((fact) => ({
      key: fact.id, label: t(`plans.field.${fact.field}`), value: <SafeText>{words(fact)}</SafeText>,
      source: t('desk.known.source', { source: t(`desk.source.${fact.source.kind}`), date: formatDate(fact.learnedOn) }),
    }))} />
  );
}
