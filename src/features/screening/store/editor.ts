import type { Selectable } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import type { Tables } from '../../../kernel/database/tables.gen.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { Instrument, InstrumentContent } from '../contract.ts';
import { instrumentMachine, instrumentProblems, languagesToAskIn, weakenings } from '../domain.ts';
import { type BeginInstrument, type Edited, type EditedList, type InstrumentMove, InstrumentMove as Moves, InstrumentState, type MoveInstrument } from '../editor.ts';
import { catalogue, type Instruments } from '../instruments.ts';

const FIRST_RELEASE = 1001;
const writers = new Set<string>(['psychologist', 'legal', 'educator', 'coordinator']);

/** The house's instruments together with those of the actor's programme: what is in use, and what old answers were given to. */
export async function knownTo(act: Act, house: Instruments): Promise<Instruments> {
  const rows = await act.db.selectFrom('programme_instrument').select(['content', 'state']).where('programme_id', '=', act.actor.programmeId).where('state', 'in', ['in-use', 'withdrawn']).execute();
  if (rows.length === 0) return house;
  const own = rows.map((row) => ({ content: InstrumentContent.parse(row.content), inUse: row.state === 'in-use' }));
  const all = catalogue([...house.all, ...own.map(({ content }) => Instrument.parse({ ...content, status: { state: 'in-use' } }))]);
  const withdrawn = new Set(own.filter(({ inUse }) => !inUse).map(({ content }) => `${content.id} ${content.version}`));
  // A version that was withdrawn is still read with its old answers; nobody begins with it, and what stood before it counts again.
  return { ...all, newest: () => catalogue(all.all.filter((one) => !withdrawn.has(`${one.id} ${one.version}`))).newest() };
}

/** Instruments of the programme, the newest first, beside those of the house. Audit: `instrument.list`. @throws {Problem} not-allowed */
export async function listEdited(act: Act, house: Instruments): Promise<EditedList> {
  mayLook(act);
  const rows = await edited(act).orderBy('programme_instrument.created_at', 'desc').limit(200).execute();
  act.audit({ action: 'instrument.list', subject: 'instrument', details: { count: rows.length } });
  return {
    may: true, items: rows.map((row) => lineOf(act, row)),
    house: house.newest().map((one) => ({
      id: one.id, version: one.version, title: one.title, off: one.status.state === 'off' ? { reason: one.status.reason, text: one.status.text } : null, verified: one.verified.state === 'verified', languages: Object.keys(one.languages), askedIn: languagesToAskIn(one), whoMayUse: one.whoMayUse,
    })),
  };
}

/** One instrument of the programme with its problems, what one may do, and how it came there. Audit: `instrument.read`. @throws {Problem} not-found */
export async function readEdited(act: Act, house: Instruments, id: string): Promise<Edited> {
  mayLook(act);
  const row = await edited(act).where('programme_instrument.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  const moves = await act.db.selectFrom('programme_instrument_move').innerJoin('membership', 'membership.id', 'programme_instrument_move.by_member').innerJoin('account', 'account.id', 'membership.account_id')
    .select(['programme_instrument_move.id', 'move', 'reason', 'account.name', 'at']).where('instrument', '=', id).orderBy('at').orderBy('programme_instrument_move.id').execute();
  act.audit({ action: 'instrument.read', subject: 'instrument', subjectId: id });
  const content = InstrumentContent.parse(row.content);
  const base = row.based_on === null ? null : await baseOf(act, house, row.instrument_id, row.based_on);
  return {
    ...lineOf(act, row), content, base, problems: problemsOf(content, house),
    may: { write: row.state === 'draft' && row.author_account === act.actor.accountId, moves: movesOpen(act, row) },
    moves: moves.map((one) => ({ id: one.id, move: Moves.parse(one.move), reason: one.reason ?? '', by: one.name, at: one.at.toISOString() })),
  };
}

/**
 * Begins a version: empty, from a form, or from a version that exists and whose words are taken along. Audit: `instrument.begin`.
 * @throws {Problem} not-found, invalid-input (a new instrument with the code of one that exists), instrument-weakened
 */
export async function beginInstrument(act: Act, house: Instruments, id: string, asked: BeginInstrument): Promise<Edited> {
  mayLook(act);
  const again = await act.db.selectFrom('programme_instrument').select('author_account').where('id', '=', id).executeTakeFirst();
  if (again) {
    if (again.author_account !== act.actor.accountId) throw new Problem('already-exists');
    return readEdited(act, house, id);
  }
  const base = asked.from === null ? null : await baseOf(act, house, asked.instrument, asked.from);
  if (asked.from !== null && !base) throw new Problem('not-found');
  const last = await act.db.selectFrom('programme_instrument').select((build) => build.fn.max('release').as('release')).where('instrument_id', '=', asked.instrument).executeTakeFirst();
  const isTaken = last?.release != null || house.all.some((one) => one.id === asked.instrument);
  if (asked.from === null && isTaken) throw new Problem('invalid-input', { errors: [{ path: 'instrument', code: 'code-taken' }] });
  const release = Math.max(FIRST_RELEASE, (last?.release ?? 0) + 1);
  const begun = asked.content ?? (base ? withoutStatus(base) : empty(asked.instrument));
  const content: InstrumentContent = { ...begun, id: asked.instrument, version: release };
  refuseWeakening(house, content);
  await act.db.insertInto('programme_instrument').values({
    id, programme_id: act.actor.programmeId, instrument_id: asked.instrument, release, based_on: asked.from, content: JSON.stringify(content), author_id: act.actor.memberId, author_account: act.actor.accountId, created_at: act.now,
  }).execute();
  act.audit({ action: 'instrument.begin', subject: 'instrument', subjectId: id });
  return readEdited(act, house, id);
}

/** Keeps a draft. Audit: `instrument.write`. @throws {Problem} not-found, not-allowed (somebody else's, or no draft any more), changed-meanwhile, instrument-weakened */
export async function writeInstrument(act: Act, house: Instruments, id: string, seen: number, given: InstrumentContent): Promise<Edited> {
  mayLook(act);
  const row = await edited(act).where('programme_instrument.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  if (row.state !== 'draft' || row.author_account !== act.actor.accountId) throw new Problem('not-allowed');
  const content: InstrumentContent = { ...given, id: row.instrument_id, version: row.release };
  refuseWeakening(house, content);
  const kept = await act.db.updateTable('programme_instrument').set({ content: JSON.stringify(content), version: seen + 1 }).where('id', '=', id).where('version', '=', seen).executeTakeFirst();
  if (kept.numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  act.audit({ action: 'instrument.write', subject: 'instrument', subjectId: id });
  return readEdited(act, house, id);
}

/**
 * Moves an instrument, with the reason. It is reviewed by another account than its author's, and only without problems; put in use and, once
 * used, withdrawn by the coordinator. Audit: `instrument.<move>`.
 * @throws {Problem} not-found, not-allowed, illegal-move, changed-meanwhile, instrument-incoherent
 */
export async function moveInstrument(act: Act, house: Instruments, id: string, seen: number, asked: MoveInstrument): Promise<Edited> {
  mayLook(act);
  const row = await edited(act).where('programme_instrument.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  const sentAgain = await act.db.selectFrom('programme_instrument_move').select('id').where('id', '=', asked.id).executeTakeFirst();
  if (sentAgain) return readEdited(act, house, id);
  if (row.version !== seen) throw new Problem('changed-meanwhile');
  if (!movesOpen(act, row).includes(asked.move)) throw new Problem('not-allowed');
  const isGoingOn = asked.move === 'review' || asked.move === 'put-in-use';
  if (isGoingOn && problemsOf(InstrumentContent.parse(row.content), house).length > 0) throw new Problem('instrument-incoherent');
  const from = InstrumentState.parse(row.state);
  const to = instrumentMachine.next(from, asked.move, { reason: asked.reason });
  const reviewed = asked.move === 'review' ? { reviewed_account: act.actor.accountId } : asked.move === 'send-back' ? { reviewed_account: null } : {};
  const moved = await act.db.updateTable('programme_instrument').set({ state: to, version: seen + 1, ...reviewed }).where('id', '=', id).where('version', '=', seen).executeTakeFirst();
  if (moved.numUpdatedRows === 0n) throw new Problem('changed-meanwhile');
  await act.db.insertInto('programme_instrument_move').values({
    id: asked.id, programme_id: act.actor.programmeId, instrument: id, move: asked.move, from_state: from, to_state: to, reason: asked.reason, by_member: act.actor.memberId, at: act.now,
  }).execute();
  act.audit({ action: `instrument.${asked.move}`, subject: 'instrument', subjectId: id });
  return readEdited(act, house, id);
}

/** What keeps an instrument from being reviewed, in sentences; also a link that leads nowhere. */
export function problemsOf(content: InstrumentContent, house: Instruments): string[] {
  const instrument = Instrument.parse({ ...content, status: { state: 'in-use' } });
  const links = content.items.flatMap((item) => (item.correspondsTo ?? []).flatMap((link) => {
    const target = house.all.find((one) => one.id === link.instrument && one.version === link.version);
    return link.codes.filter((code) => !target?.items.some((other) => other.code === code)).map((code) => `${item.code} → ${link.instrument} ${code}`);
  }));
  return [...instrumentProblems(instrument), ...links];
}

function refuseWeakening(house: Instruments, content: InstrumentContent): void {
  const base = house.newest().find((one) => one.id === content.id && one.version < FIRST_RELEASE);
  const lost = base && base.status.state === 'in-use' ? weakenings(base, content) : [];
  if (lost.length > 0) throw new Problem('instrument-weakened', { errors: lost.map(({ kind, detail }) => ({ path: detail === '' ? kind : `${kind}.${detail}`, code: kind })) });
}

async function baseOf(act: Act, house: Instruments, instrument: string, version: number): Promise<Instrument | null> {
  if (version < FIRST_RELEASE) return house.all.find((one) => one.id === instrument && one.version === version) ?? null;
  const row = await act.db.selectFrom('programme_instrument').select('content').where('instrument_id', '=', instrument).where('release', '=', version).executeTakeFirst();
  return row ? Instrument.parse({ ...InstrumentContent.parse(row.content), status: { state: 'in-use' } }) : null;
}

const edited = (act: Act) => act.db.selectFrom('programme_instrument').innerJoin('membership', 'membership.id', 'programme_instrument.author_id').innerJoin('account', 'account.id', 'membership.account_id')
  .selectAll('programme_instrument').select('account.name').where('programme_instrument.programme_id', '=', act.actor.programmeId);
type EditedRow = Selectable<Tables['programme_instrument']> & { name: string };

function movesOpen(act: Act, row: EditedRow): InstrumentMove[] {
  const [isAuthor, coordinates] = [row.author_account === act.actor.accountId, act.actor.role === 'coordinator'];
  if (row.state === 'draft') return isAuthor ? ['withdraw'] : ['review'];
  if (row.state === 'reviewed') return [...(coordinates ? ['put-in-use' as const] : []), 'send-back', ...(coordinates || isAuthor ? ['withdraw' as const] : [])];
  return row.state === 'in-use' && coordinates ? ['withdraw'] : [];
}

function lineOf(act: Act, row: EditedRow) {
  const content = InstrumentContent.parse(row.content);
  return {
    id: row.id, instrument: row.instrument_id, release: row.release, title: content.title, state: InstrumentState.parse(row.state), author: row.name, mine: row.author_account === act.actor.accountId, version: row.version,
    questions: content.items.length,
  };
}

function mayLook(act: Act): void {
  if (!writers.has(act.actor.role)) throw new Problem('not-allowed');
}

const withoutStatus = ({ status: _status, ...content }: Instrument): InstrumentContent => content;

function empty(id: string): InstrumentContent {
  const language = { wording: 'own-short-label' as const, approval: 'not-approved-by-mediator' as const, note: 'Testo della squadra.' };
  return {
    id, version: FIRST_RELEASE, title: { it: id, en: id }, intro: { it: 'Da scrivere', en: 'To be written' }, licence: { it: 'Da scrivere', en: 'To be written' }, source: { title: 'Da scrivere', reference: 'Da scrivere' },
    whoMayUse: ['psychologist'], minimumAge: 18, maximumAge: null, verified: { state: 'to-verify', note: { it: 'Da rileggere da una seconda persona.', en: 'To be read by a second person.' } },
    languages: { it: language, en: language }, onlyValidatedLanguages: false, contextItems: [], items: [], scoring: { kind: 'presence-list' },
  };
}
