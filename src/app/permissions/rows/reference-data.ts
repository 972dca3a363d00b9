import { longAgo, type Pen, placed, row, type SceneRows } from './pen.ts';

export function referenceDataRows(pen: Pen): SceneRows {
  const who = pen.who.memberId;
  const value = row(pen, 'reference value', { collection: 'plan-terms', entry: 'plan-review', valid_from: longAgo, source: 'scene', written_by: who });
  return {
    reference_value: value,
    reference_value_move: row(pen, 'reference value move', { value_id: value.row['id'] ?? '', move: 'withdraw', from_state: 'proposed', to_state: 'withdrawn', by_member: who }, { upon: [placed('reference_value', value)] }),
    reference_check: row(pen, 'reference check', { collection: 'plan-terms', entry: 'plan-review', valid_from: longAgo, mark: '0'.repeat(64), outcome: 'verified', source: 'scene', looked_on: longAgo, by_member: pen.actor.memberId }),
  };
}
