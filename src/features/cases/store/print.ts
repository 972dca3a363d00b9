import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { asDocx, asPdf } from '../../../kernel/documents/making.ts';
import { officeHead } from '../../../kernel/documents/office.ts';
import type { TimelinePaperAsked } from '../contract.ts';
import en from '../text/en.json' with { type: 'json' };
import it from '../text/it.json' with { type: 'json' };
import { type Said, timelinePaper } from '../timeline.ts';
import { timelineForPaper } from './history.ts';

/** Texts of the room for a paper: those that a paper uses have places to fill and nothing else. */
function saidIn(language: 'it' | 'en'): Said {
  const texts: Readonly<Record<string, string>> = language === 'it' ? it : en;
  return {
    t: (key, values = {}) => (texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place)),
    has: (key) => key in texts,
  };
}

/**
 * The way of a case as bytes, narrowed as on the screen. Audit: `timeline.print`.
 * @throws {Problem} not-found
 */
export async function printTimeline(act: Act, caseId: string, asked: TimelinePaperAsked): Promise<{ bytes: Buffer; name: string }> {
  const { code, events, isCut, author } = await timelineForPaper(act, caseId, asked);
  const said = saidIn(asked.language);
  const { rows: [office] } = await sql<{ programme: string; body: string; name: string }>`
    select p.name as programme, o.name as body, a.name from programme p join organisation o on o.id = ${act.actor.organisationId} join account a on a.id = ${act.actor.accountId} where p.id = ${act.actor.programmeId}`.execute(act.db);
  const narrowedTo = [
    ...(asked.kinds?.split(',').map((kind) => said.t(`cases.kind.${kind}`)) ?? []), ...(asked.classes?.split(',').map((one) => said.t(`cases.path.class.${one}`)) ?? []),
    ...(author === null ? [] : [author]), ...(asked.since ? [`${said.t('cases.path.since')} ${asked.since}`] : []), ...(asked.until ? [`${said.t('cases.path.until')} ${asked.until}`] : []),
  ];
  const paper = timelinePaper(events, said, {
    language: asked.language, letterhead: await officeHead(act, { office: office?.programme ?? '', lines: office ? [office.body] : [] }), code, printedBy: office?.name ?? '', at: act.now, isCut, narrowedTo,
  });
  return { bytes: await (asked.form === 'pdf' ? asPdf : asDocx)(paper, { at: act.now }), name: `percorso-${code}.${asked.form}` };
}
