/** A wage table as somebody keeps it in a spreadsheet, read line by line into lines of ours, or into what is wrong with each. */
import { Level, Province, Sector, type WageRateInput } from '../contract.ts';
import { decimal, minutesOf } from './cells.ts';
import { overlaps } from './rates.ts';

export const tableColumns = ['sector', 'province', 'level', 'basis', 'amount', 'ordinaryHours', 'overtimePercent', 'holidayPercent', 'thirdElementPercent', 'validFrom', 'validTo'] as const;
export type TableColumn = (typeof tableColumns)[number];
/** Column of ours → column of the file, counted from 0. */
export type Mapping = Readonly<Partial<Record<TableColumn, number>>>;
export const neededColumns: readonly TableColumn[] = ['sector', 'province', 'level', 'basis', 'amount', 'validFrom'];

/** Titles of the file to be downloaded; the first word that each column is also known by. */
export const templateTitles: Readonly<Record<TableColumn, string>> = {
  sector: 'Settore', province: 'Provincia', level: 'Livello', basis: 'Base (oraria o giornaliera)', amount: 'Importo', ordinaryHours: 'Ore ordinarie al giorno', overtimePercent: 'Straordinario %',
  holidayPercent: 'Festivo %', thirdElementPercent: 'Terzo elemento %', validFrom: 'Valida dal', validTo: 'Valida fino al',
};
const knownBy: Readonly<Record<TableColumn, RegExp>> = {
  sector: /settore|sector/, province: /provincia|prov\b|province/, level: /livello|qualifica|area|level/, basis: /base|basis|tipo/, amount: /importo|paga|retribuzione|amount|rate|wage/,
  ordinaryHours: /\bore\b|hours/, overtimePercent: /straordinari|overtime/, holidayPercent: /festiv|holiday/, thirdElementPercent: /terzo|third/, validFrom: /dal\b|decorrenza|inizio|from/, validTo: /fino|^al\b|scadenza|until|\bto\b/,
};

/** The columns that a file's titles seem to name; each column of the file is taken once. */
export function guessMapping(titles: readonly string[]): Mapping {
  const mapping: Partial<Record<TableColumn, number>> = {};
  const taken = new Set<number>();
  // What only one column can mean is looked for first: "ore ordinarie" before "ore", a percentage before an amount.
  for (const column of ['overtimePercent', 'holidayPercent', 'thirdElementPercent', 'validTo', 'validFrom', 'ordinaryHours', 'basis', 'sector', 'province', 'level', 'amount'] as const) {
    const at = titles.findIndex((title, index) => !taken.has(index) && knownBy[column].test(title.toLowerCase()));
    if (at < 0) continue;
    mapping[column] = at;
    taken.add(at);
  }
  return mapping;
}

const sectorWords: Readonly<Record<string, Sector>> = {
  agricoltura: 'agriculture', agricolo: 'agriculture', allevamento: 'livestock', edilizia: 'construction', logistica: 'logistics', 'cura delle persone': 'care', 'lavoro domestico': 'care', domestico: 'care',
  pulizie: 'cleaning', 'ristorazione e alberghi': 'hospitality', ristorazione: 'hospitality', turismo: 'hospitality', tessile: 'textile', fabbrica: 'manufacture', industria: 'manufacture', commercio: 'retail', consegne: 'delivery', altro: 'other',
};
const basisWords: Readonly<Record<string, 'hourly' | 'daily'>> = { oraria: 'hourly', orario: 'hourly', ora: 'hourly', hourly: 'hourly', giornaliera: 'daily', giornaliero: 'daily', giorno: 'daily', daily: 'daily' };

/** A day as Italians write it (`1/7/2025`, `01.07.2025`) or as programs do. @returns null where there is no such day */
export function dayOf(text: string): string | null {
  const written = text.trim();
  const italian = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(written);
  const day = italian ? `${italian[3] ?? ''}-${(italian[2] ?? '').padStart(2, '0')}-${(italian[1] ?? '').padStart(2, '0')}` : written;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const there = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(there.getTime()) && there.toISOString().startsWith(day) ? day : null;
}

export const rowProblems = ['missing', 'not-understood', 'no-such-province', 'too-many-decimals', 'ends-before-it-begins', 'needs-ordinary-hours', 'overlaps-row', 'overlaps-table'] as const;
export type RowProblem = (typeof rowProblems)[number];
export interface ReadRow {
  /** As the spreadsheet counts it. */
  readonly row: number;
  readonly rate: WageRateInput | null;
  readonly problems: readonly { readonly column: TableColumn; readonly code: RowProblem; /** The other row of an overlap. */ readonly other?: number }[];
}

/** A cell as it was read: words, and whether a program wrote them as a number. */
export interface TableCell { readonly text: string; readonly isNumber: boolean }

/** @param provinces two-letter codes that exist, and `IT` for the whole country */
export function readTable(rows: readonly { readonly row: number; readonly cells: readonly TableCell[] }[], mapping: Mapping, provinces: ReadonlySet<string>): ReadRow[] {
  const read = rows.map(({ row, cells }) => ({ row, ...readRow(cells, mapping, provinces) }));
  const sound = read.filter((one): one is typeof one & { rate: WageRateInput } => one.rate !== null);
  const clashes = new Map(overlaps(sound.map((one) => one.rate)).map(([at, before]) => [sound[at]?.row ?? 0, sound[before]?.row ?? 0]));
  return read.map((one) => {
    const other = clashes.get(one.row);
    return other === undefined ? one : { ...one, rate: null, problems: [...one.problems, { column: 'validFrom' as const, code: 'overlaps-row' as const, other }] };
  });
}

function readRow(cells: readonly TableCell[], mapping: Mapping, provinces: ReadonlySet<string>): Omit<ReadRow, 'row'> {
  const problems: { column: TableColumn; code: RowProblem }[] = [];
  const cellOf = (column: TableColumn): TableCell => {
    const at = mapping[column];
    return (at === undefined ? undefined : cells[at]) ?? { text: '', isNumber: false };
  };
  /** A value, or null with its problem on record. An empty cell is a problem only where a line cannot do without. */
  const take = <Value>(column: TableColumn, understand: (text: string, isNumber: boolean) => Value | RowProblem | null): Value | null => {
    const { text, isNumber } = cellOf(column);
    if (text.trim() === '') {
      if (neededColumns.includes(column)) problems.push({ column, code: 'missing' });
      return null;
    }
    const understood = understand(text.trim(), isNumber);
    if (understood !== null && !isProblem(understood)) return understood;
    problems.push({ column, code: isProblem(understood) ? understood : 'not-understood' });
    return null;
  };
  const number = (places: number) => (text: string, isNumber: boolean): number | RowProblem | null =>
    decimal(text, places, isNumber) ?? (decimal(text, 9, isNumber) === null ? null : 'too-many-decimals');

  const sector = take('sector', (text) => Sector.safeParse(text.toLowerCase()).data ?? sectorWords[text.toLowerCase()] ?? null);
  const province = take('province', (text) => {
    const code = /^(italia|tutta italia|nazionale)$/i.test(text) ? 'IT' : text.toUpperCase();
    return provinces.has(code) ? (Province.safeParse(code).data ?? null) : ('no-such-province' as const);
  });
  const level = take('level', (text) => Level.safeParse(text).data ?? null);
  const basis = take('basis', (text) => basisWords[text.toLowerCase()] ?? null);
  const cents = take('amount', number(2));
  const ordinaryMinutes = take('ordinaryHours', (text, isNumber) => minutesOf(text, isNumber));
  const [overtimePercent, holidayPercent, thirdElementPercent] = [take('overtimePercent', number(2)), take('holidayPercent', number(2)), take('thirdElementPercent', number(2))];
  const [validFrom, validTo] = [take('validFrom', dayOf), take('validTo', dayOf)];
  if (basis === 'daily' && ordinaryMinutes === null && !problems.some(({ column }) => column === 'ordinaryHours')) problems.push({ column: 'ordinaryHours', code: 'needs-ordinary-hours' });
  if (validFrom !== null && validTo !== null && validTo < validFrom) problems.push({ column: 'validTo', code: 'ends-before-it-begins' });
  const rate = problems.length > 0 || sector === null || province === null || level === null || basis === null || cents === null || validFrom === null ? null
    : { sector, province, level, basis, cents, ordinaryMinutes, overtimePercent, holidayPercent, thirdElementPercent, validFrom, validTo };
  return { rate, problems };
}

const isProblem = (value: unknown): value is RowProblem => rowProblems.some((code) => code === value);
