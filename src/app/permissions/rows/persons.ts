import { idOf } from '../../people.ts';
import { longAgo, type Pen, placed, row, sealed, type SceneRows } from './pen.ts';

export function personsRows(pen: Pen): SceneRows {
  const { programmeId: programme_id, personId: person_id } = pen.scene;
  const created_by = pen.who.memberId;
  const move = (word: string, machine: string, name: string, from_state: string, to_state: string) =>
    row(pen, `person move ${word}`, { person_id, machine, move: name, from_state, to_state, by_member: pen.who.memberId });
  const [person_a = '', person_b = ''] = [person_id, idOf('another person')].sort();
  const relation = row(pen, 'relation', { person_id, other_words: 'la sorella Binta', kind: 'sibling', created_by });
  const unit = row(pen, 'family', { head_id: person_id, created_by });
  const union = row(pen, 'union', { survivor_id: person_id, absorbed_id: idOf('another person'), asked_by: created_by, asked_words: 'stessa data, stesso telefono' });

  return {
    person: { where: { id: person_id }, row: { id: person_id, programme_id, code: 'nuova-lince-02', created_by }, stands: true },
    person_birth: { where: { person_id }, row: { person_id, programme_id, precision: 'exact', year: 1990, month: 5, day: 3, written_by: created_by } },
    person_name: row(pen, 'name', { person_id, kind: 'declared', text: 'Fatou Camara', created_by }),
    person_nationality: { where: { person_id, country: 'SN' }, row: { programme_id, person_id, country: 'SN', written_by: created_by } },
    person_language: { where: { person_id, language: 'wo' }, row: { programme_id, person_id, language: 'wo' } },
    person_contact: row(pen, 'contact', { person_id, kind: 'phone', value_sealed: sealed, blind_index: sealed, created_by }),
    safe_contact_card: { where: { person_id }, row: { person_id, programme_id, written_by: created_by }, change: { may_be_said: 'sono Amal', written_by: pen.actor.memberId } },
    person_name_key: { where: { key: 'kmr', name_id: idOf('row name') }, row: { programme_id, key: 'kmr', name_id: idOf('row name'), person_id, plain: 'camara' } },
    person_not_same: { where: { person_a, person_b }, row: { programme_id, person_a, person_b, by_member: created_by, at: longAgo } },
    person_merge: union,
    person_merge_move: row(pen, 'union move', { merge_id: idOf('row union'), move: 'merge', from_state: 'asked', to_state: 'merged', by_member: created_by }, { upon: [placed('person_merge', union)] }),
    person_merge_row: { where: { merge_id: idOf('row union') }, row: { merge_id: idOf('row union'), programme_id, place: 'person_name', row_id: idOf('row name'), how: 'moved' }, upon: [placed('person_merge', union)] },
    duplicate_pair: { where: { person_a, person_b }, row: { programme_id, person_a, person_b, probability: 0.9 } },
    person_relation: relation,
    person_relation_risk: row(pen, 'relation risk', { relation_id: idOf('row relation'), by_member: created_by }, { upon: [placed('person_relation', relation)] }),
    family_unit: unit,
    family_member: row(pen, 'family member', { unit_id: idOf('row family'), person_id, created_by }, { upon: [placed('family_unit', unit)] }),
    duplicate_check: { where: { person_id }, row: { person_id, programme_id } },
    'person_move:identity': move('identity', 'identity', 'declare', 'anonymous', 'declared'),
    'person_move:age in doubt': move('doubt', 'minor', 'doubt', 'adult', 'doubted'),
    'person_move:age settled': move('settled', 'minor', 'reclassify', 'doubted', 'adult'),
  };
}
