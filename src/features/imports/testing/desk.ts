import { readFileSync } from 'node:fs';
import { demoEmail, type DemoName } from '../../../app/people.ts';
import { type Answer, newId, type Town, type Worker } from '../../../app/testing/town.ts';
import { demoPassword } from '../../../kernel/identity/routes.ts';
import { ONE_BY_ONE } from '../contract.ts';
import type { ImportDetail, RowPage, RowSeen } from '../wire.ts';

/** The real shape of an office register, with people who do not exist. */
export const register = readFileSync(new URL('../fixtures/registro-sportello.xlsx', import.meta.url));

/** Brings a file in as a browser does. */
export async function bring(town: Town, person: DemoName, bytes: Buffer, name = 'registro sportello.xlsx', id = newId()): Promise<Answer<ImportDetail>> {
  const plain = { 'x-requested-with': 'reti' };
  const signedIn = await town.app.inject({ method: 'POST', url: '/api/session', headers: { ...plain, 'content-type': 'application/json' }, payload: { email: demoEmail(person), password: demoPassword } });
  const cookie = signedIn.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
  const form = new FormData();
  form.append('file', new Blob([Uint8Array.from(bytes)]), name);
  const packed = new Response(form);
  const payload = Buffer.from(await packed.arrayBuffer());
  const reply = await town.app.inject({ method: 'PUT', url: `/api/imports/${id}`, headers: { ...plain, cookie, 'content-type': packed.headers.get('content-type') ?? '' }, payload });
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers };
}

/** Confirms the columns as proposed. */
export async function acceptColumns(worker: Worker, detail: ImportDetail): Promise<Answer> {
  const sheets = detail.sheets.filter((sheet) => sheet.isUsed).map((sheet) => ({ index: sheet.index, isUsed: true, nameOrder: sheet.nameOrder, fields: sheet.columns.map((column) => column.field) }));
  return worker.put(`/api/imports/${detail.id}/mapping`, { sheets }, detail.version);
}

export const move = (worker: Worker, id: string, name: string, more: object = {}): Promise<Answer> => worker.post(`/api/imports/${id}/moves`, { id: newId(), move: name, ...more });

export const decide = (worker: Worker, id: string, rule: string, more: object = {}): Promise<Answer<{ rows: number }>> => worker.post(`/api/imports/${id}/decisions`, { rule, ...more });

export async function detailOf(worker: Worker, id: string): Promise<ImportDetail> {
  return (await worker.get<ImportDetail>(`/api/imports/${id}`)).body;
}

/** All rows that a filter lets through. */
export async function allRows(worker: Worker, id: string, filter = 'all'): Promise<RowSeen[]> {
  const rows: RowSeen[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page: RowPage = (await worker.get<RowPage>(`/api/imports/${id}/rows?filter=${filter}${next ? `&after=${next}` : ''}`)).body;
    rows.push(...page.items);
    next = page.next;
  }
  return rows;
}

/** From the file to the moment before the start, deciding by sentences alone. */
export async function prepared(town: Town, person: DemoName, bytes: Buffer, name?: string): Promise<string> {
  const worker = await town.as(person);
  const { body } = await bring(town, person, bytes, name);
  await acceptColumns(worker, body);
  await move(worker, body.id, 'check');
  await decide(worker, body.id, 'certain-in-system');
  await decide(worker, body.id, 'certain-in-file');
  await decide(worker, body.id, 'others-are-new');
  const { standing } = await detailOf(worker, body.id);
  await lookAtAll(worker, body.id, Object.keys(standing.review));
  return body.id;
}

/** Accepts together what may be, and looks at the other rows one by one, as the coordinator must. */
export async function lookAtAll(worker: Worker, id: string, reasons: readonly string[]): Promise<void> {
  const together = reasons.filter((code) => !ONE_BY_ONE.some((alone) => alone === code));
  if (together.length > 0) await decide(worker, id, 'looked-at', { codes: together });
  for (const row of await allRows(worker, id, 'to-review')) await worker.put(`/api/imports/${id}/decisions`, { items: [{ rowId: row.id, isLookedAt: true }] });
}

/** Waits until the work beside the requests has ended, or has stopped. */
export async function untilItRests(worker: Worker, id: string): Promise<ImportDetail> {
  for (;;) {
    const detail = await detailOf(worker, id);
    if (detail.state !== 'running' || detail.job?.state === 'paused') return detail;
    await new Promise((wait) => setTimeout(wait, 40));
  }
}

export async function imported(town: Town, person: DemoName, bytes: Buffer, name?: string): Promise<ImportDetail> {
  const id = await prepared(town, person, bytes, name);
  const worker = await town.as(person);
  await move(worker, id, 'run');
  return untilItRests(worker, id);
}
