import type { Act } from '../../../kernel/database/act.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { type Answers, Column, type Instrument, TeamRole } from '../contract.ts';
import { evaluate, instrumentAllowed, readElsewhere, trendBetween } from '../domain.ts';
import type { Instruments } from '../instruments.ts';
import type { Reading } from '../wire.ts';
import { ageOf } from './common.ts';
import { lineOf, openAnswers, screeningRow, screeningRows, type ScreeningRow, sealOf } from './screenings.ts';

/**
 * Explains what the answers say, under the version to which they were given. Worked out at each look and kept nowhere, so that nobody can
 * take a result for a fact about the person. Audit: `screening.read`. @throws {Problem} not-found, content-destroyed
 */
export async function readResult(act: Act, vault: Vault, instruments: Instruments, id: string): Promise<Reading> {
  const row = await screeningRow(act, id);
  const answers = openAnswers(await sealOf(act, vault, row), row);
  const instrument = instruments.find(row.instrument_id, row.instrument_version);
  const today = instrumentAllowed(instrument, { role: TeamRole.parse(act.actor.role), age: (await ageOf(act, row.person_id)).age });
  const kept = Column.parse(row.weights);
  // A doubt that arises half-way counts at once; what was completed is read as it was, with a word beside it.
  const column = row.state === 'open' && today.allowed ? today.column : kept;
  act.audit({ action: 'screening.read', subject: 'screening', subjectId: id, caseId: row.case_id, personId: row.person_id });
  return {
    screening: { ...lineOf(act, instruments, row, answers), column },
    result: evaluate(instrument, answers, { column }),
    columnNow: today.allowed && today.column !== column ? today.column : null,
    ...readElsewhere(instruments.newest().filter((other) => other.status.state === 'in-use'), instrument, answers, column),
    since: await sinceTheLast(act, vault, instruments, row, { instrument, answers, column }),
  };
}

/** The way since the last completed screening with the same instrument, both read by the column of the later one. */
async function sinceTheLast(
  act: Act, vault: Vault, instruments: Instruments, row: ScreeningRow, later: { instrument: Instrument; answers: Answers; column: Column },
): Promise<Reading['since']> {
  const earlier = await screeningRows(act).where('screening.case_id', '=', row.case_id).where('screening.instrument_id', '=', row.instrument_id)
    .where('screening.state', '=', 'completed').where('screening.started_at', '<', row.started_at).orderBy('screening.started_at', 'desc').limit(1).executeTakeFirst();
  if (!earlier?.completed_at) return null;
  const given = {
    instrument: instruments.find(earlier.instrument_id, earlier.instrument_version), column: later.column,
    answers: openAnswers(await sealOf(act, vault, earlier), earlier),
  };
  return { id: earlier.id, at: earlier.completed_at.toISOString(), ...trendBetween(given, later) };
}
