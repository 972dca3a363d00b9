import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { asDocx, asPdf } from '../../../kernel/documents/making.ts';
import { officeHead } from '../../../kernel/documents/office.ts';
import type { Paper } from '../../../kernel/documents/paper.ts';
import { wordOf } from '../../../kernel/documents/word/filling.ts';
import { openedWord } from '../../../kernel/documents/word/opening.ts';
import type { Say } from '../../../kernel/documents/words.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { BODY_FIELD } from '../../documents/domain/fields.ts';
import { TEMPLATE_KEY, templateFilePlace } from '../../documents/domain/letters.ts';
import type { Interview } from '../contract.ts';
import { interviewPaper, type PaperSettings } from '../paper.ts';
import { reportValues } from '../report-values.ts';
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
  const say = sayIn(asked.language);
  const settings = { language: asked.language, letterhead: await officeHead(act, { office: office?.programme ?? '', lines: office ? [office.body] : [] }), printedBy: await colleagueName(act), at: act.now, readers, attached };
  const own = asked.form === 'docx' ? await inOfficeTemplate(act, vault, interview, say, settings) : undefined;
  const bytes = own ?? await (asked.form === 'pdf' ? asPdf : asDocx)(interviewPaper(interview, say, settings), { at: act.now });
  // The name of the file says what it is and whose by code alone: it stays in folders and on printers.
  return { bytes, name: `colloquio-${interview.code}.${asked.form}` };
}

/** The report in the document that the office put in use for it, in this language; its sections come in the place that the document gives them. @returns undefined where there is none */
async function inOfficeTemplate(act: Act, vault: Vault, interview: Interview, say: Say, settings: PaperSettings): Promise<Buffer | undefined> {
  const { rows: [template] } = await sql<{ id: string; sealed: Buffer; office: string; cup: string; project_code: string }>`
    select t.id, f.sealed, coalesce(s.office, '') as office, coalesce(s.cup, '') as cup, coalesce(s.project_code, '') as project_code
      from letter_template t join letter_template_file f on f.template_id = t.id left join document_setting s on s.programme_id = t.programme_id
     where t.programme_id = ${act.actor.programmeId} and t.purpose = 'interview-report' and t.state = 'in-use' and t.language = ${settings.language}`.execute(act.db);
  const seal = template ? (await vault.seals(act, template.id)).get(TEMPLATE_KEY) : undefined;
  if (!template || !seal) return undefined;
  const parts = openedWord(seal.openBytes(template.sealed, templateFilePlace(template.id)));
  const values: Readonly<Record<string, string>> = reportValues(interview, say, settings, { office: template.office, cup: template.cup, projectCode: template.project_code });
  return wordOf(parts, { at: act.now, said: (name) => values[name], blocks: { mark: BODY_FIELD, paper: marked(interviewPaper(interview, say, settings)) } });
}

/** The office's own pages do not say who may hold them: the words come before the sections. */
const marked = (paper: Paper): Paper => ({ ...paper, blocks: [...(paper.classification ? [{ kind: 'paragraph' as const, text: paper.classification, strong: true }] : []), ...paper.blocks] });
