import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import type { Profile } from '../contract.ts';
import { profileField, profileSections } from '../domain.ts';
import { EpisodesPanel } from './episodes-panel.tsx';
import { FactRow } from './fact-row.tsx';
import { HouseholdPanel } from './household-panel.tsx';
import { useProfile } from './queries.ts';
import { UnknownFields } from './unknown-fields.tsx';
import './plans.css';

export interface CaseTabProps {
  readonly caseId: string;
  readonly personId: string;
}

/** What is known of the person, dense to read, each field corrected where it stands. */
export default function ProfileTab({ caseId }: CaseTabProps): ReactNode {
  const { t } = useText();
  const profile = useProfile(caseId);
  const [showsUnknown, setShowsUnknown] = useState(true);
  const [sought, setSought] = useState('');
  if (profile.error && !profile.data) return <ProblemPanel problem={profile.error} onRetry={() => void profile.refetch()} />;
  if (!profile.data) return <Skeleton lines={8} />;

  const fields = profile.data.sections.flatMap((section) => section.fields);
  const known = fields.filter((field) => field.fact !== null && field.fact.value !== null);
  const isShown = (field: (typeof fields)[number], section: string): boolean =>
    (showsUnknown || known.includes(field)) && `${t(`plans.field.${field.key}`)} ${t(`plans.section.${section}`)}`.toLowerCase().includes(sought.trim().toLowerCase());
  const sections = profile.data.sections.map((section) => ({ key: section.key, shown: section.fields.filter((field) => isShown(field, section.key)) }))
    .filter((section) => section.shown.length > 0);

  return (
    <Stack>
      {known.length === 0 && <Notice>{t('plans.profile.empty')}</Notice>}
      <Expiring profile={profile.data} />
      <HouseholdPanel caseId={caseId} />
      <div className="never-printed plan-fields">
        <TextField label={t('plans.profile.filter')} type="search" value={sought} onChange={setSought} />
        <Switch value={showsUnknown} onChange={setShowsUnknown}>{t('plans.profile.show-unknown')}</Switch>
        <span className="quiet small number profile-count">{t('plans.profile.known-count', { known: known.length, all: fields.length })}</span>
      </div>
      {sections.length === 0 && <EmptyState icon="search" title={t('plans.profile.nothing-found')} />}
      <div className="profile-sections">
        {inTwo(sections, ({ shown }) => 3 + shown.filter((field) => field.fact !== null).length + shown.filter((field) => field.fact === null).length / 3).map((column) => (
          <Stack key={column[0]?.key ?? ''}>
            {column.map(({ key, shown }) => (
              <Panel key={key} title={t(`plans.section.${key}`)} of={profileSections.find((one) => one.key === key)?.compartment === 'restricted' ? 'restricted' : 'case'}
                actions={key === 'work' ? <TextLink href={`/cases/${caseId}?tab=employment`}>{t('plans.profile.to-work')}</TextLink> : undefined}>
                <Facts caseId={caseId} fields={shown} />
              </Panel>
            ))}
          </Stack>
        ))}
      </div>
      {profile.data.episodeKinds.map((kind) => <EpisodesPanel key={kind} caseId={caseId} kind={kind} profile={profile.data} />)}
    </Stack>
  );
}

/** What is known as rows, and below, in a few words, what is not. */
function Facts({ caseId, fields }: { caseId: string; fields: Profile['sections'][number]['fields'] }): ReactNode {
  const defined = fields.flatMap((one) => {
    const field = profileField(one.key)?.field;
    return field ? [{ ...one, field }] : [];
  });
  const learned = defined.filter((one) => one.fact !== null);
  return (
    <>
      {learned.length > 0 && <dl className="facts">{learned.map(({ key, field, fact, earlier }) => fact && <FactRow key={key} caseId={caseId} field={field} fact={fact} earlier={earlier} />)}</dl>}
      <UnknownFields caseId={caseId} fields={defined.filter((one) => one.fact === null).map((one) => one.field)} />
    </>
  );
}

/** Two columns of about the same length, in reading order; what stands in one does not jump to the other while a field is open. */
function inTwo<Item>(items: readonly Item[], lengthOf: (item: Item) => number): Item[][] {
  const half = items.reduce((sum, item) => sum + lengthOf(item), 0) / 2;
  let length = 0;
  const columns: [Item[], Item[]] = [[], []];
  for (const item of items) {
    columns[length + lengthOf(item) / 2 <= half ? 0 : 1].push(item);
    length += lengthOf(item);
  }
  return columns.filter((column) => column.length > 0);
}

/** What ends soon, before everything else: a permit found expired is found too late. */
function Expiring({ profile }: { profile: Profile }): ReactNode {
  const { t, formatDate } = useText();
  const ending = profile.sections.flatMap((section) => section.fields).flatMap(({ key, fact }) => (fact?.rung && fact.dueOn ? [{ key, dueOn: fact.dueOn, rung: fact.rung }] : []))
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn));
  if (ending.length === 0) return null;
  return (
    <Notice tone="late" title={t('plans.profile.expiring')}>
      <ul>
        {ending.map((one) => <li key={one.key}>{t(`plans.field.${one.key}`)}: {formatDate(one.dueOn, 'long')} · {t(`plans.rung.${one.rung}`)}</li>)}
      </ul>
    </Notice>
  );
}
