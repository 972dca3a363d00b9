import type { Act } from '../../../kernel/database/act.ts';
import { asDocx, asPdf } from '../../../kernel/documents/making.ts';
import type { Say } from '../../../kernel/documents/words.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { annexPaper } from '../domain/annex.ts';
import en from '../text/en.json' with { type: 'json' };
import it from '../text/it.json' with { type: 'json' };
import { worksheetForPrint } from './worksheets.ts';

/** Texts of the room for a paper: those that a paper uses have places to fill and nothing else. */
function sayIn(language: 'it' | 'en'): Say {
  const texts: Readonly<Record<string, string>> = language === 'it' ? it : en;
  return (key, values = {}) => (texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

/** The annex as bytes. Audit: `worksheet.print`. @throws {Problem} not-found, content-destroyed, worksheet-not-computed */
export async function printAnnex(act: Act, vault: Vault, id: string, asked: { form: 'pdf' | 'docx'; language: 'it' | 'en' }): Promise<{ bytes: Buffer; name: string }> {
  const worksheet = await worksheetForPrint(act, vault, id, asked.form);
  const paper = annexPaper(worksheet, sayIn(asked.language), asked.language, italianDay(act.now).split('-').toReversed().join('/'));
  // The name of the file says what it is and whose by code alone: it stays in folders and on printers.
  return { bytes: await (asked.form === 'pdf' ? asPdf : asDocx)(paper, { at: act.now }), name: `prospetto-${worksheet.code}.${asked.form}` };
}
