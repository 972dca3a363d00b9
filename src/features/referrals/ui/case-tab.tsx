import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { EmptyState, Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import type { ServiceCategory } from '../../directory/contract.ts';
import type { ReferralKind } from '../contract.ts';
import { ChooseService, type Chosen, type Serves } from './ChooseService.tsx';
import { DraftForm } from './DraftForm.tsx';
import { useCasePlan, useCaseReferrals, useProposal, useReferral, useShowAtOnce } from './queries.ts';
import { ReferralCard } from './ReferralCard.tsx';
import { SendPanel } from './SendPanel.tsx';
import './referrals.css';

/** Where the sender stands on the way from a need to a letter that has left. */
type Place =
  | { readonly at: 'list' }
  | { readonly at: 'choose'; readonly kind: ReferralKind; readonly category: ServiceCategory | null; readonly insteadOf: string | null; readonly serves: Serves }
  | { readonly at: 'write'; readonly kind: ReferralKind; readonly chosen: Chosen; readonly insteadOf: string | null; readonly stepId: string | null }
  | { readonly at: 'rewrite' | 'preview'; readonly referralId: string };

const forNothing: Serves = { stepId: null, needId: null };
const idIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The services of a case: what was asked of whom, where each stands, and the way to a new one. */
export default function ReferralsTab({ caseId }: { caseId: string; personId: string }): ReactNode {
  const navigate = useNavigate();
  const asked: { step?: unknown; need?: unknown; instead?: unknown } = useSearch({ strict: false });
  const serves: Serves = { stepId: idIn(asked.step), needId: idIn(asked.need) };
  const [place, setPlace] = useState<Place>(serves.stepId || serves.needId ? { at: 'choose', kind: 'service', category: null, insteadOf: idIn(asked.instead), serves } : { at: 'list' });
  const back = (): void => {
    setPlace({ at: 'list' });
    // What was asked for is done, or dropped: a reload shows the list.
    if (serves.stepId || serves.needId) void navigate({ href: `/cases/${caseId}?tab=services`, replace: true });
  };
  if (place.at === 'choose') return <ChooseService caseId={caseId} kind={place.kind} category={place.category} serves={place.serves} onCancel={back} onChoose={(chosen) => setPlace({ at: 'write', kind: place.kind, chosen, insteadOf: place.insteadOf, stepId: place.serves.stepId })} />;
  if (place.at === 'write') return <Writing caseId={caseId} kind={place.kind} serviceId={place.chosen.serviceId} needId={place.chosen.needId} stepId={place.stepId} insteadOf={place.insteadOf} onCancel={back} onKept={(referralId) => setPlace({ at: 'preview', referralId })} />;
  if (place.at === 'list') return <ReferralList caseId={caseId} onPlace={setPlace} />;
  return <Kept caseId={caseId} place={place} onPlace={setPlace} onSent={back} />;
}

function ReferralList({ caseId, onPlace }: { caseId: string; onPlace: (place: Place) => void }): ReactNode {
  const { t } = useText();
  const list = useCaseReferrals(caseId);
  const plan = useCasePlan(caseId);
  const titleOf = (stepId: string | null): string | null => plan.data?.plan?.goals.flatMap((goal) => goal.steps).find((step) => step.id === stepId)?.title ?? null;
  const begin = <Button kind="primary" icon="plus" onPress={() => onPlace({ at: 'choose', kind: 'service', category: null, insteadOf: null, serves: forNothing })}>{t('referrals.new')}</Button>;
  const pass = <Button icon="people" onPress={() => onPlace({ at: 'choose', kind: 'transfer', category: 'anti-trafficking', insteadOf: null, serves: forNothing })}>{t('referrals.transfer.new')}</Button>;
  return (
    <Panel title={t('referrals.title')} of="case" actions={list.data && list.data.items.length > 0 ? <>{pass}{begin}</> : undefined}>
      {list.error && !list.data ? <ProblemPanel problem={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending && <Skeleton lines={4} />}
      {list.data?.items.length === 0 && <EmptyState icon="services" title={t('referrals.none')} why={t('referrals.none-why')} action={<Row>{begin}{pass}</Row>} />}
      <Stack>
        {list.data?.items.map((line) => (
          <ReferralCard key={line.id} line={line} caseId={caseId} step={titleOf(line.stepId)} onDraft={() => onPlace({ at: 'preview', referralId: line.id })} onAlternative={() => onPlace({ at: 'choose', kind: line.kind, category: null, insteadOf: line.id, serves: { stepId: line.stepId, needId: line.needId } })} />
        ))}
      </Stack>
    </Panel>
  );
}

interface WritingProps {
  readonly caseId: string;
  readonly kind: ReferralKind;
  readonly serviceId: string;
  readonly needId: string | null;
  readonly stepId: string | null;
  readonly insteadOf: string | null;
  readonly onCancel: () => void;
  readonly onKept: (referralId: string) => void;
}

function Writing({ caseId, kind, serviceId, needId, stepId, insteadOf, onCancel, onKept }: WritingProps): ReactNode {
  const proposal = useProposal(caseId, serviceId);
  const show = useShowAtOnce();
  if (!proposal.data) return proposal.error ? <ProblemPanel problem={proposal.error} onRetry={() => void proposal.refetch()} /> : <Skeleton lines={6} />;
  return <DraftForm caseId={caseId} proposal={proposal.data} kind={kind} referral={null} needId={needId} stepId={stepId} insteadOf={insteadOf} onCancel={onCancel} onKept={(referral) => { show(referral); onKept(referral.id); }} />;
}

/** A draft that is already kept: read as the other side will read it, or written anew. */
function Kept({ caseId, place, onPlace, onSent }: { caseId: string; place: { readonly at: 'rewrite' | 'preview'; readonly referralId: string }; onPlace: (place: Place) => void; onSent: () => void }): ReactNode {
  const referral = useReferral(place.referralId);
  const show = useShowAtOnce();
  const proposal = useProposal(caseId, place.at === 'rewrite' ? referral.data?.service.id ?? null : null);
  const problem = referral.error ?? proposal.error;
  if (!referral.data || (place.at === 'rewrite' && !proposal.data)) return problem ? <ProblemPanel problem={problem} onRetry={() => void referral.refetch()} /> : <Skeleton lines={6} />;
  const preview = (): void => onPlace({ at: 'preview', referralId: place.referralId });
  if (place.at === 'rewrite' && proposal.data) return <DraftForm caseId={caseId} proposal={proposal.data} kind={referral.data.kind} referral={referral.data} needId={null} stepId={null} insteadOf={null} onCancel={preview} onKept={(kept) => { show(kept); preview(); }} />;
  return <SendPanel referral={referral.data} onEdit={() => onPlace({ at: 'rewrite', referralId: place.referralId })} onSent={onSent} />;
}
