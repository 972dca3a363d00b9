/** Telephones, and above all whose they are: a call to a phone that someone else answers can put a person in danger. */
import type * as Library from 'libphonenumber-js';
import { required } from '../../../kernel/required.ts';
import type { Mark, PhoneFact } from '../contract.ts';
import type { Cell } from './grid.ts';
import { clean, key } from './text.ts';
import { mark, nothing, problem, type Reading, saysUnknown } from './values.ts';

/** Loaded at the first number: every country's plan of numbers weighs megabytes that a server which reads none can do without. */
const library = () => required<typeof Library>('libphonenumber-js');

const OTHERS = String.raw`(amic[oai]|connazional[ei]|fratello|sorella|marito|moglie|compagn[oa]|cugin[oa]|zi[oa]|padre|madre|mamma|figli[oa]|datore|capo|padrone|caporale|vicin[oa]|coinquilin[oa]|conoscente)`;
const OTHER_HANDS = new RegExp(String.raw`\b(di|del|della|dell'|al|alla|usa|in uso|presso|c\/o)\b.*\b${OTHERS}\b`);
const OTHER_OWNER = new RegExp(String.raw`\b${OTHERS}\b`);
/** Fewer digits than this on one side of a stroke, and the stroke stands inside one number. */
const SHORTEST_ALONE = 9;
/** As many digits left over may be a telephone that was not understood. */
const DIGITS_LEFT = 5;

/**
 * Reads one cell of telephones; numbers without a prefix are Italian. Words beside the numbers are kept.
 * @param heading of the column: what stands under "Tel. marito" is the husband's
 */
export function interpretPhones(cell: Cell, heading = ''): Reading<PhoneFact[]> {
  const text = clean(cell.text);
  if (text === '') return nothing;
  if (saysUnknown(text) || /^(no|non (ce l'|lo )?ha|nessuno|senza( tel(efono|\.)?)?|none|-+|\/)$/.test(key(text))) return { value: null, marks: [mark('unknown-written', 'phone', cell.text)] };
  const found = /\de\+\d/i.test(text) ? [] : numbersIn(text);
  if (found.length === 0) return problem('phone-unreadable', 'phone', cell.text);
  const marks: Mark[] = [];
  // A numeric cell cannot hold the 0 that opens an Italian landline.
  if (typeof cell.value === 'number' && !/^[30]/.test(found[0]?.written ?? '')) marks.push(mark('phone-leading-zero-lost', 'phone', cell.text));
  if (found.length > 1) marks.push(mark('several-phones', 'phone', cell.text));
  const left = clean(found.reduce((rest, one) => rest.replace(one.written, ' '), text)).replace(/^[\s;,/|–()-]+|[\s;,/|–()-]+$/g, '');
  const isDoubtful = left.replaceAll(/\D/g, '').length >= DIGITS_LEFT;
  // Figures that nobody understood may be a telephone: they are no label, and stand in the reserved note alone.
  if (isDoubtful) marks.push(mark('phone-part-unreadable', 'phone', cell.text, { part: left }));
  const words = isDoubtful || !/[\p{L}\d]/u.test(left) ? null : left;
  // Beside a number, the bare word is enough: "333 1234567 (sorella)" rings in the sister's pocket.
  const shared = OTHER_OWNER.test(key(left)) || OTHER_OWNER.test(key(heading));
  if (shared) marks.push(mark('phone-belongs-to-someone-else', 'phone', cell.text));
  const caution = shared ? 'someone-else' : left === '' ? 'none' : 'rule-in-note';
  return { value: found.map(({ number }) => ({ number, caution, words })), marks };
}

/** The first number of a cell. */
export function interpretPhone(cell: Cell): Reading<PhoneFact> {
  const read = interpretPhones(cell);
  return 'problem' in read ? read : { value: read.value?.[0] ?? null, marks: read.marks };
}

/** The numbers that stand in a text, in order, each as written and in E.164; one that is written twice counts once. */
function numbersIn(text: string): { written: string; number: string }[] {
  const found = new Map<string, { written: string; number: string }>();
  for (const [run] of text.matchAll(/(?:\+|00)?\s*\d[\d\s/.()-]{4,}/g)) {
    for (const part of partsOf(run.trim())) {
      const parsed = library().parsePhoneNumberFromString(part.replace(/^00/, '+').replaceAll('/', ' '), 'IT');
      if (parsed?.isPossible() && !found.has(parsed.number)) found.set(parsed.number, { written: part, number: parsed.number });
    }
  }
  return [...found.values()];
}

/** "339 123 4567 / 320 765 4321" is two numbers, "0824/123456" is one. */
function partsOf(run: string): string[] {
  for (const sign of [/\s*\/\s*/, /\s+-\s+/, /\s+(?=(?:\+|00)\d)/, /\s{2,}/, /\s+/]) {
    const parts = run.split(sign).map((part) => part.replace(/[\s/.(-]+$/, '')).filter((part) => part !== '');
    if (parts.length > 1 && parts.every((part) => part.replaceAll(/\D/g, '').length >= SHORTEST_ALONE)) return parts;
  }
  const isOne = library().parsePhoneNumberFromString(run.replace(/^00/, '+').replaceAll('/', ' '), 'IT')?.isPossible() === true;
  // No number is this long: what stands before a dash or a stroke may be one, with something else behind it.
  return isOne ? [run] : run.split(/\s*[/-]\s*/).filter((part) => part.replaceAll(/\D/g, '').length >= SHORTEST_ALONE);
}

/** "usa tel. di un amico", "cell. in uso al connazionale". */
export function saysPhoneOfOthers(text: string): boolean {
  return OTHER_HANDS.test(key(text)) && (/\b(tel|cell|telefono|cellulare|numero)\b/.test(key(text)) || /\b(usa|in uso|presso|c\/o)\b/.test(key(text)));
}

/** "chiamare solo dopo le 20, NON dire chi siamo": how, when or whether to call. */
export function saysHowToCall(text: string): boolean {
  return /\b(chiamare|telefonare|richiamare|contattare|messaggi|sms|whatsapp|non dire)\b/.test(key(text)) && /\b(solo|non|dopo|prima|mai|senza)\b/.test(key(text));
}
