import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { CaseHeader, Note, Task } from '../cases/contract.ts';
import { aCase, type KnownCase, outsiders } from '../cases/testing/case.ts';
import type { Handover, HandoverLine, NewHandoverGiven, Passable } from './contract.ts';
import { italianDay } from '../../kernel/italian-day.ts';

let town: Town;
let giulia: Worker;
let blessing: Worker;
let marco: Worker;
let teresa: Worker;
beforeAll(async () => {
  town = await aTown();
  [giulia, blessing, marco, teresa] = await Promise.all([town.as('giulia'), town.as('blessing'), town.as('marco'), town.as('teresa')]);
});
afterAll(() => town.leave());

const day = (offset: number): string => italianDay(new Date(Date.now() + offset * 86_400_000));

/** A case that Giulia opened and answers for. */
async function giuliasCase(): Promise<KnownCase> {
  const known = await aCase(town, 'giulia');
  const { body } = await giulia.get<CaseHeader>(`/api/cases/${known.caseId}`);
  await giulia.patch(`/api/cases/${known.caseId}`, { ownerId: giulia.memberId, risk: 'high' }, body.version);
  return known;
}

/** Giulia proposes the case to Blessing, with words for whoever comes. */
async function proposed({ caseId }: KnownCase, to: Worker = blessing, more: Partial<NewHandoverGiven> = {}, by: Worker = giulia): Promise<string> {
  const id = newId();
  const { status, body } = await by.put(`/api/handovers/${newId()}`, { kind: 'for-good', startsOn: day(0), note: 'Parla piano, si fida di Amal. Il martedì lavora.', cases: [{ id, caseId, toMember: to.memberId }], ...more });
  expect([status, body]).toEqual([200, { done: true }]);
  return id;
}
const heading = { kind: 'first', language: 'fr', interpreter: 'none', mediatorId: null, place: 'desk', present: ['psychologist'], preparation: { alone: 'yes', 'time-enough': 'yes' } };
const move = (who: Worker, id: string, name: string, reason?: string) => who.post(`/api/handovers/${id}/moves`, { id: newId(), move: name, reason });
const opens = async (who: Worker, { caseId }: KnownCase) => (await who.get(`/api/cases/${caseId}`)).status === 200;
const ownerOf = async ({ caseId }: KnownCase) => (await teresa.get<CaseHeader>(`/api/cases/${caseId}`)).body.owner?.name;

describe('Giulia leaves the project and passes Samira’s case to Blessing', () => {
  it('changes nothing until Blessing says yes; from that moment Blessing reads it and answers for it, and Giulia no longer does', async () => {
    const known = await giuliasCase();
    const id = await proposed(known);
    expect([await opens(giulia, known), await opens(blessing, known), await ownerOf(known)]).toEqual([true, false, 'Giulia Ferrara']);
    expect((await move(blessing, id, 'accept')).status).toBe(200);
    expect([await opens(giulia, known), await opens(blessing, known), await ownerOf(known)]).toEqual([false, true, 'Blessing Okoro']);
    expect((await giulia.get(`/api/cases/${known.caseId}/notes`)).body.code).toBe('not-found');
  });

  it('tells Blessing before her yes which case it is, in which languages, and not a word more', async () => {
    const known = await giuliasCase();
    const id = await proposed(known);
    const before = (await blessing.get<Handover>(`/api/handovers/${id}`)).body;
    expect(before).toMatchObject({ code: known.code, risk: 'high', note: null, items: [], opens: false, moves: ['accept', 'decline'] });
    const seen = await smuggled(town, 'blessing', async (ask) => [
      await ask('select from handover_note where handover_id = $1', [id]), await ask('select from handover_item where handover_id = $1', [id]), await ask('select from case_file where id = $1', [known.caseId]), await ask('select from person where id = $1', [known.personId]),
    ]);
    expect(seen).toEqual([[], [], [], []]);
    await move(blessing, id, 'accept');
    expect((await blessing.get<Handover>(`/api/handovers/${id}`)).body).toMatchObject({ note: 'Parla piano, si fida di Amal. Il martedì lavora.', opens: true, moves: [] });
    expect((await giulia.get<Handover>(`/api/handovers/${id}`)).body).toMatchObject({ state: 'accepted', code: null, note: null, items: [], opens: false });
  });

  it('gathers what is open, gives Blessing what Giulia had to do, and lets her go through it line by line', async () => {
    const known = await giuliasCase();
    const task = newId();
    await giulia.put(`/api/tasks/${task}`, { caseId: known.caseId, title: 'Chiamare la Questura', ownerId: giulia.memberId, dueOn: day(5) });
    const id = await proposed(known);
    const items = (await giulia.get<Handover>(`/api/handovers/${id}`)).body.items;
    expect(items).toMatchObject([{ kind: 'task', title: 'Chiamare la Questura', dueOn: day(5), isOpen: true, lookedAt: null }]);
    expect((await giulia.post(`/api/handover-items/${items[0]?.id}/look`, { looked: true })).body.code).toBe('not-allowed');
    await move(blessing, id, 'accept');
    expect((await blessing.get<{ items: Task[] }>(`/api/cases/${known.caseId}/tasks`)).body.items).toMatchObject([{ id: task, owner: { name: 'Blessing Okoro' } }]);
    expect((await blessing.post(`/api/handover-items/${items[0]?.id}/look`, { looked: true })).status).toBe(200);
    await blessing.patch(`/api/tasks/${task}`, { done: true }, 2);
    const after = (await blessing.get<Handover>(`/api/handovers/${id}`)).body.items;
    expect(after[0]).toMatchObject({ isOpen: false, lookedAt: expect.any(String) as string });
  });

  it('waits until Giulia has signed what she wrote, for nobody else could', async () => {
    const known = await giuliasCase();
    const interview = newId();
    await giulia.put(`/api/interviews/${interview}`, { caseId: known.caseId, ...heading });
    for (const [name, reason] of [['start', undefined], ['stop', 'finished']] as const) await giulia.post(`/api/interviews/${interview}/moves`, { id: newId(), move: name, reason });
    const id = await proposed(known);
    expect((await move(blessing, id, 'accept')).body.code).toBe('handover-interview-unsigned');
    expect([await opens(blessing, known), await ownerOf(known)]).toEqual([false, 'Giulia Ferrara']);
    await giulia.post(`/api/interviews/${interview}/moves`, { id: newId(), move: 'sign' });
    expect((await move(blessing, id, 'accept')).status).toBe(200);
  });

  it('keeps Giulia as one who follows, where she only stops answering for it', async () => {
    const known = await giuliasCase();
    await move(blessing, await proposed(known, blessing, { fromStays: true }), 'accept');
    expect([await opens(giulia, known), await opens(blessing, known), await ownerOf(known)]).toEqual([true, true, 'Blessing Okoro']);
  });

  it('is taken back while there is no yes, and the same case can be proposed again', async () => {
    const known = await giuliasCase();
    const id = await proposed(known);
    expect((await giulia.put(`/api/handovers/${newId()}`, { kind: 'for-good', startsOn: day(0), cases: [{ id: newId(), caseId: known.caseId, toMember: marco.memberId }] })).body.code).toBe('handover-already-waiting');
    await move(giulia, id, 'withdraw');
    expect((await move(blessing, id, 'accept')).body.code).toBe('illegal-move');
    expect(await opens(blessing, known)).toBe(false);
    await move(marco, await proposed(known, marco), 'accept');
    expect(await ownerOf(known)).toBe('Marco D’Alessio');
  });

  it('is declined with a reason that Giulia and Teresa read, and stays with Giulia', async () => {
    const known = await giuliasCase();
    const id = await proposed(known);
    expect((await move(blessing, id, 'decline')).body.code).toBe('reason-required');
    await move(blessing, id, 'decline', 'Seguo già dodici persone e non parlo la sua lingua');
    for (const who of [giulia, teresa]) expect((await who.get<Handover>(`/api/handovers/${id}`)).body).toMatchObject({ state: 'declined', reason: 'Seguo già dodici persone e non parlo la sua lingua', steps: [{ move: 'decline', by: { name: 'Blessing Okoro' } }] });
    expect(await ownerOf(known)).toBe('Giulia Ferrara');
  });

  it('is decided by Blessing alone, whatever Teresa would like', async () => {
    const known = await giuliasCase();
    const id = await proposed(known);
    for (const who of [teresa, giulia]) expect((await move(who, id, 'accept')).body.code).toBe('not-allowed');
    await expect(smuggled(town, 'blessing', (ask) => ask("update handover set state = 'accepted' where id = $1", [id]))).rejects.toThrow('permission denied');
    await expect(smuggled(town, 'blessing', (ask) => ask('insert into case_assignment (id, programme_id, case_id, member_id, assigned_by) select $1, programme_id, case_id, to_member, to_member from handover where id = $2', [newId(), id]))).rejects.toThrow('row-level security');
  });

  it.each([...outsiders, 'chiara', 'anna', 'amal'] as const)('looks to %s like one that nobody proposed', async (name) => {
    const known = await giuliasCase();
    const [id, stranger] = [await proposed(known), await town.as(name)];
    for (const [ask, other] of [[id, newId()]] as const) {
      expect(await stranger.get(`/api/handovers/${ask}`)).toMatchObject({ status: (await stranger.get(`/api/handovers/${other}`)).status, body: { code: 'not-found' } });
      expect((await move(stranger, ask, 'accept')).body.code).toBe('not-found');
    }
    expect((await stranger.get<{ items: HandoverLine[] }>('/api/handovers?box=waiting')).body.items.map((line) => line.id)).not.toContain(id);
  });
});

describe('a colleague who is barred from the case', () => {
  it('is never proposed to, in words that do not say why', async () => {
    const known = await giuliasCase();
    await teresa.put(`/api/case-bars/${newId()}`, { caseId: known.caseId, memberId: marco.memberId, askedBy: 'person', reason: 'conosce il datore di lavoro' });
    expect((await giulia.put(`/api/handovers/${newId()}`, { kind: 'for-good', startsOn: day(0), cases: [{ id: newId(), caseId: known.caseId, toMember: marco.memberId }] })).body.code).toBe('handover-not-possible');
    expect((await giulia.put(`/api/handovers/${newId()}`, { kind: 'for-good', startsOn: day(0), cases: [{ id: newId(), caseId: known.caseId, toMember: (await town.as('amal')).memberId }] })).body.code).toBe('handover-not-possible');
  });

  it('loses a proposal that was waiting, and a substitution, which do not come back when the bar is lifted', async () => {
    const known = await giuliasCase();
    const substitution = await proposed(known, marco, { kind: 'absence', endsOn: day(10) });
    await move(marco, substitution, 'accept');
    const barId = newId();
    await teresa.put(`/api/case-bars/${barId}`, { caseId: known.caseId, memberId: marco.memberId, askedBy: 'person', reason: 'conosce il datore di lavoro' });
    expect((await marco.get(`/api/handovers/${substitution}`)).body).toMatchObject({ code: 'not-found' });
    await teresa.post(`/api/case-bars/${barId}/lift`, {});
    expect(await opens(marco, known)).toBe(false);
    expect((await teresa.get<Handover>(`/api/handovers/${substitution}`)).body.state).toBe('ended');
  });
});

describe('Giulia is away for two weeks and Chiara stands in', () => {
  it('reads the case from her yes until the last day, when it closes by itself; Giulia answers for it all the time', async () => {
    const known = await giuliasCase();
    await giulia.put(`/api/case-notes/${newId()}`, { caseId: known.caseId, compartment: 'secret-psychologist', body: 'Solo per me.' });
    const chiara = await town.as('chiara');
    const id = await proposed(known, chiara, { kind: 'absence', endsOn: day(14) });
    expect(await opens(chiara, known)).toBe(false);
    await move(chiara, id, 'accept');
    expect((await chiara.get<CaseHeader>(`/api/cases/${known.caseId}`)).body).toMatchObject({ via: 'substitute', until: expect.any(String) as string, owner: { name: 'Giulia Ferrara' } });
    expect((await chiara.get<{ items: Note[] }>(`/api/cases/${known.caseId}/notes`)).body.items).toEqual([]);
    expect(await opens(giulia, known)).toBe(true);
    await town.look("update case_access set valid_until = now() where case_id = $1 and via = 'substitute'", [known.caseId]);
    expect(await opens(chiara, known)).toBe(false);
    const [kept] = await town.look<{ end: string; until: string }>("select (ends_on + 1)::text as end, to_char(until at time zone 'Europe/Rome', 'YYYY-MM-DD HH24:MI') as until from handover where id = $1", [id]);
    expect(kept?.until).toBe(`${kept?.end} 00:00`);
    expect((await chiara.put(`/api/break-glass/${newId()}`, { caseId: known.caseId, reason: 'chiama di notte e chiede aiuto' })).status).toBe(200);
  });

  it('ends early with a reason when Giulia comes back', async () => {
    const known = await giuliasCase();
    const id = await proposed(known, marco, { kind: 'absence', endsOn: day(14) });
    await move(marco, id, 'accept');
    expect((await move(giulia, id, 'end')).body.code).toBe('reason-required');
    await move(giulia, id, 'end', 'Sono tornata prima');
    expect([await opens(marco, known), await opens(giulia, known)]).toEqual([false, true]);
  });
});

describe('a whole caseload', () => {
  it('is divided by Teresa between two colleagues in one go, each case answered for itself; sent twice it is the same', async () => {
    const [one, two] = [await aCase(town, 'anna'), await aCase(town, 'anna')];
    const anna = await town.as('anna');
    const passable = (await teresa.get<Passable>(`/api/handovers/cases-of/${anna.memberId}`)).body;
    expect(passable.items.map((line) => line.caseId).toSorted()).toEqual([one.caseId, two.caseId].toSorted());
    expect((await giulia.get(`/api/handovers/cases-of/${anna.memberId}`)).body.code).toBe('not-allowed');
    const [bundle, first, second] = [newId(), newId(), newId()];
    const asked = { kind: 'for-good', fromMember: anna.memberId, startsOn: day(0), note: 'Anna cambia lavoro il mese prossimo.', cases: [{ id: first, caseId: one.caseId, toMember: blessing.memberId }, { id: second, caseId: two.caseId, toMember: marco.memberId, note: 'Ha l’udienza a maggio.' }] };
    for (let again = 0; again < 2; again++) expect((await teresa.put(`/api/handovers/${bundle}`, asked)).status).toBe(200);
    expect(await town.look('select from handover where bundle_id = $1', [bundle])).toHaveLength(2);
    await blessing.post('/api/handover-moves', { move: 'accept', items: [{ id: newId(), handoverId: first }] });
    expect([await opens(anna, one), await opens(anna, two), await opens(blessing, one), await opens(marco, two)]).toEqual([false, true, true, false]);
    await marco.post('/api/handover-moves', { move: 'accept', items: [{ id: newId(), handoverId: second }] });
    expect((await marco.get<Handover>(`/api/handovers/${second}`)).body.note).toBe('Anna cambia lavoro il mese prossimo.\n\nHa l’udienza a maggio.');
  });

  it('keeps nothing of it when one case cannot pass', async () => {
    const [mine, closedToMe] = [await giuliasCase(), await aCase(town, 'marco')];
    const ids = [newId(), newId()];
    expect((await giulia.put(`/api/handovers/${newId()}`, { kind: 'for-good', startsOn: day(0), cases: [{ id: ids[0], caseId: mine.caseId, toMember: blessing.memberId }, { id: ids[1], caseId: closedToMe.caseId, toMember: blessing.memberId }] })).body.code).toBe('not-found');
    expect(await town.look('select from handover where id = any ($1)', [ids])).toEqual([]);
  });
});

describe('the trail of a handover', () => {
  it('tells who proposed, who said yes and who wrote down that the person knows; the case’s path shows it with its moments', async () => {
    const known = await giuliasCase();
    const id = await proposed(known, blessing, { personTold: 'not-yet' });
    await move(blessing, id, 'accept');
    await blessing.post(`/api/handovers/${id}/told`, { told: 'told' });
    const lines = await town.look<{ action: string }>("select action from audit_event where subject = 'handover' and subject_id = $1 and action <> 'handover.read' order by at, position", [id]);
    expect(lines.map((line) => line.action)).toEqual(['handover.propose', 'handover.accept', 'handover.tell-person']);
    const path = (await blessing.get<{ items: { kind: string; detail: { move: string } }[] }>(`/api/cases/${known.caseId}/timeline?kinds=handover`)).body.items;
    expect(path.map((event) => event.detail.move)).toEqual(['accept', 'propose']);
  });
});
