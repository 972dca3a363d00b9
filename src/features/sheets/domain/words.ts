import type { SheetPaper } from '../contract.ts';
import arabic from '../words/ar.json' with { type: 'json' };
import bengali from '../words/bn.json' with { type: 'json' };
import english from '../words/en.json' with { type: 'json' };
import french from '../words/fr.json' with { type: 'json' };
import italian from '../words/it.json' with { type: 'json' };
import ukrainian from '../words/uk.json' with { type: 'json' };

/** The fixed words of a paper. `fields` are names of fields that the profile's own words do not have in that language. */
export interface PaperWords extends Omit<typeof italian, 'areas' | 'fields'> {
  readonly areas: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
}

const all: Readonly<Record<SheetPaper['language'], PaperWords>> = { it: italian, en: english, fr: french, ar: arabic, bn: bengali, uk: ukrainian };

/** The fixed words of a sheet in its language. All but the Italian wait for a mediator who answers for them; the screen says so. */
export const wordsIn = (language: SheetPaper['language']): PaperWords => all[language];
