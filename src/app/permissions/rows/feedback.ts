import { idOf } from '../../people.ts';
import { longAgo, type Pen, placed, row, sealed, type SceneRows } from './pen.ts';

export function feedbackRows(pen: Pen): SceneRows {
  const who = pen.who.memberId;
  const of = (about_coordination: boolean): SceneRows => {
    const [word, end] = about_coordination ? ['complaint about coordination', 'about who coordinates'] : ['complaint', 'about somebody'];
    const complaint = row(pen, word, { about_coordination, received_on: longAgo, answer_due_on: longAgo, written_by: who });
    const complaint_id = idOf(`row ${word}`);
    const upon = [placed('complaint', complaint)];
    return {
      [`complaint:${end}`]: complaint,
      [`complaint_words:${end}`]: row(pen, `${word} words`, { complaint_id, body_sealed: sealed }, { upon }),
      [`complaint_move:${end}`]: row(pen, `${word} move`, { complaint_id, move: 'look-into', from_state: 'received', to_state: 'looking-into', words_sealed: sealed, by_member: who }, { upon }),
      [about_coordination ? 'vault_key:complaint about who coordinates' : 'vault_key:complaint']: row(pen, `key ${word}`, { holder_id: complaint_id, compartment: 'complaint', wrapped: sealed, master_version: 1 }, { upon }),
    };
  };
  return { ...of(false), ...of(true), satisfaction_answer: row(pen, 'satisfaction answer', { answered_on: longAgo, understood: 4, respected: 5, helped: null }) };
}
