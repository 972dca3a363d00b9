import type { Choice, Test, Words } from '../../contract.ts';
import { freshCode, type ImportNote, type SheetRow, wordsOf } from './cells.ts';

/** One choice of a list: the form's own name of it, and what became of it. */
export interface ReadChoice { readonly name: string; readonly row: number; readonly choice: Choice }
export interface ChoiceList { readonly choices: readonly ReadChoice[]; readonly answersOf: 'yes-no' | 'points' | 'choices' }

const MOST = 60;
const YES = new Set(['yes', 'si', 'sì', 'true', 'y', 'oui', 'sí']);
const NO = new Set(['no', 'false', 'n', 'non']);
/** What leaves a yes or a no open: every question here can be answered so. */
const OPEN = new Set([
  'dk', 'dnk', 'non lo so', 'preferisce non rispondere', 'prefer not to say', 'no answer', 'dont_know', 'dontknow', 'do_not_know', 'don’t know', "don't know", 'unknown', 'unsure', 'not_sure', 'ns', 'nsp', 'non_so', 'nonso', 'non so', 'non_sa', 'non si sa', 'refused', 'refuse', 'no_answer', 'na', 'nr', 'non_risponde', 'rifiuta', 'prefer_not_to_say',
  '88', '98', '99', '888', '999', '-1', '-8', '-9', '-88', '-98', '-99',
]);

/** The lists of the form by their names, each read once, with what was not taken of them. A list of more choices than a question can have is no list. */
export function listsOf(rows: readonly SheetRow[], own: string, notes: ImportNote[]): ReadonlyMap<string, ChoiceList> {
  const byList = Map.groupBy(rows.map((row, index) => ({ row, at: index + 2 })).filter(({ row }) => Object.keys(row).length > 0), ({ row }) => row['list_name'] ?? row['list name'] ?? '');
  return new Map([...byList].flatMap(([name, members]): [string, ChoiceList][] => {
    if (members.length > MOST) {
      notes.push({ sheet: 'choices', row: members[0]?.at ?? 1, code: 'too-many-choices', what: name });
      return [];
    }
    const choices: ReadChoice[] = [];
    for (const { row, at } of members) {
      const called = row['name'] ?? row['value'] ?? '';
      const note = (code: ImportNote['code'], what: string): void => void notes.push({ sheet: 'choices', row: at, code, what });
      if (choices.some((one) => one.name === called)) {
        note('choice-twice', called);
        continue;
      }
      const text = wordsOf(row, 'label', own, note);
      if (!text) note('no-label', called);
      const said: Words = text ?? { it: called || String(at), en: called || String(at) };
      choices.push({ name: called, row: at, choice: { code: freshCode(called, new Set(choices.map((one) => one.choice.code)), `choice-${choices.length + 1}`), text: said } });
    }
    return [[name, { choices, answersOf: isYesNo(choices) ? 'yes-no' : choices.every((one) => /^\d{1,3}$/.test(one.name)) ? 'points' : 'choices' }]];
  }));
}

/** A yes and a no, alone or with what leaves them open. */
function isYesNo(choices: readonly ReadChoice[]): boolean {
  const words = choices.map(wordOf);
  return words.filter((word) => word === 'yes').length === 1 && words.filter((word) => word === 'no').length === 1 && !words.includes(null);
}

/** What a choice says where the list is one of yes and no: by its words, since a form may call them 1 and 2, or by its name. */
function wordOf({ name, choice }: ReadChoice): 'yes' | 'no' | 'open' | null {
  const among = (words: ReadonlySet<string>): boolean => [choice.text.it, choice.text.en, name].some((said) => words.has(said.trim().toLowerCase()));
  if (among(YES)) return 'yes';
  if (among(NO)) return 'no';
  return among(OPEN) ? 'open' : null;
}

/** What a condition asks for when it names one of these choices; of a yes or no nothing stands for the choices that leave it open. */
export function testsByName(code: string, { choices, answersOf }: ChoiceList, isOnScale: boolean): Map<string, Test> {
  return new Map(choices.flatMap((one): [string, Test][] => {
    const { name, choice } = one;
    if (isOnScale) return [[name, { code, compare: 'equal', to: Number(name) }]];
    if (answersOf !== 'yes-no') return [[name, { code, chosen: choice.code }]];
    const word = wordOf(one);
    return word === 'yes' || word === 'no' ? [[name, { code, is: word }]] : [];
  }));
}

/** Whether its yes is a 1 and its no a 0, and so is worth in a sum what it is worth here. */
export const isOneAndZero = ({ choices }: ChoiceList): boolean => choices.every((one) => one.name === ({ yes: '1', no: '0', open: one.name } as const)[wordOf(one) ?? 'open']);
