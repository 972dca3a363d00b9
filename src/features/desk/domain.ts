import { machine } from '../../kernel/machine.ts';
import { canonical, markOf } from '../../kernel/mark.ts';
import { type Interview, type InterviewKind, type InterviewMove, type InterviewState, type NewInterview, Presence, type Sitting, type StopReason } from './contract.ts';

/** An interview may take several sittings; a stop always says why, and nothing follows a signature. */
export const interviewMachine = machine<InterviewState, InterviewMove>({
  states: ['prepared', 'running', 'paused', 'stopped', 'signed'],
  initial: 'prepared',
  moves: {
    start: { from: ['prepared', 'stopped'], to: 'running' },
    pause: { from: ['running'], to: 'paused' },
    resume: { from: ['paused'], to: 'running' },
    stop: { from: ['running', 'paused'], to: 'stopped', needs: ['reason'] },
    sign: { from: ['stopped'], to: 'signed' },
  },
});

export interface TimedMove {
  readonly move: string;
  readonly at: Date;
  readonly reason: StopReason | null;
}

const MINUTE = 60_000;

/** Minutes of talk alone between two moments, without the breaks; one still open lasts until the end. */
export function talkMinutes(from: Date, until: Date, breaks: readonly { readonly from: Date; readonly to: Date | null }[]): number {
  const rest = breaks.reduce((sum, pause) => sum + Math.max(0, (pause.to ?? until).getTime() - pause.from.getTime()), 0);
  return Math.max(0, Math.round((until.getTime() - from.getTime() - rest) / MINUTE));
}

/**
 * Sittings of an interview with their breaks, read from its moves in order of time. Minutes count talk alone; a sitting still open
 * counts up to `now`.
 */
export function sittingsOf(moves: readonly TimedMove[], now: Date): Sitting[] {
  const sittings: Sitting[] = [];
  let open: { startedAt: Date; breaks: { from: Date; to: Date | null; reason: StopReason | null }[] } | undefined;

  const close = (endedAt: Date | null, reason: StopReason | null): void => {
    if (!open) return;
    sittings.push({
      startedAt: open.startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      breaks: open.breaks.map((pause) => ({ from: pause.from.toISOString(), to: (pause.to ?? endedAt)?.toISOString() ?? null, reason: pause.reason })),
      minutes: talkMinutes(open.startedAt, endedAt ?? now, open.breaks),
      reason,
    });
    open = undefined;
  };

  for (const { move, at, reason } of moves) {
    const pause = open?.breaks.at(-1);
    if (move === 'start') open = { startedAt: at, breaks: [] };
    else if (move === 'pause') open?.breaks.push({ from: at, to: null, reason: null });
    // Pausing is one tap; why, where somebody says it, comes with going on.
    else if (move === 'resume' && pause) Object.assign(pause, { to: at, reason });
    else if (move === 'stop') {
      if (pause && pause.to === null) pause.to = at;
      close(at, reason);
    }
  }
  close(null, null);
  return sittings;
}

/** Minutes of talk of the whole interview. */
export const minutesOf = (sittings: readonly Sitting[]): number => sittings.reduce((sum, sitting) => sum + sitting.minutes, 0);

interface Beginning {
  readonly caseId: string;
  readonly kind: InterviewKind;
  readonly language: string;
  /** The role of who begins, who is in the room too. */
  readonly role: string;
  /** What was booked, where it begins from an appointment. */
  readonly appointment?: { readonly id: string; readonly mediatorId: string | null };
}

/** An interview as it begins: at the desk, with whoever is expected. Begun from an appointment it names it, so that two screens open the same one. */
export function interviewFrom({ caseId, kind, language, role, appointment }: Beginning): NewInterview {
  const mine = Presence.safeParse(role);
  const mediatorId = appointment?.mediatorId ?? null;
  return {
    caseId, kind, language, place: 'desk', preparation: {},
    appointmentId: appointment?.id ?? null,
    interpreter: mediatorId ? 'mediator' : 'none', mediatorId,
    present: [...(mine.success ? [mine.data] : []), ...(mediatorId && role !== 'mediator' ? ['mediator' as const] : [])],
  };
}

/** Where words of this role may go. A mediator writes into `mediation` whatever the section; the database checks it all again. */
export function mayWrite(role: string): ('case' | 'work' | 'restricted' | 'mediation')[] {
  if (role === 'mediator') return ['mediation'];
  return role === 'labour' ? ['work'] : ['case', 'work', 'restricted'];
}

/** Whether it can be written down now that the person signs or does not: after the talk, once, by whoever leads it, where the programme asks. */
export const takesSignature = ({ state, personSignatures }: Pick<Interview, 'state' | 'personSignatures'>, { leads, isAsked }: { readonly leads: boolean; readonly isAsked: boolean }): boolean =>
  leads && isAsked && (state === 'stopped' || state === 'signed') && !personSignatures.some((one) => one.outcome === 'signed');

/** Marks by which a screen and the server tell whether they have the same interview, without a word of it. Mediators have a lane each. */
export const markOfHeading = (heading: { version: number; state: string }): string => `heading@${heading.version}/${heading.state}`;
export const markOfSection = (section: { section: string; compartment: string; authorId: string; version: number }): string =>
  `${section.section} ${section.compartment === 'mediation' ? section.authorId : ''}@${section.version}`;
export const markOfBeside = (text: { id: string; writtenAt: string }): string => `${text.id}@${text.writtenAt}`;

/**
 * What a signature given on a device stands under: SHA-256, in hexadecimal, of everything that its author reads of the interview (who was in the room, in which
 * language, each section as it stands, what stands beside). Worked out again where it arrives: one word more or less and it is another.
 */
export function markOfContent(interview: Pick<Interview, 'kind' | 'language' | 'interpreter' | 'mediator' | 'place' | 'present' | 'preparation' | 'sections' | 'besides'>): Promise<string> {
  const { kind, language, interpreter, mediator, place, present, preparation, sections, besides } = interview;
  return markOf({
    kind, language, interpreter, mediator: mediator?.id ?? null, place, present: present.toSorted(), preparation,
    sections: sections.map((one) => canonical({ section: one.section, compartment: one.compartment, state: one.state, content: one.content })).toSorted(),
    besides: besides.map((one) => canonical({ section: one.section, compartment: one.compartment, content: one.content })).toSorted(),
  });
}

/** Who is no colleague, nor there by law or by the person's own mandate (a lawyer, a guardian): what is delicate is better said without them. */
const thirdParties: ReadonlySet<Presence> = new Set<Presence>(['reception-operator', 'relative', 'child', 'trusted-person', 'other']);
export const thirdPartiesIn = (present: readonly Presence[]): Presence[] => present.filter((role) => thirdParties.has(role));

/**
 * Whether a part of the guide is closed for now: it tells of danger, exploitation, health or money, and somebody who is no colleague is in
 * the room (WHO 2003, interviewing trafficked women: privacy). Nothing is closed in an emergency, and one tap opens it.
 */
export const isClosedNow = (interview: { readonly kind: InterviewKind; readonly present: readonly Presence[] }, section: { readonly compartment: string }): boolean =>
  interview.kind !== 'emergency' && section.compartment === 'restricted' && thirdPartiesIn(interview.present).length > 0;
