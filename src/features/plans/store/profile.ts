import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { type Episode, EpisodeKind, type Expiries, type Fact, FactCompartment, FactSource, FactValue, type FactWritten, type Profile, UncertainDate } from '../contract.ts';
import { dayIn, daysAfter, episodeFields, episodeKindOf, latestFirst, mayStand, misfit, profileField, profileSections, rungOf } from '../domain.ts';
import { referenceOf } from '../../../kernel/reference/own.ts';
import { warningDays } from '../reference.ts';
import { heldCase, namesOf, placeAfter, placeIn } from './common.ts';

const sealedAt = (id: string): string => `profile_fact.value:${id}`;

/** What is known now, by section, with where it was learned. Fields of compartments that the asker does not hold are not in the answer. */
export async function readProfile(act: Act, vault: Vault, caseId: string): Promise<Profile> {
  const held = await heldCase(act, caseId);
  const rows = await factRows(act).where('case_id', '=', caseId).where('superseded_by', 'is', null).execute();
  const counts = await act.db.selectFrom('profile_fact').select(['field', 'episode_id', (e) => e.fn.countAll<number>().as('n')])
    .where('case_id', '=', caseId).where('superseded_by', 'is not', null).groupBy(['field', 'episode_id']).execute();
  act.audit({ action: 'profile.read', subject: 'profile', subjectId: caseId, caseId, personId: held.personId });
  const place = (episodeId: string | null, field: string): string => `${episodeId ?? ''} ${field}`;
  const known = await opened(act, vault, caseId, rows);
  const facts = new Map(known.map((fact) => [place(fact.episodeId, fact.field), fact]));
  const earlier = new Map(counts.map((row) => [place(row.episode_id, row.field), row.n]));
  const fieldsOf = (fields: readonly { key: string }[], episodeId: string | null) =>
    fields.map(({ key }) => ({ key, fact: facts.get(place(episodeId, key)) ?? null, earlier: earlier.get(place(episodeId, key)) ?? 0 }));
  const episodeKinds = EpisodeKind.options.filter((kind) => episodeFields[kind].every((field) => held.compartments.includes(field.compartment)));
  return {
    caseId,
    sections: profileSections.flatMap(({ key, fields }) => {
      const readable = fields.filter((field) => held.compartments.includes(field.compartment));
      return readable.length === 0 ? [] : [{ key, fields: fieldsOf(readable, null) }];
    }),
    episodes: episodesIn(known).filter(({ kind }) => episodeKinds.includes(kind)).map(({ id, kind }) => ({ id, kind, fields: fieldsOf(episodeFields[kind], id) })),
    episodeKinds,
  };
}

/**
 * What a telephone keeps of a profile for a talk of the day: facts of how things are now that stand in the file itself. Nothing `restricted`, whatever the asker
 * holds, and no episode: what somebody lived through is read where there is a network. Only fields that say something.
 */
export async function readKnown(act: Act, vault: Vault, caseId: string): Promise<Profile> {
  const { sections } = await readProfile(act, vault, caseId);
  const carried = sections.flatMap(({ key, fields }) => {
    const said = fields.filter(({ fact }) => fact !== null && fact.value !== null && fact.compartment !== 'restricted');
    return said.length === 0 ? [] : [{ key, fields: said }];
  });
  return { caseId, sections: carried, episodes: [], episodeKinds: [] };
}

/** The episodes that still say something, the latest first. An episode all of whose facts were taken back is told no more. */
function episodesIn(facts: readonly Fact[]): Pick<Episode, 'id' | 'kind'>[] {
  const begun = (ofEpisode: readonly Fact[]): UncertainDate | null => UncertainDate.safeParse(ofEpisode.find((fact) => fact.field.endsWith('-from'))?.value).data ?? null;
  return [...Map.groupBy(facts.filter((fact) => fact.episodeId !== null && fact.value !== null), (fact) => fact.episodeId ?? '').entries()]
    .map(([id, ofEpisode]) => ({ id, kind: episodeKindOf(ofEpisode[0]?.field ?? ''), begun: begun(ofEpisode), told: ofEpisode.map((fact) => fact.createdAt).sort()[0] ?? '' }))
    .toSorted((one, other) => latestFirst(one.begun, other.begun) || other.told.localeCompare(one.told))
    .flatMap(({ id, kind }) => (kind ? [{ id, kind }] : []));
}

/** Everything that was ever known in a field, of the person now or of one episode, newest first. */
export async function readHistory(act: Act, vault: Vault, caseId: string, field: string, episodeId: string | null): Promise<Fact[]> {
  const held = await heldCase(act, caseId);
  const rows = await factRows(act).where('case_id', '=', caseId).where('field', '=', field).where('episode_id', episodeId === null ? 'is' : '=', episodeId).orderBy('created_at', 'desc').orderBy('id', 'desc').limit(200).execute();
  act.audit({ action: 'profile.history', subject: 'profile', subjectId: caseId, caseId, personId: held.personId });
  return opened(act, vault, caseId, rows);
}

/**
 * Writes down what was learned; what stood in the field before steps back into its history. Audit: `fact.learn`.
 * @throws {Problem} invalid-input when the value does not fit the field, changed-meanwhile when another fact stands there than the writer
 * saw, not-allowed for a compartment they do not hold
 */
export async function keepFact(act: Act, vault: Vault, id: string, written: FactWritten): Promise<Fact> {
  const held = await heldCase(act, written.caseId);
  const again = await factRows(act).where('id', '=', id).where('case_id', '=', written.caseId).executeTakeFirst();
  if (again) {
    act.unchanged();
    return onlyOne(await opened(act, vault, written.caseId, [again]));
  }
  const known = profileField(written.field);
  if (!known || !mayStand(written.field, written.episodeId !== null)) throw new Problem('invalid-input', { errors: [{ path: 'field', code: 'choice' }] });
  if (written.episodeId !== null) await mustBeOfOneKind(act, written.caseId, written.episodeId, written.field);
  const wrong = misfit(known.field, written.value);
  if (wrong) throw new Problem('invalid-input', { errors: [{ path: 'value', code: wrong }] });
  if (written.learnedOn > dayIn(act.now)) throw new Problem('invalid-input', { errors: [{ path: 'learnedOn', code: 'future' }] });
  if (written.dueOn !== null && !known.field.due) throw new Problem('invalid-input', { errors: [{ path: 'dueOn', code: 'kind' }] });

  const { compartment } = known.field;
  const seal = await vault.seal(act, written.caseId, compartment);
  if (written.replaces) {
    const stepped = await act.db.updateTable('profile_fact').set({ superseded_by: id })
      .where('id', '=', written.replaces).where('case_id', '=', written.caseId).where('field', '=', written.field).where('episode_id', written.episodeId === null ? 'is' : '=', written.episodeId).where('superseded_by', 'is', null).executeTakeFirst();
    if (stepped.numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  }
  // A current fact that the writer did not see stops this row: there is one per field (profile_fact_one_current).
  await act.db.insertInto('profile_fact').values({
    id, programme_id: act.actor.programmeId, case_id: written.caseId, section: known.section, field: written.field, episode_id: written.episodeId, compartment,
    value_sealed: seal.close(JSON.stringify(written.value), sealedAt(id)), source_kind: written.source.kind, source_id: written.source.id,
    learned_on: written.learnedOn, author_id: act.actor.memberId, due_on: written.value === null ? null : written.dueOn,
    confirmed_at: null, confirmed_by: null, superseded_by: null,
  }).execute();
  act.audit({ action: 'fact.learn', subject: 'fact', subjectId: id, caseId: written.caseId, personId: held.personId, details: { field: written.field } });
  return onlyOne(await opened(act, vault, written.caseId, [await factRows(act).where('id', '=', id).executeTakeFirstOrThrow()]));
}

/** Says that a fact still holds. Who confirms it stands beside it; who learned it stays. Audit: `fact.confirm`. @throws {Problem} not-found, changed-meanwhile */
export async function confirmFact(act: Act, vault: Vault, id: string): Promise<Fact> {
  const fact = await factRows(act).where('id', '=', id).executeTakeFirst();
  if (!fact) throw new Problem('not-found');
  const held = await heldCase(act, fact.case_id);
  const confirmed = await act.db.updateTable('profile_fact').set({ confirmed_at: act.now, confirmed_by: act.actor.memberId })
    .where('id', '=', id).where('superseded_by', 'is', null).executeTakeFirst();
  if (confirmed.numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  act.audit({ action: 'fact.confirm', subject: 'fact', subjectId: id, caseId: fact.case_id, personId: held.personId, details: { field: fact.field } });
  return onlyOne(await opened(act, vault, fact.case_id, [{ ...fact, confirmed_at: act.now, confirmed_by: act.actor.memberId }]));
}

/** A spell of work does not become one of exploitation by a slip: what it is about is a second episode. */
async function mustBeOfOneKind(act: Act, caseId: string, episodeId: string, field: string): Promise<void> {
  const told = await act.db.selectFrom('profile_fact').select(['field', 'case_id']).where('episode_id', '=', episodeId).limit(1).executeTakeFirst();
  if (told && (told.case_id !== caseId || episodeKindOf(told.field) !== episodeKindOf(field))) throw new Problem('invalid-input', { errors: [{ path: 'episodeId', code: 'choice' }] });
}

const PAGE = 50;

/** Facts of one's cases that end soon, or have ended, nearest first: the field and the day, not the value. */
export async function readExpiries(act: Act, after: string | undefined): Promise<Expiries> {
  const today = dayIn(act.now);
  const ladder = warningDays(await referenceOf(act), today);
  const from = placeIn(after);
  const rows = await act.db.selectFrom('profile_fact')
    .innerJoin('case_file', 'case_file.id', 'profile_fact.case_id').innerJoin('person', 'person.id', 'case_file.person_id')
    .select(['profile_fact.id', 'profile_fact.case_id', 'profile_fact.field', 'profile_fact.due_on', 'person.code'])
    .where('profile_fact.programme_id', '=', act.actor.programmeId).where('profile_fact.superseded_by', 'is', null)
    .where('profile_fact.due_on', '<=', daysAfter(today, Math.max(...ladder))).where('case_file.state', '<>', 'closed')
    .$if(from !== undefined, (query) => query.where(sql<boolean>`(profile_fact.due_on, profile_fact.id) > (${from?.day}::date, ${from?.id}::uuid)`))
    .orderBy('profile_fact.due_on').orderBy('profile_fact.id').limit(PAGE + 1).execute();
  const items = rows.slice(0, PAGE).flatMap((row) => {
    const rung = rungOf(row.due_on, today, ladder);
    return row.due_on && rung ? [{ factId: row.id, caseId: row.case_id, code: row.code, field: row.field, dueOn: row.due_on, rung }] : [];
  });
  const last = items.at(-1);
  act.audit({ action: 'expiries.read', subject: 'fact', details: { count: items.length } });
  return { items, next: rows.length > PAGE && last ? placeAfter(last.dueOn, last.factId) : null };
}

const factRows = (act: Act) => act.db.selectFrom('profile_fact')
  .select(['id', 'case_id', 'field', 'episode_id', 'compartment', 'value_sealed', 'source_kind', 'source_id', 'learned_on', 'author_id', 'created_at', 'confirmed_at', 'confirmed_by', 'due_on']);

type FactRow = Awaited<ReturnType<ReturnType<typeof factRows>['execute']>>[number];

/** Rows as facts. A row whose key was destroyed says nothing any more and is left out. */
async function opened(act: Act, vault: Vault, caseId: string, rows: readonly FactRow[]): Promise<Fact[]> {
  const seals = await vault.seals(act, caseId);
  const nameOf = await namesOf(act, rows.flatMap((row) => [row.author_id, row.confirmed_by]));
  const today = dayIn(act.now);
  const ladder = warningDays(await referenceOf(act), today);
  return rows.flatMap((row): Fact[] => {
    const seal = seals.get(row.compartment);
    if (!seal) return [];
    return [{
      id: row.id, field: row.field, episodeId: row.episode_id, compartment: FactCompartment.parse(row.compartment),
      value: FactValue.parse(JSON.parse(seal.open(row.value_sealed, sealedAt(row.id)))),
      source: { kind: FactSource.parse(row.source_kind), id: row.source_id },
      learnedOn: row.learned_on, author: nameOf(row.author_id), createdAt: row.created_at.toISOString(),
      confirmed: row.confirmed_at && row.confirmed_by ? { at: row.confirmed_at.toISOString(), by: nameOf(row.confirmed_by) } : null,
      dueOn: row.due_on, rung: rungOf(row.due_on, today, ladder),
    }];
  });
}

function onlyOne(facts: readonly Fact[]): Fact {
  const fact = facts[0];
  if (!fact) throw new Problem('content-destroyed');
  return fact;
}
