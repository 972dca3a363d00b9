/** Headings as Italian and English offices write them. Longer patterns stand first: "nato/a il" before "nato". */
import type { Field } from '../contract.ts';
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
  return HEADINGS.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

/** "Nome e Cognome" puts the given name first; every other wording of this office puts the surname first. */
export function nameOrderOf(heading: string): 'surname-first' | 'given-first' {
  return /^(nome|name|given|first).*(cognome|surname|last)/.test(key(heading)) ? 'given-first' : 'surname-first';
}
