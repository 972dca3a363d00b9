import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { aCase, outsiders } from './testing/case.ts';

let town: Town;
let teresa: Worker;
beforeAll(async () => {
  town = await aTown();
  teresa = await town.as('teresa');
});
afterAll(() => town.leave());

const reason = 'Verifica dei casi per la riunione di équipe';
const exported = (who: Worker, change: Record<string, unknown> = {}) => who.post<{ text: string }>('/api/case-exports', { format: 'csv', mark: false, reason, ...change });
const linesOf = (text: string): string[][] => text.trimEnd().split('\r\n').map((line) => line.split(';'));
const codesIn = (text: string): string[] => linesOf(text).slice(1).map(([code = '']) => code);
const trail = () => town.look<{ details: Record<string, unknown>; reason: string }>("select details, reason from audit_event where action = 'case.export' order by at desc, position desc");

describe('the list of cases as a file', () => {
  it('holds every case of the list, by code and without a name, and leaves one line with the reason and the count', async () => {
    const { personId, code } = await aCase(town, 'giulia');
    const giulia = await town.as('giulia');
    await giulia.put(`/api/persons/${personId}/names/${newId()}`, { text: 'Rashid Khan', kind: 'declared', preferred: true });
    const listed = (await teresa.get<{ items: { code: string }[] }>('/api/cases')).body.items.map((line) => line.code);
    const before = await trail();
    const { status, body, headers } = await exported(teresa);
    expect(status).toBe(200);
    expect(codesIn(body.text)).toEqual(listed);
    expect(codesIn(body.text)).toContain(code);
    expect(body.text).not.toContain('Rashid');
    expect(linesOf(body.text)[0]).toEqual(['Codice', 'A che punto', 'Rischio', 'Possibile minore', 'Aperto', 'Ultimo cambiamento', 'Chiuso', 'Perché chiuso', 'Referente', 'Lingue', 'Bisogni']);
    expect(headers['x-lines']).toBe(String(listed.length));
    expect(String(headers['content-disposition'])).toMatch(/^attachment; filename="reti-\d{4}-\d\d-\d\d\.csv"$/);
    const after = await trail();
    expect(after).toHaveLength(before.length + 1);
    expect(after[0]).toEqual({ reason, details: { lines: listed.length, names: false, format: 'csv' } });
  });

  it('tells names only when they are asked for, and none of them can be run by a spreadsheet', async () => {
    const { personId, code } = await aCase(town, 'giulia');
    const giulia = await town.as('giulia');
    await giulia.put(`/api/persons/${personId}/names/${newId()}`, { text: '=HYPERLINK("http://male.example")', kind: 'declared', preferred: true });
    const { body } = await exported(teresa, { names: true });
    const line = body.text.split('\r\n').find((one) => one.startsWith(code)) ?? '';
    expect(line).toContain(`"'=HYPERLINK(""http://male.example"")"`);
    expect((await trail())[0]?.details).toMatchObject({ names: true });
  });

  it('is narrowed as the list is, to the last page', async () => {
    const quiet = await aCase(town, 'giulia');
    const grave = await aCase(town, 'giulia');
    const giulia = await town.as('giulia');
    expect((await giulia.patch(`/api/cases/${grave.caseId}`, { risk: 'extreme' }, 1)).status).toBe(200);
    for (let made = 0; made < 55; made += 1) await aCase(town, 'giulia');
    const { body } = await exported(teresa, { risk: 'extreme' });
    expect(codesIn(body.text)).toContain(grave.code);
    expect(codesIn(body.text)).not.toContain(quiet.code);
    const all = codesIn((await exported(teresa)).body.text);
    expect(all.length).toBeGreaterThan(55);
    expect(new Set(all).size).toBe(all.length);
  });

  it('leaves out a case from which Teresa is barred', async () => {
    const { caseId, code } = await aCase(town, 'giulia');
    await teresa.put(`/api/case-bars/${newId()}`, { caseId, memberId: teresa.memberId, askedBy: 'member', reason: 'legame personale' });
    expect(codesIn((await exported(teresa)).body.text)).not.toContain(code);
  });

  it('asks for a reason, whatever goes out', async () => {
    for (const words of [undefined, '', '          ', 'per me']) expect((await exported(teresa, { reason: words })).status).toBe(422);
  });

  it.each([...outsiders.filter((name) => name !== 'rosa'), 'giulia', 'marco', 'amal', 'anna', 'chiara'] as const)('is refused to %s, and leaves no line', async (name) => {
    const before = (await trail()).length;
    expect((await exported(await town.as(name))).status).toBe(403);
    expect(await trail()).toHaveLength(before);
  });

  it('gives Rosa, who coordinates another programme, none of these cases', async () => {
    const { code } = await aCase(town, 'giulia');
    const { status, body } = await exported(await town.as('rosa'));
    expect(status).toBe(200);
    expect(codesIn(body.text)).not.toContain(code);
  });

  it('comes as a workbook too', async () => {
    const { status, headers, body } = await exported(teresa, { format: 'xlsx', language: 'en' });
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('spreadsheetml.sheet');
    expect(body.text.startsWith('PK')).toBe(true);
  });
});
