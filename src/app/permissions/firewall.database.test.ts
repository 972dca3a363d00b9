import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoName } from '../people.ts';
import { aTown, newId, type Town, type Worker } from '../testing/town.ts';

let town: Town;
/**
 * An id of every kind of record that the database knows of the programme of Avellino, hers first of those that tell of Fatou. What Benevento has of its own
 * is no secret to Rosa, who leads it: such a record would tell nothing, whether she reads it or not.
 */
let known: string[] = [];
/** Words that tell of Fatou: whoever reads one of them knows that she exists. */
let tellTale: string[] = [];
let arranged: number[] = [];
let routes: { method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'; path: string }[] = [];

beforeAll(async () => {
  town = await aTown();
  const giulia = await town.as('giulia');
  const [personId, caseId] = [newId(), newId()];
  arranged = [
    await giulia.put(`/api/persons/${personId}`, { caseId }),
    await giulia.put(`/api/persons/${personId}/names/${newId()}`, { text: 'Fatou Camara', kind: 'declared', preferred: true }),
    await giulia.put(`/api/case-notes/${newId()}`, { caseId, compartment: 'case', body: 'Ha paura di tornare al campo' }),
  ].map((answer) => answer.status);
  const [person] = await town.look<{ code: string }>('select code from person where id = $1', [personId]);
  tellTale = [personId, caseId, person?.code ?? '', 'Fatou', 'Camara', 'paura'];

  const tables = await town.look<{ name: string; ofProgramme: boolean }>(`
    select table_name as name, bool_or(column_name = 'programme_id') as "ofProgramme" from information_schema.columns
    where table_schema = 'public' group by table_name having bool_or(column_name = 'id' and data_type = 'uuid') order by table_name`);
  for (const { name, ofProgramme } of tables) {
    const here = ofProgramme ? "where programme_id = (select id from programme where territory = 'Avellino')" : '';
    known.push(...(await town.look<{ id: string }>(`select id from ${name} ${here} order by id desc limit 1`)).map((row) => row.id));
  }
  known = [...new Set([personId, caseId, ...known])];
  const document = (await town.app.inject('/api/openapi.json')).json() as { paths: Record<string, Record<string, unknown>> };
  routes = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method: method.toUpperCase() as 'GET', path })))
    // What the gate answers is about oneself, and signing out would end the test.
    .filter(({ path }) => !/^\/api\/(session|account|invitations|status|team)/.test(path));
});
afterAll(() => town.leave());

const call = (worker: Worker, method: string, path: string) => {
  if (method === 'GET') return worker.get(path);
  if (method === 'DELETE') return worker.delete(path, 1);
  return worker[method.toLowerCase() as 'put'](path, {}, 1);
};
const filled = (path: string, id: string) => path.replaceAll(/\{[^}]+\}/g, id);
const comparable = (answer: { status: number; body: unknown }, id: string) => `${answer.status} ${JSON.stringify(answer.body).replaceAll(id, 'ID')}`;

/** The roles that must learn nothing of a person: the State's immigration authority first of all. */
const outside: readonly DemoName[] = ['vincenzo', 'carla', 'luca', 'paola', 'silvia', 'davide', 'stefano', 'rosa'];

describe('the firewall', () => {
  it('has routes and people to prove itself upon', () => {
    expect(routes.length).toBeGreaterThan(40);
    expect(arranged.every((status) => status < 300)).toBe(true);
    expect(known.length).toBeGreaterThan(10);
    expect(tellTale.every((word) => word.length > 3)).toBe(true);
  });

  it.each(outside)('%s reads nothing of Fatou on any route, whatever id is tried', async (who) => {
    const worker = await town.as(who);
    const leaks: string[] = [];
    for (const { method, path } of routes.filter((route) => route.method === 'GET')) {
      for (const id of path.includes('{') ? known : ['']) {
        const answer = await call(worker, method, filled(path, id));
        const told = tellTale.filter((word) => !path.includes('{') || word !== id).filter((word) => JSON.stringify(answer.body).includes(word));
        if (told.length > 0) leaks.push(`${method} ${path} tells ${told.join(', ')}`);
        if (answer.status >= 500) leaks.push(`${method} ${path} answers ${answer.status}`);
      }
    }
    expect([...new Set(leaks)]).toEqual([]);
  }, 120_000);

  it.each(['vincenzo', 'carla', 'rosa'] as const)('%s cannot tell a record that exists from one that does not', async (who) => {
    const worker = await town.as(who);
    const different: string[] = [];
    for (const { method, path } of routes.filter((route) => route.path.includes('{') && !/services|organisations|plans\/|imports/.test(route.path))) {
      const nobody = newId();
      const answer = await call(worker, method, filled(path, nobody));
      const ofNobody = comparable(answer, nobody);
      // A call refused for what it lacks is refused before anybody looks for the record: two ids say it, not all.
      const ids = answer.body.code === 'invalid-input' ? known.slice(0, 2) : known;
      // What is theirs, everybody may ask about.
      for (const id of ids.filter((one) => one !== worker.memberId)) {
        const ofSomebody = comparable(await call(worker, method, filled(path, id)), id);
        if (ofSomebody !== ofNobody) different.push(`${method} ${path}: ${ofSomebody.slice(0, 120)} against ${ofNobody.slice(0, 120)}`);
      }
    }
    expect([...new Set(different)]).toEqual([]);
  }, 120_000);

  it.each(['vincenzo', 'carla', 'luca', 'paola', 'stefano', 'francesca', 'rosa'] as const)('%s finds nobody by searching, by name, by code or by halves', async (who) => {
    const worker = await town.as(who);
    for (const words of ['Fatou Camara', 'Fatou', 'camara', tellTale[2] ?? '']) {
      for (const [path, body] of [['/api/search', { q: words }], ['/api/persons/search', { words }]] as const) {
        const found = await worker.post<{ items?: unknown[] }>(path, body);
        const nobody = await worker.post<{ items?: unknown[] }>(path, path === '/api/search' ? { q: 'Nessuno Mai' } : { words: 'Nessuno Mai' });
        expect({ who, words, answer: found }).toMatchObject({ answer: { status: nobody.status } });
        expect(found.body.items ?? []).toEqual([]);
      }
    }
  });

  it('is not a wall against those who hold the case: Giulia finds Fatou, and Teresa reads her file', async () => {
    const giulia = await town.as('giulia');
    const { body } = await giulia.post<{ items: unknown[] }>('/api/search', { q: 'Fatu Kamara' });
    expect(JSON.stringify(body.items)).toContain('Fatou Camara');
    expect((await (await town.as('teresa')).get(`/api/cases/${tellTale[1] ?? ''}`)).status).toBe(200);
  });
});
