import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { CheckChips, ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Columns, Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { ServiceCategory, type WithoutPapers } from '../../directory/contract.ts';
import type { Fit, Matched, ReferralKind } from '../contract.ts';
import { AboutTransfers } from './TransferBody.tsx';
import { useCasePlan, useMatches, useNeeds, useSpoken } from './queries.ts';
import { categoryFor, categoryForGoal } from './words.ts';

/** What the new referral is for, when one comes from the plan: a step, or a need. */
export interface Serves {
  readonly stepId: string | null;
  readonly needId: string | null;
}

export interface Chosen {
  readonly serviceId: string;
  readonly needId: string | null;
}

const languages = ['it', 'en', 'fr', 'ar', 'bn', 'uk', 'ur', 'ro', 'es', 'pa', 'wo'] as const;

/** From a need to a service: which fit, which do not, and what must be asked first, each with its reasons. */
export function ChooseService({ caseId, kind, category: given, serves, onChoose, onCancel }: { caseId: string; kind: ReferralKind; category: ServiceCategory | null; serves: Serves; onChoose: (chosen: Chosen) => void; onCancel: () => void }): ReactNode {
  const { t, languageName } = useText();
  const needs = useNeeds(caseId);
  const current = (needs.data?.items ?? []).filter((one) => one.current && one.level > 0).sort((one, other) => other.level - one.level);
  const plan = useCasePlan(caseId);
  const goal = plan.data?.plan?.goals.find((one) => one.steps.some((step) => step.id === serves.stepId));
  const step = goal?.steps.find((one) => one.id === serves.stepId) ?? null;
  // A goal may have been written upon an earlier reading of its need: the need is the same, read anew.
  const meant = needs.data?.items.find((one) => one.id === (serves.needId ?? goal?.needId))?.domain;
  const proposed = current.find((one) => one.domain === meant)?.id ?? null;
  const [chosenNeed, setNeedId] = useState<string | null | undefined>(undefined);
  const [chosenCategory, setCategory] = useState<ServiceCategory | null | undefined>(given ?? undefined);
  const needId = chosenNeed === undefined ? proposed : chosenNeed;
  const isTransfer = kind === 'transfer';
  const category = isTransfer ? 'anti-trafficking' : chosenCategory !== undefined ? chosenCategory : meant ? categoryFor[meant] : goal ? categoryForGoal[goal.domain] : null;
  const [papers, setPapers] = useState<WithoutPapers>('unknown');
  const known = useSpoken(caseId);
  const [chosen, setSpoken] = useState<string[] | null>(null);
  const spoken = chosen ?? known;
  const matches = useMatches({ category, papers, languages: spoken }, category !== null);
  const byNeed = (id: string | null): void => {
    const domain = current.find((one) => one.id === id)?.domain;
    setNeedId(id);
    if (domain) setCategory(categoryFor[domain]);
  };

  return (
    <Panel title={t(isTransfer ? 'referrals.transfer.choose' : 'referrals.choose')} of="case" actions={<Button kind="quiet" onPress={onCancel}>{t('ui.cancel')}</Button>}>
      <Stack>
        {isTransfer && <AboutTransfers />}
        {step && <p>{t('referrals.for-step')} <strong><SafeText>{step.title}</SafeText></strong></p>}
        {current.length > 0 && !isTransfer && <ChoiceChips label={t('referrals.need')} value={needId} onChange={byNeed} choices={current.map((one) => ({ value: one.id, label: t(`plans.need.${one.domain}`) }))} />}
        <Columns min="normal">
          {!isTransfer && <Select label={t('referrals.category')} isRequired value={category} onChange={setCategory} choices={ServiceCategory.options.map((value) => ({ value, label: t(`directory.category.${value}`) }))} />}
          <ChoiceChips label={t('referrals.papers')} canClear={false} value={papers} onChange={(value) => setPapers(value ?? 'unknown')} choices={(['yes', 'no', 'unknown'] as const).map((value) => ({ value, label: t(`referrals.papers.${value}`) }))} />
        </Columns>
        <CheckChips label={t('referrals.languages')} value={spoken} onChange={setSpoken} choices={[...new Set([...known, ...languages])].map((value) => ({ value, label: languageName(value) }))} />
        {matches.error && <ProblemPanel problem={matches.error} onRetry={() => void matches.refetch()} />}
        {category !== null && matches.isPending && <Skeleton lines={4} />}
        {matches.data?.items.length === 0 && <EmptyState icon="services" title={t(isTransfer ? 'referrals.transfer.no-body' : 'referrals.no-service')} why={t(isTransfer ? 'referrals.transfer.no-body-why' : 'referrals.no-service-why')} />}
        {matches.data?.items.map((one) => <MatchCard key={one.service.id} match={one} onChoose={() => onChoose({ serviceId: one.service.id, needId })} />)}
      </Stack>
    </Panel>
  );
}

const toneOf = { yes: 'good', ask: 'late', no: 'neutral' } as const;

function MatchCard({ match, onChoose }: { match: Matched['items'][number]; onChoose: () => void }): ReactNode {
  const { t } = useText();
  const { service, organisation, fit, accessRule, howToRefer, confidentialAddress } = match;
  return (
    <Panel
      level={3} title={service.name}
      actions={<><Tag tone={toneOf[fit.verdict]} icon={fit.verdict === 'yes' ? 'check' : fit.verdict === 'ask' ? 'help' : 'close'}>{t(`referrals.fit.${fit.verdict}`)}</Tag><Button size="small" kind={fit.verdict === 'yes' ? 'primary' : 'secondary'} aria-label={t('referrals.choose-this-one', { name: service.name })} onPress={onChoose}>{t('referrals.choose-this')}</Button></>}
    >
      <Stack gap="small">
        <p className="quiet">{organisation.name}{confidentialAddress ? ` · ${t('directory.confidential')}` : ''}</p>
        <Reasons fit={fit} />
        {accessRule && <SafeText block>{accessRule}</SafeText>}
        {howToRefer && <p className="small">{t('referrals.how')} <SafeText>{howToRefer}</SafeText></p>}
      </Stack>
    </Panel>
  );
}

function Reasons({ fit }: { fit: Fit }): ReactNode {
  const { t } = useText();
  const groups = (['yes', 'no', 'ask'] as const).filter((group) => fit[group].length > 0);
  return <Row>{groups.map((group) => <span key={group} className="small"><strong>{t(`referrals.why.${group}`)}</strong> {fit[group].map((reason) => t(`referrals.fit-reason.${reason}`)).join(' · ')}</span>)}</Row>;
}
