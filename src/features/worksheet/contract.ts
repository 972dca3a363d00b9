/**
 * Every list and shape of the worksheet of working conditions: what was told of each job, what a wage table says, and what the comparison of
 * the two comes to. Amounts are integer cents, hours integer minutes, days integer halves of a day, percentages integer hundredths of a point.
 */
import { z } from 'zod';

const Cents = z.int().min(0).max(100_000_000);
const Minutes = z.int().min(0).max(24 * 60);
const HalfDays = z.int().min(0).max(62);
const Day = z.iso.date();
/** `2025-07`. */
export const Month = z.string().regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/);
export type Month = z.infer<typeof Month>;

// ── What is told, with its uncertainty ────────────────────────────────────────────────────────────────────────────────────────────

/** Why there is no figure. `not-asked` is also what an empty cell means: nobody has filled in anything by leaving it out. */
export const NoFigure = z.enum(['unknown', 'not-asked', 'refused']);
export type NoFigure = z.infer<typeof NoFigure>;

const told = (figure: z.ZodInt) => z.union([
  NoFigure,
  z.strictObject({ least: figure, most: figure }).refine(({ least, most }) => least <= most),
]);
/** A figure that somebody remembers: one number (`least` and `most` are equal), a range, or the reason why there is none. */
export type Told = NoFigure | { readonly least: number; readonly most: number };

export const FiveAnswer = z.enum(['yes', 'no', 'unknown', 'not-asked', 'refused']);
export type FiveAnswer = z.infer<typeof FiveAnswer>;

export const Sector = z.enum(['agriculture', 'livestock', 'construction', 'logistics', 'care', 'cleaning', 'hospitality', 'textile', 'manufacture', 'retail', 'delivery', 'other']);
export type Sector = z.infer<typeof Sector>;

/** Two letters of a province, or `IT` where a table holds for the whole country. */
export const Province = z.string().regex(/^[A-Z]{2}$/);
/** The level as the table writes it. */
export const Level = z.string().trim().min(1).max(80);

export const ContractKind = z.enum(['seasonal', 'fixed-term', 'permanent', 'on-call', 'internship', 'self-employed', 'cooperative', 'other']);
export type ContractKind = z.infer<typeof ContractKind>;

/** How pay came into the person's hands. `card-withdrawn`: paid on a card that somebody else emptied, in part or whole. */
export const PayMeans = z.enum(['cash', 'transfer', 'cheque', 'card-withdrawn', 'in-kind', 'other']);
export type PayMeans = z.infer<typeof PayMeans>;

export const DeductionKind = z.enum(['transport', 'housing', 'food', 'documents', 'intermediary', 'debt', 'tools', 'other']);
export type DeductionKind = z.infer<typeof DeductionKind>;

/** `kept-back`: taken before the pay was handed over; `paid-back`: handed back, or paid, out of what had been received. */
export const DeductionWay = z.enum(['kept-back', 'paid-back']);
export type DeductionWay = z.infer<typeof DeductionWay>;

export const PromiseUnit = z.enum(['hour', 'day', 'month', 'piece']);
export type PromiseUnit = z.infer<typeof PromiseUnit>;

const Deduction = z.strictObject({
  id: z.uuid(), kind: DeductionKind, way: DeductionWay, amount: told(Cents),
  /** Whether it stands on a pay slip, or was only said. */
  declared: FiveAnswer,
});
export type Deduction = z.infer<typeof Deduction>;

const MonthLine = z.strictObject({
  month: Month,
  halfDays: told(HalfDays),
  minutesPerDay: told(Minutes),
  /** Of the days worked, those that were public holidays or days of rest. */
  holidayHalfDays: told(HalfDays),
  received: told(Cents),
  deductions: z.array(Deduction).max(20),
  /** What the pay slip of the month says. */
  declaredHalfDays: told(HalfDays),
  declaredMinutesPerDay: told(Minutes),
  declaredPay: told(Cents),
  /** Days that stand in the contributions of the social insurance. */
  contributionHalfDays: told(HalfDays),
});
export type MonthLine = z.infer<typeof MonthLine>;
export const monthFigures = ['halfDays', 'minutesPerDay', 'holidayHalfDays', 'received', 'declaredHalfDays', 'declaredMinutesPerDay', 'declaredPay', 'contributionHalfDays'] as const;
/** A column of the month grid. */
export type MonthFigure = (typeof monthFigures)[number];

const Free = z.string().max(600);
const Episode = z.strictObject({
  id: z.uuid(),
  /** Free text, sealed with everything else; nobody is named here to any register of persons. */
  employer: Free,
  intermediary: Free,
  place: Free,
  sector: Sector.nullable(),
  province: Province.nullable(),
  level: Level.nullable(),
  /** Day of the first and of the last work; `…Month`: only the month is sure, and the day is its first or last. */
  from: Day,
  to: Day,
  fromMonthOnly: z.boolean(),
  toMonthOnly: z.boolean(),
  contract: FiveAnswer,
  contractKind: ContractKind.nullable(),
  payslips: FiveAnswer,
  contributions: FiveAnswer,
  promised: told(Cents),
  promisedPer: PromiseUnit.nullable(),
  means: z.array(PayMeans).max(PayMeans.options.length),
  /** By month; a month of the period without a line was not asked about. */
  months: z.array(MonthLine).max(240),
}).refine(({ from, to }) => from <= to, { path: ['to'] })
  .refine(({ months }) => new Set(months.map((line) => line.month)).size === months.length, { path: ['months'] });
export type Episode = z.infer<typeof Episode>;

/** All that is told in a worksheet. It is sealed whole. */
export const WorksheetContent = z.strictObject({ episodes: z.array(Episode).max(40) });
export type WorksheetContent = z.infer<typeof WorksheetContent>;

// ── Wage tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const WageBasis = z.enum(['hourly', 'daily']);
export type WageBasis = z.infer<typeof WageBasis>;

/** Hundredths of a percentage point: 2500 is 25 %. */
const Percent = z.int().min(0).max(50_000).nullable();

/** One line of a table: what is due for a sector, a province and a level while it is valid. Supplements are those that the table itself names. */
const rateFacts = {
  sector: Sector, province: Province, level: Level,
  basis: WageBasis, cents: z.int().min(1).max(10_000_000),
  /** Minutes of an ordinary day. A daily amount cannot do without; with an hourly one it says where overtime begins. */
  ordinaryMinutes: z.int().min(60).max(24 * 60).nullable(),
  overtimePercent: Percent, holidayPercent: Percent,
  /** The third element of agricultural contracts: a percentage of what is due for ordinary hours. */
  thirdElementPercent: Percent,
  validFrom: Day, validTo: Day.nullable(),
};
export const WageRateInput = z.strictObject(rateFacts)
  .refine(({ validFrom, validTo }) => validTo === null || validFrom <= validTo, { path: ['validTo'] })
  .refine(({ basis, ordinaryMinutes }) => basis === 'hourly' || ordinaryMinutes !== null, { path: ['ordinaryMinutes'] });
export type WageRateInput = z.infer<typeof WageRateInput>;

/** A line as the comparison uses it, with where it comes from. */
export const WageRate = z.object({
  ...rateFacts, id: z.uuid(), sourceId: z.uuid(), sourceTitle: z.string(), reference: z.string(), demonstration: z.boolean(), verifiedOn: Day.nullable(),
});
export type WageRate = z.infer<typeof WageRate>;

// ── What it comes to ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Cents between which the true figure lies; equal where it is known. */
const Span = z.object({ least: z.int(), most: z.int() });
export type Span = z.infer<typeof Span>;

export const DueKind = z.enum(['ordinary', 'overtime', 'holiday', 'third-element']);
export type DueKind = z.infer<typeof DueKind>;

/** One line of what is due, with all that its sentence names: "26 giornate × 8 h × 8,57 € = …". */
const DueLine = z.object({
  kind: DueKind,
  /** Of the third element: the ordinary pay of which it is a share. */
  base: Span.nullable(),
  halfDays: Span, minutes: Span,
  /** Cents of an hour or, where the table is daily, of an ordinary day of `ordinaryMinutes`. */
  basis: WageBasis, cents: Span, ordinaryMinutes: z.int().nullable(), percent: Span.nullable(),
  amount: Span,
});
export type DueLine = z.infer<typeof DueLine>;

/** Why a month has no gap. */
export const NotComputed = z.enum(['classification-missing', 'no-table', 'table-for-part', 'tables-differ-in-basis', 'days-missing', 'hours-missing', 'received-missing']);
export type NotComputed = z.infer<typeof NotComputed>;

export const Doubt = z.enum(['two-tables', 'month-only', 'holidays-not-told', 'no-overtime-in-table', 'days-beyond-the-period', 'table-not-verified']);
export type Doubt = z.infer<typeof Doubt>;

/** What the figures of a month speak of, to be looked at by a professional. */
export const Ground = z.enum(['pay-below-table', 'hours-beyond-ordinary', 'no-weekly-rest']);
export type Ground = z.infer<typeof Ground>;

const MonthResult = z.object({
  episodeId: z.uuid(), month: Month,
  sector: Sector.nullable(), province: Province.nullable(), level: Level.nullable(),
  rateIds: z.array(z.uuid()),
  lines: z.array(DueLine),
  due: Span.nullable(), received: Span.nullable(), gap: Span.nullable(),
  /** Named apart and never part of the gap: whether they were allowed is for a professional to evaluate. */
  deductions: z.array(z.object({ id: z.uuid(), kind: DeductionKind, way: DeductionWay, declared: FiveAnswer, amount: Span.nullable() })),
  notComputed: z.array(NotComputed),
  doubts: z.array(Doubt),
  grounds: z.array(Ground),
});
export type MonthResult = z.infer<typeof MonthResult>;

export const Computation = z.object({
  months: z.array(MonthResult),
  /** Over the months that have a gap, and them alone: due − received = gap, to the cent. */
  due: Span, received: Span, gap: Span,
  deductions: Span,
  computedMonths: z.int(), otherMonths: z.int(),
  demonstration: z.boolean(),
});
export type Computation = z.infer<typeof Computation>;

/** An index of art. 603-bis that the figures speak of. It is something heard here, for a professional to confirm; it is never an answer. */
export const SuggestedIndex = z.object({
  index: z.enum(['I1', 'I2']),
  ground: Ground,
  months: z.array(Month),
  /** In more than one month: the article speaks of what is repeated. */
  repeated: z.boolean(),
});
export type SuggestedIndex = z.infer<typeof SuggestedIndex>;
/** What the signed worksheets of a case speak of, each with its paper: for the colleague who assesses. */
export const SuggestionList = z.object({
  items: z.array(SuggestedIndex.extend({ worksheetId: z.uuid(), signedAt: z.iso.datetime(), signedBy: z.string(), /** Computed with invented tables. */ demonstration: z.boolean() })),
});
export type SuggestionList = z.infer<typeof SuggestionList>;

// ── The worksheet's way ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export const WorksheetState = z.enum(['draft', 'computed', 'signed', 'set-aside']);
export type WorksheetState = z.infer<typeof WorksheetState>;
export const WorksheetMove = z.enum(['compute', 'reopen', 'sign', 'set-aside', 'take-up']);
export type WorksheetMove = z.infer<typeof WorksheetMove>;
