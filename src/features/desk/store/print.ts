import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { asDocx, asPdf } from '../../../kernel/documents/making.ts';
import type { Say } from '../../../kernel/documents/words.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { interviewPaper } from '../paper.ts';
import en from '../text/en.json' with { type: 'json' };
import it from '../text/it.json' with { type: 'json' };
import { colleagueName } from './here.ts';
import { readInterview } from './interviews.ts';

/** Texts of the room for a paper: those that a paper uses have places to fill and nothing else. */
function sayIn(language: 'it' | 'en'): Say {
  const texts: Readonly<Record<string, string>> = language === 'it' ? it : en;
  return (key, values = {}) => (texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

/**
 * The report of a signed interview as bytes, with what of it one may read. Audit: `interview.print`, besides the reading itself.
 * @throws {Problem} not-found, interview-not-signed
 */
export async function printInterview(act: Act, vault: Vault, id: string, asked: { form: 'pdf' | 'docx'; language: 'it' | 'en' }): Promise<{ bytes: Buffer; name: string }> {
  const interview = await readInterview(act, vault, id);
  if (interview.state !== 'signed') throw new Problem('interview-not-signed');
  act.audit({ action: 'interview.print', subject: 'interview', subjectId: id, caseId: interview.caseId, personId: interview.personId, details: { form: asked.form } });
  const { rows: [office] } = await sql<{ programme: string; body: string }>`
    select p.name as programme, o.name as body from programme p join organisation o on o.id = ${act.actor.organisationId} where p.id = ${act.actor.programmeId}`.execute(act.db);
  const { rows: readers } = await sql<{ name: string; at: Date }>`
    select a.name, max(e.at) as at from audit_event e join membership m on m.id = e.member_id join account a on a.id = m.account_id
     where e.case_id = ${interview.caseId} and e.subject = 'interview' and e.subject_id = ${id} and e.action in ('interview.read', 'interview.print')
     group by m.id, a.name order by max(e.at) desc limit 100`.execute(act.db);
  // The edition that stood when it was signed, and each that came after, with its own day.
  const { rows: attached } = await sql<{ pages: number; name: string; at: Date }>`
    select v.pages, a.name, v.created_at as at from document d join document_version v on v.document_id = d.id join membership m on m.id = v.created_by join account a on a.id = m.account_id
     where d.subject = 'interview' and d.subject_id = ${id} and d.state = 'kept'
       and not exists (select from document_version n where n.document_id = d.id and n.number > v.number and n.created_at <= ${interview.signedAt}::timestamptz) order by v.created_at, v.id limit 100`.execute(act.db);
  const paper = interviewPaper(interview, sayIn(asked.language), {
    language: asked.language, letterhead: { office: office?.programme ?? '', lines: office ? [office.body] : [] }, printedBy: await colleagueName(act), at: act.now, readers, attached,
  });
  // The name of the file says what it is and whose by code alone: it stays in folders and on printers.
  return { bytes: await (asked.form === 'pdf' ? asPdf : asDocx)(paper, { at: act.now }), name: `colloquio-${interview.code}.${asked.form}` };
}
