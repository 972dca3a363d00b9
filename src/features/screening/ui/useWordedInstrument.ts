import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Instrument } from '../contract.ts';
import { takesWordings, withWording } from '../domain.ts';
import type { ScreeningLine } from '../wire.ts';
import type { AskedWording } from '../wordings.ts';
import { wordingAsked, wordingsOf } from './queries.ts';

/** In whose words a list is asked: those of a wording that somebody answers for, `unreachable` where they could not be fetched; null: in those of whoever asks. */
export type AskedWords = AskedWording | 'unreachable' | null;

/**
 * An instrument with the sentences in which this list is asked beside its own: of the very edition that was there when it was begun. Undefined while they are on their
 * way; where they cannot be had the questions stand all the same, and it is said. A device without a network has those in use by heart.
 */
export function useWordedInstrument(screening: Pick<ScreeningLine, 'instrument' | 'wording'> | undefined, instrument: Instrument | undefined): { readonly instrument: Instrument | undefined; readonly words: AskedWords } {
  const id = screening?.wording?.id;
  const inUse = useQuery({ ...wordingsOf(screening?.instrument ?? { id: '', version: 0 }), enabled: id !== undefined });
  const found = inUse.data?.items.find((one) => one.id === id);
  const isOlder = id !== undefined && found === undefined && !inUse.isPending;
  const older = useQuery({ ...wordingAsked(id ?? ''), enabled: isOlder });
  const words = found ?? older.data;
  return useMemo(() => {
    if (id === undefined || instrument === undefined || !takesWordings(instrument)) return { instrument, words: null };
    if (words) return { instrument: withWording(instrument, words.language, words.sentences, words.approved.by), words };
    return isOlder && older.isError ? { instrument, words: 'unreachable' as const } : { instrument: undefined, words: null };
  }, [id, instrument, words, isOlder, older.isError]);
}
