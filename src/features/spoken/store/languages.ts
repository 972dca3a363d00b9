import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { LaunchLanguage, PhraseKind, type PhraseLanguages, SpokenLanguage } from '../contract.ts';
import { progressOf } from '../domain.ts';
import { languagesOf } from './phrases.ts';

/**
 * The languages people are met in, each with how far its sentences have come: those of the house, those spoken in the team or by a person of the
 * programme, and those in which somebody has begun. A mediator's own come first, in the order in which they stand with their name.
 */
export async function phraseLanguages(act: Act): Promise<PhraseLanguages> {
  const { rows: spoken } = await sql<{ language: string }>`select language from languages_spoken_here()`.execute(act.db);
  const { rows: standing } = await sql<{ language: string; key: string; approved: boolean }>`
    select distinct on (t.language, t.key) t.language, t.key, t.approved_by is not null as approved from phrase_text t order by t.language, t.key, t.edition desc`.execute(act.db);
  const own = act.actor.role === 'mediator' ? await languagesOf(act) : [];
  const rank = (language: string): number => (own.includes(language) ? own.indexOf(language) : own.length);
  const all = new Set<string>([...LaunchLanguage.options, ...spoken.map((one) => one.language).toSorted(), ...standing.map((one) => one.language)]);
  return {
    items: [...all].flatMap((code) => SpokenLanguage.safeParse(code).data ?? []).toSorted((one, other) => rank(one) - rank(other)).map((language) => {
      const here = standing.filter((one) => one.language === language);
      return { language, isMine: own.includes(language), ...progressOf(language, here), kinds: PhraseKind.options.map((kind) => ({ kind, ...progressOf(language, here, kind) })) };
    }),
  };
}
