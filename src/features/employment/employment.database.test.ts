import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from '../../app/people.ts';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { readPdf } from '../../kernel/documents/testing/read-pdf.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import { aCase, type KnownCase, outsiders } from '../cases/testing/case.ts';
import { aRate, aTable, filled } from '../worksheet/testing/desk.ts';
import type { Curriculum, CurriculumPreview, Employment, PlacementLine, Retention } from './contract.ts';
import { daysAfter } from './domain.ts';
import { anEmployer, employment, entry, look, move, moveCheck, proposed } from './testing/desk.ts';

let town: Town;
let anna: Worker;
let teresa: Worker;
beforeAll(async () => {
  town = await aTown();
  [anna, teresa] = [await town.as('anna'), await town.as('teresa')];
});
afterAll(() => town.leave());

const today = italianDay(new Date());
const shafiqul = (): Promise<KnownCase> => aCase(town, 'anna', ['marco', 'giulia', 'blessing', 'amal']);
/** A placement that began so many days ago. */
async function started(caseId: string, daysAgo: number): Promise<string> {
  const id = await proposed(anna, caseId, await anEmployer(anna, 'Sartoria del Corso'));
  await look(teresa, id);
  expect((await move(anna, id, 'agree')).status).toBe(200);
  expect((await move(anna, id, 'start', { on: daysAfter(today, -daysAgo) })).status).toBe(200);
  return id;
}
const skill = { kind: 'skill', words: 'Cucire a macchina', level: 'teaches', known: 'told', documentId: null, esco: null };

describe('Anna’s balance of skills for Shafiqul', () => {
  it('is sealed, knows from whom and since when, is put right by version and struck and put back without a row being lost', async () => {
    const { caseId } = await shafiqul();
    const id = newId();
    for (let times = 0; times < 2; times += 1) expect((await entry(anna, caseId, skill, { id })).status).toBe(200);
    expect((await entry(anna, caseId, { ...skill, level: 'alone' }, { id, version: 1, source: 'colleague' })).status).toBe(200);
    expect((await entry(anna, caseId, { ...skill, words: 'Altro' }, { id, version: 1 })).body.code).toBe('changed-meanwhile');
    expect((await employment(anna, caseId)).entries).toMatchObject([{ id, source: 'colleague', learnedOn: '2026-10-01', version: 2, by: { name: 'Anna Pagano' }, content: { words: 'Cucire a macchina', level: 'alone' } }]);
    expect(await town.look("select 1 from balance_entry where position(convert_to('Cucire', 'UTF8') in content_sealed) > 0")).toEqual([]);
    await anna.post(`/api/balance-entries/${id}/struck`, {});
    expect((await employment(anna, caseId)).entries).toEqual([]);
    await anna.post(`/api/balance-entries/${id}/put-back`, {});
    expect((await employment(anna, caseId)).entries).toHaveLength(1);
  });

  it('reads what the profile knows, with its source, and writes nothing of it again', async () => {
    const [{ caseId, personId }, giulia] = [await shafiqul(), await town.as('giulia')];
    await giulia.put(`/api/facts/${newId()}`, { caseId, field: 'work-licences', value: ['car', 'forklift'], source: { kind: 'interview', id: null }, learnedOn: '2026-09-01', replaces: null });
    await giulia.put(`/api/persons/${personId}/languages/bn`, { speaks: 'mother-tongue', reads: true, interpreter: true });
    expect(await employment(anna, caseId)).toMatchObject({ known: [{ field: 'work-licences', value: ['car', 'forklift'], source: 'interview', learnedOn: '2026-09-01' }], languages: [{ language: 'bn', speaks: 'mother-tongue' }], entries: [] });
  });

  it('calls nothing certified without its paper, takes no paper of another file, and holds what he wants once', async () => {
    const [{ caseId }, other] = [await shafiqul(), await shafiqul()];
    expect((await entry(anna, caseId, { ...skill, known: 'certified' })).body.code).toBe('invalid-input');
    expect((await entry(anna, other.caseId, { ...skill, known: 'certified', documentId: newId() })).status).toBe(404);
    const wishes = { kind: 'wishes', wants: 'Una sartoria mia', hours: 'full-time', transport: ['bus'], reach: 'Avellino', children: '', limits: ['no-nights'], limitWords: '', notWanted: '' };
    expect((await entry(anna, caseId, wishes)).status).toBe(200);
    expect((await entry(anna, caseId, wishes)).body.code).toBe('already-exists');
  });

  it('is work facts: the team that holds them reads, Amal the mediator and everybody outside find no such case, and an emergency opens it to be read only', async () => {
    const { caseId, code } = await shafiqul();
    await entry(anna, caseId, skill);
    for (const name of ['giulia', 'marco', 'blessing', 'teresa'] as const) expect((await (await town.as(name)).get<Employment>(`/api/cases/${caseId}/employment`)).body.entries).toHaveLength(1);
    for (const name of ['amal', ...outsiders] as const) {
      const who = await town.as(name);
      expect({ name, status: (await who.get(`/api/cases/${caseId}/employment`)).status, lines: (await who.get<{ items?: unknown[] }>('/api/placements')).body.items ?? [] }).toEqual({ name, status: 404, lines: [] });
    }
    const chiara = await town.as('chiara');
    await chiara.put(`/api/break-glass/${newId()}`, { code, reason: 'La persona è al pronto soccorso da sola.' });
    expect((await employment(chiara, caseId)).may).toEqual({ write: false, look: false });
    expect((await entry(chiara, caseId, skill)).body.code).toBe('not-allowed');
  });
});

describe('a placement', () => {
  it('is an idea until Teresa has looked, agreed with him, begun; then it is asked about at 30, 90 and 180 days', async () => {
    const { caseId } = await shafiqul();
    const id = await proposed(anna, caseId, await anEmployer(anna, 'Sartoria del Corso'));
    expect((await employment(anna, caseId)).placements).toMatchObject([{ id, state: 'proposed', look: null, moves: ['not-start'], owner: { name: 'Anna Pagano' } }]);
    expect((await move(anna, id, 'agree')).body.code).toBe('placement-not-looked-at');
    expect((await look(anna, id)).body.code).toBe('not-allowed');
    expect((await look(teresa, id)).status).toBe(200);
    expect((await move(anna, id, 'start', { on: today })).body.code).toBe('illegal-move');
    await move(anna, id, 'agree');
    expect((await move(anna, id, 'start')).body.code).toBe('invalid-input');
    expect((await move(anna, id, 'start', { on: daysAfter(today, 1) })).body.code).toBe('invalid-input');
    const again = { id: newId(), move: 'start', on: today };
    for (let times = 0; times < 2; times += 1) expect((await anna.post(`/api/placements/${id}/moves`, again)).status).toBe(200);
    const [one] = (await employment(anna, caseId)).placements;
    expect(one).toMatchObject({ state: 'started', startedOn: today, steps: [{ move: 'agree', by: { name: 'Anna Pagano' } }, { move: 'start' }] });
    expect(one?.checks.map(({ afterDays, dueOn, state }) => [afterDays, dueOn, state])).toEqual([30, 90, 180].map((days) => [days, daysAfter(today, days), 'planned']));
  });

  it('that Teresa wants to talk about first goes nowhere, says no reason, and goes on once she has said so', async () => {
    const { caseId } = await shafiqul();
    const id = await proposed(anna, caseId, await anEmployer(anna, 'Laboratorio Rossi'));
    await look(teresa, id, 'talk-first');
    expect((await employment(anna, caseId)).placements[0]).toMatchObject({ look: { verdict: 'talk-first', holds: false }, moves: ['not-start'] });
    expect((await move(anna, id, 'agree')).body.code).toBe('placement-not-looked-at');
    await expect(smuggled(town, 'anna', async (ask) => {
      await ask("insert into placement_look (id, programme_id, case_id, placement_id, verdict, valid_until, looked_by) select $1, programme_id, case_id, id, 'clear', '2099-01-01', $3 from placement where id = $2", [newId(), id, anna.memberId]);
    })).rejects.toThrow(/row-level security/);
    await look(teresa, id);
    expect((await move(anna, id, 'agree')).status).toBe(200);
  });

  it('ends with its reason; what was to be asked is let go, and comes back when it had not ended', async () => {
    const { caseId } = await shafiqul();
    const id = await started(caseId, 40);
    expect((await move(anna, id, 'end', { on: today })).body.code).toBe('reason-required');
    expect((await move(anna, id, 'end', { on: today, reason: 'person-said-no' })).body.code).toBe('invalid-input');
    expect((await move(anna, id, 'end', { on: daysAfter(today, -50), reason: 'pay' })).body.code).toBe('invalid-input');
    expect((await move(anna, id, 'end', { on: today, reason: 'pay', words: 'Pagavano a metà' })).status).toBe(200);
    expect((await employment(anna, caseId)).placements[0]).toMatchObject({ state: 'ended', endedOn: today, checks: [], steps: [{}, {}, { move: 'end', reason: 'pay', words: 'Pagavano a metà' }] });
    await move(anna, id, 'resume', { reason: 'mistake' });
    expect((await employment(anna, caseId)).placements[0]?.checks).toHaveLength(3);
  });

  it('says how far the offer is below the table of the day, and of a course that none speaks of it', async () => {
    const { caseId } = await shafiqul();
    await aTable(anna, [aRate({ sector: 'textile', level: 'Secondo (prova)', cents: 1_000, basis: 'hourly', ordinaryMinutes: 480 })]);
    const employer = await anEmployer(anna, 'Sartoria del Corso');
    await proposed(anna, caseId, employer, { terms: { sector: 'textile', province: 'AV', level: 'Secondo (prova)' } });
    await proposed(anna, caseId, employer, { kind: 'training-course' });
    expect((await employment(anna, caseId)).placements.map((one) => one.pay)).toMatchObject([{ kind: 'not-compared', why: 'not-a-wage' }, { kind: 'compared', offered: 800, due: 1_000, gap: 200, sourceTitle: 'Tabella di prova', demonstration: true }]);
  });

  it('with somebody whom Shafiqul named in his worksheet says so to who reads it, of his own case alone', async () => {
    const [mine, other] = [await shafiqul(), await shafiqul()];
    await filled(anna, mine.caseId);
    const alike = async (who: Worker, caseId: string, name: string) => (await who.post<{ alike: boolean }>('/api/employers/told-before', { caseId, name })).body.alike;
    expect([await alike(anna, mine.caseId, 'Azienda vicino al Fiume'), await alike(anna, mine.caseId, 'Sartoria del Corso'), await alike(anna, other.caseId, 'Azienda vicino al Fiume')]).toEqual([true, false, false]);
    expect((await (await town.as('amal')).post('/api/employers/told-before', { caseId: mine.caseId, name: 'Azienda vicino al Fiume' })).status).toBe(404);
  });

  it('goes with the case: whoever takes it over follows what is open', async () => {
    const { caseId } = await shafiqul();
    const [id, handover, blessing] = [await started(caseId, 1), newId(), await town.as('blessing')];
    expect((await anna.put(`/api/handovers/${newId()}`, { kind: 'for-good', startsOn: today, cases: [{ id: handover, caseId, toMember: blessing.memberId }] })).status).toBeLessThan(300);
    expect((await blessing.post(`/api/handovers/${handover}/moves`, { id: newId(), move: 'accept' })).status).toBeLessThan(300);
    expect((await employment(teresa, caseId)).placements).toMatchObject([{ id, owner: { name: 'Blessing Okoro' } }]);
  });
});

describe('whether the work holds', () => {
  const checksOf = async (caseId: string) => (await employment(anna, caseId)).placements[0]?.checks ?? [];
  const due = async (who: Worker, caseId: string) => (await who.get<{ items: { kind: string; caseId: string | null; overdue: boolean; facts: Record<string, unknown> }[] }>('/api/today')).body.items.filter((item) => item.kind === 'placement-check-due' && item.caseId === caseId);

  it('stands in Anna’s day, and in Teresa’s once nobody has asked for a week; put off, it waits for its new day', async () => {
    const { caseId } = await shafiqul();
    await started(caseId, 31);
    expect(await due(anna, caseId)).toMatchObject([{ overdue: true, facts: { days: 30 } }]);
    expect(await due(teresa, caseId)).toEqual([]);
    const late = await shafiqul();
    await started(late.caseId, 38);
    expect(await due(teresa, late.caseId)).toHaveLength(1);
    const [check] = await checksOf(late.caseId);
    expect((await moveCheck(anna, check?.id ?? '', 'put-off', { until: today })).body.code).toBe('invalid-input');
    expect((await moveCheck(anna, check?.id ?? '', 'put-off', { until: daysAfter(today, 20) })).status).toBe(200);
    expect([await due(anna, late.caseId), await due(teresa, late.caseId)]).toEqual([[], []]);
    expect((await checksOf(late.caseId))[0]).toMatchObject({ state: 'planned', fallsOn: daysAfter(today, -8), dueOn: daysAfter(today, 20), escalatesOn: daysAfter(today, 27) });
  });

  it('paid less than agreed leads to the worksheet; taken back with a reason it is asked again', async () => {
    const { caseId } = await shafiqul();
    await started(caseId, 30);
    const [check] = await checksOf(caseId);
    const answer = { stillThere: 'yes', paid: 'less', hours: 'more', safe: 'yes', words: 'Cinquanta euro in meno' };
    expect((await moveCheck(anna, check?.id ?? '', 'answer')).body.code).toBe('invalid-input');
    expect((await moveCheck(anna, check?.id ?? '', 'answer', { answer })).status).toBe(200);
    expect((await checksOf(caseId))[0]).toMatchObject({ state: 'answered', answer, leadsTo: ['worksheet'] });
    expect(await town.look("select 1 from placement_check where position(convert_to('Cinquanta', 'UTF8') in words_sealed) > 0")).toEqual([]);
    expect((await moveCheck(anna, check?.id ?? '', 'take-back')).body.code).toBe('reason-required');
    await moveCheck(anna, check?.id ?? '', 'take-back', { reason: 'Era un altro mese' });
    expect((await checksOf(caseId))[0]).toMatchObject({ state: 'planned', answer: null, steps: [{ move: 'answer' }, { move: 'take-back', reason: 'Era un altro mese' }] });
  });

  it('not safe tells Teresa and whoever answers for the case at once, by a kind and an id', async () => {
    const [{ caseId }, giulia] = [await shafiqul(), await town.as('giulia')];
    const { version } = (await giulia.get<{ version: number }>(`/api/cases/${caseId}`)).body;
    await giulia.patch(`/api/cases/${caseId}`, { ownerId: giulia.memberId }, version);
    await started(caseId, 30);
    const [check] = await checksOf(caseId);
    await moveCheck(anna, check?.id ?? '', 'answer', { answer: { stillThere: 'yes', paid: null, hours: null, safe: 'no', words: 'Mi ha chiuso dentro' } });
    expect((await checksOf(caseId))[0]?.leadsTo).toEqual(['emergency']);
    for (const who of [teresa, giulia]) {
      const { items } = (await who.get<{ items: { kind: string; subjectId: string }[] }>('/api/notifications')).body;
      expect(items.filter((item) => item.kind === 'placement-not-safe' && item.subjectId === caseId)).toHaveLength(1);
    }
  });

  it('stands in the way of the case for those who hold the work facts, without an employer’s name', async () => {
    const { caseId } = await shafiqul();
    const id = await started(caseId, 30);
    const line = async (who: Worker) => (await who.get<{ items: { kind: string; detail: Record<string, unknown> }[] }>(`/api/cases/${caseId}/timeline`)).body.items.filter((item) => item.kind.startsWith('placement'));
    expect((await line(anna)).map((item) => item.detail['move']).toSorted()).toEqual(['agree', 'propose', 'start']);
    expect(JSON.stringify(await line(anna))).not.toContain('Sartoria');
    expect(await line(await town.as('amal'))).toEqual([]);
    await move(anna, id, 'end', { on: today, reason: 'other' });
    expect((await line(anna)).map((item) => item.detail['move'])).toContain('end');
  });
});

describe('the list and the figures', () => {
  it('show whose they are and what is due; the file carries codes, and neither names nor employers', async () => {
    const { caseId, code } = await shafiqul();
    const id = await started(caseId, 31);
    const lines = async (who: Worker, query: string) => (await who.get<{ items: PlacementLine[] }>(`/api/placements?${query}`)).body.items.map((line) => line.id);
    expect(await lines(anna, 'whose=mine&show=checks-due')).toContain(id);
    const marco = await town.as('marco');
    expect([await lines(marco, 'whose=mine'), (await lines(marco, 'whose=all')).includes(id)]).toEqual([[], true]);
    const idea = await proposed(anna, caseId, await anEmployer(anna, 'Vigna Alta'));
    expect(await lines(teresa, 'whose=all&show=to-look-at')).toContain(idea);
    const reason = 'Riunione con il centro per l’impiego';
    const { status, body } = await anna.post<{ text: string }>('/api/placement-exports', { whose: 'mine', show: 'all', format: 'csv', mark: false, reason });
    expect(status).toBe(200);
    expect(body.text).toContain(`${code};Lavoro;Cominciato`);
    expect(body.text).not.toMatch(/Sartoria|Vigna/);
    expect((await marco.post('/api/placement-exports', { whose: 'all', show: 'all', format: 'csv', reason })).body.code).toBe('not-allowed');
    expect(await town.look("select reason from audit_event where action = 'placement.export'")).toEqual([{ reason }]);
  });

  it('count five at a time: with four there is nothing, and a sixth changes nothing', async () => {
    const own = await aTown();
    try {
      const [here, coordinator] = [await own.as('anna'), await own.as('teresa')];
      const figures = async () => (await here.get<Retention>('/api/placement-figures')).body.items;
      const held = async (stillThere: string): Promise<void> => {
        const { caseId } = await aCase(own, 'anna');
        const id = await proposed(here, caseId, await anEmployer(here, 'Sartoria del Corso'));
        await look(coordinator, id);
        await move(here, id, 'agree');
        await move(here, id, 'start', { on: daysAfter(today, -40) });
        if (stillThere === 'ended') await move(here, id, 'end', { on: daysAfter(today, -20), reason: 'other' });
        else await moveCheck(here, (await employment(here, caseId)).placements[0]?.checks[0]?.id ?? '', 'answer', { answer: { stillThere, paid: null, hours: null, safe: null, words: '' } });
      };
      for (const still of ['yes', 'yes', 'no', 'ended']) await held(still);
      expect(await figures()).toEqual([]);
      await held('yes');
      const five = [{ afterDays: 30, counted: 5, yes: 3, no: 2, unknown: 0 }];
      expect(await figures()).toEqual(five);
      await held('no');
      expect((await figures())[0]?.counted).toBe(5);
      expect((await (await own.as('giulia')).get('/api/placement-figures')).body.code).toBe('not-allowed');
    } finally {
      await own.leave();
    }
  });
});

describe('steps at the job centre', () => {
  it('stand with their day and who wrote them, say that nobody has made sure of the rule, and are struck when wrong', async () => {
    const { caseId } = await shafiqul();
    const id = newId();
    expect((await anna.put(`/api/job-centre-steps/${id}`, { caseId, kind: 'did', doneOn: daysAfter(today, 1), documentId: null, words: '' })).body.code).toBe('invalid-input');
    for (let times = 0; times < 2; times += 1) expect((await anna.put(`/api/job-centre-steps/${id}`, { caseId, kind: 'did', doneOn: today, documentId: null, words: 'Con la mediatrice' })).status).toBe(200);
    expect(await employment(anna, caseId)).toMatchObject({ centre: [{ kind: 'did', doneOn: today, words: 'Con la mediatrice', by: { name: 'Anna Pagano' } }], centreMeanings: [{ kind: 'did', verified: false }, {}, {}] });
    await anna.post(`/api/job-centre-steps/${id}/struck`, {});
    expect((await employment(anna, caseId)).centre).toEqual([]);
  });
});

describe('a curriculum', () => {
  const asked = (caseId: string, entries: string[], more: Record<string, unknown> = {}) => ({ caseId, language: 'it', named: true, contact: [], about: '', entries, languages: true, licences: true, availability: false, ...more });
  async function made(caseId: string, more: Record<string, unknown> = {}): Promise<string> {
    const [line, id] = [newId(), newId()];
    await entry(anna, caseId, skill, { id: line });
    const given = asked(caseId, [line], more);
    const { fingerprint } = (await anna.post<CurriculumPreview>('/api/curriculum-previews', given)).body;
    expect((await anna.put(`/api/curricula/${id}`, { ...given, fingerprint })).status).toBe(200);
    return id;
  }
  const hand = (curriculumId: string, given: Record<string, unknown>) => anna.put(`/api/curriculum-handings/${newId()}`, { curriculumId, organisationId: null, placementId: null, agreed: 'in-words', agreedOn: today, ...given });
  const consent = async (caseId: string, recipientId: string, purpose = 'work'): Promise<void> => {
    const id = newId();
    await anna.put(`/api/consents/${id}`, { caseId, switch: 'sharing', recipientId, purpose });
    expect((await anna.post(`/api/consents/${id}/moves`, { id: newId(), move: 'give', evidence: { kind: 'signature', signature: 'S. I.' } })).status).toBe(200);
  };

  it('is kept exactly as it was read, and its file names nobody but him: no office, no code, no word of the project', async () => {
    const { caseId, personId, code } = await shafiqul();
    await anna.put(`/api/persons/${personId}/names/${newId()}`, { kind: 'declared', text: 'Shafiqul Islam', preferred: true });
    const id = await made(caseId, { contact: ['351 000 000'] });
    const { body } = await anna.get<Curriculum>(`/api/curricula/${id}`);
    expect(body).toMatchObject({ paper: { title: 'Shafiqul Islam', author: 'Shafiqul Islam' }, handings: [] });
    await entry(anna, caseId, { ...skill, words: 'Stirare' });
    expect((await anna.get<Curriculum>(`/api/curricula/${id}`)).body.paper).toEqual(body.paper);
    const reply = await town.app.inject({ url: `/api/curricula/${id}/paper?form=pdf`, headers: { cookie: await cookieOf('anna') } });
    expect(reply.headers['content-disposition']).toBe('attachment; filename="curriculum.pdf"');
    const read = JSON.stringify(readPdf(reply.rawPayload));
    expect(read).toContain('Cucire a macchina');
    expect(read).not.toMatch(new RegExp(`RE\\.T\\.I|${code}|Anna`));
    for (const form of ['pdf', 'docx']) {
      const file = await town.app.inject({ url: `/api/curricula/${id}/paper?form=${form}`, headers: { cookie: await cookieOf('anna') } });
      const plain = form === 'pdf' ? file.rawPayload.toString('latin1') : (await unzipped(file.rawPayload)).join('\n');
      for (const word of ['RE.T.I.', code, 'Prefettura', 'Anna Pagano']) expect({ form, word, found: plain.includes(word) }).toEqual({ form, word, found: false });
    }
  });

  it('stops at a telling word until somebody says that it means something else here', async () => {
    const { caseId } = await shafiqul();
    const [line, id] = [newId(), newId()];
    await entry(anna, caseId, { ...skill, words: 'Addetto all’accoglienza in albergo' }, { id: line });
    const given = asked(caseId, [line]);
    const { slips, fingerprint } = (await anna.post<CurriculumPreview>('/api/curriculum-previews', given)).body;
    expect(slips).toEqual(['accoglienza']);
    expect((await anna.put(`/api/curricula/${id}`, { ...given, fingerprint })).body.code).toBe('curriculum-tells-too-much');
    expect((await anna.put(`/api/curricula/${id}`, { ...given, fingerprint: 'x' })).body.code).toBe('changed-meanwhile');
    expect((await anna.put(`/api/curricula/${id}`, { ...given, readWords: slips, fingerprint })).status).toBe(200);
  });

  it('goes to the job centre only with his consent for work, and then stands among what left; never to the Prefettura', async () => {
    const { caseId } = await shafiqul();
    const id = await made(caseId);
    const cpi = idOf('avellino cpi');
    expect((await hand(id, { toWhom: 'organisation', organisationId: cpi })).body.code).toBe('curriculum-consent-missing');
    await consent(caseId, cpi, 'legal');
    expect((await hand(id, { toWhom: 'organisation', organisationId: cpi })).body.code).toBe('curriculum-consent-missing');
    await consent(caseId, cpi);
    expect((await hand(id, { toWhom: 'organisation', organisationId: cpi })).status).toBe(200);
    expect((await hand(id, { toWhom: 'organisation', organisationId: idOf('avellino prefettura') })).body.code).toBe('curriculum-not-for-them');
    expect((await hand(id, { toWhom: 'person', agreed: null, agreedOn: null })).status).toBe(200);
    expect((await anna.get<Curriculum>(`/api/curricula/${id}`)).body.handings).toMatchObject([{ toWhom: 'organisation', to: 'Centro per l’impiego di Avellino', agreed: 'in-words', agreedOn: today }, { toWhom: 'person', to: null }]);
    expect((await anna.get<{ items: { organisation: { name: string }; what: string[] }[] }>(`/api/cases/${caseId}/recipients`)).body.items).toMatchObject([{ organisation: { name: 'Centro per l’impiego di Avellino' }, what: ['curriculum'] }]);
  });

  it('goes to an employer only for a placement that was looked at and to which he said yes', async () => {
    const { caseId } = await shafiqul();
    const [id, placementId] = [await made(caseId), await proposed(anna, caseId, await anEmployer(anna, 'Sartoria del Corso'))];
    const give = () => hand(id, { toWhom: 'employer', placementId });
    expect((await give()).body.code).toBe('curriculum-not-agreed');
    await look(teresa, placementId);
    await move(anna, placementId, 'agree');
    await look(teresa, placementId, 'talk-first');
    expect((await give()).body.code).toBe('placement-not-looked-at');
    await look(teresa, placementId);
    expect((await give()).status).toBe(200);
    expect((await hand(id, { toWhom: 'employer', placementId, agreed: null, agreedOn: null })).body.code).toBe('invalid-input');
  });
});

const cookies = new Map<string, string>();
async function cookieOf(person: string): Promise<string> {
  const known = cookies.get(person);
  if (known) return known;
  const { demoEmail } = await import('../../app/people.ts');
  const { demoPassword } = await import('../../kernel/identity/routes.ts');
  const reply = await town.app.inject({ method: 'POST', url: '/api/session', headers: { 'x-requested-with': 'reti', 'content-type': 'application/json' }, payload: { email: demoEmail(person), password: demoPassword } });
  const cookie = reply.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
  cookies.set(person, cookie);
  return cookie;
}
async function unzipped(bytes: Buffer): Promise<string[]> {
  const { strFromU8, unzipSync } = await import('fflate');
  return Object.values(unzipSync(bytes)).map((part) => strFromU8(part, true));
}
