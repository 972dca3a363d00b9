import { idOf } from '../../people.ts';
import { longAgo, type Pen, placed, row, sealed, type SceneRow, type SceneRows } from './pen.ts';

export function sheetsRows(pen: Pen): SceneRows {
  const { caseId: case_id, personId: person_id } = pen.scene;
  const who = pen.who.memberId;
  const sheetOf = (compartment: 'case' | 'work' | 'restricted'): SceneRow =>
    row(pen, `sheet ${compartment}`, { case_id, person_id, kind: 'team', basis: 'internal', compartments: [...new Set(['case', compartment])], areas: ['work'], language: 'it', reference: `${{ case: 'AAAA', work: 'BBBB', restricted: 'CCCC' }[compartment]}-2222`, created_by: who }, { change: { state: 'made' } });
  const inside = (compartment: 'case' | 'restricted'): SceneRows => {
    const sheet_id = idOf(`row sheet ${compartment}`);
    const upon = [placed('profile_sheet', sheetOf(compartment))];
    return {
      [`profile_sheet_content:of ${compartment} facts`]: row(pen, `sheet content ${compartment}`, { case_id, sheet_id, payload_sealed: sealed }, { upon }),
      [`profile_sheet_move:of ${compartment} facts`]: row(pen, `sheet move ${compartment}`, { case_id, sheet_id, move: 'not-give', from_state: 'made', to_state: 'not-given', by_member: who }, { upon }),
      [`vault_key:sheet of ${compartment} facts`]: row(pen, `key sheet ${compartment}`, { holder_id: sheet_id, compartment: 'sheet', wrapped: sealed, master_version: 1 }, { upon }),
    };
  };
  const fact = (compartment: string): SceneRow => row(pen, `fact ${compartment}`, { case_id, section: 'work', field: 'scene', compartment, value_sealed: sealed, source_kind: 'interview', learned_on: longAgo, author_id: who });
  const correction = (compartment: string): SceneRow => row(pen, `correction ${compartment}`, { case_id, fact_id: idOf(`row fact ${compartment}`), compartment, words_sealed: sealed, asked_by: who }, { upon: [placed('profile_fact', fact(compartment))] });
  const answer = (compartment: string): SceneRow =>
    row(pen, `correction answer ${compartment}`, { case_id, correction_id: idOf(`row correction ${compartment}`), outcome: 'kept', words_sealed: sealed, by_member: who }, { upon: [placed('profile_fact', fact(compartment)), placed('fact_correction', correction(compartment))] });
  return {
    'profile_sheet:of case facts': sheetOf('case'), 'profile_sheet:of work facts': sheetOf('work'), 'profile_sheet:of restricted facts': sheetOf('restricted'),
    ...inside('case'), ...inside('restricted'),
    'fact_correction:case': correction('case'), 'fact_correction:work': correction('work'), 'fact_correction:restricted': correction('restricted'),
    household_answer: row(pen, 'household answer', { case_id, fact_id: idOf('row fact case'), answer: 'so', by_member: who }, { upon: [placed('profile_fact', fact('case'))] }),
    'fact_correction_answer:case': answer('case'), 'fact_correction_answer:restricted': answer('restricted'),
  };
}
