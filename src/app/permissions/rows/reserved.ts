import { idOf } from '../../people.ts';
import type { Named } from '../scene.ts';
import { longAgo, type Pen, placed, row, sealed, type SceneRows } from './pen.ts';

export function reservedRows(pen: Pen): SceneRows {
  const { caseId: case_id, keeper } = pen.scene;
  const who = pen.who.memberId;
  const duty = (by: Named, more: Record<string, string> = {}) =>
    row(pen, 'duty', { case_id, capacity: 'to-verify', decision: 'reassess', told: 'no', decided_on: longAgo, content_sealed: sealed, author_id: by.memberId, author_account: by.accountId, ...more });
  const signed = (by: Named) => [placed('duty_decision', duty(by, { state: 'signed', signed_at: longAgo }))];
  const decision_id = idOf('row duty');
  const actor = (word: string, by = who) => row(pen, word, { case_id, kind: 'person', content_sealed: sealed, author_id: by });
  const actor_id = idOf('row actor');
  const known = [placed('alleged_actor', actor('actor', keeper.memberId))];
  const opinion = (of: Named) => row(pen, 'opinion', { case_id, decision_id, reader_id: who, reader_account: pen.who.accountId, agrees: true, reason_sealed: sealed }, { upon: signed(of) });
  const tie = (member: string) => row(pen, 'tie', { case_id, actor_id, member_id: member, words_sealed: sealed, author_id: who }, { upon: known });
  return {
    'duty_decision:draft': duty(pen.who),
    'duty_decision:signed': { ...duty(pen.who, { state: 'signed', signed_at: longAgo }) },
    duty_addendum: row(pen, 'addendum of duty', { case_id, decision_id, kind: 'addendum', body_sealed: sealed, author_id: who }, { upon: signed(keeper) }),
    'duty_opinion:of a colleague’s decision': opinion(keeper),
    'duty_opinion:of their own decision': opinion(pen.actor),
    alleged_actor: actor('actor'),
    actor_link: row(pen, 'link', { case_id, to_actor: actor_id, kind: 'works-for', confidence: 'low', content_sealed: sealed, author_id: who }, { upon: known }),
    actor_naming: row(pen, 'naming', { case_id, actor_id, episode_id: idOf('row episode'), part: 'employer', author_id: who }, { upon: known, change: { struck_at: longAgo, struck_by: pen.actor.memberId } }),
    'actor_tie:of a colleague': tie(keeper.memberId),
    'actor_tie:of themselves': tie(pen.actor.memberId),
    'vault_key:reserved': row(pen, 'key reserved', { holder_id: case_id, compartment: 'reserved', wrapped: sealed, master_version: 1 }),
  };
}
