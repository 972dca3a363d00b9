import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { changeHeader } from '../../features/cases/store/cases.ts';
import { knownCase } from '../../features/cases/store/known.ts';
import { keepTask, takeBackTask } from '../../features/cases/store/tasks.ts';
import { assign, endAssignment } from '../../features/cases/store/team.ts';
import { FlagReaders } from '../../features/flags/contract.ts';
import { kindCalled } from '../../features/flags/reference.ts';
import { referenceOf } from '../../kernel/reference/own.ts';
import { endFlag, raiseFlag } from '../../features/flags/store.ts';
import { moveHandover, propose } from '../../features/handovers/store/proposing.ts';
import type { DeedGiven } from '../../features/lists/contract.ts';
import type { Deeds, Trace } from '../../features/lists/deeds.ts';
import { putReview } from '../../features/plans/store/plans.ts';
import type { Act } from '../../kernel/database/act.ts';
import { Problem } from '../../kernel/http/problems.ts';
import { italianDay } from '../../kernel/italian-day.ts';

const idIn = (trace: Trace, key: string): string | null => {
  const value = trace[key];
  return typeof value === 'string' ? value : null;
};
const numberIn = (trace: Trace, key: string): number => {
  const value = trace[key];
  return typeof value === 'number' ? value : 0;
};
/** Told in the flag's own history, in the language of the house, like every reason of its kind. */
const RAISED_BY_MISTAKE = 'Segnata insieme ad altre e subito annullata da chi l’aveva messa.';

/** Who stands in the case now, kept to be put back. */
async function ownerNow(act: Act, caseId: string): Promise<{ ownerId: string | null; version: number }> {
  const found = await act.db.selectFrom('case_file').select(['owner_id', 'version']).where('id', '=', caseId).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  return { ownerId: found.owner_id, version: found.version };
}

const standingFlags = (act: Act, caseId: string, kind: string) => sql<{ id: string }>`
  select f.id from case_flag f where f.case_id = ${caseId} and f.kind = ${kind} and f.state = 'standing' and (f.ends_on is null or f.ends_on >= ${italianDay(act.now)}::date) order by f.raised_at`.execute(act.db);

/** The widest of the readers a kind is meant for that whoever acts holds themselves. @throws {Problem} not-found */
async function readersOf(act: Act, caseId: string, kind: string): Promise<FlagReaders> {
  const held = await act.db.selectFrom('case_access').select('compartments').where('member_id', '=', act.actor.memberId).where('case_id', '=', caseId).where('valid_until', '>', act.now).executeTakeFirst();
  if (!held) throw new Problem('not-found');
  const meant = kindCalled(await referenceOf(act), kind, italianDay(act.now)).readers;
  if (!held.compartments.includes(meant)) throw new Problem('not-allowed');
  return meant;
}

type Given<Name extends DeedGiven['deed']> = Extract<DeedGiven, { deed: Name }>;

async function assignTo(act: Act, caseId: string, { memberId, answersForIt }: Given<'assign'>): Promise<Trace | null> {
  const before = await ownerNow(act, caseId);
  const assignmentId = newId();
  await assign(act, assignmentId, { caseId, memberId, answersForIt });
  const made = await act.db.selectFrom('case_assignment').select('id').where('id', '=', assignmentId).executeTakeFirst();
  const after = await ownerNow(act, caseId);
  if (!made && after.ownerId === before.ownerId) return null;
  return { assignmentId: made ? assignmentId : null, ownerBefore: before.ownerId, ownerAfter: after.ownerId, version: after.version };
}

async function takeBackFrom(act: Act, caseId: string, trace: Trace): Promise<void> {
  const [ownerBefore, ownerAfter, assignmentId] = [idIn(trace, 'ownerBefore'), idIn(trace, 'ownerAfter'), idIn(trace, 'assignmentId')];
  const now = await ownerNow(act, caseId);
  if (now.version !== numberIn(trace, 'version') || now.ownerId !== ownerAfter) throw new Problem('changed-meanwhile');
  if (ownerBefore !== ownerAfter) await changeHeader(act, caseId, { ownerId: ownerBefore }, now.version);
  if (assignmentId === null) return;
  const made = await act.db.selectFrom('case_assignment').select('ended_at').where('id', '=', assignmentId).executeTakeFirst();
  if (!made || made.ended_at) throw new Problem('changed-meanwhile');
  await endAssignment(act, assignmentId);
}

/** What each room can do to a case when many are chosen in a list. Each asks its own room, which asks the database, as if it were done alone. */
export const deeds: Deeds = {
  assign: { does: (act, _, caseId, given) => assignTo(act, caseId, given), undoes: (act, _, caseId, __, trace) => takeBackFrom(act, caseId, trace) },
  'hand-over': {
    async does(act, vault, caseId, { toMember }) {
      const { ownerId } = await ownerNow(act, caseId);
      const handoverId = newId();
      await propose(act, vault, newId(), {
        kind: 'for-good', startsOn: italianDay(act.now), fromStays: false, personTold: 'not-yet', noteFor: 'case', cases: [{ id: handoverId, caseId, toMember }],
        // Who coordinates passes on what somebody answers for; everybody else what they follow themselves.
        ...(act.actor.role === 'coordinator' && ownerId ? { fromMember: ownerId } : {}),
      });
      return { handoverId };
    },
    async undoes(act, _, __, ___, trace) {
      const handoverId = idIn(trace, 'handoverId');
      const known = handoverId ? await act.db.selectFrom('handover').select('state').where('id', '=', handoverId).executeTakeFirst() : undefined;
      if (!handoverId || known?.state !== 'proposed') throw new Problem('changed-meanwhile');
      await moveHandover(act, handoverId, { id: newId(), move: 'withdraw', reason: undefined });
    },
  },
  review: {
    async does(act, _, caseId, { reviewOn }) {
      const set = await putReview(act, caseId, reviewOn);
      return set && { planId: set.planId, before: set.before, version: set.version };
    },
    async undoes(act, _, caseId, { reviewOn }, trace) {
      await putReview(act, caseId, idIn(trace, 'before'), { planId: idIn(trace, 'planId') ?? '', reviewOn, version: numberIn(trace, 'version') });
    },
  },
  task: {
    async does(act, _, caseId, { title, dueOn, to }) {
      const ownerId = to === 'me' ? act.actor.memberId : (await knownCase(act, caseId)).ownerId;
      if (!ownerId) throw new Problem('case-without-owner');
      const taskId = newId();
      await keepTask(act, taskId, { caseId, title, ownerId, ...(dueOn ? { dueOn } : {}) });
      return { taskId };
    },
    async undoes(act, _, __, ___, trace) {
      await takeBackTask(act, idIn(trace, 'taskId') ?? '', 1);
    },
  },
  'raise-flag': {
    async does(act, vault, caseId, { kind, startsOn, endsOn }) {
      const readers = await readersOf(act, caseId, kind);
      if ((await standingFlags(act, caseId, kind)).rows.length > 0) {
        act.unchanged();
        return null;
      }
      const flagId = newId();
      await raiseFlag(act, vault, flagId, { caseId, kind, readers, startsOn, ...(endsOn ? { endsOn } : {}) });
      return { flagId };
    },
    async undoes(act, _, __, ___, trace) {
      const flagId = idIn(trace, 'flagId');
      const known = flagId ? await act.db.selectFrom('case_flag').select('state').where('id', '=', flagId).executeTakeFirst() : undefined;
      if (!flagId || known?.state !== 'standing') throw new Problem('changed-meanwhile');
      await endFlag(act, flagId, newId(), RAISED_BY_MISTAKE);
    },
  },
  'lower-flag': {
    async does(act, _, caseId, { kind, reason }) {
      await knownCase(act, caseId);
      const { rows } = await standingFlags(act, caseId, kind);
      for (const { id } of rows) await endFlag(act, id, newId(), reason);
      if (rows.length > 0) return { flags: rows.length };
      act.unchanged();
      return null;
    },
    undoes: null,
  },
};
