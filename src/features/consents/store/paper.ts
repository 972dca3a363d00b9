import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { asPdf } from '../../../kernel/documents/making.ts';
import type { LaunchLanguage } from '../../spoken/contract.ts';
import { phraseOf } from '../../spoken/domain.ts';
import { takeAwayPaper, type Said } from '../paper.ts';
import { consentsOf } from './consents.ts';

/** The sentences of a language in force: what somebody corrected or answers for before what the program came with. */
async function sentencesIn(act: Act, language: LaunchLanguage): Promise<(key: string) => Said> {
  const { rows } = await sql<{ key: string; words: string; approved: string | null }>`
    select distinct on (t.key) t.key, t.words, a.name as approved from phrase_text t left join membership m on m.id = t.approved_by left join account a on a.id = m.account_id
     where t.language = ${language} order by t.key, t.edition desc`.execute(act.db);
  const written = new Map(rows.map((row) => [row.key, { words: row.words, approvedBy: row.approved }]));
  return (key) => written.get(key) ?? { words: phraseOf(key)?.words[language] ?? key, approvedBy: null };
}

/** What the person decided, as a PDF in one of the languages people are met in. Audit: `consent.take-away`, besides the reading itself. @throws {Problem} not-found */
export async function takeAway(act: Act, caseId: string, language: LaunchLanguage): Promise<{ bytes: Buffer; name: string }> {
  const { consents, personId } = await consentsOf(act, caseId);
  const { rows: [known] } = await sql<{ code: string; office: string }>`
    select p.code, pr.name as office from person p cross join programme pr where p.id = ${personId} and pr.id = ${act.actor.programmeId}`.execute(act.db);
  const paper = takeAwayPaper({ code: known?.code ?? '', office: known?.office ?? '', language, at: act.now, consents, say: await sentencesIn(act, language) });
  act.audit({ action: 'consent.take-away', subject: 'case', subjectId: caseId, caseId, personId, details: { language } });
  return { bytes: await asPdf(paper, { at: act.now }), name: `${known?.code ?? 'foglio'}-${language}.pdf` };
}
