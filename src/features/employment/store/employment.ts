import type { Act } from '../../../kernel/database/act.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import type { Employment } from '../contract.ts';
import { centreMeaningsOn, checkDays } from '../reference.ts';
import { entriesOf, knownOf, languagesOf } from './balance.ts';
import { centreStepsOf } from './centre.ts';
import { COMPARTMENT, heldCase } from './common.ts';
import { curriculaOf } from './curricula.ts';
import { placementsOf } from './placements.ts';

/** All that stands in a file about work. Audit: `employment.read`. @throws {Problem} not-found */
export async function readEmployment(act: Act, vault: Vault, caseId: string): Promise<Employment> {
  const held = await heldCase(act, caseId);
  // Erased content has no key any more; what was never readable is not shown as if it were empty.
  const seal = (await vault.seals(act, caseId)).get(COMPARTMENT);
  const [reference, today] = [await referenceOf(act), italianDay(act.now)];
  const mayWrite = !held.inEmergency;
  const employment: Employment = {
    caseId, code: held.code, may: { write: mayWrite, look: mayWrite && act.actor.role === 'coordinator' },
    entries: await entriesOf(act, seal, caseId), known: await knownOf(act, vault, caseId), languages: await languagesOf(act, held.personId),
    placements: await placementsOf(act, seal, caseId, mayWrite), centre: await centreStepsOf(act, seal, caseId), checkDays: checkDays(reference, today), centreMeanings: centreMeaningsOn(reference, today), curricula: await curriculaOf(act, caseId),
  };
  act.audit({ action: 'employment.read', subject: 'case', subjectId: caseId, caseId, personId: held.personId });
  return employment;
}
