import { idOf } from '../../people.ts';
import { longAgo, type Pen, placed, row, sealed, type SceneRows } from './pen.ts';

export function worksheetRows(pen: Pen): SceneRows {
  const { caseId: case_id } = pen.scene;
  const who = pen.who.memberId;
  const source = row(pen, 'wage source', { title: 'Tabella', reference: 'documento', created_by: who }, { change: { verified_by: pen.actor.memberId, verified_on: longAgo } });
  const rate = row(pen, 'wage rate', {
    source_id: idOf('row wage source'), sector: 'textile', province: 'AV', level: '2', basis: 'hourly', cents: 900, valid_from: longAgo, created_by: who,
  }, { change: { superseded_at: longAgo, changed_by: pen.actor.memberId }, upon: [placed('wage_source', source)] });

  const draft = row(pen, 'worksheet', { case_id, content_sealed: sealed, last_change: idOf('change'), author_id: who });
  const computed = { ...draft, row: { ...draft.row, state: 'computed', computed_sealed: sealed, computed_at: longAgo } };
  const worksheet_id = idOf('row worksheet');
  const move = (name: string, from_state: string, to_state: string) =>
    row(pen, `worksheet move ${name}`, { case_id, worksheet_id, move: name, from_state, to_state, by_member: who }, { upon: [placed('worksheet', computed)] });
  return {
    wage_source: source,
    'wage_source:already verified': { ...source, row: { ...source.row, verified_by: pen.scene.keeper.memberId, verified_on: longAgo } },
    wage_rate: rate,
    'wage_rate:superseded': { ...rate, row: { ...rate.row, superseded_at: longAgo, changed_by: pen.scene.keeper.memberId } },
    'worksheet:draft': draft,
    'worksheet:computed, being signed': { ...computed, change: { state: 'signed', signed_at: longAgo } },
    'worksheet:signed': { ...computed, row: { ...computed.row, state: 'signed', signed_at: longAgo } },
    'worksheet_move:computing': move('compute', 'draft', 'computed'),
    'worksheet_move:signing': move('sign', 'computed', 'signed'),
    worksheet_look: row(pen, 'worksheet look', { case_id, worksheet_id, reader_id: who }, { upon: [placed('worksheet', computed)] }),
  };
}
