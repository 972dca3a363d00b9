import kept from '../../../reference/emergency-numbers.json' with { type: 'json' };
import type { Called, Danger } from '../../features/safety/contract.ts';

/** A national number, with what it is for. It travels with the page: nobody in danger waits for a server. */
export interface NationalNumber {
  readonly id: Called;
  readonly number: string;
  readonly for: readonly string[];
  /** False where nobody of the team has checked it yet: the screen says so. */
  readonly verified: boolean;
}

// The first page stays small: the file is believed as its test has read it, without the library that checks shapes.
const ids: readonly Called[] = ['112', '118', '1522', '800290290', '114', '116000'];

const all: readonly NationalNumber[] = ids.flatMap((id) => kept.filter((one) => one.id === id).map((one) => ({ ...one, id })));

/** The numbers for a danger, in the order of the dated file. */
export const numbersFor = (danger: Danger): readonly NationalNumber[] =>
  kept.flatMap((one) => all.filter((number) => number.id === one.id && number.for.includes(danger)));
