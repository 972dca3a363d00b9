import { idOf, memberIdOf } from '../../people.ts';
import { type Pen, type Placed, placed, type Row, row, type SceneRow, type SceneRows } from './pen.ts';

/** A morning on the street, with a contact, somebody met again, an alarm and an hour of the desk. */
export function outreachRows(pen: Pen): SceneRows {
  const { caseId, programmeId } = pen.scene;
  const [who, acting] = [pen.who.memberId, pen.actor.memberId];
  const at = '2026-05-04T04:00Z';
  const plan = { starts_at: at, ends_at: '2026-05-04T08:00Z', answerable_id: memberIdOf('avellino', 'teresa', 'coordinator'), purposes: '{meet-people}', created_by: who };
  const outing = row(pen, 'outing', plan);
  const closed = row(pen, 'closed outing', { ...plan, state: 'closed' });
  const place = row(pen, 'place', { name: 'Piazza della scena', kind: 'labour-pickup', town: 'Montella', created_by: who });
  const met: Row = { at, device_at: at, received_at: at, recorded_by: who, place_kind: 'labour-pickup' };
  const contact = row(pen, 'street contact', met);
  const encounter = row(pen, 'encounter', { code: 'scena-gru-09', created_by: who });
  const alarm = row(pen, 'outing alarm', { outing_id: idOf('row outing'), kind: 'help', due_at: at, raised_at: at });
  const check = row(pen, 'check', { outing_id: idOf('row outing'), kind: 'check-in', by_member: who, at, device_at: at, received_at: at }, { upon: [placed('outing', outing)] });
  const stood = { check_id: idOf('row check') };
  const position: SceneRow = { where: stood, row: { ...stood, programme_id: programmeId, outing_id: idOf('row outing'), by_member: who, latitude: 40.84312, longitude: 15.01877, accuracy_metres: 12, taken_at: at }, upon: [placed('outing', outing), placed('outing_check', check)] };
  const crew = { outing_id: idOf('row outing'), member_id: who };
  const appointment = row(pen, 'street appointment', { code: 'strada', starts_at: '2026-05-04T09:00Z', ends_at: '2026-05-04T10:00Z', language: 'fr', member_id: pen.scene.keeper.memberId, created_by: who });
  const hour = row(pen, 'street hour', { outing_id: idOf('row outing'), for_member: who, appointment_id: idOf('row street appointment'), created_by: who }, {
    upon: [placed('outing', outing), { table: 'outing_crew', where: crew, row: { ...crew, programme_id: programmeId } }, placed('appointment', appointment)],
  });
  const edited = (word: string, kind: string, record: string, upon: readonly Placed[]) =>
    row(pen, word, { record_kind: kind, record_id: idOf(record), field: 'note', edit_id: idOf(`edit ${word}`), device_id: idOf('device'), outcome: 'same', by_member: who, noted_at: at }, { upon });
  const ofPlace = edited('field of a place', 'place', 'row place', [placed('place', place)]);
  const lateContact = row(pen, 'late contact', { ...met, outing_id: idOf('row closed outing') }, { upon: [placed('outing', closed)] });
  return {
    'field_history:of a place': ofPlace,
    'field_conflict:of a place': {
      where: ofPlace.where, row: { id: ofPlace.where['id'] ?? '', programme_id: programmeId, record_kind: 'place', record_id: idOf('row place'), field: 'note', device_id: idOf('device'), by_member: who },
      upon: [placed('place', place), placed('field_history', ofPlace)], change: { choice: 'standing', decided_by: acting, decided_at: at },
    },
    'field_history:of an outing': edited('field of an outing', 'outing', 'row outing', [placed('outing', outing)]),
    'field_history:of a contact': edited('field of a contact', 'street-contact', 'row street contact', [placed('street_contact', contact)]),
    'field_history:of a contact whose outing is closed': edited('field of a late contact', 'street-contact', 'row late contact', [placed('outing', closed), placed('street_contact', lateContact)]),
    outreach_setting: { where: { programme_id: programmeId }, row: { programme_id: programmeId, check_minutes: 60, escalate_minutes: 15, coverage_weeks: 4, changed_by: who }, change: { check_minutes: 30, changed_by: acting } },
    place,
    place_version: row(pen, 'place version', { place_id: idOf('row place'), before: '{}', by_member: who }, { upon: [placed('place', place)] }),
    outing,
    outing_crew: { where: crew, row: { ...crew, programme_id: programmeId }, upon: [placed('outing', outing)] },
    outing_stop: row(pen, 'stop', { outing_id: idOf('row outing'), place_id: idOf('row place'), position: 1 }, { upon: [placed('outing', outing), placed('place', place)] }),
    outing_move: row(pen, 'outing move', { outing_id: idOf('row outing'), move: 'start', from_state: 'planned', to_state: 'under-way', by_member: who }, { upon: [placed('outing', outing)] }),
    outing_check: check,
    outing_position: position,
    'outing_position:while an alarm stands': { ...position, upon: [...(position.upon ?? []), placed('outing_alarm', alarm)] },
    outing_alarm: alarm,
    outing_alarm_move: row(pen, 'alarm move', { alarm_id: idOf('row outing alarm'), move: 'acknowledge', from_state: 'standing', to_state: 'acknowledged', words: 'scena', by_member: who }, { upon: [placed('outing_alarm', alarm)] }),
    street_contact: contact,
    'street_contact:of an outing that is closed': lateContact,
    street_contact_version: row(pen, 'contact version', { contact_id: idOf('row street contact'), before: '{}', by_member: who }, { upon: [placed('street_contact', contact)] }),
    encounter,
    encounter_card: row(pen, 'card', { encounter_id: idOf('row encounter'), digest: `\\x${'cd'.repeat(32)}`, issued_by: who }, { upon: [placed('encounter', encounter)] }),
    encounter_link: row(pen, 'encounter link', { contact_id: idOf('row street contact'), encounter_id: idOf('row encounter'), by_member: who }, {
      upon: [placed('street_contact', contact), placed('encounter', encounter)], change: { ended_at: '2030-01-01T00:00Z', ended_by: acting },
    }),
    contact_case: row(pen, 'contact case', { contact_id: idOf('row street contact'), case_id: caseId, by_member: who }, { upon: [placed('street_contact', contact)] }),
    contact_outcome: row(pen, 'contact outcome', { contact_id: idOf('row street contact'), kind: 'emergency', subject_id: idOf('row emergency'), by_member: who }, { upon: [placed('street_contact', contact)] }),
    contact_follow_up: row(pen, 'contact follow-up', { contact_id: idOf('row street contact'), how: 'mistake', by_member: who }, { upon: [placed('street_contact', contact)] }),
    street_hour: hour,
    street_hour_move: row(pen, 'hour move', { hour_id: idOf('row street hour'), move: 'let-go', from_state: 'held', to_state: 'let-go', by_member: who }, { upon: [placed('street_hour', hour)] }),
  };
}
