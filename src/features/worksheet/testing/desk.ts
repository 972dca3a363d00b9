import { demoEmail, type DemoName } from '../../../app/people.ts';
import { newId, type Town, type Worker } from '../../../app/testing/town.ts';
import { demoPassword } from '../../../kernel/identity/routes.ts';
import type { Episode, MonthLine, Told, WageRateInput, WorksheetContent } from '../contract.ts';
import type { DryRun, Worksheet } from '../wire.ts';

export const known = (figure: number): Told => ({ least: figure, most: figure });

/** An invented line of a table: its amounts are nobody's wage. */
export const aRate = (given: Partial<WageRateInput> = {}): WageRateInput => ({
  sector: 'agriculture', province: 'AV', level: 'Comune', basis: 'hourly', cents: 857, ordinaryMinutes: 390, overtimePercent: 2500, holidayPercent: null, thirdElementPercent: null,
  validFrom: '2024-01-01', validTo: null, ...given,
});
export const aMonth = (month: string, given: Partial<MonthLine> = {}): MonthLine => ({
  month, halfDays: known(52), minutesPerDay: known(480), holidayHalfDays: 'not-asked', received: known(90_000), deductions: [], declaredHalfDays: known(20), declaredMinutesPerDay: 'not-asked',
  declaredPay: 'not-asked', contributionHalfDays: 'unknown', ...given,
});
export const anEpisode = (given: Partial<Episode> = {}): Episode => ({
  id: newId(), employer: 'Azienda vicino al fiume', intermediary: '«Il capo», che passa col furgone', place: 'Serre sopra il paese', sector: 'agriculture', province: 'AV', level: 'Comune',
  from: '2025-07-01', to: '2025-07-31', fromMonthOnly: false, toMonthOnly: false, contract: 'no', contractKind: null, payslips: 'no', contributions: 'unknown', promised: known(5_000), promisedPer: 'day',
  means: ['cash'], months: [aMonth('2025-07')], ...given,
});

/** A source of the table, kept by a colleague. @returns its id */
export async function aTable(by: Worker, rates: readonly WageRateInput[] = [aRate()]): Promise<string> {
  const id = newId();
  const { status, body } = await by.put(`/api/wage-sources/${id}`, { title: 'Tabella di prova', reference: 'Dimostrazione — importi non reali', demonstration: true, rates });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return id;
}

/** A worksheet begun and filled in by a colleague. */
export async function filled(by: Worker, caseId: string, content: WorksheetContent = { episodes: [anEpisode()] }): Promise<Worksheet> {
  const id = newId();
  await by.put(`/api/worksheets/${id}`, { caseId });
  await by.put(`/api/worksheets/${id}/content`, { id: newId(), content }, 1);
  return (await by.get<Worksheet>(`/api/worksheets/${id}`)).body;
}

export const step = (by: Worker, { id, version }: { id: string; version: number }, move: string, reason?: string) =>
  by.post<Worksheet>(`/api/worksheets/${id}/moves`, { id: newId(), move, ...(reason === undefined ? {} : { reason }) }, version);

/** Tries a table as a browser does: the columns as somebody chose them go before the file. */
export async function triedTable(town: Town, person: DemoName, bytes: Buffer, mapping?: string): Promise<DryRun & { code?: string }> {
  const plain = { 'x-requested-with': 'reti' };
  const signedIn = await town.app.inject({ method: 'POST', url: '/api/session', headers: { ...plain, 'content-type': 'application/json' }, payload: { email: demoEmail(person), password: demoPassword } });
  const form = new FormData();
  if (mapping !== undefined) form.append('mapping', mapping);
  form.append('file', new Blob([Uint8Array.from(bytes)]), 'tabella.xlsx');
  const packed = new Response(form);
  const headers = { ...plain, 'cookie': signedIn.cookies.map((one) => `${one.name}=${one.value}`).join('; '), 'content-type': packed.headers.get('content-type') ?? '' };
  const reply = await town.app.inject({ method: 'POST', url: '/api/wage-tables/dry-run', headers, payload: Buffer.from(await packed.arrayBuffer()) });
  return reply.json<DryRun & { code?: string }>();
}
