import { drawingOf, wordsOf } from '../../../kernel/evidence.ts';
import type { Waiting } from '../../../kernel/offline/waiting.ts';
import { type Interview, InterviewHeading, type InterviewMove, InterviewMoveRequest, NewInterview, type PersonSignature, PersonSignatureRequest, Presence, RoomChange, type Section, type SectionKept, SectionWrite, type Sitting, type StopReason } from '../contract.ts';
import { interviewMachine, mayWrite, takesSignature, talkMinutes } from '../domain.ts';
import { guideSection } from '../guide.ts';
import { laneOf } from './edits.ts';

/** Who writes at this screen. */
export interface Writer { readonly id: string; readonly name: string; readonly role: string }

function withMove(sittings: readonly Sitting[], move: InterviewMove, at: string, reason: StopReason | null): Sitting[] {
  const last = sittings.at(-1);
  if (move === 'start' || !last) return move === 'start' ? [...sittings, { startedAt: at, endedAt: null, breaks: [], minutes: 0, reason: null }] : [...sittings];
  const breaks = last.breaks.map((one) => (one.to === null && move !== 'pause' ? { ...one, to: at, reason: one.reason ?? (move === 'resume' ? reason : null) } : one));
  const next: Sitting = { ...last, breaks: move === 'pause' ? [...breaks, { from: at, to: null, reason: null }] : breaks, ...(move === 'stop' ? { endedAt: at, reason, minutes: talkMinutes(new Date(last.startedAt), new Date(at), breaks.map(({ from, to }) => ({ from: new Date(from), to: to === null ? null : new Date(to) }))) } : {}) };
  return [...sittings.slice(0, -1), next];
}

/** The interview as it is once a section was kept, so that the screen need not ask again. */
export function withSection(interview: Interview, section: string, written: Pick<Section, 'state' | 'content'>, kept: Pick<SectionKept, 'version' | 'writtenAt'>, author: Section['author']): Interview {
  const before = laneOf(interview, section, author.id);
  const compartment = before?.compartment ?? (interview.writes.includes('mediation') ? 'mediation' : guideSection(section)?.compartment ?? 'restricted');
  const now: Section = { section, compartment, state: written.state, content: written.content, author, writtenAt: kept.writtenAt, version: kept.version };
  return { ...interview, sections: [...interview.sections.filter((one) => one !== before), now] };
}

/** One that was opened on this device and that the server has not seen yet. */
function opened({ record, body, about, notedAt }: Waiting, me: Writer): Interview | undefined {
  const given = NewInterview.safeParse(body).data;
  if (!given) return undefined;
  const { mediatorId, notedAt: openedAt, ...heading } = given;
  return {
    ...heading, id: record.id, appointmentId: given.appointmentId ?? null, code: about?.['code'] ?? '', personId: about?.['personId'] ?? '', state: 'prepared',
    mediator: mediatorId === null ? null : { id: mediatorId, name: about?.['mediator'] ?? '' }, author: { id: me.id, name: me.name },
    createdAt: openedAt ?? new Date(notedAt).toISOString(), signedAt: null, signedOnDevice: null, attendance: [], mediatorIsBarred: false, version: 1, sittings: [], sections: [], besides: [],
    pastTexts: 0, countersigned: [], mayCountersign: false, personSignatures: [], mayTakeSignature: false, addenda: [], writes: mayWrite(me.role),
  };
}

function withHeading(interview: Interview, { mediatorId, ...heading }: InterviewHeading, at: string): Interview {
  const goesOn = interview.state === 'running' || interview.state === 'paused';
  const changes = goesOn ? Presence.options.flatMap((role) => {
    const [was, is] = [interview.present.includes(role), heading.present.includes(role)];
    return was === is ? [] : [{ role, change: is ? 'came' as const : 'left' as const, at }];
  }) : [];
  const mediator = mediatorId === null ? null : interview.mediator?.id === mediatorId ? interview.mediator : { id: mediatorId, name: '' };
  return { ...interview, ...heading, mediator, attendance: [...interview.attendance, ...changes], version: interview.version + 1 };
}

/** What the person did with what was read back, as it will stand; who attested or interpreted is named once it has arrived. */
function signatureOf(id: string, given: PersonSignatureRequest, at: string, me: Writer, interview: Interview): PersonSignature {
  const base = { id, by: { id: me.id, name: me.name }, at, onDevice: { notedAt: at, arrivedAt: '' } };
  if (given.outcome === 'refused') return { ...base, outcome: given.outcome, refusal: given.refusal, refusalWords: given.words, evidence: null, evidenceWords: null, drawing: null, language: null, how: null, mediator: null, words: null, sections: null };
  const { evidence, mediatorId } = given;
  return {
    ...base, outcome: given.outcome, refusal: null, refusalWords: null, evidence: evidence.kind, evidenceWords: wordsOf(evidence), drawing: drawingOf(evidence) ?? null,
    language: given.language, how: given.how, mediator: mediatorId === null ? null : interview.mediator?.id === mediatorId ? interview.mediator : { id: mediatorId, name: '' }, words: given.words, sections: interview.sections.length,
  };
}

function withCall(interview: Interview, { method, path, body, notedAt }: Waiting, me: Writer): Interview {
  const own = `/api/interviews/${interview.id}`;
  const at = new Date(notedAt).toISOString();
  if (path === own && method === 'PATCH') {
    const heading = InterviewHeading.safeParse(body).data;
    return heading ? withHeading(interview, heading, at) : interview;
  }
  if (path === `${own}/room`) {
    const given = RoomChange.safeParse(body).data;
    if (!given) return interview;
    const others = interview.present.filter((role) => role !== given.role);
    return { ...interview, present: given.change === 'came' ? [...others, given.role] : others, attendance: [...interview.attendance, { role: given.role, change: given.change, at }], version: interview.version + 1 };
  }
  if (path === `${own}/moves`) {
    const given = InterviewMoveRequest.safeParse(body).data;
    if (!given || !interviewMachine.can(interview.state, given.move)) return interview;
    const reason = given.reason ?? null;
    const when = given.notedAt ?? at;
    return {
      ...interview, state: interviewMachine.next(interview.state, given.move, { reason }), sittings: withMove(interview.sittings, given.move, when, reason),
      ...(given.move === 'sign' ? { signedAt: when, signedOnDevice: { notedAt: when, arrivedAt: '' } } : {}),
    };
  }
  const signing = path.startsWith(`${own}/person-signatures/`) ? PersonSignatureRequest.safeParse(body).data : undefined;
  if (signing) return { ...interview, personSignatures: [signatureOf(path.slice(`${own}/person-signatures/`.length), signing, signing.notedAt ?? at, me, interview), ...interview.personSignatures] };
  const section = path.startsWith(`${own}/sections/`) ? path.slice(`${own}/sections/`.length) : undefined;
  const written = section === undefined ? undefined : SectionWrite.safeParse(body).data;
  if (section === undefined || !written) return interview;
  return withSection(interview, section, written, { version: (laneOf(interview, section, me.id)?.version ?? 0) + 1, writtenAt: at }, { id: me.id, name: me.name });
}

/**
 * An interview as it will be once what waits on this device has arrived: opened, begun, led, written and signed where there was no network, it stands there
 * after a reload. What the server refused is no part of it.
 * @param isAsked whether the programme asks people to sign what is read back to them
 */
export function asNoted(known: Interview | undefined, waiting: readonly Waiting[], me: Writer, isAsked = true): Interview | undefined {
  let interview = known;
  for (const call of waiting) {
    if (call.refusal !== undefined) continue;
    if (interview) interview = withCall(interview, call, me);
    else if (call.method === 'PUT' && call.path === `/api/interviews/${call.record.id}`) interview = opened(call, me);
  }
  if (!interview || interview === known) return known;
  return { ...interview, mayTakeSignature: takesSignature(interview, { leads: interview.author.id === me.id || interview.writes.includes('restricted'), isAsked }) };
}
