/** The way back: interpreted rows as a plain table, for a spreadsheet that another program writes. */
import { neutralised } from '../../../kernel/tables/cells.ts';
import { type ImportedRow, phonesOf } from '../contract.ts';

export interface ExportTable {
  /** Keys of the columns, `imports.field.<key>` is their heading. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ExportChoice {
  /** Whether the restricted note and the signs of exploitation go out; only for who may read that class. */
  readonly restricted: boolean;
}

type Writer = (row: ImportedRow) => string;

const OPEN: readonly (readonly [string, Writer])[] = [
  ['sheet', (row) => row.sheet],
  ['row', (row) => String(row.row)],
  ['disposition', (row) => row.disposition],
  ['sequence', (row) => row.facts?.sequence ?? ''],
  ['contact-date', (row) => row.facts?.contactDate ?? ''],
  ['surname', (row) => row.facts?.name?.surname ?? ''],
  ['given-name', (row) => row.facts?.name?.given ?? ''],
  ['full-name', (row) => row.facts?.name?.full || (row.facts?.name?.alias ?? '')],
  ['birth', (row) => row.facts?.birth?.day ?? String(row.facts?.birth?.year ?? '')],
  ['gender', (row) => row.facts?.gender ?? ''],
  ['nationality', (row) => row.facts?.nationalities.join(' ') ?? ''],
  ['language', (row) => row.facts?.language?.code ?? row.facts?.language?.words ?? ''],
  ['phone', (row) => (row.facts === null ? '' : phonesOf(row.facts).map((phone) => phone.number).join('; '))],
  ['phone-caution', (row) => row.facts?.phone?.caution ?? ''],
  ['municipality', (row) => row.facts?.municipality ?? ''],
  ['source', (row) => row.facts?.source?.words ?? ''],
  ['permit', (row) => row.facts?.permit?.words ?? ''],
  ['permit-expiry', (row) => row.facts?.permit?.expiry ?? ''],
  ['needs', (row) => row.facts?.needs.map((need) => need.words).join('; ') ?? ''],
  ['operator', (row) => row.facts?.operators.join('; ') ?? ''],
  ['mediator', (row) => row.facts?.mediator?.words ?? ''],
  ['outcome', (row) => row.facts?.outcome?.words ?? ''],
  ['note', (row) => row.facts?.note ?? ''],
  ['do-not-call', (row) => (row.facts?.flags.doNotCall === true ? 'x' : '')],
  ['urgent', (row) => (row.facts?.flags.urgent === true ? 'x' : '')],
  ['flag', (row) => row.facts?.flags.attention ?? ''],
  ['marks', (row) => row.marks.map((one) => one.code).join(' ')],
  ['problems', (row) => row.problems.map((one) => one.code).join(' ')],
];

const RESTRICTED: readonly (readonly [string, Writer])[] = [
  ['restricted-note', (row) => row.facts?.restrictedNote ?? ''],
  ['exploitation-signs', (row) => row.facts?.exploitationSigns.map((sign) => sign.words).join('; ') ?? ''],
];

/** Every row given, in the order given; each cell is safe to open in a spreadsheet. */
export function exportRows(rows: readonly ImportedRow[], choice: ExportChoice): ExportTable {
  const writers = choice.restricted ? [...OPEN, ...RESTRICTED] : OPEN;
  return { columns: writers.map(([name]) => name), rows: rows.map((row) => writers.map(([, write]) => neutralised(write(row)))) };
}
