import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { LetterTemplate, MoveTemplate, WriteTemplate } from '../contract/letters.ts';
import { asksOf, letterMachine, strangersOf } from '../domain/letters.ts';

interface Row {
  id: string;
  letter_id: string;
  edition: number;
  language: string;
  name: string;
  body: string;
  to_body: boolean;
  state: string;
  version: number;
}

const columns = ['id', 'letter_id', 'edition', 'language', 'name', 'body', 'to_body', 'state', 'version'] as const;
const shown = (row: Row): LetterTemplate => ({
  id: row.id, letterId: row.letter_id, edition: row.edition, language: row.language as LetterTemplate['language'], name: row.name, body: row.body, toBody: row.to_body, state: row.state as LetterTemplate['state'],
  version: row.version, asks: asksOf(row.body),
});

/** Every letter of the programme; whoever does not coordinate sees those in use. */
export async function listTemplates(act: Act): Promise<LetterTemplate[]> {
  const rows = await act.db.selectFrom('letter_template').select(columns).where('state', 'in', act.actor.role === 'coordinator' ? ['draft', 'in-use', 'retired'] : ['in-use']).orderBy('name').orderBy('edition', 'desc').limit(200).execute();
  return rows.map(shown);
}

/** @throws {Problem} not-found */
export async function readTemplate(act: Act, id: string): Promise<LetterTemplate> {
  const row = await act.db.selectFrom('letter_template').select(columns).where('id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  return shown(row);
}

/** @throws {Problem} letter-field-unknown */
export function checkFields(body: string): void {
  const strangers = strangersOf(body);
  if (strangers.length > 0) throw new Problem('letter-field-unknown', { facts: { fields: strangers.join(', ') } });
}

/** A draft is written or written again; words in use get a newer edition. Audit: `letter-template.write`. @throws {Problem} not-found, changed-meanwhile, letter-field-unknown, letter-in-use */
export async function writeTemplate(act: Act, id: string, version: number, given: WriteTemplate): Promise<void> {
  if (act.actor.role !== 'coordinator') throw new Problem('not-found');
  checkFields(given.body);
  const before = await act.db.selectFrom('letter_template').select(['version', 'state']).where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.version !== version) throw new Problem('changed-meanwhile');
    await act.db.updateTable('letter_template').set({ name: given.name, body: given.body, to_body: given.toBody, version: version + 1 }).where('id', '=', id).execute();
  } else {
    const last = given.letterId ? await act.db.selectFrom('letter_template').select('edition').where('letter_id', '=', given.letterId).orderBy('edition', 'desc').executeTakeFirst() : undefined;
    await act.db.insertInto('letter_template').values({
      id, programme_id: act.actor.programmeId, letter_id: given.letterId ?? id, edition: (last?.edition ?? 0) + 1, language: given.language, name: given.name, body: given.body, to_body: given.toBody, created_by: act.actor.memberId,
    }).execute();
  }
  act.audit({ action: 'letter-template.write', subject: 'letter-template', subjectId: id });
}

/** Put in use, the edition before it is retired. Audit: `letter-template.<move>`. @throws {Problem} not-found, illegal-move, changed-meanwhile */
export async function moveTemplate(act: Act, id: string, version: number, given: MoveTemplate): Promise<void> {
  if (act.actor.role !== 'coordinator') throw new Problem('not-found');
  if (await act.db.selectFrom('letter_template_move').select('id').where('id', '=', given.id).executeTakeFirst()) return act.unchanged();
  const found = await readTemplate(act, id);
  if (found.version !== version) throw new Problem('changed-meanwhile');
  const step = async (one: { id: string; state: LetterTemplate['state']; version: number }, move: MoveTemplate['move'], moveId: string): Promise<void> => {
    const to = letterMachine.next(one.state, move);
    await act.db.updateTable('letter_template').set({ state: to, version: one.version + 1 }).where('id', '=', one.id).execute();
    await act.db.insertInto('letter_template_move').values({ id: moveId, programme_id: act.actor.programmeId, template_id: one.id, move, from_state: one.state, to_state: to, by_member: act.actor.memberId }).execute();
  };
  if (given.move === 'use') {
    const others = await act.db.selectFrom('letter_template').select(columns).where('letter_id', '=', found.letterId).where('state', '=', 'in-use').execute();
    for (const other of others) await step({ id: other.id, state: 'in-use', version: other.version }, 'retire', newId());
  }
  await step(found, given.move, given.id);
  act.audit({ action: `letter-template.${given.move}`, subject: 'letter-template', subjectId: id });
}
