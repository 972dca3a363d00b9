import { idOf } from '../../people.ts';
import { receivingBody } from '../scene.ts';
import { longAgo, type Pen, placed, row, sealed, type SceneRows } from './pen.ts';

const digest = `\\x${'61'.repeat(32)}`;

/** A draft of whoever acts, one that waits, one in triage that is theirs, and one that became the case of the scene. */
export function intakeRows(pen: Pen): SceneRows {
  const [who, keeper] = [pen.who.memberId, pen.scene.keeper.memberId];
  const written = { reference: 'S-AAAA-AAAA', source: 'form', sender_kind: 'health', organisation_id: receivingBody, agreement: 'yes', called_by: 'code', minor: 'no', danger: false, claimed: '72h', urgency: '72h', reasons: ['help-asked'], written_digest: digest };
  const sent = { ...written, sent_at: longAgo, due_at: longAgo, remind_at: longAgo };
  const [draftWord, waitingWord, triageWord, caseWord] = ['inbound draft', 'inbound waiting', 'inbound in triage', 'inbound of a case'];
  const draft = row(pen, draftWord, { ...written, author_id: who, state: 'draft' });
  const waiting = row(pen, waitingWord, { ...sent, reference: 'S-BBBB-BBBB', author_id: who, state: 'received' });
  const triage = row(pen, triageWord, { ...sent, reference: 'S-CCCC-CCCC', author_id: keeper, state: 'in-triage', handler_id: who });
  const accepted = row(pen, caseWord, { ...sent, reference: 'S-DDDD-DDDD', author_id: keeper, state: 'accepted', handler_id: who });
  const matter = row(pen, caseWord, { case_id: pen.scene.caseId, how: 'accepted', by_member: keeper });
  const contact = row(pen, caseWord, { case_id: pen.scene.caseId, due_on: longAgo });
  const [uponDraft, uponTriage] = [[placed('inbound_referral', draft)], [placed('inbound_referral', triage)]];
  const uponCase = [placed('inbound_referral', accepted), placed('inbound_matter', matter)];
  const [triageId, caseId] = [idOf(`row ${triageWord}`), idOf(`row ${caseWord}`)];
  const file = row(pen, 'inbound file', { referral_id: triageId, name_sealed: sealed, media_type: 'text/plain', bytes: 1, pieces: 1, sent_digest: digest, by_member: keeper });
  const fileId = idOf('row inbound file');
  const meeting = row(pen, 'inbound meeting', { referral_id: triageId, starts_at: longAgo, lasts: 60, way: 'remote', by_member: keeper });
  const [meetingId, uponMeeting] = [idOf('row inbound meeting'), [...uponTriage, placed('inbound_meeting', meeting)]];
  return {
    'inbound_referral:draft': draft,
    'inbound_referral:waiting': waiting,
    'inbound_referral:of a case': { ...accepted, upon: [placed('inbound_referral', accepted), placed('inbound_matter', matter)] },
    'inbound_content:draft': row(pen, draftWord, { body_sealed: sealed }, { upon: uponDraft }),
    'inbound_content:in triage': row(pen, triageWord, { body_sealed: sealed }, { upon: uponTriage }),
    'inbound_move:in triage': row(pen, 'inbound move', { referral_id: triageId, move: 'take', from_state: 'received', to_state: 'in-triage', by_member: keeper }, { upon: uponTriage }),
    'inbound_message:in triage': row(pen, 'inbound message', { referral_id: triageId, kind: 'message', from_team: true, body_sealed: sealed, by_member: keeper }, { upon: uponTriage }),
    'inbound_matter:of a case': { ...matter, upon: [placed('inbound_referral', accepted)] },
    'inbound_contact:of a case': { ...contact, upon: uponCase },
    'inbound_contact_move:of a case': row(pen, 'inbound contact move', { contact_id: caseId, move: 'attempt', from_state: 'contacting', to_state: 'contacting', outcome: 'no-answer', by_member: keeper }, { upon: [...uponCase, placed('inbound_contact', contact)] }),
    'inbound_file:in triage': { ...file, upon: uponTriage },
    inbound_file_piece: { where: { file_id: fileId, number: 0 }, row: { file_id: fileId, number: 0, sealed }, upon: [...uponTriage, placed('inbound_file', file)] },
    intake_setting: { where: { programme_id: pen.scene.programmeId }, row: { programme_id: pen.scene.programmeId, changed_by: who }, change: { public_open: true, changed_by: pen.actor.memberId } },
    'inbound_meeting:in triage': { ...meeting, upon: uponTriage },
    'inbound_meeting_member:in triage': row(pen, 'inbound meeting member', { meeting_id: meetingId, member_id: keeper }, { upon: uponMeeting }),
    'inbound_meeting_move:in triage': row(pen, 'inbound meeting move', { meeting_id: meetingId, move: 'hold', from_state: 'called', to_state: 'held', by_member: keeper }, { upon: uponMeeting }),
    inbound_mark: row(pen, 'inbound mark', { referral_id: triageId, about: 'place', key: digest, on_day: longAgo }, { upon: uponTriage }),
    inbound_pattern: row(pen, 'inbound pattern', { about: 'place', key: digest, count: 5, since: longAgo, until: longAgo }),
    report_door: row(pen, 'report door', { kind: 'link', organisation_id: receivingBody, label: 'Consultorio', scopes: ['report'], token_digest: digest, expires_at: longAgo, created_by: who }),
    'vault_key:inbound, draft': row(pen, 'key inbound draft', { holder_id: idOf(`row ${draftWord}`), compartment: 'inbound', wrapped: sealed, master_version: 1 }, { upon: uponDraft }),
    'vault_key:inbound, in triage': row(pen, 'key inbound triage', { holder_id: triageId, compartment: 'inbound', wrapped: sealed, master_version: 1 }, { upon: uponTriage }),
    'vault_key:inbound-thread': row(pen, 'key inbound thread', { holder_id: triageId, compartment: 'inbound-thread', wrapped: sealed, master_version: 1 }, { upon: uponTriage }),
  };
}
