import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoEmail, type DemoName } from '../../app/people.ts';
import { aTown, newId, type Town } from '../../app/testing/town.ts';
import { demoPassword } from '../../kernel/identity/routes.ts';
import type { EscoEditions, EscoFound } from './contract.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

/** Rows as the European Commission writes them; the concepts are invented. */
const file = (rows: readonly string[]): string => ['conceptType,conceptUri,skillType,preferredLabel,altLabels', ...rows].join('\n');
const uri = (name: string, kind = 'skill'): string => `http://data.europa.eu/esco/${kind}/${name}`;
const skills = (count: number): string[] => Array.from({ length: count }, (_, at) => `KnowledgeSkillCompetence,${uri(`prova-${at}`)},skill/competence,"mestiere inventato ${at}","altro nome ${at}\nancora ${at}"`);

async function bring(name: DemoName, text: string | Buffer, { id = newId(), edition = 'prova 1', kind = 'skill' } = {}) {
  const signed = await town.app.inject({ method: 'POST', url: '/api/session', headers: { 'x-requested-with': 'reti', 'content-type': 'application/json' }, payload: { email: demoEmail(name), password: demoPassword } });
  const cookie = signed.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
  const form = new FormData();
  for (const [field, value] of Object.entries({ kind, language: 'it', edition, source: 'File di prova, concetti inventati' })) form.append(field, value);
  form.append('file', new Blob([typeof text === 'string' ? text : new Uint8Array(text)]), 'skills_it.csv');
  const packed = new Response(form);
  const reply = await town.app.inject({ method: 'PUT', url: `/api/esco-editions/${id}`, headers: { 'x-requested-with': 'reti', cookie, 'content-type': packed.headers.get('content-type') ?? '' }, payload: Buffer.from(await packed.arrayBuffer()) });
  return { status: reply.statusCode, body: reply.json<{ concepts?: number; code?: string; errors?: { path: string; code: string }[] }>() };
}
const search = async (words: string) => (await (await town.as('anna')).post<EscoFound>('/api/esco/search', { kind: 'skill', language: 'it', words })).body;

describe('the European classification', () => {
  it('is not there until somebody brings it in, and free words go on without it', async () => {
    expect(await search('mestiere')).toEqual({ loaded: false, items: [] });
  });

  it('comes in whole, is found as one types by any of its names, and gives way to the next edition', async () => {
    const id = newId();
    for (let times = 0; times < 2; times += 1) expect(await bring('anna', file(skills(1_300)), { id })).toMatchObject({ status: 200, body: { concepts: 1_300 } });
    expect((await search('inventato 777')).items).toEqual([{ uri: uri('prova-777'), label: 'mestiere inventato 777', edition: 'prova 1' }]);
    expect((await search('ancora 42')).items[0]).toMatchObject({ label: 'mestiere inventato 42' });
    expect((await search('100%')).items).toEqual([]);
    expect((await bring('teresa', file([`x,${uri('nuovo')},x,potare la vite,`]), { edition: 'prova 2' })).body).toEqual({ concepts: 1 });
    expect([(await search('inventato')).items, (await search('potare')).items.map((one) => one.edition)]).toEqual([[], ['prova 2']]);
    const { items } = (await (await town.as('anna')).get<EscoEditions>('/api/esco-editions')).body;
    expect(items.map(({ edition, concepts, replacedAt, by }) => [edition, concepts, replacedAt === null, by.name])).toEqual([['prova 2', 1, true, 'Teresa Iannaccone'], ['prova 1', 1_300, false, 'Anna Pagano']]);
    expect(await town.look('select count(*)::int as n from esco_concept')).toEqual([{ n: 1 }]);
  });

  it('is refused whole when any row is none of its kind, with the row; what was in use stays', async () => {
    const before = await search('potare');
    const refused = async (text: string | Buffer) => (await bring('anna', text)).body;
    expect(await refused(file([...skills(3), `x,${uri('cuoco', 'occupation')},x,cuoco,`]))).toMatchObject({ code: 'esco-file-refused', errors: [{ path: 'rows.5', code: 'row' }] });
    expect(await refused('Nome,Cognome\nAnna,Pagano')).toMatchObject({ errors: [{ code: 'columns' }] });
    expect(await refused(file([]))).toMatchObject({ errors: [{ code: 'empty' }] });
    expect(await refused(Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0, 0, 0]))).toMatchObject({ code: 'esco-file-refused' });
    expect(await refused(`${file([])}\n"rotto`)).toMatchObject({ errors: [{ code: 'broken' }] });
    expect(await search('potare')).toEqual(before);
  });

  it('is brought in by Anna or Teresa alone', async () => {
    for (const name of ['giulia', 'marco', 'amal', 'paola', 'rosa'] as const) expect([name, (await bring(name, file(skills(1)))).status]).toEqual([name, name === 'rosa' ? 200 : 403]);
    expect((await search('potare')).items).toHaveLength(1);
  });
});
