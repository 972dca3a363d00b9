import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import type { Course, Heard } from '../course.ts';
import { Column } from '../contract.ts';
import { courseOf } from '../domain/course.ts';
import { type Earlier, heardElsewhere } from '../domain/heard.ts';
import type { Instruments } from '../instruments.ts';
import { heldCase } from './common.ts';
import { openAnswers, screeningRow, screeningRows, sealOf } from './screenings.ts';

/** The course of a summed instrument in a case, from its completed askings. Audit: `screening.list`. @throws {Problem} not-found */
export async function readCourse(act: Act, vault: Vault, instruments: Instruments, caseId: string, instrument: string): Promise<Course> {
  const held = await heldCase(act, caseId);
  if (!held.hears) throw new Problem('not-found');
  const rows = await screeningRows(act).where('screening.case_id', '=', caseId).where('screening.instrument_id', '=', instrument).where('screening.state', '=', 'completed')
    .orderBy('screening.completed_at', 'desc').limit(60).execute();
  const seals = await vault.seals(act, caseId);
  act.audit({ action: 'screening.list', subject: 'case', subjectId: caseId, caseId, personId: held.personId });
  return {
    points: courseOf(rows.flatMap((row) => {
      const seal = seals.get(row.compartment);
      if (!seal) return [];
      return [{ id: row.id, at: (row.completed_at ?? row.started_at).toISOString(), language: row.language, instrument: instruments.find(row.instrument_id, row.instrument_version), answers: openAnswers(seal, row), column: Column.parse(row.weights) }];
    })).map((point) => ({ ...point, bands: [...point.bands], subscales: [...point.subscales] })),
  };
}

/**
 * What was already heard, in the newest screening of each other list, about the questions of this one: offered to be confirmed with the person,
 * never copied. Only what the asker may read anyway. Audit: `screening.read`. @throws {Problem} not-found, content-destroyed
 */
export async function readHeard(act: Act, vault: Vault, instruments: Instruments, id: string): Promise<Heard> {
  const row = await screeningRow(act, id);
  const list = instruments.find(row.instrument_id, row.instrument_version);
  const answers = openAnswers(await sealOf(act, vault, row), row);
  const others = await screeningRows(act).where('screening.case_id', '=', row.case_id).where('screening.instrument_id', '<>', row.instrument_id)
    .orderBy('screening.started_at', 'desc').orderBy('screening.id', 'desc').limit(60).execute();
  const seals = await vault.seals(act, row.case_id);
  const newest = others.filter((one, index) => others.findIndex((other) => other.instrument_id === one.instrument_id) === index);
  const earlier: Earlier[] = newest.flatMap((one) => {
    const seal = seals.get(one.compartment);
    return seal ? [{ screeningId: one.id, instrument: instruments.find(one.instrument_id, one.instrument_version), answers: openAnswers(seal, one), column: Column.parse(one.weights) }] : [];
  });
  act.audit({ action: 'screening.read', subject: 'screening', subjectId: id, caseId: row.case_id, personId: row.person_id });
  return {
    items: heardElsewhere(list, answers, earlier).map(({ code, said }) => ({
      code,
      said: said.map((one) => {
        const other = instruments.find(one.instrument, one.version);
        const asked = newest.find((screening) => screening.id === one.screeningId);
        return {
          screeningId: one.screeningId, instrument: { id: other.id, title: other.title }, code: one.code, at: (asked?.completed_at ?? asked?.started_at ?? act.now).toISOString(),
          text: other.items.find((item) => item.code === one.code)?.text ?? { it: one.code, en: one.code },
        };
      }),
    })),
  };
}
