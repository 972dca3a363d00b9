/** Permits to stay as they are jotted down, with the expiry that often stands among the words. */
import type { Mark, PermitCode, PermitFact } from '../contract.ts';
import { readExpiry } from './dates.ts';
import type { Cell } from './grid.ts';
import { clean, key } from './text.ts';
import { mark, nothing, type Reading, saysUnknown } from './values.ts';

const PERMITS: readonly (readonly [RegExp, PermitCode])[] = [
  [/\b(prot(\.|ezione)?\s*spec(\.|iale)?)/, 'special-protection'],
  [/\b(prot(\.|ezione)?\s*temp(\.|oranea)?)/, 'temporary-protection'],
  [/\bsussidiaria\b/, 'subsidiary-protection'],
  [/\b(rifugiat[oa]|status)\b/, 'refugee-status'],
  [/\b(rich(\.|iedente|iesta)?\s*(di\s*)?asilo)/, 'asylum-applicant'],
  [/\bart(\.|icolo)?\s*18\b(?!\s*-?\s*(bis|ter))/, 'article-18'],
  [/\b(flussi|stag(\.|ionale)?)(\s|$|-)/, 'seasonal-work'],
  [/\blav(\.|oro)?\s*sub/, 'employed-work'],
  [/\bminore\b|\bminore eta\b|\bmsna\b/, 'minor-age'],
  [/\brinnovo\b/, 'renewal-pending'],
  [/^scadut[oa]\b/, 'expired'],
  [/^(nessuno|no|senza|irregolare)\b/, 'none'],
  [/^(ue|u\.e\.|eu|comunitari[oa])$/, 'eu-citizen'],
];

/** Reads a cell of permit. @param today `YYYY-MM-DD`, for the century of a two-digit year */
export function interpretPermit(cell: Cell, today: string): Reading<PermitFact> {
  const words = clean(cell.text);
  if (words === '') return nothing;
  if (saysUnknown(words)) return { value: null, marks: [mark('unknown-written', 'permit', cell.text)] };
  const marks: Mark[] = [];
  const written = /\b(?:scad(?:e|enza)?\.?|fino al|valido al)\s*(?:il\s*)?(?<date>[\d./-]{6,10})/i.exec(words)?.groups?.['date'];
  const expiry = written === undefined ? nothing : readExpiry(written, today);
  if ('problem' in expiry) return expiry;
  marks.push(...expiry.marks);
  const code = PERMITS.find(([pattern]) => pattern.test(key(words)))?.[1] ?? null;
  if (code === null) marks.push(mark('permit-unknown', 'permit', cell.text));
  if (/\bdatore\b.*\b(sparit|irreperibil|scompars)/.test(key(words))) marks.push(mark('employer-vanished', 'permit', cell.text));
  return { value: { code, words, expiry: expiry.value }, marks };
}
