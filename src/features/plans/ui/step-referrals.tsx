import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton, TextLink } from '../../../kernel/ui/Button.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { OwnWords } from '../../../kernel/ui/SafeText.tsx';
import { StatusDots } from '../../../kernel/ui/Timeline.tsx';
import type { CaseReferrals, ReferralLine } from '../../referrals/contract.ts';
import { dotsOf, suggestionFor } from '../../referrals/domain/way.ts';
import type { Step, StepState } from '../contract.ts';
import { stepClosed } from '../domain.ts';

const useReferrals = (caseId: string) => useQuery({ queryKey: ['referrals', 'case', caseId], queryFn: ({ signal }) => api.get<CaseReferrals>(`/api/cases/${caseId}/referrals`, { signal }) });

export interface StepReferralsProps {
  readonly step: Step;
  readonly caseId: string;
  readonly isOpen: boolean;
  readonly isPending: boolean;
  /** Takes up what the service's answer suggests. */
  readonly onTake: (state: StepState, words: string | null) => void;
}

/** The services that a step was entrusted to: each with its line of dots, and what its fate suggests for the step. */
export function StepReferrals({ step, caseId, isOpen, isPending, onTake }: StepReferralsProps): ReactNode {
  const { t } = useText();
  const list = useReferrals(caseId);
  const ofStep = list.data?.items.filter((one) => one.stepId === step.id) ?? [];
  const mayLook = isOpen && !stepClosed(step.state);
  return (
    <Stack gap="small">
      {ofStep.map((one) => (
        <StepReferral key={one.id} line={one} others={ofStep.filter((other) => other.id !== one.id)} step={step} caseId={caseId} isOpen={mayLook} isPending={isPending} onTake={onTake} />
      ))}
      {mayLook && ofStep.length === 0 && list.data && (
        <div className="never-printed"><LinkButton kind="quiet" size="small" icon="services" href={`/cases/${caseId}?tab=services&step=${step.id}`} aria-label={t('plans.step.service-about', { title: step.title })}>{t('plans.step.service')}</LinkButton></div>
      )}
    </Stack>
  );
}

function StepReferral({ line, others, step, caseId, isOpen, isPending, onTake }: StepReferralsProps & { line: ReferralLine; others: readonly ReferralLine[] }): ReactNode {
  const { t, formatDate, formatDateTime } = useText();
  const suggestion = isOpen ? suggestionFor(line, others) : null;
  const isSent = line.sentAt !== null;
  const dots = dotsOf(line).map(({ key, state, at, appointmentAt, owed }) => ({
    key, label: t(`referrals.dot.${key}`), state, ...(at ? { at } : {}),
    ...(appointmentAt ? { note: formatDateTime(appointmentAt) } : owed ? { note: t(`referrals.owed.${owed.what}.${owed.state}`, { day: formatDate(owed.dueOn) }) } : {}),
  }));
  return (
    <Stack gap="small">
      <p className="small"><TextLink href={`/cases/${caseId}?tab=services`}>{line.service.name} · {line.reference}</TextLink> · {t(`referrals.state.${line.state}`)}</p>
      {isSent && line.state !== 'withdrawn' && <StatusDots label={t('referrals.way-of', { service: line.reference })} steps={dots} />}
      {suggestion?.kind === 'outcome' && (
        <Notice tone={suggestion.state === 'done' ? 'good' : 'info'} title={t(`plans.step.suggests.${suggestion.state}`, { service: line.service.name })}
          actions={<Button size="small" icon="check" isPending={isPending} onPress={() => onTake(suggestion.state, (suggestion.words ?? t(`referrals.state.${line.state}`)).slice(0, 500))}>{t(`plans.step.take.${suggestion.state}`)}</Button>}>
          {suggestion.words && <OwnWords>{suggestion.words}</OwnWords>}
        </Notice>
      )}
      {suggestion?.kind === 'another-way' && (
        <Notice tone="late" title={t('plans.step.suggests.another', { service: line.service.name })}
          actions={<LinkButton size="small" icon="services" href={`/cases/${caseId}?tab=services&step=${step.id}${line.state === 'declined' ? `&instead=${line.id}` : ''}`}>{t('plans.step.another')}</LinkButton>}>
          {t('plans.step.suggests.another-why')}
        </Notice>
      )}
    </Stack>
  );
}
