import { sql } from 'kysely';
import { z } from 'zod';
import type { Act } from '../../kernel/database/act.ts';
import { Problem } from '../../kernel/http/problems.ts';
import { type ReadyStep, ReadyStepState, type ReadyStepWritten, StepTold } from './contract.ts';
import { movesFor } from './domain.ts';

const Steps = z.array(StepTold);
const keepers = new Set(['psychologist', 'legal', 'labour', 'educator', 'coordinator']);

/** Every set of the programme's own, in all editions. They are few: what is usually done. */
export async function readReadySteps(act: Act): Promise<ReadyStep[]> {
  const rows = await act.db.selectFrom('ready_step').innerJoin('membership', 'membership.id', 'ready_step.written_by').innerJoin('account', 'account.id', 'membership.account_id')
    .select(['ready_step.id', 'key', 'edition', 'state', 'domain', 'from_level', 'goal_domain', 'steps', 'source', 'written_by', 'written_at', 'account.name'])
    .select((one) => one.selectFrom('ready_step_move').select('reason').whereRef('ready_step_id', '=', 'ready_step.id').where('reason', 'is not', null).orderBy('at', 'desc').limit(1).as('reason'))
    .orderBy('key').orderBy('edition', 'desc').execute();
  const keepsFiles = keepers.has(act.actor.role);
  return rows.map((row): ReadyStep => {
    const state = ReadyStepState.parse(row.state);
    return {
      id: row.id, key: row.key, edition: row.edition, state, domain: row.domain as ReadyStep['domain'], fromLevel: row.from_level, goalDomain: row.goal_domain as ReadyStep['goalDomain'],
      steps: Steps.parse(row.steps), source: row.source, accepted: state !== 'proposed' && state !== 'refused', writtenBy: row.name, writtenAt: row.written_at.toISOString(), reason: row.reason,
      moves: movesFor(state, { wroteIt: row.written_by === act.actor.memberId, keepsFiles }),
    };
  });
}

/** Proposes a set, or the next edition of one. Audit: `ready-step.propose`. @throws {Problem} ready-step-proposed-already, not-allowed */
export async function proposeReadyStep(act: Act, id: string, { key, domain, fromLevel, goalDomain, steps, source }: ReadyStepWritten): Promise<void> {
  const again = await act.db.selectFrom('ready_step').select('written_by').where('id', '=', id).executeTakeFirst();
  if (again) {
    if (again.written_by !== act.actor.memberId) throw new Problem('already-exists');
    return act.unchanged();
  }
  const { edition } = await act.db.selectFrom('ready_step').select(sql<number>`coalesce(max(edition), 0) + 1`.as('edition')).where('programme_id', '=', act.actor.programmeId).where('key', '=', key).executeTakeFirstOrThrow();
  await act.db.insertInto('ready_step').values({
    id, programme_id: act.actor.programmeId, key, edition, domain, from_level: fromLevel, goal_domain: goalDomain, steps: JSON.stringify(steps), source, written_by: act.actor.memberId,
  }).execute();
  act.audit({ action: 'ready-step.propose', subject: 'ready-step', subjectId: id });
}

/** Accepts, refuses or withdraws an edition. Audit: `ready-step.<move>`. @throws {Problem} not-found, not-allowed, illegal-move, reason-required */
export async function moveReadyStep(act: Act, id: string, moved: { id: string; move: string; reason?: string | undefined }): Promise<void> {
  const { rows: [taken] } = await sql<{ is_new: boolean }>`select move_ready_step(${id}, ${moved.id}, ${moved.move}, ${moved.reason ?? null}) as is_new`.execute(act.db);
  if (!taken?.is_new) return act.unchanged();
  act.audit({ action: `ready-step.${moved.move}`, subject: 'ready-step', subjectId: id });
}
