import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { AudienceLine, Task, TimelineEvent, TrailLine } from './contract.ts';
import { aCase } from './testing/case.ts';
import { sourceOf, timelinePaper } from './timeline.ts';

let town: Town;
let giulia: Worker;
let francesca: Worker;
beforeAll(async () => {
  town = await aTown();
  [giulia, francesca] = await Promise.all([town.as('giulia'), town.as('francesca')]);
});
afterAll(() => town.leave());

/** Every page of a list, one after the other. */
async function every<Item>(who: Worker, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | null = null;
  do {
    const { body }: { body: { items: Item[]; next: string | null } } = await who.get<{ items: Item[]; next: string | null }>(`${path}${path.includes('?') ? '&' : '?'}${after ? `after=${after}` : ''}`);
    items.push(...body.items);
    after = body.next;
  } while (after);
  return items;
}

describe('the timeline of a case', () => {
  it('is whole when its pages are put one after the other, in order and without doubles, also where many things bear one moment', async () => {
    const { caseId } = await aCase(town, 'giulia');
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 40, maxLength: 130, size: 'max' }), async (moments) => {
      await town.look('delete from case_note where case_id = $1', [caseId]);
      await town.look(`insert into case_note (id, programme_id, case_id, compartment, body_sealed, author_id, at)
        select gen_random_uuid(), c.programme_id, c.id, 'case', '\\x00', $2, timestamptz '2026-03-01 10:00:00.000001+00' + m * interval '1 microsecond'
          from case_file c, unnest($3::integer[]) m where c.id = $1`, [caseId, giulia.memberId, moments]);
      const read = await every<TimelineEvent>(giulia, `/api/cases/${caseId}/timeline`);
      const whole = await town.look<{ id: string }>(`select id from (select id, at, 'note' as kind from case_note where case_id = $1
        union all select id, since, 'assignment' from case_assignment where case_id = $1) t order by at desc, id desc, kind desc`, [caseId]);
      expect(read.map((event) => event.id)).toEqual(whole.map((row) => row.id));
    }), { numRuns: 10 });
  });

  it('can be narrowed to kinds, people and days', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco']);
    const marco = await town.as('marco');
    await giulia.put(`/api/case-notes/${newId()}`, { caseId, compartment: 'case', body: 'Chiamata.' });
    await marco.put(`/api/case-notes/${newId()}`, { caseId, compartment: 'case', body: 'Deleghe firmate.' });
    const kinds = (await every<TimelineEvent>(giulia, `/api/cases/${caseId}/timeline?kinds=assignment`)).map((event) => event.kind);
    expect(kinds).toEqual(['assignment', 'assignment']);
    const byMarco = await every<TimelineEvent>(giulia, `/api/cases/${caseId}/timeline?by=${marco.memberId}`);
    expect(byMarco).toMatchObject([{ kind: 'note', actor: { name: 'Marco D’Alessio' } }]);
    expect(await every<TimelineEvent>(giulia, `/api/cases/${caseId}/timeline?until=2020-01-01`)).toEqual([]);
  });
});

describe('one line of time for everybody, each with what they may know', () => {
  const untold = 'Solo Giulia lo legge.';
  const told = async (who: Worker, caseId: string, asked = '') => every<TimelineEvent>(who, `/api/cases/${caseId}/timeline${asked}`);
  /** A file with something in each class of data: a secret note, a safety plan, a document, an ordinary note. */
  const aFullCase = async (): Promise<string> => {
    const { caseId } = await aCase(town, 'giulia', ['marco', 'anna', 'amal']);
    const anna = await town.as('anna');
    await giulia.put(`/api/case-notes/${newId()}`, { caseId, compartment: 'secret-psychologist', body: untold });
    await giulia.put(`/api/case-notes/${newId()}`, { caseId, compartment: 'restricted', body: 'Del viaggio.' });
    await anna.put(`/api/case-notes/${newId()}`, { caseId, compartment: 'case', body: 'Richiamata.' });
    return caseId;
  };

  it('narrows to a class of data; a class that is not one\'s own narrows to nothing', async () => {
    const caseId = await aFullCase();
    const anna = await town.as('anna');
    const classes = async (who: Worker, asked: string) => [...new Set((await told(who, caseId, `?classes=${asked}`)).map((event) => event.compartment))];
    expect(await classes(giulia, 'secret')).toEqual(['secret-psychologist']);
    expect(await classes(giulia, 'restricted')).toEqual(['restricted']);
    expect(await classes(giulia, 'secret,restricted')).toHaveLength(2);
    expect([await classes(anna, 'secret'), await classes(anna, 'restricted')]).toEqual([[], []]);
    expect((await giulia.get(`/api/cases/${caseId}/timeline?classes=anything`)).status).toBe(422);
  });

  it('shows no gap where something is not for the reader: the same lines, the same pages and the same authors as if it had never been written', async () => {
    const [{ caseId: other }, caseId] = [await aCase(town, 'giulia', ['marco', 'anna', 'amal']), await aFullCase()];
    const anna = await town.as('anna');
    await anna.put(`/api/case-notes/${newId()}`, { caseId: other, compartment: 'case', body: 'Richiamata.' });
    const seen = async (id: string) => (await told(anna, id)).map(({ kind, actor, about, compartment, detail }) => ({ kind, actor, about, compartment, said: { ...detail, member: undefined } }));
    const sorted = (lines: object[]) => lines.map((line) => JSON.stringify(line)).toSorted();
    expect(sorted(await seen(caseId))).toEqual(sorted(await seen(other)));
    const pages = async (id: string) => (await anna.get<{ items: unknown[]; next: string | null }>(`/api/cases/${id}/timeline`)).body;
    expect([(await pages(caseId)).items.length, (await pages(caseId)).next]).toEqual([(await pages(other)).items.length, null]);
    const authors = async (who: Worker, id: string) => (await who.get<{ items: { name: string }[] }>(`/api/cases/${id}/timeline/authors`)).body.items.map((one) => one.name);
    expect(await authors(anna, caseId)).toEqual(await authors(anna, other));
  });

  it('is found by author also after a colleague has gone', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco']);
    const [marco, teresa] = [await town.as('marco'), await town.as('teresa')];
    await marco.put(`/api/case-notes/${newId()}`, { caseId, compartment: 'case', body: 'Deleghe firmate.' });
    await teresa.put(`/api/case-bars/${newId()}`, { caseId, memberId: marco.memberId, askedBy: 'person', reason: 'Lo chiede la persona' });
    const authors = (await giulia.get<{ items: { name: string }[] }>(`/api/cases/${caseId}/timeline/authors`)).body.items.map((one) => one.name);
    expect(authors).toContain('Marco D’Alessio');
    expect((await marco.get(`/api/cases/${caseId}/timeline/authors`)).status).toBe(404);
  });

  it('leads to the thing itself where the reader finds it, and nowhere else', () => {
    const at = (kind: string, held: Parameters<typeof sourceOf>[2]) => sourceOf({ kind, id: 'x' }, 'c', held);
    expect([at('interview', ['base']), at('document', ['base']), at('referral', ['base', 'case']), at('referral', ['base']), at('task-done', ['base', 'case'])])
      .toEqual(['/interviews/x', '/cases/c?tab=documents', '/cases/c?tab=services', null, null]);
  });

  it('goes on paper with what the reader may know, by code, and the trail says so', async () => {
    const caseId = await aFullCase();
    const [anna, stranger] = [await town.as('anna'), await town.as('chiara')];
    const paper = (who: Worker, form: string) => who.get<{ text: string }>(`/api/cases/${caseId}/timeline/paper?form=${form}`);
    const [hers, whole] = [await paper(anna, 'pdf'), await paper(giulia, 'docx')];
    expect([hers.status, hers.body.text.slice(0, 5), whole.status, whole.body.text.slice(0, 2), (await paper(stranger, 'pdf')).status]).toEqual([200, '%PDF-', 200, 'PK', 404]);
    expect(String(hers.headers['content-disposition'])).toMatch(/^attachment; filename="percorso-[a-z]+-[a-z]+-\d+\.pdf"$/);
    const lines = await town.look<{ details: { form: string; lines: number } }>(`select details from audit_event where case_id = $1 and action = 'timeline.print' order by at`, [caseId]);
    const count = async (who: Worker) => (await told(who, caseId)).length;
    expect(lines.map((one) => one.details)).toEqual([{ form: 'pdf', lines: await count(anna) }, { form: 'docx', lines: await count(giulia) }]);
  });

  it('says on paper what happened, when, by whom and of which class, and what it was narrowed to', () => {
    const event = (kind: string, compartment: string, detail: TimelineEvent['detail'] = {}): TimelineEvent => ({ id: newId(), at: '2026-11-02T09:30:00.000Z', kind, compartment, actor: { memberId: newId(), name: 'Anna Pagano', role: 'labour' }, about: null, detail });
    const said = { t: (key: string, values: Record<string, string | number> = {}) => [key, ...Object.values(values)].join(' '), has: () => true };
    const paper = timelinePaper([event('note', 'secret-psychologist'), event('case-move', 'base', { move: 'close', reason: 'autonomy' })], said, {
      language: 'it', letterhead: { office: 'Ufficio', lines: [] }, code: 'rosa-volpe-12', printedBy: 'Giulia', at: new Date('2026-11-03T10:00:00Z'), isCut: true, narrowedTo: ['Note', 'Anna Pagano'],
    });
    expect(paper.blocks[0]).toEqual({ kind: 'paragraph', text: 'cases.path.paper.narrowed Note · Anna Pagano' });
    expect(paper.blocks[1]).toMatchObject({ kind: 'table', rows: [['2 nov 2026, 10:30', expect.stringContaining('cases.event.note'), 'Anna Pagano', 'cases.path.class.secret'], [expect.anything(), expect.stringContaining('(cases.closing-reason.autonomy)'), 'Anna Pagano', 'cases.path.class.case']] });
    expect(JSON.stringify(paper.blocks[2])).toContain('cases.path.paper.cut 2');
  });
});

describe('who has seen a file', () => {
  it('says by day, colleague and action, to those who keep the files; Amal finds only herself', async () => {
    const { caseId } = await aCase(town, 'giulia', ['marco', 'amal']);
    const [marco, amal] = [await town.as('marco'), await town.as('amal')];
    await marco.get(`/api/cases/${caseId}`);
    await marco.get(`/api/cases/${caseId}`);
    await amal.get(`/api/cases/${caseId}`);
    const { body } = await giulia.get<{ items: AudienceLine[]; complete: boolean }>(`/api/cases/${caseId}/audience`);
    expect(body.complete).toBe(true);
    expect(body.items.find((line) => line.member?.memberId === marco.memberId && line.action === 'case.read')).toMatchObject({ times: 2, emergency: false });
    const hers = await amal.get<{ items: AudienceLine[]; complete: boolean }>(`/api/cases/${caseId}/audience`);
    expect(hers.body.complete).toBe(false);
    expect(new Set(hers.body.items.map((line) => line.member?.memberId))).toEqual(new Set([amal.memberId]));
  });

  it('is whole when its pages are put one after the other', async () => {
    const { caseId } = await aCase(town, 'giulia');
    await town.look(`select set_config('reti.acting', (select acting_key::text from session where member_id = $1 and ended_at is null limit 1), false)`, [giulia.memberId]);
    await town.look(`select audit_append((select jsonb_agg(jsonb_build_object('action', 'thing.read-' || n, 'subject', 'case', 'caseId', $1::text)) from generate_series(1, 120) n))`, [caseId]);
    await town.look(`select set_config('reti.acting', '', false)`);
    const lines = (await every<AudienceLine>(giulia, `/api/cases/${caseId}/audience`)).filter((line) => line.action.startsWith('thing.'));
    expect(lines).toHaveLength(120);
    expect(new Set(lines.map((line) => line.action)).size).toBe(120);
  });

  it('is known to Francesca across the programme, the person by code alone, and never what was written', async () => {
    const { caseId, code } = await aCase(town, 'giulia');
    await giulia.put(`/api/case-notes/${newId()}`, { caseId, body: 'parole riservate' });
    const { body } = await francesca.get<{ items: TrailLine[] }>(`/api/audit?member=${giulia.memberId}&action=note.write`);
    expect(body.items[0]).toMatchObject({ code, action: 'note.write', member: { name: 'Giulia Ferrara' } });
    expect(JSON.stringify(body)).not.toContain('parole');
    const all = await every<TrailLine>(francesca, '/api/audit?action=case.read');
    expect(all.length).toBeGreaterThan(0);
  });

  it.each(['teresa', 'giulia', 'stefano', 'vincenzo', 'carla', 'rosa', 'luca', 'paola'] as const)('is not told to %s across the programme', async (name) => {
    expect((await (await town.as(name)).get('/api/audit')).body).toEqual({ items: [], next: null });
  });
});

describe('tasks', () => {
  it('are given to those who follow the case, done with words, and gone from the day', async () => {
    const { caseId, code } = await aCase(town, 'giulia', ['anna']);
    const [anna, id] = [await town.as('anna'), newId()];
    const chiara = await town.as('chiara');
    expect((await giulia.put(`/api/tasks/${id}`, { caseId, title: 'Portare il CV', ownerId: chiara.memberId })).body.code).toBe('owner-not-following');
    expect((await giulia.put(`/api/tasks/${id}`, { caseId, title: 'Portare il CV', ownerId: anna.memberId, dueOn: '2026-12-01' })).status).toBe(200);
    const mine = (await every<Task>(anna, '/api/tasks')).find((task) => task.id === id);
    expect(mine).toMatchObject({ title: 'Portare il CV', code, dueOn: '2026-12-01', createdBy: { name: 'Giulia Ferrara' }, version: 1 });
    expect((await anna.patch(`/api/tasks/${id}`, { done: true, doneWords: 'Consegnato' }, 1)).body).toEqual({ version: 2 });
    expect((await every<Task>(anna, '/api/tasks')).map((task) => task.id)).not.toContain(id);
    expect((await every<Task>(giulia, `/api/cases/${caseId}/tasks?done=yes`))[0]).toMatchObject({ id, doneWords: 'Consegnato' });
    expect((await anna.patch(`/api/tasks/${id}`, { done: false }, 1)).body.code).toBe('changed-meanwhile');
    expect((await chiara.patch(`/api/tasks/${id}`, { done: false }, 2)).body.code).toBe('not-found');
  });

  it('of a case disappear with the case for whoever is barred from it', async () => {
    const { caseId } = await aCase(town, 'giulia', ['anna']);
    const [anna, teresa, id] = [await town.as('anna'), await town.as('teresa'), newId()];
    await giulia.put(`/api/tasks/${id}`, { caseId, title: 'Chiamare il sindacato', ownerId: anna.memberId });
    await teresa.put(`/api/case-bars/${newId()}`, { caseId, memberId: anna.memberId, askedBy: 'person', reason: 'lo chiede la persona' });
    expect((await every<Task>(anna, '/api/tasks')).map((task) => task.id)).not.toContain(id);
  });

  it('follow each other by date, those without one last, page after page', async () => {
    const oksana = await town.as('oksana');
    const days = Array.from({ length: 60 }, (_, n) => (n % 7 === 0 ? undefined : `2027-01-${String((n * 11) % 28 + 1).padStart(2, '0')}`));
    for (const dueOn of days) await oksana.put(`/api/tasks/${newId()}`, { title: 'Promemoria', ownerId: oksana.memberId, ...(dueOn ? { dueOn } : {}) });
    const read = (await every<Task>(oksana, '/api/tasks')).map((task) => task.dueOn ?? 'mai');
    expect(read).toHaveLength(60);
    expect(read).toEqual([...read].sort());
  });

  it('are not given by those outside the team', async () => {
    for (const name of ['vincenzo', 'luca', 'stefano', 'francesca'] as const) {
      const stranger = await town.as(name);
      expect((await stranger.put(`/api/tasks/${newId()}`, { title: 'Prova', ownerId: stranger.memberId })).status).toBeGreaterThanOrEqual(403);
      expect((await stranger.get<{ items: Task[] }>('/api/tasks')).body.items).toEqual([]);
    }
  });
});
