import { v7 as newId } from 'uuid';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { KeptAs, type LetterTemplate, MadeOf, type MoveTemplate, TemplateCompartment, TemplatePurpose, type WriteTemplate } from '../contract/letters.ts';
import { asksOf, letterMachine, strangersOf } from '../domain/letters.ts';

interface Row {
  purpose: string;
  made_of: string;
  compartment: string;
  kept_as: string;
  plain_head: boolean;
  strangers: number | null;
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

const rowsOf = (act: Act) => act.db.selectFrom('letter_template').leftJoin('letter_template_file', 'letter_template_file.template_id', 'letter_template.id').select([
  'letter_template.id', 'letter_id', 'edition', 'language', 'name', 'body', 'to_body', 'state', 'version', 'purpose', 'made_of', 'compartment', 'kept_as', 'plain_head', 'strangers',
]);
const shown = (row: Row): LetterTemplate => ({
  id: row.id, letterId: row.letter_id, edition: row.edition, language: row.language as LetterTemplate['language'], name: row.name, body: row.body, toBody: row.to_body, state: row.state as LetterTemplate['state'],
  purpose: TemplatePurpose.parse(row.purpose), madeOf: MadeOf.parse(row.made_of), compartment: TemplateCompartment.parse(row.compartment), keptAs: KeptAs.parse(row.kept_as), plainHead: row.plain_head, strangers: row.strangers,
  version: row.version, asks: asksOf(row.body),
});

/** Every letter of the programme; whoever does not coordinate sees those in use that they could make: a psychologist's own are shown to psychologists. */
export async function listTemplates(act: Act): Promise<LetterTemplate[]> {
  const coordinates = act.actor.role === 'coordinator';
  const rows = await rowsOf(act).where('state', 'in', coordinates ? ['draft', 'in-use', 'retired'] : ['in-use'])
    .$if(!coordinates && act.actor.role !== 'psychologist', (all) => all.where('compartment', '<>', 'secret-psychologist')).orderBy('name').orderBy('edition', 'desc').limit(200).execute();
  return rows.map(shown);
}

/** @throws {Problem} not-found */
export async function readTemplate(act: Act, id: string): Promise<LetterTemplate> {
  const row = await rowsOf(act).where('letter_template.id', '=', id).executeTakeFirst();
  if (!row) throw new Problem('not-found');
  return shown(row);
}

/** What a template says of the papers it makes. */
export const kept = ({ compartment, keptAs }: Pick<WriteTemplate, 'compartment' | 'keptAs'>): { compartment: string; kept_as: string } => ({ compartment, kept_as: keptAs });

/** The number of the newest edition; none is 0. @throws {Problem} invalid-input for an edition of what serves another purpose */
export async function lastEdition(act: Act, letterId: string | undefined, purpose: LetterTemplate['purpose']): Promise<number> {
  if (!letterId) return 0;
  const last = await act.db.selectFrom('letter_template').select(['edition', 'purpose']).where('letter_id', '=', letterId).orderBy('edition', 'desc').executeTakeFirst();
  if (last && last.purpose !== purpose) throw new Problem('invalid-input', { errors: [{ path: 'letterId', code: 'choice' }] });
  return last?.edition ?? 0;
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
  const before = await act.db.selectFrom('letter_template').select(['version', 'state', 'made_of']).where('id', '=', id).executeTakeFirst();
  if (before) {
    if (before.version !== version) throw new Problem('changed-meanwhile');
    if (before.made_of !== 'words') throw new Problem('already-exists');
    await act.db.updateTable('letter_template').set({ name: given.name, body: given.body, to_body: given.toBody, ...kept(given), plain_head: given.plainHead, version: version + 1 }).where('id', '=', id).execute();
  } else {
    const last = await lastEdition(act, given.letterId, 'letter');
    await act.db.insertInto('letter_template').values({
      id, programme_id: act.actor.programmeId, letter_id: given.letterId ?? id, edition: last + 1, language: given.language, name: given.name, body: given.body, to_body: given.toBody, ...kept(given), plain_head: given.plainHead, created_by: act.actor.memberId,
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
    // The report of an interview has one template in each language, whatever it grew from.
    const others = await act.db.selectFrom('letter_template').select(['id', 'version']).where('state', '=', 'in-use')
      .where((or) => or.or([or('letter_id', '=', found.letterId), ...(found.purpose === 'interview-report' ? [or.and([or('purpose', '=', found.purpose), or('language', '=', found.language)])] : [])])).execute();
    for (const other of others) await step({ id: other.id, state: 'in-use', version: other.version }, 'retire', newId());
  }
  await step(found, given.move, given.id);
  act.audit({ action: `letter-template.${given.move}`, subject: 'letter-template', subjectId: id });
}
