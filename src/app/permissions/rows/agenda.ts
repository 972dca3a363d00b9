import { idOf } from '../../people.ts';
import { type Pen, placed, row, type SceneRows } from './pen.ts';

export function agendaRows(pen: Pen): SceneRows {
  const who = pen.who.memberId;
  const appointment = row(pen, 'appointment', { code: 'scena-lince-01', starts_at: '2026-05-04T09:00Z', ends_at: '2026-05-04T10:00Z', language: 'fr', member_id: pen.scene.keeper.memberId, created_by: who });
  const walkIn = row(pen, 'walk-in', { code: 'scena-gru-02', language: 'fr', created_by: who });
  return {
    appointment_series: row(pen, 'appointment series', { every: 'week', created_by: who }),
    appointment_sooner: { where: { appointment_id: idOf('row appointment') }, row: { appointment_id: idOf('row appointment'), programme_id: pen.scene.programmeId, asked_by: who }, upon: [placed('appointment', appointment)] },
    desk_room: row(pen, 'room', { name: 'Stanza della scena', created_by: who }),
    desk_hours: row(pen, 'hours', { member_id: who, weekdays: '{1,2}', from_time: '09:00', to_time: '13:00', valid_from: '2026-01-01', created_by: who }),
    desk_exception: row(pen, 'absence', { member_id: who, kind: 'away', starts_at: '2026-05-04T09:00Z', ends_at: '2026-05-04T10:00Z', created_by: who }),
    engagement: row(pen, 'engagement', { member_id: who, starts_at: '2026-05-04T09:00Z', ends_at: '2026-05-04T10:00Z' }),
    public_holiday: { where: { day: '2046-01-01' }, row: { day: '2046-01-01', name: 'new-year' } },
    contact_attempt: row(pen, 'attempt', { case_id: pen.scene.caseId, appointment_id: idOf('row appointment'), kind: 'reminder', outcome: 'failed', reason: 'no-answer', by_member: who }, {
      upon: [placed('appointment', appointment), { table: 'appointment_matter', where: { appointment_id: idOf('row appointment') }, row: { appointment_id: idOf('row appointment'), programme_id: pen.scene.programmeId, case_id: pen.scene.caseId, kind: 'first' } }],
    }),
    calendar_feed: row(pen, 'calendar', { member_id: who, token_hash: `\\x${'ab'.repeat(32)}` }),
    walk_in: walkIn,
    walk_in_move: row(pen, 'walk-in move', { walk_in_id: idOf('row walk-in'), move: 'call', from_state: 'waiting', to_state: 'called', by_member: who }, { upon: [placed('walk_in', walkIn)] }),
    who_came: row(pen, 'who came', { walk_in_id: idOf('row walk-in'), case_id: pen.scene.caseId, went_by: 'scena-gru-02', by_member: who }, { upon: [placed('walk_in', walkIn)] }),
  };
}
