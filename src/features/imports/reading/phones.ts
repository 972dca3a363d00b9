/** Telephones, and above all whose they are: a call to a phone that someone else answers can put a person in danger. */
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Mark, PhoneFact } from '../contract.ts';
import type { Cell } from './grid.ts';
import { clean, key } from './text.ts';
import { mark, nothing, problem, type Reading, saysUnknown } from './values.ts';

const OTHER_HANDS = /\b(di|del|della|dell'|al|alla|usa|in uso|presso|c\/o)\b.*\b(amic[oai]|connazional[ei]|fratello|sorella|marito|moglie|cugin[oa]|zi[oa]|padre|madre|figli[oa]|datore|capo|padrone|caporale|vicin[oa]|coinquilin[oa]|conoscente)\b/;

/** Reads one cell of telephone; numbers without a prefix are Italian. Words beside the number are kept. */
export function interpretPhone(cell: Cell): Reading<PhoneFact> {
  const text = clean(cell.text);
  if (text === '') return nothing;
  if (saysUnknown(text)) return { value: null, marks: [mark('unknown-written', 'phone', cell.text)] };
  const digits = /(?:\+|00)?\s*\d[\d\s/.()-]{4,}/.exec(text)?.[0].trim();
  if (digits === undefined || /\de\+\d/i.test(text)) return problem('phone-unreadable', 'phone', cell.text);
  const parsed = parsePhoneNumberFromString(digits.replace(/^00/, '+').replaceAll('/', ' '), 'IT');
  if (parsed === undefined || !parsed.isPossible()) return problem('phone-unreadable', 'phone', cell.text);
  const marks: Mark[] = [];
  // A numeric cell cannot hold the 0 that opens an Italian landline.
  if (typeof cell.value === 'number' && !/^[30]/.test(digits)) marks.push(mark('phone-leading-zero-lost', 'phone', cell.text));
  const words = clean(text.replace(digits, ' ')) || null;
  const shared = words !== null && saysPhoneOfOthers(words);
  if (shared) marks.push(mark('phone-belongs-to-someone-else', 'phone', cell.text));
  return { value: { number: parsed.number, caution: shared ? 'someone-else' : words === null ? 'none' : 'rule-in-note', words }, marks };
}

/** "usa tel. di un amico", "cell. in uso al connazionale". */
export function saysPhoneOfOthers(text: string): boolean {
  return OTHER_HANDS.test(key(text)) && (/\b(tel|cell|telefono|cellulare|numero)\b/.test(key(text)) || /\b(usa|in uso|presso|c\/o)\b/.test(key(text)));
}

/** "chiamare solo dopo le 20, NON dire chi siamo": how, when or whether to call. */
export function saysHowToCall(text: string): boolean {
  return /\b(chiamare|telefonare|richiamare|contattare|messaggi|sms|whatsapp|non dire)\b/.test(key(text)) && /\b(solo|non|dopo|prima|mai|senza)\b/.test(key(text));
}
