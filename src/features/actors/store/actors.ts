import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { type Actor, ActorContent, type FoundActors, LinkContent, type Link, NamedPart, type Reserved, type WriteActor, type WriteLink, type WriteNaming, type WriteTie } from '../contract.ts';
import { resemble } from '../domain.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { dutyNorms } from '../reference.ts';
import { colleague, mustBeReserved, note, type Who } from './common.ts';
import { dutiesOf } from './duties.ts';

interface ActorRow { id: string; case_id: string; kind: Actor['kind']; content_sealed: Buffer; by: Who; at: Date; version: number }
interface LinkRow { id: string; from_actor: string | null; to_actor: string; kind: Link['kind']; confidence: Link['confidence']; content_sealed: Buffer; by: Who; at: Date }
interface TieRow { id: string; actor_id: string; member: Who; words_sealed: Buffer; by: Who; at: Date; follows: boolean }

/** Everything reserved of a case. Audit: `reserved.read` on the case's id, without the case. @throws {Problem} not-found */
export async function readReserved(act: Act, vault: Vault, caseId: string): Promise<Reserved> {
  const code = await mustBeReserved(act, caseId);
  const seal = (await vault.seals(act, caseId)).get('reserved');
  const [duties, actors, links, namings, ties, team] = await Promise.all([
    dutiesOf(act, seal, caseId),
    sql<ActorRow>`select x.id, x.case_id, x.kind, x.content_sealed, ${colleague('x.author_id')} as by, x.at, x.version from alleged_actor x where x.case_id = ${caseId} order by x.at, x.id limit 200`.execute(act.db),
    sql<LinkRow>`select l.id, l.from_actor, l.to_actor, l.kind, l.confidence, l.content_sealed, ${colleague('l.author_id')} as by, l.at from actor_link l where l.case_id = ${caseId} and l.struck_at is null order by l.at, l.id limit 400`.execute(act.db),
    act.db.selectFrom('actor_naming').select(['id', 'actor_id', 'episode_id', 'part']).where('case_id', '=', caseId).where('struck_at', 'is', null).orderBy('at').orderBy('id').limit(400).execute(),
    sql<TieRow>`select t.id, t.actor_id, ${colleague('t.member_id')} as member, t.words_sealed, ${colleague('t.author_id')} as by, t.at,
        exists (select from case_assignment a where a.case_id = t.case_id and a.member_id = t.member_id and a.ended_at is null) as follows
      from actor_tie t where t.case_id = ${caseId} order by t.at, t.id`.execute(act.db),
    sql<Who & { accountId: string }>`select m.id as "memberId", a.name, a.id as "accountId" from membership m join account a on a.id = m.account_id
      where m.programme_id = ${act.actor.programmeId} and m.ended_at is null and m.role in ('mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator') order by a.name limit 500`.execute(act.db),
  ]);
  note(act, 'read', caseId);
  const others = team.rows.filter((one) => one.accountId !== act.actor.accountId).map(({ memberId, name }) => ({ memberId, name }));
  return {
    code, duties, norms: dutyNorms(await referenceOf(act), italianDay(act.now)), colleagues: others,
    namings: namings.map((one) => ({ id: one.id, actorId: one.actor_id, episodeId: one.episode_id, part: NamedPart.parse(one.part) })),
    actors: actors.rows.map((row) => {
      const content = seal ? ActorContent.parse(JSON.parse(seal.open(row.content_sealed, `alleged_actor.content:${row.id}`))) : null;
      return {
        id: row.id, kind: row.kind, content, by: row.by, at: row.at.toISOString(), version: row.version,
        resembles: content && row.kind !== 'place' ? others.filter((one) => resemble([content.name, ...content.aliases], [one.name])) : [],
        ties: ties.rows.filter((tie) => tie.actor_id === row.id).map((tie) => ({ id: tie.id, member: tie.member, words: seal?.open(tie.words_sealed, `actor_tie.words:${tie.id}`) ?? null, by: tie.by, at: tie.at.toISOString(), follows: tie.follows })),
      };
    }),
    links: links.rows.map((row) => ({
      id: row.id, from: row.from_actor, to: row.to_actor, kind: row.kind, confidence: row.confidence, by: row.by, at: row.at.toISOString(),
      content: seal ? LinkContent.parse(JSON.parse(seal.open(row.content_sealed, `actor_link.content:${row.id}`))) : null,
    })),
  };
}

/** Writes an alleged actor, or puts one right. @param version as seen, 0 for a new one. @throws {Problem} not-found, changed-meanwhile */
export async function writeActor(act: Act, vault: Vault, id: string, version: number, { caseId, kind, content }: WriteActor): Promise<void> {
  await mustBeReserved(act, caseId);
  const seal = await vault.seal(act, caseId, 'reserved');
  const sealed = seal.close(JSON.stringify(content), `alleged_actor.content:${id}`);
  if (version === 0) {
    await act.db.insertInto('alleged_actor').values({ id, programme_id: act.actor.programmeId, case_id: caseId, kind, content_sealed: sealed, author_id: act.actor.memberId, at: act.now }).execute();
  } else {
    const { numUpdatedRows } = await act.db.updateTable('alleged_actor').set({ kind, content_sealed: sealed, version: version + 1 }).where('id', '=', id).where('case_id', '=', caseId).where('version', '=', version).executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  }
  note(act, 'actor-write', id);
}

/** A relation, with who said it and how sure one is. @throws {Problem} not-found */
export async function writeLink(act: Act, vault: Vault, id: string, given: WriteLink): Promise<void> {
  await mustBeReserved(act, given.caseId);
  const seal = await vault.seal(act, given.caseId, 'reserved');
  await act.db.insertInto('actor_link').values({
    id, programme_id: act.actor.programmeId, case_id: given.caseId, from_actor: given.from, to_actor: given.to, kind: given.kind, confidence: given.confidence,
    content_sealed: seal.close(JSON.stringify(given.content), `actor_link.content:${id}`), author_id: act.actor.memberId, at: act.now,
  }).execute();
  note(act, 'link-write', id);
}

/**
 * That who a worksheet names is an alleged actor: written now or standing already, with the relation, all or nothing. The worksheet is neither read nor touched, so that
 * whoever reads it learns nothing. Sent again it changes nothing. Audit: `reserved.naming-write`, without the case. @throws {Problem} not-found
 */
export async function writeNaming(act: Act, vault: Vault, id: string, given: WriteNaming): Promise<void> {
  await mustBeReserved(act, given.caseId);
  if (await act.db.selectFrom('actor_naming').select('id').where('id', '=', id).executeTakeFirst()) return act.unchanged();
  if (given.written) await writeActor(act, vault, given.actorId, 0, { caseId: given.caseId, ...given.written });
  const actor = await act.db.selectFrom('alleged_actor').select('id').where('id', '=', given.actorId).where('case_id', '=', given.caseId).executeTakeFirst();
  if (!actor) throw new Problem('not-found');
  if (given.link) await writeLink(act, vault, given.link.id, { caseId: given.caseId, from: null, to: given.actorId, kind: given.link.kind, confidence: given.link.confidence, content: given.link.content });
  await act.db.insertInto('actor_naming').values({
    id, programme_id: act.actor.programmeId, case_id: given.caseId, actor_id: given.actorId, episode_id: given.episodeId, part: given.part, author_id: act.actor.memberId, at: act.now,
  }).onConflict((conflict) => conflict.columns(['case_id', 'episode_id', 'part', 'actor_id']).where('struck_at', 'is', null).doNothing()).execute();
  note(act, 'naming-write', id);
}

/** Strikes that somebody was taken for an alleged actor; the row stays. Audit: `reserved.naming-strike`, without the case. @returns its case. @throws {Problem} not-found */
export async function strikeNaming(act: Act, id: string): Promise<string> {
  const found = await act.db.selectFrom('actor_naming').select(['case_id', 'struck_at']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (!found.struck_at) await act.db.updateTable('actor_naming').set({ struck_at: act.now, struck_by: act.actor.memberId }).where('id', '=', id).where('struck_at', 'is', null).execute();
  note(act, 'naming-strike', id);
  return found.case_id;
}

/** Strikes a relation that was wrong; the row stays. @returns its case. @throws {Problem} not-found */
export async function strikeLink(act: Act, id: string): Promise<string> {
  const found = await act.db.selectFrom('actor_link').select(['case_id', 'struck_at']).where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  if (!found.struck_at) await act.db.updateTable('actor_link').set({ struck_at: act.now }).where('id', '=', id).execute();
  note(act, 'link-strike', id);
  return found.case_id;
}

/** That a colleague may be connected to an alleged actor: whoever coordinates is warned, that colleague is not. @throws {Problem} not-found, not-allowed (of oneself) */
export async function writeTie(act: Act, vault: Vault, id: string, given: WriteTie): Promise<void> {
  await mustBeReserved(act, given.caseId);
  const seal = await vault.seal(act, given.caseId, 'reserved');
  await act.db.insertInto('actor_tie').values({
    id, programme_id: act.actor.programmeId, case_id: given.caseId, actor_id: given.actorId, member_id: given.memberId, words_sealed: seal.close(given.words, `actor_tie.words:${id}`), author_id: act.actor.memberId, at: act.now,
  }).execute();
  note(act, 'tie-write', id);
}

/** At most so many alleged actors are opened for one search, the newest first: they are sealed, and each is compared by name. */
const looked = 3_000;

/** The same name in other cases that one may read; for everybody else there is nothing to find. Audit: `reserved.search`. */
export async function searchActors(act: Act, vault: Vault, words: string): Promise<FoundActors> {
  const { rows } = await sql<ActorRow & { code: string }>`
    select x.id, x.case_id, x.kind, x.content_sealed, p.code from alleged_actor x join case_file c on c.id = x.case_id join person p on p.id = c.person_id where x.programme_id = ${act.actor.programmeId} order by x.at desc limit ${looked}`.execute(act.db);
  const seals = await vault.sealsOf(act, [...new Set(rows.map((row) => row.case_id))]);
  note(act, 'search', act.actor.memberId);
  const items = rows.flatMap((row) => {
    const text = seals.get(`${row.case_id} reserved`)?.open(row.content_sealed, `alleged_actor.content:${row.id}`);
    if (text === undefined) return [];
    const content = ActorContent.parse(JSON.parse(text));
    return resemble([words], [content.name, ...content.aliases]) ? [{ actorId: row.id, caseId: row.case_id, code: row.code, kind: row.kind, name: content.name }] : [];
  });
  return { items: items.slice(0, 50) };
}
