import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoName } from '../../app/people.ts';
import { smuggled } from '../../app/testing/smuggled.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { Note } from '../cases/contract.ts';
import type { Comparison, FoundPerson, Heading, MergeLine, OpenedPerson, Revealed } from './contract.ts';
import { aFile, changesSince, snapshotOf, undone, united } from './testing/two-files.ts';

let town: Town;
let teresa: Worker;
let giulia: Worker;
let marco: Worker;
beforeAll(async () => {
  town = await aTown();
  [teresa, giulia, marco] = await Promise.all([town.as('teresa'), town.as('giulia'), town.as('marco')]);
});
afterAll(() => town.leave());

const named = (who: Worker, { personId }: OpenedPerson, text: string) => who.put(`/api/persons/${personId}/names/${newId()}`, { kind: 'declared', text });
const phoned = async (who: Worker, { personId }: OpenedPerson, value: string): Promise<string> => {
  const contactId = newId();
  await who.put(`/api/persons/${personId}/contacts/${contactId}`, { kind: 'phone', value, belongsTo: 'person', label: 'di sera' });
  return contactId;
};
const heading = async (who: Worker, personId: string): Promise<Heading> => (await who.get<Heading>(`/api/persons/${personId}`)).body;
const found = async (who: Worker, words: string): Promise<FoundPerson[]> => (await who.post<{ items: FoundPerson[] }>('/api/persons/search', { words })).body.items;
const compared = (one: OpenedPerson, other: OpenedPerson, who = teresa) => who.get<Comparison>(`/api/persons/${one.personId}/beside/${other.personId}`);
const warns = (who: Worker, { personId }: OpenedPerson, mustNotAnswer: string, doNotCall = false) =>
  who.put(`/api/persons/${personId}/safe-contact`, { doNotCall, whoMayCall: '', whenToCall: '', language: null, mayBeSaid: '', mustNotAnswer, leaveMessages: true }, 0);

describe('Teresa before two files that look like one person', () => {
  it('sees both side by side, why they look alike, which goes on, and who would come to know whom', async () => {
    const [one, other] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    await named(giulia, one, 'Mamadou Diallo');
    await named(marco, other, 'Mamadu Jallow');
    await phoned(giulia, one, '3331112223');
    await phoned(marco, other, '3331112223');
    await warns(giulia, one, 'il caporale');
    await warns(marco, other, 'il cugino', true);
    const { status, body } = await compared(one, other);
    expect(status).toBe(200);
    expect(body).toMatchObject({ band: 'same', obstacle: null, mergeId: null, toldApart: null, stays: one.personId, card: { mustNotAnswer: 'il caporale / il cugino', doNotCall: true, leaveMessages: true } });
    expect(body.reasons.map((reason) => reason.code)).toEqual(expect.arrayContaining(['spelling-variant', 'same-phone']));
    expect(body.files.map((file) => file.cases[0]?.followedBy.map((who) => who.memberId))).toEqual([[giulia.memberId], [marco.memberId]]);
    expect(body.learns.map((who) => [who.memberId, who.code])).toEqual([[giulia.memberId, other.code], [marco.memberId, one.code]]);
    const lines = await town.look("select person_id from audit_event where action = 'person.read' and member_id = $1 and person_id = any ($2)", [teresa.memberId, [one.personId, other.personId]]);
    expect(lines).toHaveLength(2);
  });

  it.each(['giulia', 'amal', 'stefano', 'carla', 'francesca', 'rosa'] as const)('alone: %s finds no comparison, no list and no union of others', async (name: DemoName) => {
    const [one, other] = [await aFile(town, 'giulia'), await aFile(town, 'giulia')];
    const { mergeId } = await united(town, one, other);
    const who = await town.as(name);
    expect((await compared(one, await aFile(town, 'giulia'), who)).status).toBe(404);
    expect((await who.get(`/api/merges/${mergeId}`)).status).toBe(404);
    expect((await who.get<{ items: MergeLine[] }>('/api/merges')).body.items).toEqual([]);
    expect((await who.post(`/api/merges/${mergeId}/moves`, { id: newId(), move: 'unmerge', reason: 'ci provo', sides: {} })).status).toBe(404);
  });
});

describe('a request', () => {
  it('is written by Giulia with a code alone, looked at by Teresa, and tells Giulia nothing of the other file', async () => {
    const [hers, his] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    const mergeId = newId();
    const ask = { personId: hers.personId, code: his.code.replaceAll('-', ' '), reason: 'dice di essere già stata qui' };
    expect((await giulia.put(`/api/merges/${mergeId}`, ask)).body).toEqual({ done: true });
    expect((await giulia.put(`/api/merges/${mergeId}`, ask)).body).toEqual({ done: true });
    expect((await marco.put(`/api/merges/${newId()}`, { personId: his.personId, code: hers.code, reason: 'anche secondo me' })).body.code).toBe('merge-already-asked');
    expect((await compared(hers, his)).body.mergeId).toBe(mergeId);
    const { items } = (await teresa.get<{ items: MergeLine[] }>('/api/merges')).body;
    expect(items.find((line) => line.id === mergeId)).toMatchObject({ state: 'asked', askedWords: ask.reason, steps: [] });
    const lines = await town.look<{ person_id: string }>("select person_id from audit_event where action = 'person.ask-merge' and subject_id = $1", [mergeId]);
    expect(lines).toEqual([{ person_id: hers.personId }]);
  });

  it('answers a barred colleague as for a code that nobody bears', async () => {
    const [hers, his] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    await teresa.put(`/api/case-bars/${newId()}`, { caseId: his.caseId, memberId: giulia.memberId, askedBy: 'person', reason: 'lo chiede la persona' });
    const refused = await giulia.put(`/api/merges/${newId()}`, { personId: hers.personId, code: his.code, reason: 'mi sembra lui' });
    const invented = await giulia.put(`/api/merges/${newId()}`, { personId: hers.personId, code: 'nessun-animale-99', reason: 'mi sembra lui' });
    expect([refused.status, refused.body]).toEqual([404, invented.body]);
  });

  it('that is told apart is remembered: the two are not proposed again, and uniting them later is told so', async () => {
    const [one, other] = [await aFile(town, 'giulia'), await aFile(town, 'giulia')];
    await named(giulia, one, 'Blessing Osagie');
    await named(giulia, other, 'Blessing Osagie');
    const mergeId = newId();
    await giulia.put(`/api/merges/${mergeId}`, { personId: one.personId, code: other.code, reason: 'stesso nome' });
    expect((await teresa.post(`/api/merges/${mergeId}/moves`, { id: newId(), move: 'tell-apart' })).status).toBe(422);
    expect((await teresa.post(`/api/merges/${mergeId}/moves`, { id: newId(), move: 'tell-apart', reason: 'sono cugine, le ho viste insieme' })).status).toBe(200);
    expect((await giulia.post<{ items: FoundPerson[] }>('/api/persons/search', { words: 'Blessing Osagie', beside: one.personId })).body.items.map(({ code }) => code)).not.toContain(other.code);
    expect((await compared(one, other)).body.toldApart?.by).toMatch(/Teresa/);
    expect((await teresa.post(`/api/merges/${mergeId}/moves`, { id: newId(), move: 'merge', reason: 'ci ho ripensato', survivorId: one.personId, fromOther: [], card: null })).body.code).toBe('illegal-move');
  });
});

describe('a union', () => {
  it('keeps every name, contact and case; both codes find the person, and the contacts of both open', async () => {
    const [hers, his] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    await named(giulia, hers, 'Olena Shevchenko');
    await named(marco, his, 'Шевченко Олена');
    await phoned(giulia, hers, '3332223334');
    const contactId = await phoned(marco, his, '3335556667');
    await marco.put(`/api/persons/${his.personId}/languages/uk`, { speaks: 'mother-tongue', reads: true, interpreter: false });
    expect((await united(town, hers, his)).answer.status).toBe(200);
    const now = await heading(marco, hers.personId);
    expect(now.names.map((name) => name.text).sort()).toEqual(['Olena Shevchenko', 'Шевченко Олена']);
    expect(now).toMatchObject({ formerCodes: [his.code], languages: [{ language: 'uk' }] });
    expect(now.contacts.map((one) => one.label)).toEqual(['di sera', 'di sera']);
    expect((await giulia.post<Revealed>(`/api/persons/${hers.personId}/contacts/${contactId}/reveals`, { cardVersion: 0 })).body.value).toMatch(/335.*556.*667/);
    for (const code of [hers.code, his.code]) expect((await found(giulia, code)).map((one) => one.code)).toContain(hers.code);
    expect((await found(marco, 'Olena Shevchenko')).map((one) => one.code)).toEqual([hers.code]);
    expect((await marco.get(`/api/persons/${his.personId}`)).status).toBe(404);
  });

  it('gives nobody a case: each colleague opens what they opened, and reads of the other case neither notes nor profile', async () => {
    const [hers, his] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    for (const [who, { caseId }] of [[giulia, hers], [marco, his]] as const) {
      for (const compartment of ['case', 'restricted']) await who.put(`/api/case-notes/${newId()}`, { caseId, compartment, body: `riservato ${compartment}` });
    }
    await united(town, hers, his);
    expect(await heading(giulia, hers.personId)).toMatchObject({ cases: [{ caseId: hers.caseId }] });
    expect(await heading(marco, hers.personId)).toMatchObject({ cases: [{ caseId: his.caseId }] });
    for (const [who, closed, open] of [[giulia, his, hers], [marco, hers, his]] as const) {
      for (const part of ['', '/opened', '/notes', '/profile', '/timeline', '/trail', '/referrals', '/consents']) {
        expect([part, (await who.get(`/api/cases/${closed.caseId}${part}`)).status]).toEqual([part, 404]);
      }
      expect((await who.get<{ items: Note[] }>(`/api/cases/${open.caseId}/notes`)).body.items).toHaveLength(2);
      expect((await who.put(`/api/case-notes/${newId()}`, { caseId: closed.caseId, compartment: 'case', body: 'x' })).status).toBe(404);
      await smuggled(town, who === giulia ? 'giulia' : 'marco', async (ask) => {
        for (const table of ['case_note', 'profile_fact', 'need', 'interview', 'screening', 'consent', 'task', 'case_assignment', 'vault_key']) {
          const column = table === 'vault_key' ? 'holder_id' : 'case_id';
          expect([table, await ask(`select from ${table} where ${column} = $1`, [closed.caseId])]).toEqual([table, []]);
        }
      });
    }
  });

  it('is refused while somebody barred from the one follows the other, and says so', async () => {
    const [hers, his] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    await teresa.put(`/api/case-bars/${newId()}`, { caseId: hers.caseId, memberId: marco.memberId, askedBy: 'person', reason: 'è un parente' });
    expect((await compared(hers, his)).body.obstacle).toBe('merge-barred');
    expect((await united(town, hers, his)).answer.body.code).toBe('merge-barred');
    expect((await heading(marco, his.personId)).code).toBe(his.code);
  });

  it('never lets a doubt of age go under: the file that has it goes on', async () => {
    const [hers, his] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    await marco.post(`/api/persons/${his.personId}/moves`, { id: newId(), move: 'raise-doubt', reason: 'dice sedici anni' });
    expect((await compared(hers, his)).body.stays).toBe(his.personId);
    expect((await united(town, hers, his)).answer.body.code).toBe('merge-minor-stays');
    const again = (await compared(hers, his)).body.mergeId;
    expect((await teresa.post(`/api/merges/${again}/moves`, { id: newId(), move: 'merge', reason: 'la stessa', survivorId: his.personId, fromOther: [], card: null })).status).toBe(200);
    expect(await heading(giulia, his.personId)).toMatchObject({ minorTrack: true });
  });

  it('takes from the other file what Teresa says, and writes one card from two', async () => {
    const [hers, his] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    for (const [who, { personId }, year] of [[giulia, hers, 1994], [marco, his, 1996]] as const) await who.put(`/api/persons/${personId}/birth`, { precision: 'declared', year, month: null, day: null }, 0);
    await warns(giulia, hers, 'il marito');
    await warns(marco, his, 'la suocera');
    const { card } = (await compared(hers, his)).body;
    await united(town, hers, his, { fromOther: ['birth'], card });
    expect(await heading(giulia, hers.personId)).toMatchObject({ birth: { year: 1996 }, safeContact: { mustNotAnswer: 'il marito / la suocera', version: 2 } });
  });

  it('is told to Marco, whose person now goes by another code, and a request to Teresa; neither says a name', async () => {
    const [hers, his] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    await marco.put(`/api/merges/${newId()}`, { personId: his.personId, code: hers.code, reason: 'la conosce anche Giulia' });
    const waiting = async (who: Worker, caseId: string) => (await who.get<{ items: { kind: string; subjectId: string }[] }>('/api/notifications')).body.items.filter((one) => one.subjectId === caseId).map((one) => one.kind);
    expect(await waiting(teresa, his.caseId)).toEqual(['union-asked']);
    const mergeId = (await compared(hers, his)).body.mergeId ?? '';
    await teresa.post(`/api/merges/${mergeId}/moves`, { id: newId(), move: 'merge', reason: 'è lei', survivorId: hers.personId, fromOther: [], card: null });
    expect(await waiting(marco, his.caseId)).toContain('files-united');
    await undone(town, mergeId);
    expect(await waiting(marco, his.caseId)).toContain('files-apart');
  });

  it('is told in the trail of both files, which Francesca reads under either code', async () => {
    const [hers, his] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    await united(town, hers, his);
    const francesca = await town.as('francesca');
    for (const code of [hers.code, his.code]) {
      const { body } = await francesca.get<{ items: { action: string }[] }>(`/api/audit?code=${code}`);
      const actions = body.items.map((line) => line.action);
      expect(actions.filter((action) => action === 'person.merge')).toHaveLength(2);
      expect(actions.filter((action) => action === 'person.open')).toHaveLength(2);
    }
  });

  it('lets Chiara ask for the file, or open it in an emergency, by the code she knows', async () => {
    const [hers, his] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    await united(town, hers, his);
    const chiara = await town.as('chiara');
    expect(await found(chiara, his.code)).toEqual([{ kind: 'followed', code: his.code }]);
    const asked = newId();
    await chiara.put(`/api/access-requests/${asked}`, { code: his.code, reason: 'la seguivo a Ariano' });
    expect(await town.look('select case_id from access_request where id = $1', [asked])).toEqual([{ case_id: his.caseId }]);
    const broken = await chiara.put<{ caseId: string }>(`/api/break-glass/${newId()}`, { code: his.code, reason: 'è in pronto soccorso adesso' });
    expect(broken.body.caseId).toBe(his.caseId);
  });

  it('finds every table that names a person, those of rooms yet to be built included, and knows what to do with each', async () => {
    expect(await town.look("select place from merge_places() where follows is null")).toEqual([]);
    const places = await town.look<{ place: string; follows: string }>('select * from merge_places() order by 1');
    expect(places.filter((one) => one.follows === 'row').map((one) => one.place)).toEqual(expect.arrayContaining(['case_file', 'person_contact', 'person_move', 'person_name']));
    expect(places.filter((one) => one.follows === 'case').map((one) => one.place)).toEqual(expect.arrayContaining(['assessment', 'case_access', 'referral_matter', 'sharing_record']));
  });
});

describe('two files that come apart', () => {
  it('each have again what they had; what Giulia and Marco wrote since goes to their own, and Teresa is asked about her own words', async () => {
    const [hers, his] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    await named(giulia, hers, 'Amina');
    await named(marco, his, 'Aminata');
    const before = [await snapshotOf(town, hers.personId), await snapshotOf(town, his.personId)] as const;
    const { mergeId } = await united(town, hers, his);
    await named(giulia, hers, 'Amina Ba');
    await named(marco, hers, 'Aminata Sow');
    await named(teresa, hers, 'Mina');
    const { changes, obstacle } = await changesSince(town, mergeId);
    expect([obstacle, changes.map((change) => [change.words, change.suggestion])]).toEqual([null, [['Amina Ba', 'survivor'], ['Aminata Sow', 'absorbed'], ['Mina', 'ask']]]);
    expect((await undone(town, mergeId)).body.code).toBe('merge-side-needed');
    const mina = changes.at(-1)?.key ?? '';
    expect((await undone(town, mergeId, { [mina]: 'absorbed' })).status).toBe(200);
    expect((await heading(giulia, hers.personId)).names.map((name) => name.text)).toEqual(['Amina', 'Amina Ba']);
    expect((await heading(marco, his.personId)).names.map((name) => name.text)).toEqual(['Aminata', 'Aminata Sow', 'Mina']);
    expect((await found(marco, 'Aminata Sow')).map((one) => one.code)).toEqual([his.code]);
    expect([(await snapshotOf(town, hers.personId)).held, (await snapshotOf(town, his.personId)).held]).toEqual([before[0].held, before[1].held]);
    expect((await compared(hers, his)).body.toldApart).not.toBeNull();
  });

  it('ask where a case goes that was opened since, and it takes everything in it along', async () => {
    const [hers, his] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    const { mergeId } = await united(town, hers, his);
    for (const [who, { caseId }] of [[giulia, hers], [marco, his]] as const) await who.post(`/api/cases/${caseId}/moves`, { id: newId(), move: 'withdraw', reason: 'non vuole più' });
    const newCase = newId();
    await smuggled(town, 'teresa', (ask) => ask("select open_case_again($1, $2, 'desk')", [newCase, hers.personId]));
    const note = newId();
    await teresa.put(`/api/case-notes/${note}`, { caseId: newCase, compartment: 'case', body: 'torna a chiedere' });
    const { changes } = await changesSince(town, mergeId);
    expect(changes).toMatchObject([{ key: `case_file:${newCase}`, suggestion: 'ask' }]);
    expect((await undone(town, mergeId, { [`case_file:${newCase}`]: 'absorbed' })).status).toBe(200);
    expect((await heading(teresa, his.personId)).cases.map((one) => one.caseId).sort()).toEqual([his.caseId, newCase].sort());
    expect(await town.look('select person_id from case_access where case_id = $1', [newCase])).toEqual(expect.arrayContaining([{ person_id: his.personId }]));
  });

  it('both keep a doubt of age that was raised while they were one', async () => {
    const [hers, his] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    const { mergeId } = await united(town, hers, his);
    await giulia.post(`/api/persons/${hers.personId}/moves`, { id: newId(), move: 'raise-doubt', reason: 'ha parlato della scuola' });
    await undone(town, mergeId);
    expect((await heading(giulia, hers.personId)).minorTrack).toBe(true);
    expect(await heading(marco, his.personId)).toMatchObject({ minorTrack: true, minorReason: 'ha parlato della scuola' });
  });

  it('open the contacts that were sealed before and since, wherever they went', async () => {
    const [hers, his] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    const old = await phoned(marco, his, '3338889990');
    const { mergeId } = await united(town, hers, his);
    const since = await phoned(marco, hers, '3337778889');
    await undone(town, mergeId);
    for (const [contactId, digits] of [[old, /338.*889.*990/], [since, /337.*778.*889/]] as const) {
      expect((await marco.post<Revealed>(`/api/persons/${his.personId}/contacts/${contactId}/reveals`, { cardVersion: 0 })).body.value).toMatch(digits);
    }
    expect(await smuggled(town, 'giulia', (ask) => ask('select holder_id from vault_key where holder_id = $1', [his.personId]))).toEqual([]);
  });

  it('are not united or undone by what slips into a request', async () => {
    const [hers, his] = [await aFile(town, 'giulia'), await aFile(town, 'marco')];
    const { mergeId } = await united(town, hers, his);
    await smuggled(town, 'giulia', async (ask) => {
      await expect(ask("select step_merge($1, $2, 'unmerge', 'unmerged', 'x')", [mergeId, newId()])).rejects.toThrow('permission denied');
      await expect(ask("select set_person_value($1, 'gender', null)", [hers.personId])).rejects.toThrow('permission denied');
      await expect(ask('update person set merged_into = null')).rejects.toThrow('permission denied');
      await expect(ask('select * from person_merge')).rejects.toThrow('permission denied');
    });
  });
});
