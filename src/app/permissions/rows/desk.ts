import { idOf } from '../../people.ts';
import { receivingBody } from '../scene.ts';
import { longAgo, type Pen, placed, row, sealed, type SceneRows } from './pen.ts';

export function deskRows(pen: Pen): SceneRows {
  const { caseId: case_id, personId: person_id, keeper } = pen.scene;
  const who = pen.who.memberId;
  const actor = pen.actor.memberId;
  const appointment = row(pen, 'appointment', { code: 'scena-lince-01', starts_at: '2026-05-04T09:00Z', ends_at: '2026-05-04T10:00Z', language: 'fr', member_id: keeper.memberId, created_by: who });
  const appointment_id = idOf('row appointment');
  const booked = { upon: [placed('appointment', appointment)] };
  const interview = row(pen, 'interview', { case_id, kind: 'first', author_id: who, language: 'fr' });
  const interview_id = idOf('row interview');
  const theirs = [placed('interview', interview)];
  const aColleagues = [placed('interview', { ...interview, row: { ...interview.row, author_id: keeper.memberId } })];
  const section = (compartment: string, upon = theirs) =>
    row(pen, `section ${compartment}`, { case_id, interview_id, section: 'scene', compartment, state: 'begun', content_sealed: sealed, author_id: who }, { change: { state: 'done', author_id: actor }, upon });
  const addendum = (compartment: string) => row(pen, `addendum ${compartment}`, { case_id, interview_id, compartment, body_sealed: sealed, author_id: who }, { upon: theirs });
  const beside = (compartment: string, upon = theirs) =>
    row(pen, `beside ${compartment}`, { case_id, interview_id, section: 'scene', compartment, kind: 'beside', content_sealed: sealed, author_id: who, written_at: longAgo }, { change: { settled_at: longAgo, settled_by: actor, settled_as: 'both' }, upon });
  const replaced = row(pen, 'replaced', { case_id, interview_id, section: 'scene', compartment: 'restricted', kind: 'replaced', content_sealed: sealed, author_id: who, written_at: longAgo }, { upon: theirs });
  const signedByKeeper = [placed('interview', { ...interview, row: { ...interview.row, author_id: keeper.memberId, state: 'signed', signed_at: longAgo } })];
  const afterTalk = (by: string) => [placed('interview', { ...interview, row: { ...interview.row, author_id: by, state: 'stopped' } })];
  const personSignature = (by: string) => row(pen, 'person signature', { case_id, interview_id, outcome: 'refused', refusal: 'no-reason', told_sealed: sealed, sealed_for: 'restricted', by_member: who }, { upon: afterTalk(by) });
  const interviewMove = { case_id, interview_id, move: 'start', from_state: 'prepared', to_state: 'running', by_member: who };
  const notice = row(pen, 'notice', { number: 9, created_by: who });
  const consent = row(pen, 'consent', { case_id, switch: 'follow-up', requested_by: who });

  const recording = (state: string) => ({
    where: { move_id: idOf('row consent move') }, row: { move_id: idOf('row consent move'), programme_id: pen.scene.programmeId, case_id, media_type: 'audio/webm', seconds: 3, audio_sealed: sealed, by_member: who },
    upon: [placed('consent', { ...consent, row: { ...consent.row, state } }), placed('consent_move', row(pen, 'consent move', { case_id, consent_id: idOf('row consent'), move: 'give', from_state: 'requested', to_state: 'given', evidence: 'audio', audio_hash: 'a'.repeat(64), by_member: who }))],
  });

  return {
    appointment,
    appointment_move: row(pen, 'appointment move', { appointment_id, move: 'arrive', from_state: 'booked', to_state: 'arrived', by_member: who }, booked),
    appointment_hold: { where: { appointment_id, holder: 'operator' }, row: { appointment_id, programme_id: pen.scene.programmeId, holder: 'operator', held: who, period: '[2026-05-04T09:00Z,2026-05-04T10:00Z)' }, ...booked },
    appointment_matter: { where: { appointment_id }, row: { appointment_id, programme_id: pen.scene.programmeId, case_id, kind: 'first' }, ...booked },

    interview,
    'interview_move:of their own interview': row(pen, 'interview move', interviewMove, { upon: theirs }),
    'interview_move:of a colleague’s interview': row(pen, 'interview move', interviewMove, { upon: aColleagues }),
    'interview_attendance:of their own interview': row(pen, 'attendance', { case_id, interview_id, role: 'relative', change: 'came', by_member: who }, { upon: theirs }),
    'interview_attendance:of a colleague’s interview': row(pen, 'attendance', { case_id, interview_id, role: 'relative', change: 'came', by_member: who }, { upon: aColleagues }),
    'interview_section:case': section('case'),
    'interview_section:work': section('work'),
    'interview_section:restricted': section('restricted'),
    'interview_section:mediation': section('mediation'),
    'interview_section:mediation, in a colleague’s interview': section('mediation', aColleagues),
    'interview_addendum:case': addendum('case'),
    'interview_addendum:work': addendum('work'),
    'interview_addendum:restricted': addendum('restricted'),
    'interview_addendum:mediation': addendum('mediation'),
    'interview_text:case': beside('case'),
    'interview_text:work': beside('work'),
    'interview_text:restricted': beside('restricted'),
    'interview_text:mediation': beside('mediation'),
    'interview_text:replaced': replaced,
    'interview_person_signature:of their own interview': personSignature(who),
    'interview_person_signature:of a colleague’s interview': personSignature(keeper.memberId),
    interview_setting: { where: { programme_id: pen.scene.programmeId }, row: { programme_id: pen.scene.programmeId, by_member: who }, change: { by_member: actor } },
    'interview_countersignature': row(pen, 'countersignature', { case_id, interview_id, by_member: who }, { upon: [...signedByKeeper, placed('interview_section', section('case'))] }),

    notice_model: { where: { language: 'it' }, row: { language: 'it', title: 'Altro titolo', body: 'Altre parole' }, stands: true },
    notice_version: notice,
    notice_text: row(pen, 'notice text', { notice_id: idOf('row notice'), language: 'ar', title: 'Chi siamo', body: 'Siamo l’équipe del progetto.', written_by: who }, { change: { approved_by: actor, approved_at: longAgo }, upon: [placed('notice_version', notice)] }),
    phrase_text: row(pen, 'phrase text', { key: 'before.free', language: 'ar', edition: 1, words: 'Parole', written_by: who }, { change: { approved_by: actor, approved_at: longAgo } }),
    notice_delivery: row(pen, 'delivery', { case_id, text_id: idOf('row notice text'), means: 'oral', understood: 'yes', given_by: who }),
    consent,
    consent_move: row(pen, 'consent move', { case_id, consent_id: idOf('row consent'), move: 'refuse', from_state: 'requested', to_state: 'refused', by_member: who }, { upon: [placed('consent', consent)] }),
    consent_signature: { where: { move_id: idOf('row consent move') }, row: { move_id: idOf('row consent move'), programme_id: pen.scene.programmeId, case_id, image_sealed: sealed, by_member: who }, upon: [placed('consent', consent), placed('consent_move', row(pen, 'consent move', { case_id, consent_id: idOf('row consent'), move: 'refuse', from_state: 'requested', to_state: 'refused', by_member: who }))] },
    'consent_recording:of a yes that stands': recording('given'),
    'consent_recording:of a yes taken back': recording('withdrawn'),
    sharing_record: row(pen, 'sharing', { case_id, person_id, organisation_id: receivingBody }),
  };
}
