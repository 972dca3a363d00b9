import { useQuery } from '@tanstack/react-query';
import type { InterviewKind } from '../../desk/contract.ts';
import { proposedKind, proposedMediator } from '../domain/proposed.ts';
import { appointmentsOf, colleagues, headingOf, interviewsOf, notFreeIn } from './queries.ts';

export interface SuitingAsked {
  readonly caseId: string | null;
  readonly personId: string | null;
  /** The language, where somebody chose one. */
  readonly language: string | null;
  readonly member: string | null;
  readonly period: { readonly startsAt: string; readonly endsAt: string } | null;
}

/** What suits the person for whom an hour is booked; each part holds until somebody says otherwise. */
export interface Suiting {
  /** Languages that they speak, the first before all. */
  readonly theirs: readonly string[];
  readonly language: string;
  readonly kind: InterviewKind;
  readonly mediator: string | null;
  /** False while it is not known yet what they speak: nobody is looked for, nor anything booked, in the wrong language. */
  readonly isReady: boolean;
  readonly error: Error | null;
}

/** Language, kind and mediator as they follow from the person, the colleague and the hour. */
export function useSuiting({ caseId, personId, language: chosen, member, period }: SuitingAsked): Suiting {
  const heading = useQuery({ ...headingOf(personId ?? ''), enabled: personId !== null });
  const interviews = useQuery({ ...interviewsOf(caseId ?? ''), enabled: caseId !== null });
  const appointments = useQuery({ ...appointmentsOf(caseId ?? ''), enabled: caseId !== null });
  const team = useQuery(colleagues);
  const notFree = useQuery(notFreeIn(period));
  const theirs = heading.data?.languages.map((one) => one.language) ?? [];
  const language = chosen ?? theirs[0] ?? 'it';
  const before = appointments.data?.items ?? [];
  return {
    theirs, language, kind: proposedKind(interviews.data?.items ?? [], before),
    mediator: proposedMediator({ language, member, staff: team.data?.items ?? [], before, notFree: (notFree.data?.items ?? []).map(({ memberId }) => memberId) }),
    isReady: !heading.isLoading && !interviews.isLoading && !appointments.isLoading,
    error: heading.error ?? interviews.error ?? appointments.error,
  };
}
