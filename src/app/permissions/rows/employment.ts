import { idOf } from '../../people.ts';
import { longAgo, type Pen, placed, row, sealed, type SceneRows } from './pen.ts';

export function employmentRows(pen: Pen): SceneRows {
  const { caseId: case_id, personId: person_id } = pen.scene;
  const who = pen.who.memberId;
  const employer = row(pen, 'employer', { name: 'Serre del Calore', created_by: who });
  const employer_id = idOf('row employer');
  const placement = row(pen, 'placement', { case_id, kind: 'job', employer_id, owner_id: who, terms_sealed: sealed, created_by: who }, { upon: [placed('employer', employer)] });
  const upon = [placed('employer', employer), placed('placement', placement)];
  const placement_id = idOf('row placement');
  const move = (name: string, to_state: string) => row(pen, `placement move ${name}`, { case_id, placement_id, move: name, from_state: 'proposed', to_state, by_member: who }, { upon });
  const check = row(pen, 'placement check', { case_id, placement_id, after_days: 30, falls_on: longAgo, due_on: longAgo, escalates_on: longAgo }, { upon });
  const curriculum = row(pen, 'curriculum', { case_id, language: 'it', content_sealed: sealed, author_id: who });
  const centre = row(pen, 'job centre step', { case_id, kind: 'did', done_on: longAgo, author_id: who }, { change: { struck_at: longAgo, struck_by: pen.actor.memberId } });
  const edition = row(pen, 'esco edition', { kind: 'skill', language: 'it', edition: '1', source: 'prova', digest: 'a'.repeat(64), concepts: 1, created_by: who }, { change: { replaced_at: longAgo } });
  const uri = 'http://data.europa.eu/esco/skill/prova';
  const edition_id = idOf('row esco edition');
  return {
    employer,
    balance_entry: row(pen, 'balance entry', { case_id, kind: 'skill', content_sealed: sealed, source: 'person', learned_on: longAgo, author_id: who }),
    curriculum,
    'curriculum_handing:to the person': row(pen, 'curriculum handing', { case_id, person_id, curriculum_id: idOf('row curriculum'), to_whom: 'person', author_id: who }, { upon: [placed('curriculum', curriculum)] }),
    placement,
    'placement_move:not going on': move('not-start', 'not-started'),
    'placement_move:agreeing, not looked at': move('agree', 'agreed'),
    placement_look: row(pen, 'placement look', { case_id, placement_id, verdict: 'clear', valid_until: '2099-12-31', looked_by: who }, { upon }),
    placement_check: check,
    placement_check_move: row(pen, 'placement check move', { case_id, check_id: idOf('row placement check'), move: 'put-off', from_state: 'planned', to_state: 'planned', by_member: who }, { upon: [...upon, placed('placement_check', check)] }),
    job_centre_step: centre,
    'job_centre_step:struck': { ...centre, row: { ...centre.row, struck_at: longAgo, struck_by: pen.scene.keeper.memberId } },
    esco_edition: edition,
    'esco_edition:replaced': { ...edition, row: { ...edition.row, replaced_at: longAgo } },
    esco_concept: { where: { edition_id, uri }, row: { programme_id: pen.scene.programmeId, edition_id, uri, label: 'potare la vite' }, upon: [placed('esco_edition', edition)] },
  };
}
