import { type EscoKind, EscoUri } from '../contract.ts';

/** Columns of the files as the European Commission names them; the others are left. */
export interface EscoColumns {
  readonly uri: number;
  readonly label: number;
  readonly others: number | null;
}

/** Why a file is not taken: `columns` missing, a `row` that holds no concept of this kind, `empty`. */
export type EscoFault = { readonly code: 'columns' | 'empty' | 'broken' | 'too-many' } | { readonly code: 'row'; readonly row: number };

/** Where the columns stand; null where the file is none of the classification. */
export function columnsOf(titles: readonly string[]): EscoColumns | null {
  const at = (name: string): number => titles.findIndex((title) => title.replace(/^\uFEFF/, '').trim().toLowerCase() === name);
  const [uri, label, others] = [at('concepturi'), at('preferredlabel'), at('altlabels')];
  return uri < 0 || label < 0 ? null : { uri, label, others: others < 0 ? null : others };
}

export interface EscoConcept {
  readonly uri: string;
  readonly label: string;
  readonly otherLabels: string;
}

/** Longest text of the other names that is kept, in signs: enough to find a concept by them. */
const LONGEST = 4_000;

/** One concept out of a row; null where the row is none of this kind: a file of occupations is not taken for one of skills. */
export function conceptOf(row: readonly string[], columns: EscoColumns, kind: EscoKind): EscoConcept | null {
  const uri = EscoUri.safeParse((row[columns.uri] ?? '').trim());
  const label = (row[columns.label] ?? '').trim();
  if (!uri.success || !uri.data.startsWith(`http://data.europa.eu/esco/${kind}/`) || label === '' || label.length > 400) return null;
  const others = columns.others === null ? '' : (row[columns.others] ?? '');
  return { uri: uri.data, label, otherLabels: others.split(/\r?\n|\s\|\s/).map((one) => one.trim()).filter(Boolean).join('\n').slice(0, LONGEST) };
}
