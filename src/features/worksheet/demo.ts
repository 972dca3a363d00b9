import type { Episode, MonthLine, Told, WageRateInput } from './contract.ts';
import { monthsBetween, untold } from './domain.ts';

const known = (figure: number): Told => ({ least: figure, most: figure });

/** What the demonstration calls its table; the amounts are round numbers that stand in no contract. */
export const demonstrationSource = { title: 'Tabella di prova, braccianti e laboratorio', reference: 'Dimostrazione — importi non reali: nessun contratto dice queste cifre', demonstration: true };

const rate = (given: Partial<WageRateInput>): WageRateInput => ({
  sector: 'agriculture', province: 'AV', level: 'Operaio comune (prova)', basis: 'daily', cents: 6_000, ordinaryMinutes: 390, overtimePercent: 2_000, holidayPercent: 3_000, thirdElementPercent: 2_500,
  validFrom: '2024-01-01', validTo: '2024-12-31', ...given,
});
/** Between the two lines of the fields lies a hole: the screen shows how a missing table is told. */
export const demonstrationRates: readonly WageRateInput[] = [
  rate({}), rate({ cents: 6_200, validFrom: '2025-03-01', validTo: null }),
  rate({ sector: 'textile', level: 'Secondo livello (prova)', basis: 'hourly', cents: 1_000, ordinaryMinutes: 480, thirdElementPercent: null, validFrom: '2024-01-01', validTo: null }),
];

/** A winter in the workshop, as Shafiqul told it with the photographs of his sheets in hand: one month paid by half, three not at all. */
export const workshopWinter = (id: string): Episode => ({
  id, employer: 'Il laboratorio', intermediary: '', place: 'Un laboratorio fuori dal paese', sector: 'textile', province: 'AV', level: 'Secondo livello (prova)',
  from: '2025-11-01', to: '2026-02-28', fromMonthOnly: true, toMonthOnly: true, contract: 'no', contractKind: null, payslips: 'no', contributions: 'no', promised: known(120_000), promisedPer: 'month', means: ['cash'],
  months: monthsBetween('2025-11-01', '2026-02-28').map((of, at) => ({ ...untold(of), halfDays: known(52), minutesPerDay: known(600), received: known(at === 0 ? 55_000 : 0) })),
});

/** Two seasons in the greenhouses, as Gurpreet remembers them: one well, the other by and by. @param ids of the two jobs and of the van's deduction */
export function greenhouseSeasons([summer, spring, van]: readonly [string, string, string]): Episode[] {
  const job = (given: Partial<Episode>): Episode => ({
    id: summer, employer: 'L’azienda delle serre', intermediary: 'Un compaesano che ha il furgone', place: 'Serre fra due paesi', sector: 'agriculture', province: 'AV', level: 'Operaio comune (prova)',
    from: '2024-06-01', to: '2024-09-30', fromMonthOnly: true, toMonthOnly: true, contract: 'yes', contractKind: 'seasonal', payslips: 'yes', contributions: 'unknown', promised: known(5_000), promisedPer: 'day', means: ['cash'], months: [], ...given,
  });
  const month = (of: string, given: Partial<MonthLine>): MonthLine => ({ ...untold(of), ...given });
  return [
    job({
      months: monthsBetween('2024-06-01', '2024-09-30').map((of, at) => month(of, {
        halfDays: known(52), minutesPerDay: known(540), holidayHalfDays: at === 2 ? known(2) : known(0), received: known(91_000), declaredHalfDays: known(20), declaredPay: known(61_500), contributionHalfDays: known(20),
        deductions: at === 0 ? [{ id: van, kind: 'transport', way: 'kept-back', amount: known(13_000), declared: 'no' }] : [],
      })),
    }),
    job({
      id: spring, from: '2025-02-01', to: '2025-04-30', contract: 'no', contractKind: null, payslips: 'no', months: [
        month('2025-02', { halfDays: { least: 36, most: 44 }, minutesPerDay: known(480), received: known(60_000) }),
        month('2025-03', { halfDays: { least: 44, most: 52 }, minutesPerDay: { least: 480, most: 540 }, received: known(75_000) }),
        month('2025-04', { halfDays: known(50), minutesPerDay: known(540), received: 'unknown' }),
      ],
    }),
  ];
}
