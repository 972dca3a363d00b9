import type { Instrument } from '../contract.ts';
import { evaluate, readElsewhere } from '../domain.ts';
import type { Reading, Screening } from '../wire.ts';

/**
 * What the server would say of these answers, worked out where there is no network by the same rules, kept nowhere. Two things only the server knows and are
 * missing here: the earlier askings to compare with, and whether the age written in the file would be read by another column today.
 * @param lists the other lists that this device holds; of more it can say nothing
 */
export function readHere(screening: Screening, instrument: Instrument, lists: readonly Instrument[]): Reading {
  const { answers, column } = screening;
  return { screening, result: evaluate(instrument, answers, { column }), columnNow: null, since: null, ...readElsewhere(lists, instrument, answers, column) };
}
