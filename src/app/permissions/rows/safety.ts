import { idOf } from '../../people.ts';
import { longAgo, type Pen, placed, row, sealed, type SceneRows } from './pen.ts';

export function safetyRows(pen: Pen): SceneRows {
  const { caseId: case_id, personId: person_id, keeper } = pen.scene;
  const who = pen.who.memberId;
  const emergency = (word: string, values: Record<string, string | null>, by = who) => row(pen, word, { kind: 'violence-now', opened_by: by, opened_at: longAgo, record_due_at: longAgo, ...values });
  const emergency_id = idOf('row emergency');
  const upon = [placed('emergency', emergency('emergency', { case_id }, keeper.memberId))];
  const path_id = idOf('row minor path');
  const doubted = placed('person', { where: { id: person_id }, row: { id: person_id, programme_id: pen.scene.programmeId, code: 'scena-lince-01', created_by: keeper.memberId, minor_track: true, minor_reason: 'sembra giovane' } });
  const path = (by: string) => row(pen, 'minor path', { case_id, person_id, opened_by: by }, { upon: [doubted] });
  const onPath = [doubted, placed('minor_path', path(keeper.memberId))];
  return {
    safety_plan: row(pen, 'safety plan', { case_id, edition: 1, content_sealed: sealed, agreed: true, carry: 'safe', review_on: longAgo, author_id: who }),
    formal_identification: row(pen, 'formal identification', { case_id, authority: 'police', kind: 'identified-victim', decided_on: longAgo, content_sealed: sealed, author_id: who }),
    minor_path: path(who),
    minor_path_move: row(pen, 'minor path move', { case_id, path_id, move: 'report', from_state: 'suspected', to_state: 'reported', reason_sealed: sealed, by_member: who }, { upon: onPath }),
    minor_step: row(pen, 'minor step', { case_id, path_id, kind: 'assent', state: 'done', at: longAgo, words_sealed: sealed, by_member: who }, { upon: onPath }),
    age_outcome: row(pen, 'age outcome', { case_id, path_id, authority: 'juvenile-court', outcome: 'minor', decided_on: longAgo, reference_sealed: sealed, author_id: who }, { upon: onPath }),
    'emergency:of nobody on file': emergency('emergency of nobody', { case_id: null }),
    'emergency:of a person': emergency('emergency', { case_id }),
    emergency_call: row(pen, 'emergency call', { emergency_id, whom: '112', at: longAgo, by_member: who }, { upon }),
    emergency_record: row(pen, 'emergency record', { emergency_id, body_sealed: sealed, author_id: who }, { upon }),
    emergency_move: row(pen, 'emergency move', { emergency_id, move: 'stabilise', from_state: 'open', to_state: 'stabilised', reason_sealed: sealed, by_member: who }, { upon }),
    emergency_contact: row(pen, 'emergency contact', { kind: 'police', name: 'Stazione', phone: '0825 112112', changed_by: who }, { change: { changed_by: pen.actor.memberId } }),
    'vault_key:emergency': row(pen, 'key emergency', { holder_id: emergency_id, compartment: 'emergency', wrapped: sealed, master_version: 1 }, { upon }),
  };
}
