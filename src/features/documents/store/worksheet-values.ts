import { sql } from 'kysely';
import { z } from 'zod';
import type { Act } from '../../../kernel/database/act.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { Computation, WageRate, WorksheetContent } from '../../worksheet/contract.ts';
import { euros } from '../../worksheet/domain/money.ts';
import type { Values } from '../domain/letters.ts';
import { dayWords, sayIn } from './words.ts';

const Snapshot = z.object({ result: Computation, rates: z.array(WageRate) });

const between = ({ least, most }: { readonly least: number; readonly most: number }, language: string): string => (least === most ? euros(least, language) : `${euros(least, language)} – ${euros(most, language)}`);

/** Figures of the newest signed worksheet of a case, as it was signed; nothing is worked out here. A table that was invented for the demonstration says so. */
export async function worksheetValues(act: Act, vault: Vault, caseId: string, language: 'it' | 'en'): Promise<Values> {
  const { rows: [row] } = await sql<{ id: string; content_sealed: Buffer; computed_sealed: Buffer; signed_at: Date }>`
    select w.id, w.content_sealed, w.computed_sealed, w.signed_at from worksheet w where w.case_id = ${caseId} and w.state = 'signed' and w.computed_sealed is not null
       and not exists (select from worksheet l where l.continues_id = w.id and l.state = 'signed') order by w.signed_at desc limit 1`.execute(act.db);
  const seal = row ? (await vault.seals(act, caseId)).get('work') : undefined;
  if (!row || !seal) return {};
  const say = sayIn(language);
  const content = WorksheetContent.parse(JSON.parse(seal.open(row.content_sealed, `worksheet.content_sealed:${row.id}`)));
  const { result, rates } = Snapshot.parse(JSON.parse(seal.open(row.computed_sealed, `worksheet.computed_sealed:${row.id}`)));
  const invented = result.demonstration ? ` (${say('documents.paper.demonstration')})` : '';
  return {
    'prospetto.ammanco': `${between(result.gap, language)}${invented}`, 'prospetto.dovuto': `${between(result.due, language)}${invented}`, 'prospetto.ricevuto': between(result.received, language),
    'prospetto.mesi': String(result.computedMonths), 'prospetto.datore': [...new Set(content.episodes.map((one) => one.employer.trim()).filter((name) => name !== ''))].join(', '),
    'prospetto.paga-tabella': [...new Set(rates.map((rate) => `${euros(rate.cents, language)} ${say(`documents.paper.${rate.basis}`)}`))].join('; '),
    'prospetto.tabella': rates.map((rate) => [`${rate.sourceTitle}, ${rate.reference}`, say('documents.paper.table-from', { day: dayWords(rate.validFrom, language) }), ...(rate.demonstration ? [say('documents.paper.demonstration')] : [])].join(', ')).join('; '),
    'prospetto.firmato-il': dayWords(italianDay(row.signed_at), language),
  };
}
