import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { asDocx, asPdf } from '../../../kernel/documents/making.ts';
import { officeHead } from '../../../kernel/documents/office.ts';
import type { Say } from '../../../kernel/documents/words.ts';
import type { Paper } from '../../../kernel/documents/paper.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import type { ReportPaperAsked } from '../contract.ts';
import { inboundPaper, type PaperSettings, sentPaper } from '../paper.ts';
import en from '../text/en.json' with { type: 'json' };
import it from '../text/it.json' with { type: 'json' };
import { readInbound } from './inbox.ts';
import { readSent } from './sent.ts';

/** Texts of the room for a paper: those that a paper uses have places to fill and nothing else. */
function sayIn(language: 'it' | 'en'): Say {
  const texts: Readonly<Record<string, string>> = language === 'it' ? it : en;
  return (key, values = {}) => (texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

type Printed = Promise<{ bytes: Buffer; name: string }>;

async function settingsOf(act: Act, { language, names }: ReportPaperAsked): Promise<PaperSettings> {
  const { rows: [office] } = await sql<{ programme: string; body: string; name: string }>`
    select p.name as programme, o.name as body, a.name from programme p join organisation o on o.id = ${act.actor.organisationId} join account a on a.id = ${act.actor.accountId} where p.id = ${act.actor.programmeId}`.execute(act.db);
  return { language, letterhead: await officeHead(act, { office: office?.programme ?? '', lines: office ? [office.body] : [] }), printedBy: office?.name ?? '', at: act.now, names: names === 'yes' };
}

/** The name of the file says what it is by reference alone: it stays in folders and on printers. */
const made = async (act: Act, paper: Paper, reference: string, form: ReportPaperAsked['form']): Printed =>
  ({ bytes: await (form === 'pdf' ? asPdf : asDocx)(paper, { at: act.now }), name: `segnalazione-${reference}.${form}` });

/** For the team, with what of it one may read. Audit: `inbound.print`, besides the reading itself. @throws {Problem} not-found */
export async function printInbound(act: Act, vault: Vault, id: string, asked: ReportPaperAsked): Printed {
  const one = await readInbound(act, vault, id);
  act.audit({ action: 'inbound.print', subject: 'inbound-referral', subjectId: id, ...(one.matter ? { caseId: one.matter.caseId } : {}), details: { form: asked.form, names: asked.names === 'yes', words: one.content !== null } });
  return made(act, inboundPaper(one, sayIn(asked.language), await settingsOf(act, asked)), one.reference, asked.form);
}

/** For the sender's side, as it may know it. Audit: `inbound.print-sent`, besides the reading itself. @throws {Problem} not-found, also for another body's */
export async function printSent(act: Act, vault: Vault, id: string, asked: ReportPaperAsked): Printed {
  const one = await readSent(act, vault, id);
  act.audit({ action: 'inbound.print-sent', subject: 'inbound-referral', subjectId: id, details: { form: asked.form, names: asked.names === 'yes', words: one.content !== null } });
  return made(act, sentPaper(one, sayIn(asked.language), await settingsOf(act, asked)), one.reference, asked.form);
}
