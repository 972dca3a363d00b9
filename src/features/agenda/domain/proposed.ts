import type { InterviewKind } from '../../desk/contract.ts';
import type { Appointment, BookableRole, Colleague } from '../contract.ts';

/** A first interview is held once: whoever has had one, or is expected for one, is proposed the next. */
export function proposedKind(interviews: readonly unknown[], appointments: readonly Pick<Appointment, 'kind' | 'state'>[]): InterviewKind {
  const isExpected = appointments.some(({ kind, state }) => kind === 'first' && state !== 'cancelled' && state !== 'no-show');
  return interviews.length > 0 || isExpected ? 'follow-up' : 'first';
}

export interface TalkWanted {
  /** The language of the talk, and with whom it is. */
  readonly language: string;
  readonly member: string | null;
  readonly staff: readonly Colleague[];
  /** Appointments that the person had, latest first: who mediated then is known to them. */
  readonly before: readonly Pick<Appointment, 'mediator'>[];
  /** Those who could not come at that hour. */
  readonly notFree: readonly string[];
}

/** Whether the two need somebody between them. Italian, and a language that the colleague speaks, need nobody. */
export function needsMediation({ language, member, staff }: Pick<TalkWanted, 'language' | 'member' | 'staff'>): boolean {
  return language !== 'it' && !staff.find((one) => one.id === member)?.languages.includes(language);
}

/** The mediator to put between the two: who speaks the language and can come, before all whom the person has met already. */
export function proposedMediator({ language, member, staff, before, notFree }: TalkWanted): string | null {
  if (!needsMediation({ language, member, staff })) return null;
  const able = staff.filter((one) => one.role === 'mediator' && one.id !== member && one.languages.includes(language) && !notFree.includes(one.id));
  const known = before.find(({ mediator }) => able.some(({ id }) => id === mediator?.id))?.mediator;
  return known?.id ?? able[0]?.id ?? null;
}

/** The talk that whoever asks for a profession asks for; nothing is supposed where several would do. */
export function askedFor(role: BookableRole | null): InterviewKind | null {
  if (role === 'psychologist') return 'psychological';
  if (role === 'legal') return 'legal';
  return role === 'labour' ? 'work-orientation' : null;
}
