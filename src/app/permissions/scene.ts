import { Client } from 'pg';
import { teamRoles } from '../../kernel/identity/contract.ts';
import { idOf } from '../people.ts';

/** How somebody stands to the case of the scene. */
export type Relation = 'assigned' | 'not assigned' | 'barred' | 'break-glass' | 'own programme' | 'other programme';

/** A hat in a relation, with a session that the database will believe. */
export interface Stranger {
  readonly label: string;
  readonly role: string;
  readonly relation: Relation;
  readonly memberId: string;
  readonly organisationId: string;
  readonly actingKey: string;
}

/** The scene's ids, by column name: whichever table has such a column points into the scene. */
export interface Scene {
  readonly programmeId: string;
  readonly caseId: string;
  readonly personId: string;
  readonly actors: readonly Stranger[];
}

/** One case and everybody around it: each role assigned, not assigned, barred and under break-glass, and each role of another programme. */
export async function setScene(ownerUrl: string, roles: readonly string[]): Promise<Scene> {
  const house = new Client({ connectionString: ownerUrl, options: '-c role=reti_house' });
  await house.connect();
  const ids = { programmeId: idOf('avellino'), otherProgrammeId: idOf('benevento'), personId: idOf('scene person'), caseId: idOf('scene case') };
  try {
    await house.query('begin');
    const keeper = await addMember(house, 'scene keeper', ids.programmeId, idOf('avellino equipe'), 'educator');
    await house.query("insert into person (id, programme_id, code, created_by) values ($1, $2, 'scena-lince-01', $3)", [ids.personId, ids.programmeId, keeper]);
    await house.query('insert into case_file (id, programme_id, person_id, opened_by) values ($1, $2, $3, $4)', [ids.caseId, ids.programmeId, ids.personId, keeper]);

    const actors: Stranger[] = [];
    const add = async (role: string, relation: Relation, programmeId: string, organisationId: string) => {
      const label = `${role}, ${relation}`;
      const memberId = await addMember(house, `scene ${label}`, programmeId, organisationId, role);
      const actingKey = idOf(`scene key ${label}`);
      await house.query(
        `insert into session (id, account_id, token_hash, acting_key, stage, member_id, programme_id, organisation_id, role, expires_at)
         values ($1, $2, sha256($3::bytea), $4, 'signed-in', $5, $6, $7, $8, now() + interval '1 hour')`,
        [idOf(`scene session ${label}`), idOf(`account scene ${label}`), Buffer.from(label), actingKey, memberId, programmeId, organisationId, role],
      );
      if (relation === 'assigned' || relation === 'barred') {
        await house.query('insert into case_assignment (id, programme_id, case_id, member_id, assigned_by) values ($1, $2, $3, $4, $5)', [idOf(`assign ${label}`), programmeId, ids.caseId, memberId, keeper]);
      }
      if (relation === 'barred') {
        await house.query("insert into case_bar (id, programme_id, case_id, member_id, asked_by, reason, barred_by) values ($1, $2, $3, $4, 'person', 'legame personale', $5)", [idOf(`bar ${label}`), programmeId, ids.caseId, memberId, keeper]);
      }
      if (relation === 'break-glass') {
        await house.query("insert into break_glass (id, programme_id, case_id, member_id, reason) values ($1, $2, $3, $4, 'emergenza in corso di notte')", [idOf(`glass ${label}`), programmeId, ids.caseId, memberId]);
      }
      actors.push({ label, role, relation, memberId, organisationId, actingKey });
    };

    for (const role of roles) {
      const inTeam = (teamRoles as readonly string[]).includes(role);
      if (role === 'coordinator') for (const relation of ['own programme', 'barred'] as const) await add(role, relation, ids.programmeId, idOf('avellino equipe'));
      else if (inTeam) for (const relation of ['assigned', 'not assigned', 'barred', 'break-glass'] as const) await add(role, relation, ids.programmeId, idOf('avellino equipe'));
      else await add(role, 'own programme', ids.programmeId, idOf(role === 'partner' ? 'avellino asl' : role === 'reporter' ? 'avellino aurora' : 'avellino prefettura'));
      await add(role, 'other programme', ids.otherProgrammeId, idOf('benevento equipe'));
    }
    await house.query('commit');
    return { programmeId: ids.programmeId, caseId: ids.caseId, personId: ids.personId, actors };
  } finally {
    await house.end();
  }
}

async function addMember(house: Client, word: string, programmeId: string, organisationId: string, role: string): Promise<string> {
  const accountId = idOf(`account ${word}`);
  const memberId = idOf(`member ${word}`);
  await house.query('insert into account (id, email, name) values ($1, $2, $3)', [accountId, `${idOf(word)}@scene.example`, word.slice(0, 100)]);
  await house.query('insert into membership (id, programme_id, account_id, organisation_id, role) values ($1, $2, $3, $4, $5)', [memberId, programmeId, accountId, organisationId, role]);
  return memberId;
}
