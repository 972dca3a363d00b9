/**
 * Every list and shape of the imports room: what a column may mean, what may be assumed about a cell and must then be marked,
 * why a row or a file is not taken, and what one row of an old register becomes.
 */
import { z } from 'zod';

/** What a column of the register may hold. `ignore` is a choice a person makes; the cell stays in the original all the same. */
export const Field = z.enum([
  'sequence', 'contact-date', 'full-name', 'surname', 'given-name', 'birth', 'gender', 'nationality', 'language', 'phone',
  'municipality', 'source', 'permit', 'needs', 'operator', 'mediator', 'outcome', 'restricted-note', 'note', 'flag', 'ignore',
]);
export type Field = z.infer<typeof Field>;

/** `note`: a person may read it later. `review`: a person must decide before the row comes in. */
export type MarkWeight = 'note' | 'review';

/** What was assumed, and how much it weighs. Whatever is not written plainly in the cell carries one of these. */
export const MARK_WEIGHTS = {
  'name-order-assumed': 'note',
  'name-order-from-register': 'note',
  'single-name': 'note',
  'several-people': 'review',
  'name-has-remark': 'review',
  'name-other-script': 'note',
  'name-unusually-long': 'review',
  'markup-in-text': 'review',
  'anonymous': 'note',
  'person-unknown': 'review',
  'date-same-as-above': 'note',
  'date-month-first': 'note',
  'date-month-first-assumed': 'note',
  'date-day-first-assumed': 'note',
  'ambiguous-date': 'review',
  'date-from-same-person': 'note',
  'date-from-serial': 'review',
  'century-assumed': 'note',
  'year-only': 'note',
  'about-year': 'note',
  'declared-date': 'note',
  'first-of-january': 'note',
  'contact-in-future': 'review',
  'birth-after-contact': 'review',
  'age-unlikely': 'review',
  'unknown-written': 'note',
  'possibly-minor': 'review',
  'minor-sign-contradicts-birth': 'review',
  'phone-belongs-to-someone-else': 'note',
  'phone-leading-zero-lost': 'review',
  'several-phones': 'note',
  'phone-part-unreadable': 'review',
  'contact-rule-in-note': 'note',
  'nationality-from-abbreviation': 'note',
  'nationality-unknown': 'review',
  'several-nationalities': 'note',
  'language-assumed': 'note',
  'language-unknown': 'note',
  'gender-unknown': 'note',
  'municipality-from-abbreviation': 'note',
  'permit-unknown': 'note',
  'permit-eu-with-non-eu-nationality': 'review',
  'permit-expired-at-contact': 'note',
  'employer-vanished': 'note',
  'need-unknown': 'note',
  'need-repeated': 'note',
  'need-uncertain': 'note',
  'several-operators': 'note',
  'operator-spelling-joined': 'note',
  'mediator-language-differs': 'note',
  'mediator-unknown': 'note',
  'outcome-unknown': 'note',
  'urgent-from-colour': 'note',
  'do-not-call-from-colour': 'note',
  'do-not-call-from-words': 'note',
  'do-not-call-in-another-row': 'review',
  'colour-meaning-unknown': 'review',
  'flag-meaning-unknown': 'review',
  'same-person-in-another-row': 'note',
  'value-from-formula': 'note',
  'merged-cell': 'note',
  'cell-comment': 'note',
  'text-struck-through': 'review',
  'column-kept-reserved': 'note',
  'row-hidden': 'note',
  'cell-corrected': 'note',
} as const satisfies Record<string, MarkWeight>;

export type MarkCode = keyof typeof MARK_WEIGHTS;
export const MarkCode = z.enum(Object.keys(MARK_WEIGHTS) as [MarkCode, ...MarkCode[]]);

/** Each row that bears one of these is one person's safety: it is looked at alone, and never accepted or left out together with others. */
export const ONE_BY_ONE: readonly MarkCode[] = ['possibly-minor', 'do-not-call-in-another-row', 'several-people', 'birth-after-contact'];

/** What is wrong with a row. `true` refuses the whole row; `false` leaves that one fact empty and asks a person to look. */
export const ROW_PROBLEMS = {
  'name-missing': true,
  'name-not-a-name': true,
  'cell-too-long': true,
  'contact-date-missing': false,
  'date-impossible': false,
  'date-unreadable': false,
  'date-spreadsheet-zero': false,
  'same-as-above-without-above': false,
  'phone-unreadable': false,
  'formula-without-result': false,
  'cell-error': false,
} as const satisfies Record<string, boolean>;

export type RowProblemCode = keyof typeof ROW_PROBLEMS;
export const RowProblemCode = z.enum(Object.keys(ROW_PROBLEMS) as [RowProblemCode, ...RowProblemCode[]]);

/** Why a file is not read at all. */
export const FileProblemCode = z.enum([
  'file-empty', 'file-too-large', 'file-unpacks-too-large', 'file-too-many-rows', 'file-password-protected', 'file-old-excel',
  'file-other-spreadsheet', 'file-not-a-spreadsheet', 'file-damaged', 'csv-broken',
]);
export type FileProblemCode = z.infer<typeof FileProblemCode>;

/** Why a mapping, or a sheet, cannot be used as it stands. */
export const MappingProblemCode = z.enum(['name-not-mapped', 'field-mapped-twice', 'no-register-found', 'header-only']);
export type MappingProblemCode = z.infer<typeof MappingProblemCode>;

/** What a row of the sheet is. Only `person` becomes a record; all the others are counted and shown with this as their reason. */
export const RowSort = z.enum(['person', 'title', 'blank', 'header', 'repeated-header', 'total', 'legend', 'outside-register']);
export type RowSort = z.infer<typeof RowSort>;

export const Disposition = z.enum(['ready', 'ready-with-marks', 'to-review', 'not-a-person', 'refused']);
export type Disposition = z.infer<typeof Disposition>;

/** The twelve domains of the needs assessment. */
export const NeedDomain = z.enum([
  'safety', 'housing', 'food-income', 'legal-status', 'physical-health', 'mental-health', 'work-rights', 'language-education',
  'family-children', 'isolation', 'information', 'justice',
]);
export type NeedDomain = z.infer<typeof NeedDomain>;

/** Words of the register that speak of exploitation or violence; they are of class `restricted` and live apart from the needs. */
export const ExploitationSign = z.enum(['suspected-trafficking', 'illegal-recruitment', 'violence']);
export type ExploitationSign = z.infer<typeof ExploitationSign>;

/** Which kind of service a need word points to; the directory decides which body offers it. */
export const ServiceHint = z.enum([
  'accommodation', 'health-access', 'psychological-support', 'permit-procedure', 'residence-registration', 'italian-course',
  'labour-rights-advice', 'wage-claim', 'child-protection', 'anti-trafficking', 'protection',
]);
export type ServiceHint = z.infer<typeof ServiceHint>;

export interface NeedWord {
  /** The word as the register writes it, in lower case without accents. */
  readonly word: string;
  readonly domain: NeedDomain;
  readonly service: ServiceHint;
  readonly exploitation?: ExploitationSign;
}

/** The office's own words for needs. A word that is not here is kept as it stands, with a mark. */
export const NEED_WORDS: readonly NeedWord[] = [
  { word: 'alloggio', domain: 'housing', service: 'accommodation' },
  { word: 'salute', domain: 'physical-health', service: 'health-access' },
  { word: 'psicologico', domain: 'mental-health', service: 'psychological-support' },
  { word: 'doc/permesso', domain: 'legal-status', service: 'permit-procedure' },
  { word: 'residenza', domain: 'legal-status', service: 'residence-registration' },
  { word: 'italiano', domain: 'language-education', service: 'italian-course' },
  { word: 'lavoro nero', domain: 'work-rights', service: 'labour-rights-advice' },
  { word: 'paga non data', domain: 'work-rights', service: 'wage-claim' },
  { word: 'minore', domain: 'family-children', service: 'child-protection' },
  { word: 'caporalato', domain: 'work-rights', service: 'labour-rights-advice', exploitation: 'illegal-recruitment' },
  { word: 'violenza', domain: 'safety', service: 'protection', exploitation: 'violence' },
  { word: 'tratta', domain: 'safety', service: 'anti-trafficking', exploitation: 'suspected-trafficking' },
];

export const Gender = z.enum(['female', 'male', 'other']);
export type Gender = z.infer<typeof Gender>;

export const PermitCode = z.enum([
  'special-protection', 'subsidiary-protection', 'refugee-status', 'asylum-applicant', 'temporary-protection', 'article-18',
  'employed-work', 'seasonal-work', 'eu-citizen', 'minor-age', 'renewal-pending', 'expired', 'none',
]);
export type PermitCode = z.infer<typeof PermitCode>;

export const OutcomeCode = z.enum([
  'in-charge', 'closed', 'to-call-back', 'no-show', 'appointment-set', 'referred-anti-trafficking', 'referred-employment-centre',
  'referred-health',
]);
export type OutcomeCode = z.infer<typeof OutcomeCode>;

export const SourceKind = z.enum(['outreach', 'self', 'word-of-mouth', 'body']);
export type SourceKind = z.infer<typeof SourceKind>;

/** A calendar day, `YYYY-MM-DD`, without time or time zone. */
const Day = z.iso.date();

export const Mark = z.object({
  code: MarkCode,
  /** The field it speaks of, or null when it speaks of the row. */
  field: Field.nullable(),
  /** The text of the cell as it stood. */
  original: z.string(),
  /** Values that the sentence shown to people needs, for example the two readings of a date. */
  params: z.record(z.string(), z.string()),
});
export type Mark = z.infer<typeof Mark>;

export const RowProblem = z.object({ code: RowProblemCode, field: Field.nullable(), original: z.string() });
export type RowProblem = z.infer<typeof RowProblem>;

export const NameFact = z.object({
  full: z.string(),
  surname: z.string().nullable(),
  given: z.string().nullable(),
  alias: z.string().nullable(),
  anonymous: z.boolean(),
  /** Words that stood in the name's cell without being part of the name, such as "+ moglie + 2 figli". */
  remark: z.string().nullable(),
});
export type NameFact = z.infer<typeof NameFact>;

export const BirthFact = z.object({
  day: Day.nullable(),
  year: z.int(),
  precision: z.enum(['day', 'year', 'about-year']),
  /** The person said so; no document was seen. */
  declared: z.boolean(),
});
export type BirthFact = z.infer<typeof BirthFact>;

export const PhoneFact = z.object({
  /** E.164, for example +393391234567. */
  number: z.string(),
  /** `someone-else`: another person answers this phone. `rule-in-note`: the restricted note says how to call. */
  caution: z.enum(['none', 'someone-else', 'rule-in-note', 'do-not-call']),
  /** The words beside the number. */
  words: z.string().nullable(),
});
export type PhoneFact = z.infer<typeof PhoneFact>;

export const CodedWords = <Code extends z.ZodType>(code: Code) => z.object({ code: code.nullable(), words: z.string() });

export const PermitFact = z.object({ code: PermitCode.nullable(), words: z.string(), expiry: Day.nullable() });
export type PermitFact = z.infer<typeof PermitFact>;

export const NeedFact = z.object({ words: z.string(), domain: NeedDomain.nullable(), service: ServiceHint.nullable() });
export type NeedFact = z.infer<typeof NeedFact>;

/** Class `restricted`: to be sealed, never shown in lists. */
export const ExploitationFact = z.object({
  words: z.string(), sign: ExploitationSign, domain: NeedDomain, service: ServiceHint, uncertain: z.boolean(),
});
export type ExploitationFact = z.infer<typeof ExploitationFact>;

export const MediatorFact = z.object({ present: z.boolean().nullable(), language: z.string().nullable(), words: z.string() });
export type MediatorFact = z.infer<typeof MediatorFact>;

/** One cell of the old register, kept verbatim. */
export const OriginalCell = z.object({ column: z.string(), heading: z.string(), text: z.string(), fill: z.string().nullable(), comment: z.string().optional() });
export type OriginalCell = z.infer<typeof OriginalCell>;

/** A cell that a person has put right, beside what stood there. `at` is a moment in ISO 8601. */
export const CellCorrection = z.object({ column: z.string(), was: z.string(), text: z.string(), by: z.string(), at: z.string() });
export type CellCorrection = z.infer<typeof CellCorrection>;

/** Everything that one row says. Facts are null where the row is silent or unreadable; the original always says what stood there. */
export const RowFacts = z.object({
  sequence: z.string().nullable(),
  contactDate: Day.nullable(),
  name: NameFact.nullable(),
  birth: BirthFact.nullable(),
  gender: Gender.nullable(),
  /** ISO 3166-1 alpha-2 codes. */
  nationalities: z.array(z.string()),
  nationalityWords: z.string().nullable(),
  /** ISO 639 code. */
  language: CodedWords(z.string()).nullable(),
  phone: PhoneFact.nullable(),
  /** Further numbers of the same row. */
  otherPhones: z.array(PhoneFact).default([]),
  municipality: z.string().nullable(),
  source: CodedWords(SourceKind).nullable(),
  permit: PermitFact.nullable(),
  needs: z.array(NeedFact),
  exploitationSigns: z.array(ExploitationFact),
  operators: z.array(z.string()),
  mediator: MediatorFact.nullable(),
  outcome: CodedWords(OutcomeCode).nullable(),
  note: z.string().nullable(),
  /** Class `restricted`. */
  restrictedNote: z.string().nullable(),
  /** Words of cells that become codes or days, verbatim: what the office wrote stays beside what was understood. */
  written: z.partialRecord(Field, z.string()).default({}),
  flags: z.object({ urgent: z.boolean(), doNotCall: z.boolean(), attention: z.string().nullable() }),
});
export type RowFacts = z.infer<typeof RowFacts>;

/** All the numbers of a row. */
export const phonesOf = ({ phone, otherPhones }: Pick<RowFacts, 'phone' | 'otherPhones'>): PhoneFact[] => (phone === null ? otherPhones : [phone, ...otherPhones]);

export const ImportedRow = z.object({
  sheet: z.string(),
  /** The row's number as the spreadsheet shows it. */
  row: z.int().positive(),
  sort: RowSort,
  disposition: Disposition,
  original: z.array(OriginalCell),
  /** Null for a row that is not a person. A refused row keeps what could be read, so that it can be put right. */
  facts: RowFacts.nullable(),
  marks: z.array(Mark),
  problems: z.array(RowProblem),
});
export type ImportedRow = z.infer<typeof ImportedRow>;

export const ColumnMapping = z.object({
  column: z.int().nonnegative(),
  heading: z.string(),
  field: Field,
  /** From 0 (no idea) to 1 (the heading says so). */
  confidence: z.number().min(0).max(1),
  why: z.enum(['heading', 'values', 'remembered', 'chosen', 'nothing']),
});
export type ColumnMapping = z.infer<typeof ColumnMapping>;

export const Mapping = z.object({
  /** The headings, normalised: a mapping is proposed again for a file that carries the same ones. */
  fingerprint: z.string(),
  nameOrder: z.enum(['surname-first', 'given-first']),
  columns: z.array(ColumnMapping),
});
export type Mapping = z.infer<typeof Mapping>;

export const ImportSummary = z.object({
  rows: z.int(),
  dispositions: z.record(Disposition, z.int()),
  sorts: z.record(RowSort, z.int()),
  marks: z.partialRecord(MarkCode, z.int()),
  problems: z.partialRecord(RowProblemCode, z.int()),
});
export type ImportSummary = z.infer<typeof ImportSummary>;

/** The life of one import; the moves are in `domain.ts`. */
export const ImportState = z.enum(['draft', 'mapped', 'checked', 'running', 'done', 'failed', 'undone']);
export type ImportState = z.infer<typeof ImportState>;
