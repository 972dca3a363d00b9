/** Headings as Italian and English offices write them. Longer patterns stand first: "nato/a il" before "nato". */
import type { Field } from '../contract.ts';
import en from '../text/en.json' with { type: 'json' };
import it from '../text/it.json' with { type: 'json' };
import { key } from './text.ts';

const HEADINGS: readonly (readonly [RegExp, Field])[] = [
  [/^(n\.?|n°|nr\.?|num(ero)?\.?|#|id|prog(r|ressivo)?\.?)$/, 'sequence'],
  [/riservat|confidential|restricted/, 'restricted-note'],
  [/(cognome.*nome|nome.*cognome|nominativo|full name|surname.*name|name.*surname)/, 'full-name'],
  [/^(cognome|surname|last name|family name)$/, 'surname'],
  [/^(nome|name|first name|given name)$/, 'given-name'],
  [/(nat[oa]|nascita|birth|d\.?o\.?b\.?)/, 'birth'],
  [/^(m\/f|f\/m|sesso|genere|sex|gender)$/, 'gender'],
  [/^(nazionalita.*|nazione|cittadinanza|paese.*|nationality|citizenship|country.*)$/, 'nationality'],
  [/^(lingu[ae].*|language.*)$/, 'language'],
  [/^(tel\.?.*|cell\.?.*|telefono.*|cellulare.*|recapito.*|phone.*|mobile.*)$/, 'phone'],
  [/^(comune.*|domicilio|citta|luogo|municipality|town|city)$/, 'municipality'],
  [/(inviante|invio da|provenienza|segnala|struttura|source|referr)/, 'source'],
  [/^(permesso.*|titolo.*|documento.*|pds|permit.*|status.*)$/, 'permit'],
  [/^(bisogn[oi].*|richiest[ae].*|necessita.*|needs?.*|request.*)$/, 'needs'],
  [/^(operator[ei].*|seguit[oa] da|referente|case ?worker.*|worker.*|operator.*)$/, 'operator'],
  [/^(mediator[ei].*|mediatrice.*|mediazione.*|interprete.*|interpreter.*|mediator.*)$/, 'mediator'],
  [/^(esito.*|outcome.*|result.*)$/, 'outcome'],
  [/^(data( .*)?|giorno|date( .*)?|day)$/, 'contact-date'],
  [/^(note?|annotazioni|osservazioni|notes?|remarks?|comments?)$/, 'note'],
];

/** The field that a heading names, or null. */
export function fieldOfHeading(heading: string): Field | null {
  const word = key(heading);
  if (word === '') return null;
  const named = HEADINGS.find(([pattern]) => pattern.test(word))?.[1];
  // Of a title under a group the whole speaks first ("Nascita · giorno"), then the title alone ("Persona · cognome").
  const title = heading.split(UNDER).at(-1) ?? heading;
  return named ?? (title === heading ? null : fieldOfHeading(title));
}

/** Between the name of a group of columns and the title of one of them. */
export const UNDER = ' · ';

/** The columns that the export adds on the right, under these headings and in this order. */
export const EXPORT_COLUMNS = ['imports.export.row', 'imports.export.what-became', 'imports.export.code', 'imports.export.marks', 'imports.export.problems'] as const;

/** Which columns of a file are those that an export of ours has added: they are about the rows, and not of them. */
export function ownColumns(headings: readonly string[]): ReadonlySet<number> {
  for (const texts of [it, en]) {
    const at = headings.findIndex((_, column) => EXPORT_COLUMNS.every((name, index) => headings[column + index] === texts[name]));
    if (at >= 0) return new Set(EXPORT_COLUMNS.map((_, index) => at + index));
  }
  return new Set();
}

/** "Nome e Cognome" puts the given name first; every other wording of this office puts the surname first. */
export function nameOrderOf(heading: string): 'surname-first' | 'given-first' {
  return /^(nome|name|given|first).*(cognome|surname|last)/.test(key(heading)) ? 'given-first' : 'surname-first';
}
