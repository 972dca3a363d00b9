import { idOf } from '../../people.ts';
import { receivingBody } from '../scene.ts';
import { longAgo, type Pen, type Placed, placed, row, sealed, type SceneRow, type SceneRows } from './pen.ts';

/** A conference on the case of the scene, and a seat in it of whoever the row names: for the équipe, or for the body that the person agreed with. */
export function conferencesRows(pen: Pen): SceneRows {
  const { programmeId: programme_id, caseId: case_id } = pen.scene;
  const who = pen.who.memberId;
  const [conference_id, seat_id, consent_id, reveal_id] = [idOf('row conference'), idOf('row seat'), idOf('row conference consent'), idOf('row reveal')];
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const conference = (state = 'called'): SceneRow => row(pen, 'conference', { case_id, state, starts_at: soon, lasts: 60, way: 'remote', matter_sealed: sealed, created_by: who });
  const consent = row(pen, 'conference consent', { case_id, switch: 'sharing', recipient_id: receivingBody, purpose: 'health', state: 'given', requested_by: pen.scene.keeper.memberId });
  const seat = (ofBody: boolean): SceneRow => row(pen, 'seat', { conference_id, case_id, member_id: who, by_member: who, ...(ofBody ? { organisation_id: receivingBody, consent_id } : {}) });
  const agreed = row(pen, 'voice', { conference_id, case_id, moment: 'before', knows: 'told', name_said: 'agrees', body_sealed: sealed, by_member: pen.scene.keeper.memberId });
  const refused: SceneRow = { ...agreed, row: { ...agreed.row, name_said: 'refuses' } };
  const reveal = (over = false): SceneRow => row(pen, 'reveal', { conference_id, seat_id, case_id, reason: 'Deve preparare la visita', by_member: who, ...(over ? { at: '2026-01-01T08:00:00Z', until: '2026-01-01T09:00:00Z' } : { until: soon }) }, { change: { withdrawn_by: pen.actor.memberId, withdrawn_at: longAgo } });
  const stage = (ofBody: boolean, further: readonly Placed[] = [], state = 'called'): readonly Placed[] => [...(ofBody ? [placed('consent', consent)] : []), placed('conference', conference(state)), placed('conference_seat', seat(ofBody)), ...further];
  const part = (kind: string, compartment: string, upon: readonly Placed[]): SceneRow => row(pen, `part ${kind}`, { conference_id, seat_id, case_id, kind, compartment, body_sealed: sealed, by_member: who }, { upon });
  const reading = (upon: readonly Placed[]): SceneRow => row(pen, 'reading', { conference_id, seat_id, case_id, what: 'sheet' }, { upon });
  const name = (upon: readonly Placed[]): SceneRow => ({ where: { reveal_id }, row: { reveal_id, programme_id, case_id, body_sealed: sealed }, upon });
  const key = (compartment: string, holder_id: string, upon: readonly Placed[]): SceneRow => row(pen, `key ${compartment}`, { holder_id, compartment, wrapped: sealed, master_version: 1 }, { upon });
  const written = { conference_id, case_id, body_sealed: sealed };
  const said = (voice: SceneRow, over = false) => stage(true, [placed('conference_voice', voice), placed('conference_reveal', reveal(over))]);
  const standing = [placed('conference', conference())];
  const held = [placed('conference', conference('held'))];

  return {
    conference: conference(),
    'conference:asked as a colleague': { ...conference(), upon: stage(false).filter((one) => one.table !== 'conference') },
    'conference:asked for a body': { ...conference(), upon: stage(true).filter((one) => one.table !== 'conference') },
    'conference:of a body, closed': { ...conference('closed'), upon: stage(true).filter((one) => one.table !== 'conference') },
    conference_move: row(pen, 'conference move', { conference_id, case_id, move: 'hold', from_state: 'called', to_state: 'held', by_member: who }, { upon: stage(false) }),
    'conference_seat:of a colleague': { ...seat(false), upon: standing },
    'conference_seat:of a body': { ...seat(true), upon: [placed('consent', consent), ...standing] },
    'conference_seat:of a body whose consent was withdrawn': { ...seat(true), upon: [placed('consent', { ...consent, row: { ...consent.row, state: 'withdrawn' } }), ...standing] },
    'conference_seat:of a body, closed': { ...seat(true), upon: [placed('consent', consent), placed('conference', conference('closed'))] },
    'conference_part:base': part('question', 'base', stage(false)),
    'conference_part:case': part('needs', 'case', stage(false)),
    'conference_part:work': part('work', 'work', stage(false)),
    'conference_part:restricted': part('story', 'restricted', stage(false)),
    'conference_part:base, of a body': part('question', 'base', stage(true)),
    'conference_part:restricted, of a body': part('story', 'restricted', stage(true)),
    'conference_part:base, of a body, after the minutes': part('question', 'base', stage(true, [], 'minutes-approved')),
    'conference_part:base, of a body, put off': part('question', 'base', stage(true, [], 'postponed')),
    'conference_reveal:to a colleague': { ...reveal(), upon: stage(false, [placed('conference_voice', agreed)]) },
    'conference_reveal:to a body, not agreed': { ...reveal(), upon: stage(true, [placed('conference_voice', refused)]) },
    'conference_name:while it is open': name(said(agreed)),
    'conference_name:when its time is over': name(said(agreed, true)),
    'conference_name:of a person who does not agree': name(said(refused)),
    'conference_reading:of a colleague': reading(stage(false)),
    'conference_reading:of a body': reading(stage(true)),
    'conference_note:case': row(pen, 'conference note case', { ...written, compartment: 'case', author_id: who }, { upon: stage(false) }),
    'conference_note:restricted': row(pen, 'conference note restricted', { ...written, compartment: 'restricted', author_id: who }, { upon: stage(false) }),
    conference_decision: row(pen, 'decision', { ...written, by_member: who }, { change: { withdrawn_by: pen.actor.memberId, withdrawn_at: longAgo }, upon: stage(true) }),
    conference_dissent: row(pen, 'dissent', { ...written, by_member: who }, { upon: stage(true) }),
    conference_said: row(pen, 'said', { conference_id, seat_id, case_id, edition: 1, said: 'approved', at: longAgo }, { upon: stage(true) }),
    conference_voice: row(pen, 'voice', { ...written, moment: 'before', knows: 'told', name_said: 'agrees', by_member: who }, { upon: stage(true) }),
    conference_minutes: row(pen, 'minutes', { ...written, edition: 1, by_member: who }, { upon: held }),
    'vault_key:conference, of a colleague': key('conference', seat_id, stage(false)),
    'vault_key:conference, of a body': key('conference', seat_id, stage(true)),
    'vault_key:conference, of a body, closed': key('conference', seat_id, stage(true, [], 'closed')),
    'vault_key:conference-name, while it is open': key('conference-name', reveal_id, said(agreed)),
    'vault_key:conference-name, when its time is over': key('conference-name', reveal_id, said(agreed, true)),
  };
}
