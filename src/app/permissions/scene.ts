import { Client } from 'pg';
import { Role, teamRoles } from '../../kernel/identity/contract.ts';
import { idOf } from '../people.ts';

/** How somebody stands to the case of the scene. */
export type Relation = 'assigned' | 'not assigned' | 'barred' | 'break-glass' | 'own programme' | 'another body' | 'other programme';

/** Somebody whom a row can name. */
export interface Named {
  readonly memberId: string;
  readonly accountId: string;
  readonly role: Role;
}

/** A hat in a relation, with a session that the database will believe. */
export interface Stranger extends Named {
  readonly label: string;
  readonly relation: Relation;
  readonly languages: readonly string[];
  readonly actingKey: string;
}

/** The scene's ids, by column name: whichever table has such a column points into the scene. */
export interface Scene {
  readonly programmeId: string;
  readonly otherProgrammeId: string;
  readonly caseId: string;
  readonly personId: string;
  /** A colleague who is none of the actors: the author of what the actors did not write. */
  readonly keeper: Named;
  readonly actors: readonly Stranger[];
}

/** The body that receives the referrals of the scene and runs its services; partners of any other body are strangers to them. */
export const receivingBody = idOf('avellino asl');

/**
 * One case and everybody around it: each role of the team assigned, not assigned, barred and under break-glass, every other role of the
 * programme, partners of the receiving body and of another one, and each role of another programme.
 */
export async function setScene(ownerUrl: string): Promise<Scene> {
  const house = new Client({ connectionString: ownerUrl, options: '-c role=reti_house' });
  await house.connect();
  const ids = { programmeId: idOf('avellino'), otherProgrammeId: idOf('benevento'), personId: idOf('scene person'), caseId: idOf('scene case') };
  try {
    await house.query('begin');
    const keeper = await addMember(house, 'scene keeper', ids.programmeId, idOf('avellino equipe'), 'educator', []);
    await house.query("insert into person (id, programme_id, code, created_by) values ($1, $2, 'scena-lince-01', $3)", [ids.personId, ids.programmeId, keeper.memberId]);
    await house.query('insert into case_file (id, programme_id, person_id, opened_by) values ($1, $2, $3, $4)', [ids.caseId, ids.programmeId, ids.personId, keeper.memberId]);

    const actors: Stranger[] = [];
    const add = async (role: Role, relation: Relation, programmeId: string, organisationId: string) => {
      const label = `${role}, ${relation}`;
      const languages = spoken(role, relation);
      const { memberId, accountId } = await addMember(house, `scene ${label}`, programmeId, organisationId, role, languages);
      const actingKey = idOf(`scene key ${label}`);
      await house.query(
        `insert into session (id, account_id, token_hash, acting_key, stage, member_id, programme_id, organisation_id, role, expires_at)
         values ($1, $2, sha256($3::bytea), $4, 'signed-in', $5, $6, $7, $8, now() + interval '1 hour')`,
        [idOf(`scene session ${label}`), accountId, Buffer.from(label), actingKey, memberId, programmeId, organisationId, role],
      );
      if (relation === 'assigned' || relation === 'barred') {
        await house.query('insert into case_assignment (id, programme_id, case_id, member_id, assigned_by) values ($1, $2, $3, $4, $5)', [idOf(`assign ${label}`), programmeId, ids.caseId, memberId, keeper.memberId]);
      }
      if (relation === 'barred') {
        await house.query("insert into case_bar (id, programme_id, case_id, member_id, asked_by, reason, barred_by) values ($1, $2, $3, $4, 'person', 'legame personale', $5)", [idOf(`bar ${label}`), programmeId, ids.caseId, memberId, keeper.memberId]);
      }
      if (relation === 'break-glass') {
        await house.query("insert into break_glass (id, programme_id, case_id, member_id, reason) values ($1, $2, $3, $4, 'emergenza in corso di notte')", [idOf(`glass ${label}`), programmeId, ids.caseId, memberId]);
      }
      actors.push({ label, role, relation, languages, memberId, accountId, actingKey });
    };

    const team = idOf('avellino equipe');
    for (const role of Role.options) {
      const inTeam = (teamRoles as readonly string[]).includes(role);
      if (role === 'coordinator') for (const relation of ['own programme', 'barred'] as const) await add(role, relation, ids.programmeId, team);
      else if (inTeam) for (const relation of ['assigned', 'not assigned', 'barred', 'break-glass'] as const) await add(role, relation, ids.programmeId, team);
      else await add(role, 'own programme', ids.programmeId, role === 'partner' ? receivingBody : idOf(role === 'reporter' ? 'avellino aurora' : 'avellino prefettura'));
      if (role === 'partner') await add(role, 'another body', ids.programmeId, idOf('avellino flai'));
      await add(role, 'other programme', ids.otherProgrammeId, idOf('benevento equipe'));
    }
    await house.query('commit');
    return { ...ids, keeper, actors };
  } finally {
    await house.end();
  }
}

/** Arabic is spoken by a mediator of each programme and by a psychologist, who is none the less not a mediator. */
const spoken = (role: Role, relation: Relation): readonly string[] =>
  (role === 'mediator' && relation !== 'not assigned') || (role === 'psychologist' && relation === 'assigned') ? ['ar'] : [];

async function addMember(house: Client, word: string, programmeId: string, organisationId: string, role: Role, languages: readonly string[]): Promise<Named> {
  const accountId = idOf(`account ${word}`);
  const memberId = idOf(`member ${word}`);
  await house.query('insert into account (id, email, name) values ($1, $2, $3)', [accountId, `${idOf(word)}@scene.example`, word.slice(0, 100)]);
  await house.query('insert into membership (id, programme_id, account_id, organisation_id, role, languages) values ($1, $2, $3, $4, $5, $6)', [memberId, programmeId, accountId, organisationId, role, languages]);
  return { memberId, accountId, role };
}
