import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { Colleague, TrailLine, Unusual } from './contract.ts';
import { aCase, type KnownCase, outsiders } from './testing/case.ts';

let town: Town;
let francesca: Worker;
beforeAll(async () => {
  town = await aTown();
  francesca = await town.as('francesca');
});
afterAll(() => town.leave());

const lines = async (query: string): Promise<TrailLine[]> => (await francesca.get<{ items: TrailLine[] }>(`/api/audit?${query}`)).body.items;
const unusual = async (days = 7): Promise<Unusual['items']> => (await francesca.get<Unusual>(`/api/audit/unusual?days=${days}`)).body.items;
/** Moves what somebody did today to another moment, as nobody could but the superuser of a test. */
async function at(who: Worker, action: string, moment: string): Promise<void> {
  await town.look('alter table audit_event disable trigger user');
  await town.look(`update audit_event set at = ($1::timestamp at time zone 'Europe/Rome') where member_id = $2 and action = $3`, [moment, who.memberId, action]);
  await town.look('alter table audit_event enable trigger user');
}
const daysAgo = async (days: number): Promise<string> => (await town.look<{ day: string }>(`select ((now() at time zone 'Europe/Rome')::date - $1::int)::text as day`, [days]))[0]?.day ?? '';

describe('the trail, for Francesca', () => {
  it('is narrowed by person, role, colleague, action and days; a person\'s lines are found under every case of theirs', async () => {
    const [one, other] = [await aCase(town, 'giulia', ['marco']), await aCase(town, 'giulia')];
    const [marco, giulia] = [await town.as('marco'), await town.as('giulia')];
    await marco.get(`/api/cases/${one.caseId}`);
    await giulia.get(`/api/cases/${other.caseId}`);
    const about = await lines(`code=${one.code}`);
    expect(new Set(about.map((line) => line.code))).toEqual(new Set([one.code]));
    expect(about.some((line) => line.member?.name === 'Marco D’Alessio' && line.action === 'case.read')).toBe(true);
    expect((await lines(`code=${one.code}&role=psychologist&action=case.read`)).length).toBe(0);
    expect(await lines(`code=${one.code}&role=legal&action=case.read`)).toMatchObject([{ member: { name: 'Marco D’Alessio', role: 'legal' } }]);
    const [today, yesterday] = [await daysAgo(0), await daysAgo(1)];
    expect(await lines(`code=${one.code}&until=${yesterday}`)).toEqual([]);
    expect((await lines(`code=${one.code}&since=${today}&until=${today}`)).length).toBe(about.length);
    expect(await lines('code=nessuno-mai-00')).toEqual([]);
  });

  it('offers everybody of the programme to be looked for, and nobody of another', async () => {
    const { body } = await francesca.get<{ items: Colleague[] }>('/api/audit/members');
    expect(body.items.map((one) => one.name)).toEqual(expect.arrayContaining(['Giulia Ferrara', 'Paola Russo', 'Stefano De Luca']));
    expect(body.items.map((one) => one.name)).not.toContain('Rosa Viola');
  });

  it('shows for a second look whoever opened many files in a day, worked on a Sunday or at night, or broke the glass: counts and codes, not one word', async () => {
    const [anna, blessing, chiara] = [await town.as('anna'), await town.as('blessing'), await town.as('chiara')];
    const files: KnownCase[] = [];
    while (files.length < 20) files.push(await aCase(town, 'anna'));
    for (const { caseId } of files.slice(0, 19)) await anna.get(`/api/cases/${caseId}`);
    const day = await daysAgo(await town.look<{ sunday: boolean }>(`select extract(isodow from (now() at time zone 'Europe/Rome')::date - 1) = 7 as sunday`).then(([row]) => (row?.sunday ? 2 : 1)));
    await at(anna, 'case.read', `${day} 10:00`);
    expect((await unusual()).filter((line) => line.kind === 'many-files')).toEqual([]);
    await anna.get(`/api/cases/${files[19]?.caseId}`);
    await at(anna, 'case.read', `${day} 10:00`);
    expect((await unusual()).filter((line) => line.kind === 'many-files')).toMatchObject([{ day, member: { name: 'Anna Pagano' }, files: 20, code: null }]);

    const own = await aCase(town, 'blessing');
    await blessing.get(`/api/cases/${own.caseId}`);
    await at(blessing, 'case.read', `${day} 02:30`);
    expect((await unusual()).find((line) => line.kind === 'out-of-hours' && line.member?.name === 'Blessing Okoro' && line.day === day)).toMatchObject({ files: 1, times: 1, code: null, reason: null });
    await at(blessing, 'case.read', `${day} 20:59`);
    expect((await unusual()).some((line) => line.kind === 'out-of-hours' && line.member?.name === 'Blessing Okoro' && line.day === day)).toBe(false);

    await chiara.put(`/api/break-glass/${newId()}`, { code: own.code, reason: 'Chiama dal pronto soccorso.' });
    expect((await unusual()).find((line) => line.kind === 'break-glass')).toMatchObject({ member: { name: 'Chiara Fusco' }, code: own.code, reason: 'Chiama dal pronto soccorso.' });
    expect(await lines('action=audit.unusual')).not.toEqual([]);
  });

  it('answers nobody else, and Francesca nothing of another programme', async () => {
    for (const name of [...outsiders.filter((one) => one !== 'francesca'), 'giulia', 'teresa', 'amal'] as const) {
      const worker = await town.as(name);
      for (const path of ['/api/audit/unusual', '/api/audit/members']) expect([name, path, (await worker.get(path)).body.code]).toEqual([name, path, 'not-allowed']);
      expect([name, (await worker.get<{ items: TrailLine[] }>('/api/audit')).body.items]).toEqual([name, []]);
    }
    const rosa = await town.as('rosa');
    await rosa.put(`/api/persons/${newId()}`, { caseId: newId() });
    expect((await lines('')).some((line) => line.member?.name === 'Rosa Viola')).toBe(false);
  });
});
