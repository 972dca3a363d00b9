import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { asDocx, asPdf } from '../../../kernel/documents/making.ts';
import { officeHead } from '../../../kernel/documents/office.ts';
import type { Say } from '../../../kernel/documents/words.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { OutingPaperAsked, Place } from '../contract.ts';
import { type AboutPaper, outingDiaryPaper, outingSheetPaper } from '../paper.ts';
import en from '../text/en.json' with { type: 'json' };
import it from '../text/it.json' with { type: 'json' };
import { summaryOf } from './figures.ts';
import { readOuting } from './outings.ts';
import { readPlace } from './places.ts';

function sayIn(language: 'it' | 'en'): Say<string | number> {
  const texts: Readonly<Record<string, string>> = language === 'it' ? it : en;
  return (key, values = {}) => (texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** The sheet before an outing, or its diary after, as bytes. Audit: `outing.print`, beside the reading itself. @throws {Problem} not-found */
export async function printOuting(act: Act, id: string, which: 'sheet' | 'diary', { language, form }: OutingPaperAsked): Promise<{ bytes: Buffer; name: string }> {
  const outing = await readOuting(act, id);
  const { rows: [office] } = await sql<{ programme: string; name: string }>`select p.name as programme, a.name from programme p join account a on a.id = ${act.actor.accountId} where p.id = ${act.actor.programmeId}`.execute(act.db);
  const names = new Intl.DisplayNames([language], { type: 'language' });
  const about: AboutPaper = { language, letterhead: await officeHead(act, { office: office?.programme ?? '', lines: [] }), printedBy: office?.name ?? '', at: act.now, languageName: (code) => names.of(code) ?? code };
  const paper = which === 'sheet' ? outingSheetPaper(outing, await placesOf(act, outing.stops), sayIn(language), about) : outingDiaryPaper(outing, await summaryOf(act, id), sayIn(language), about);
  act.audit({ action: 'outing.print', subject: 'outing', subjectId: id, details: { which, language } });
  return { bytes: await (form === 'pdf' ? asPdf : asDocx)(paper, { at: act.now }), name: `${italianDay(new Date(outing.startsAt))}-${which}.${form}` };
}

async function placesOf(act: Act, stops: readonly { readonly placeId: string }[]): Promise<Place[]> {
  const places: Place[] = [];
  for (const placeId of new Set(stops.map((stop) => stop.placeId))) places.push(await readPlace(act, placeId));
  return places;
}
