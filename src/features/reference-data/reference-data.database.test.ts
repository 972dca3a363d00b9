import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { idOf } from '../../app/people.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import type { InTheWay } from '../agenda/contract.ts';
import type { ComplaintList } from '../feedback/contract.ts';
import type { Employment } from '../employment/contract.ts';
import type { FlagKinds } from '../flags/contract.ts';
import type { IntakeTerms } from '../intake/contract.ts';
import { atTheDoor } from '../intake/testing/door.ts';
import { guest } from '../intake/testing/report.ts';
import type { StreetWords } from '../outreach/contract.ts';
import type { PlanReference } from '../plans/contract.ts';
import { isWorkingDay, workingDaysAfter } from '../referrals/domain/working-days.ts';
import { holidays } from '../referrals/reference.ts';
import { aService, bodies, consentGiven, fatouFollowedBy, sentTo } from '../referrals/testing/fatou.ts';
import { asItComes } from '../../kernel/reference/collection.ts';
import type { Workload, WorkloadCompared } from '../workload/contract.ts';
import { type Body, CollectionName, type EntryShown, type ReferenceData } from './contract.ts';
import { needsAnother } from './domain.ts';

let town: Town;
let [teresa, vincenzo, marco]: Worker[] = [];
const who = (worker: Worker | undefined): Worker => {
  if (!worker) throw new Error('the town has not come together');
  return worker;
};
beforeAll(async () => {
  town = await aTown();
  [teresa, vincenzo, marco] = await Promise.all([town.as('teresa'), town.as('vincenzo'), town.as('marco')]);
});
afterAll(() => town.leave());

const inDays = (days: number): string => italianDay(new Date(Date.now() + days * 86_400_000));
const today = inDays(0);
const tomorrow = inDays(1);
const source = 'Verbale dell’équipe del 23 novembre';

const write = async (collection: CollectionName, entry: string, body: Body | null, further: { by?: Worker; from?: string; until?: string | null; id?: string } = {}) => {
  const id = further.id ?? newId();
  const answer = await (further.by ?? who(teresa)).put<{ errors?: { path: string; code: string }[] }>(`/api/reference-values/${id}`, { collection, entry, body, validFrom: further.from ?? tomorrow, validUntil: further.until ?? null, source, note: null });
  return { id, ...answer };
};
const moved = (by: Worker | undefined, id: string, move: string, further: Record<string, unknown> = {}) => who(by).post(`/api/reference-values/${id}/moves`, { id: newId(), move, ...further });
const verified = { source: 'Protocollo d’intesa, art. 4', lookedOn: today };
const shown = async (collection: CollectionName, entry: string, by: Worker | undefined = teresa): Promise<EntryShown> => {
  const { body } = await who(by).get<ReferenceData>('/api/reference-data');
  const found = body.collections.find((one) => one.name === collection)?.entries.find((one) => one.entry === entry);
  if (!found) throw new Error(`${entry} of ${collection} is not shown`);
  return found;
};
/** Its first day comes: what is written for tomorrow holds today. */
const theDayComes = (id: string) => town.look('update reference_value set valid_from = $2::date where id = $1', [id, today]);

describe('how soon an answer to a referral is expected', () => {
  it('changes from a day on: what was sent before keeps its day, what is sent then has the new one, and Benevento hears nothing of it', async () => {
    const fatou = await fatouFollowedBy(town, 'giulia');
    const clinic = await aService(town, bodies.asl, {});
    const consent = await consentGiven(town, fatou, bodies.asl, 'health');
    const sent = async () => (await sentTo(town, fatou, clinic, consent)).owed?.dueOn;
    const feasts = holidays(asItComes);
    expect(await sent()).toBe(workingDaysAfter(today, 5, feasts));

    const { id, status } = await write('referral-terms', 'answer', { due: 3, escalation: 8 });
    expect(status).toBe(200);
    expect(await sent()).toBe(workingDaysAfter(today, 5, feasts));
    await theDayComes(id);
    expect(await sent()).toBe(workingDaysAfter(today, 3, feasts));
    expect((await town.look<{ days: string }>('select distinct owed_on::text as days from referral where owed_on is not null order by 1')).map((one) => one.days)).toEqual([workingDaysAfter(today, 3, feasts), workingDaysAfter(today, 5, feasts)].toSorted());

    const rosa = await town.as('rosa');
    expect((await shown('referral-terms', 'answer', rosa)).stretches).toMatchObject([{ valueId: null, body: { due: 5, escalation: 10 } }]);
    expect((await moved(rosa, id, 'verify', verified)).body.code).toBe('not-found');
    expect((await shown('referral-terms', 'answer')).stretches.map(({ time, body }) => ({ time, body }))).toEqual([{ time: 'past', body: { due: 5, escalation: 10 } }, { time: 'today', body: { due: 3, escalation: 8 } }]);
  });

  it('never has two values on one day: the later one ends the one before, and of two for the same day the second is refused', async () => {
    const first = await write('referral-terms', 'news', { due: 30, escalation: 50 }, { from: inDays(3) });
    const second = await write('referral-terms', 'news', { due: 35, escalation: 55 }, { from: inDays(10) });
    const between = await write('referral-terms', 'news', { due: 32, escalation: 52 }, { from: inDays(6), until: inDays(7) });
    expect([first.status, second.status, between.status]).toEqual([200, 200, 200]);
    expect((await write('referral-terms', 'news', { due: 20, escalation: 50 }, { from: inDays(10) })).body.code).toBe('reference-day-taken');
    const days = async () => (await shown('referral-terms', 'news')).stretches.map(({ from, until, body }) => ({ from, until, due: body['due'] }));
    expect(await days()).toEqual([
      { from: '2026-01-01', until: inDays(2), due: 40 }, { from: inDays(3), until: inDays(5), due: 30 }, { from: inDays(6), until: inDays(7), due: 32 }, { from: inDays(8), until: inDays(9), due: 40 }, { from: inDays(10), until: null, due: 35 },
    ]);
    await expect(town.look("update reference_value set valid_until = null where id = $1", [first.id])).rejects.toThrow('reference_value_one_a_day');

    expect((await moved(teresa, between.id, 'withdraw')).body.code).toBe('reason-required');
    expect((await moved(teresa, between.id, 'withdraw', { reason: 'Non serviva' })).status).toBe(200);
    expect(await days()).toEqual([{ from: '2026-01-01', until: inDays(2), due: 40 }, { from: inDays(3), until: inDays(9), due: 30 }, { from: inDays(10), until: null, due: 35 }]);
    expect((await shown('referral-terms', 'news')).withdrawn).toMatchObject([{ id: between.id, by: 'Teresa Iannaccone', reason: 'Non serviva' }]);
  });

  it('sent twice is one value, and the same id with another value is refused', async () => {
    const { id } = await write('referral-terms', 'outcome', { due: 2, escalation: 6 });
    expect((await write('referral-terms', 'outcome', { due: 2, escalation: 6 }, { id })).status).toBe(200);
    expect((await write('referral-terms', 'outcome', { due: 4, escalation: 6 }, { id })).body.code).toBe('already-exists');
    expect((await write('referral-terms', 'outcome', { due: 2, escalation: 6 }, { id, by: await town.as('vincenzo') })).body.code).toBe('already-exists');
  });
});

describe('whoever has no account', () => {
  it('is promised an answer by the programme’s own term, at the door as in the desk’s list', async () => {
    const { knock, door } = atTheDoor(town);
    const base = `/api/open-reports/${(await door(idOf('avellino cpi'))).secret}`;
    const sentNow = async (): Promise<string> => {
      const id = newId();
      const { status, body } = await knock('PUT', `${base}/${id}`, { ...guest, senderKind: 'social-services', agreement: 'not-asked', urgency: 'ordinary' });
      if (status !== 200) throw new Error(JSON.stringify(body));
      return italianDay(new Date(String((await knock('GET', `${base}/${id}`)).body['answerBy'])));
    };
    const feasts = holidays(asItComes);
    expect(await sentNow()).toBe(workingDaysAfter(today, 10, feasts));
    const { id } = await write('intake-terms', 'ordinary', { workingDays: 7 });
    expect(await sentNow()).toBe(workingDaysAfter(today, 10, feasts));
    await theDayComes(id);
    expect(await sentNow()).toBe(workingDaysAfter(today, 7, feasts));
  });
});

describe('a term that holds', () => {
  it('is not taken back, not written for a day that has come, and never rewritten', async () => {
    expect((await write('plan-terms', 'plan-review-high-risk', { days: 20 }, { from: today })).body.code).toBe('reference-too-soon');
    const { id } = await write('plan-terms', 'plan-review-high-risk', { days: 20 });
    await theDayComes(id);
    expect((await moved(teresa, id, 'withdraw', { reason: 'Ripensato' })).body.code).toBe('reference-in-force');
    expect((await shown('plan-terms', 'plan-review-high-risk')).stretches.at(-1)?.moves).toEqual([]);
    // Given back: from tomorrow what the system comes with holds again.
    const back = await write('plan-terms', 'plan-review-high-risk', null);
    expect(back.status).toBe(200);
    expect((await shown('plan-terms', 'plan-review-high-risk')).stretches.map(({ time, body }) => ({ time, body }))).toEqual([{ time: 'past', body: { days: 60 } }, { time: 'today', body: { days: 20 } }, { time: 'coming', body: { days: 60 } }]);
    expect((await shown('plan-terms', 'plan-review-high-risk')).givenBack).toMatchObject([{ id: back.id, from: tomorrow, writtenBy: 'Teresa Iannaccone', mayWithdraw: true }]);
    expect((await moved(vincenzo, back.id, 'withdraw', { reason: 'Resta il nostro' })).status).toBe(200);
    expect((await shown('plan-terms', 'plan-review-high-risk')).stretches.at(-1)).toMatchObject({ time: 'today', until: null, body: { days: 20 } });
  });

  it('is verified by somebody else than who wrote it, against a source and on a day, and can be doubted again', async () => {
    const { id } = await write('plan-terms', 'plan-review', { days: 60 });
    expect((await shown('plan-terms', 'plan-review')).stretches.at(-1)).toMatchObject({ needsAnother: true, moves: ['withdraw'], verified: false });
    expect((await moved(teresa, id, 'verify', verified)).body.code).toBe('reference-needs-another');
    expect((await moved(vincenzo, id, 'verify')).body.code).toBe('invalid-input');
    expect((await moved(vincenzo, id, 'verify', { ...verified, lookedOn: inDays(2) })).body.code).toBe('invalid-input');
    expect((await moved(marco, id, 'verify', verified)).status).toBe(200);
    expect((await shown('plan-terms', 'plan-review')).stretches.at(-1)).toMatchObject({ verified: true, verification: { by: 'Marco D’Alessio', on: today, source: verified.source }, moves: ['doubt', 'withdraw'] });
    expect((await moved(vincenzo, id, 'verify', verified)).body.code).toBe('illegal-move');
    expect((await moved(vincenzo, id, 'doubt', { reason: 'Il protocollo è cambiato' })).status).toBe(200);
    expect((await shown('plan-terms', 'plan-review')).stretches.at(-1)).toMatchObject({ verified: false, verification: null });
  });

  it('of words that are the team’s own is verified by who wrote it too', async () => {
    const { id } = await write('street-signs', 'F02', { words: { it: 'Inganno sul lavoro', en: 'Deception about work' }, offered: true });
    expect((await moved(teresa, id, 'verify', verified)).status).toBe(200);
  });

  it('is said from the day on beside the term that it names', async () => {
    const verifiedNow = async () => (await who(teresa).get<ComplaintList>('/api/complaints')).body.answerWithin;
    expect(await verifiedNow()).toEqual({ days: 30, verified: false });
    const check = { collection: 'complaint-answer', entry: 'complaint-answer', validFrom: '2026-01-01', outcome: 'verified', ...verified };
    const id = newId();
    expect((await who(vincenzo).put(`/api/reference-checks/${id}`, check)).status).toBe(200);
    expect((await who(vincenzo).put(`/api/reference-checks/${id}`, check)).status).toBe(200);
    expect(await verifiedNow()).toEqual({ days: 30, verified: true });
    expect((await shown('complaint-answer', 'complaint-answer')).stretches).toMatchObject([{ verified: true, verification: { by: 'Vincenzo Grasso', on: today }, moves: ['doubt'] }]);
    expect((await (await town.as('rosa')).get<ComplaintList>('/api/complaints')).body.answerWithin.verified).toBe(false);
    expect((await who(vincenzo).put(`/api/reference-checks/${newId()}`, { ...check, outcome: 'doubted', source: 'La fonte non lo dice' })).status).toBe(200);
    expect(await verifiedNow()).toEqual({ days: 30, verified: false });
  });
});

describe('what no programme undoes', () => {
  it('is what a norm sets for children, what the law calls a holiday, and an urgency that bears its term as its name', async () => {
    expect((await write('safety-terms', 'minor-report-prosecutor', { days: 3 })).body).toMatchObject({ code: 'reference-beyond-norm', errors: [{ path: 'body.days', code: 'beyond-norm' }] });
    expect((await write('safety-terms', 'minor-reception-databases', { workingDays: 2 })).status).toBe(200);
    expect((await write('screening-intervals', 'phq-9', { notBeforeDays: 7, againAfterDays: 90, reason: { it: 'Prima', en: 'Sooner' } })).body.code).toBe('reference-beyond-norm');
    expect((await write('holidays', '12-25', { words: { it: 'Natale', en: 'Christmas' } })).body.code).toBe('reference-fixed');
    expect((await write('intake-terms', '24h', { hours: 48 })).body.code).toBe('reference-fixed');
  });

  it('is that somebody else verifies a term: the database and the page say it of the same collections', async () => {
    const told = await town.look<{ name: string; needs: boolean }>('select name, reference_needs_another(name) as needs from unnest($1::text[]) name', [CollectionName.options]);
    expect(told.map(({ name, needs }) => [name, needs])).toEqual(CollectionName.options.map((name) => [name, needsAnother(name)]));
  });

  it('is the shape of a value: no other unit, no name that nobody knows, no escalation before its reminder', async () => {
    const errors = async (...given: Parameters<typeof write>) => (await write(...given)).body.errors;
    expect(await errors('safety-terms', 'safety-plan-review', { hours: 24 })).toEqual([{ path: 'body', code: 'shape' }]);
    expect(await errors('plan-terms', 'never-heard', { days: 3 })).toEqual([{ path: 'entry', code: 'unknown' }]);
    expect(await errors('referral-terms', 'answer', { due: 9, escalation: 5 })).toEqual([{ path: 'body.escalation', code: 'order' }]);
    expect(await errors('case-weights', 'case-weights', { risk: {} })).toMatchObject([{ code: 'value' }]);
  });
});

describe('whoever only reads', () => {
  it('finds every value and changes none', async () => {
    const value = await write('referral-terms', 'take-up', { due: 3, escalation: 6 });
    const check = { collection: 'plan-terms', entry: 'plan-review-high-risk', validFrom: '2026-01-01', outcome: 'verified', ...verified };
    for (const name of ['giulia', 'amal', 'anna', 'carla', 'luca', 'paola', 'silvia', 'francesca', 'stefano'] as const) {
      const reader = await town.as(name);
      const { body } = await reader.get<ReferenceData>('/api/reference-data');
      expect([name, body.mayWrite, body.mayVerify, body.collections.length]).toEqual([name, false, false, 18]);
      expect([name, (await write('referral-terms', 'take-up', { due: 4, escalation: 6 }, { by: reader, from: inDays(9) })).body.code]).toEqual([name, 'not-allowed']);
      expect([name, (await moved(reader, value.id, 'verify', verified)).body.code, (await moved(reader, value.id, 'withdraw', { reason: 'No, no' })).body.code]).toEqual([name, 'not-allowed', 'not-allowed']);
      expect([name, (await reader.put(`/api/reference-checks/${newId()}`, check)).body.code]).toEqual([name, 'not-allowed']);
    }
    expect((await write('referral-terms', 'take-up', { due: 4, escalation: 6 }, { by: who(marco), from: inDays(9) })).body.code).toBe('not-allowed');
    expect((await moved(marco, value.id, 'withdraw', { reason: 'No, no' })).body.code).toBe('not-allowed');
  });

  it('finds in the trail who said what, from which day', async () => {
    const { id } = await write('intake-terms', 'answer', { workingDays: 2 });
    expect(await town.look("select action, details from audit_event where subject_id = $1", [id])).toEqual([{ action: 'reference.write', details: { collection: 'intake-terms', entry: 'answer', validFrom: tomorrow } }]);
  });
});

describe('each collection, changed through the shortest way, is what its own screens then show', () => {
  it('is followed by terms of segnalazioni, signs, flags, words of needs, weights and feasts alike', async () => {
    const ids = [
      await write('intake-terms', 'consultation', { workingDays: 1 }),
      await write('street-signs', 'F01', { words: { it: 'Approfitta di una fragilità', en: 'Takes advantage of a frailty' }, offered: true }),
      await write('street-signs', 'F03', { words: { it: 'Limitazione della libertà di movimento', en: 'Restriction of movement' }, offered: false }),
      await write('case-flags', 'animals', { words: { it: 'Cane in casa', en: 'Dog at home' }, tone: 'info', readers: 'base', offered: true }),
      await write('case-flags', 'court', { words: { it: 'Udienza', en: 'Hearing' }, tone: 'info', readers: 'case', offered: false }),
      await write('need-anchors', 'housing', { levels: [0, 1, 2, 3, 4].map((level) => ({ level, text: { it: `Livello ${level}`, en: `Level ${level}` }, proposal: false })) }),
      await write('follow-ups', 'follow-up', { months: [2, 6] }),
      await write('service-verification', 'service-verification', { days: 60 }),
      await write('street-estimate', 'distinct-persons', { coefficient: 2.5, citation: { it: 'Rapporto dell’équipe', en: 'The team’s report' } }),
      await write('duty-norms', 'protocol-2026', { words: { it: 'Protocollo con la Procura', en: 'Protocol with the prosecutor' } }),
      await write('placement-terms', 'third-check', { days: 200 }),
      await write('job-centre-steps', 'did', { words: { it: 'Dichiarazione resa allo sportello', en: 'Declaration made at the desk' } }),
      await write('unusual-access', 'unusual-access', { filesInADay: 15, fromHour: 7, toHour: 20 }),
      await write('plan-terms', 'fact-expiry', { daysBefore: [60, 7] }),
      await write('holidays', '02-14', { words: { it: 'San Modestino', en: 'Saint Modestinus' } }),
      await write('screening-intervals', 'who-5', { notBeforeDays: 21, againAfterDays: 60, reason: { it: 'Scelta dell’équipe', en: 'The team’s choice' } }),
    ];
    expect(ids.map((one) => one.status)).toEqual(ids.map(() => 200));
    for (const { id } of ids) await theDayComes(id);
    const feast = ids.at(-2);
    // The next year in which that day is one of work.
    const patron = Array.from({ length: 8 }, (_, years) => `${Number(today.slice(0, 4)) + 1 + years}-02-14`).find((day) => isWorkingDay(day, holidays(asItComes))) ?? '';

    const term = (await who(teresa).get<IntakeTerms>('/api/intake-terms')).body.terms.find((one) => one.id === 'consultation');
    expect(term).toMatchObject({ workingDays: 1, hours: null, verified: false });
    const signs = (await who(teresa).get<StreetWords>('/api/street-words')).body.signs;
    expect(signs.find((one) => one.id === 'F01')).toMatchObject({ words: { it: 'Approfitta di una fragilità' }, offered: true });
    expect(signs.find((one) => one.id === 'F03')).toMatchObject({ words: { it: 'Limitazione della libertà di movimento' }, offered: false });
    const kinds = new Set((await who(teresa).get<FlagKinds>('/api/flag-kinds')).body.items.map((one) => one.id));
    expect([kinds.has('animals'), kinds.has('court')]).toEqual([true, false]);
    const anchors = (await who(teresa).get<PlanReference>('/api/plan-reference')).body.anchors;
    expect(anchors.find((one) => one.domain === 'housing')?.levels[4]?.text).toEqual({ it: 'Livello 4', en: 'Level 4' });

    const [{ is_feast: isFeast }] = await town.look<{ is_feast: boolean }>("select programme_holiday((select programme_id from reference_value where id = $1), $2::date) as is_feast", [feast?.id, patron]) as [{ is_feast: boolean }];
    expect(isFeast).toBe(true);
    const giulia = await town.as('giulia');
    const { caseId } = await fatouFollowedBy(town, 'giulia');
    expect((await giulia.get<Employment>(`/api/cases/${caseId}/employment`)).body).toMatchObject({ checkDays: [30, 90, 200], centreMeanings: [{ kind: 'did', meaning: { it: 'Dichiarazione resa allo sportello' } }, {}, {}] });
    const { body: around } = await giulia.post<InTheWay>('/api/agenda/in-the-way', { caseId, every: 'week', items: [{ startsAt: `${patron}T09:00:00.000Z`, endsAt: `${patron}T10:00:00.000Z`, memberId: giulia.memberId, mediatorId: null, room: null }] });
    expect(around.items[0]).toMatchObject({ holiday: 'own', troubles: expect.arrayContaining(['holiday']) });
    const [{ rows }] = await town.look<{ rows: { values: never[] } }>('select reference_rows(programme_id) as rows from reference_value where id = $1', [feast?.id]) as [{ rows: { values: never[] } }];
    expect(isWorkingDay(patron, holidays({ values: rows.values, checks: new Set() }))).toBe(false);
  });

  it('goes out as a table for a spreadsheet, with who verified it, in words', async () => {
    const { body } = await who(teresa).get<{ text: string }>('/api/reference-data/table?format=csv&language=it');
    const lines = body.text.split('\r\n');
    expect(lines[0]).toBe('\uFEFFRaccolta;Voce;Valore;Dal;Al;Fonte;Scritto da;Stato;Verificato da;Guardato il;Che cosa ha guardato');
    expect(lines.find((one) => one.startsWith('Dopo la chiusura') && one.includes('2026-10-31'))).toBe('Dopo la chiusura;Ci si risente dopo la chiusura, se il contatto è sicuro e la persona è d’accordo;Dopo quanti mesi: 3, 6, 12;2026-01-01;2026-10-31;proposta, senza una fonte;come viene con il sistema;da verificare;;;');
    expect(lines.find((one) => one.includes('Verifica del piano;'))).toContain('Giorni: 90');
    expect(lines.find((one) => one.startsWith('Pesi e capienze'))).toContain('Rischio: non valutato: 2, basso: 1');
    const xlsx = await who(teresa).get('/api/reference-data/table?format=xlsx&language=en');
    expect([xlsx.status, xlsx.headers['content-type']]).toEqual([200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']);
  });

  it('shows who coordinates what other weights would make of this week, and nobody else', async () => {
    const { comesWith } = await shown('case-weights', 'case-weights');
    const heavier = { ...comesWith, risk: { 'not-assessed': 4, low: 2, medium: 4, high: 6, extreme: 8 } };
    const compared = (await who(teresa).post<WorkloadCompared>('/api/caseload/compare', heavier)).body.items;
    const giulia = compared.find((one) => one.name === 'Giulia Ferrara');
    expect((giulia?.after ?? 0) > (giulia?.before ?? 0)).toBe(true);
    expect((await (await town.as('giulia')).post('/api/caseload/compare', heavier)).body.code).toBe('not-allowed');
    const { id } = await write('case-weights', 'case-weights', heavier);
    await theDayComes(id);
    const load = (await who(teresa).get<Workload>('/api/caseload')).body.items.find((one) => one.name === 'Giulia Ferrara');
    expect(load?.weight).toBe(giulia?.after);
  });
});
