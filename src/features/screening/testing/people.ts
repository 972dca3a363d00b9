/** What the tests of the room share: the real instruments, and short ways to say what a person answered. */
import { fileURLToPath } from 'node:url';
import type { Answers, AnswerWord, Column, Combination, DimensionResult, Instrument } from '../contract.ts';
import { evaluate } from '../domain.ts';
import { loadInstruments } from '../instruments.ts';

export const folder = fileURLToPath(new URL('../../../../instruments/', import.meta.url));
const instruments = await loadInstruments(folder);
export const phq = instruments.find('phq-9', 1);
export const labour = instruments.find('ilo-labour-adult-child', 1);
export const eleven = instruments.find('ilo-forced-labour-eleven', 1);
export const street = instruments.find('street-quick', 1);
export const sexual = instruments.find('ilo-sexual-adult', 1);

/** The same answer to each of these items. */
export const all = (word: AnswerWord, codes: readonly string[]): Answers => Object.fromEntries(codes.map((code) => [code, word]));
export const yes = (...codes: string[]): Answers => all('yes', codes);

/** Every item answered no, except these. */
export const onlyYes = (instrument: Instrument, ...codes: string[]): Answers => ({
  ...all('no', [...instrument.contextItems, ...instrument.items].map((item) => item.code)),
  ...yes(...codes),
});

export function dimension(code: string, answers: Answers, column: Column = 'adult'): DimensionResult {
  const result = evaluate(labour, answers, { column });
  const found = result.kind === 'dimensions' && result.dimensions.find((one) => one.dimension === code);
  if (!found) throw new Error(`there is no dimension ${code}`);
  return found;
}

export function combination(answers: Answers, column: Column = 'adult'): Combination {
  const result = evaluate(labour, answers, { column });
  if (result.kind !== 'dimensions') throw new Error('this instrument has no combination');
  return result.combination;
}
