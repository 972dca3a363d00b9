import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildApp } from '../../app/build.ts';
import { asHouse } from '../../app/house-connection.ts';
import { demoEmail, type DemoName } from '../../app/people.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { openPrepared } from '../../kernel/database/open.ts';
import { demoPassword } from '../../kernel/identity/routes.ts';
import { sealContactLabels } from './store/labels.ts';
import type { FoundPerson, Heading, MoveName, OpenedPerson, Revealed } from './contract.ts';

let town: Town;
beforeAll(async () => { town = await aTown(); });
afterAll(() => town.leave());

async function opens(who: Worker, personId = newId(), caseId = newId()): Promise<OpenedPerson> {
  const { status, body } = await who.put<OpenedPerson>(`/api/persons/${personId}`, { caseId });
  expect(status).toBe(200);
  return body;
}
const named = (who: Worker, personId: string, text: string, kind = 'declared', nameId = newId()) => who.put(`/api/persons/${personId}/names/${nameId}`, { kind, text });
const moves = (who: Worker, personId: string, move: MoveName, more: object = {}) => who.post(`/api/persons/${personId}/moves`, { id: newId(), move, ...more });
const heading = async (who: Worker, personId: string): Promise<Heading> => (await who.get<Heading>(`/api/persons/${personId}`)).body;
const searches = async (who: Worker, sought: object): Promise<FoundPerson[]> => (await who.post<{ items: FoundPerson[] }>('/api/persons/search', sought)).body.items;

const outsiders: readonly DemoName[] = ['vincenzo', 'carla', 'luca', 'paola', 'antonio', 'silvia', 'davide', 'francesca', 'stefano'];
const otherProgramme: readonly DemoName[] = ['rosa', 'youssef', 'elena'];

describe('Fatou, from a code to a verified identity', () => {
  let amal: Worker;
  let giulia: Worker;
  let fatou: OpenedPerson;
  beforeAll(async () => {
    [amal, giulia] = await Promise.all([town.as('amal'), town.as('giulia')]);
    fatou = await opens(giulia);
  });

  it('begins with nothing but a code that can be said aloud', async () => {
    expect(fatou.code).toMatch(/^[a-z]+-[a-z]+-\d\d$/);
    expect(await heading(giulia, fatou.personId)).toMatchObject({ identityLevel: 'anonymous', names: [], birth: null, safeContact: null, minorTrack: false });
  });

  it('is opened once although the telephone sent it twice', async () => {
    const again = await giulia.put<OpenedPerson>(`/api/persons/${fatou.personId}`, { caseId: fatou.caseId });
    expect(again.body).toEqual(fatou);
    expect(await town.look('select 1 from case_file where person_id = $1', [fatou.personId])).toHaveLength(1);
  });

  it('climbs only by choice: a name on file moves nobody up', async () => {
    expect((await moves(giulia, fatou.personId, 'declare-name')).body.code).toBe('name-first');
    await named(giulia, fatou.personId, 'Fati', 'nickname');
    expect((await moves(giulia, fatou.personId, 'declare-name')).body.code).toBe('name-first');
    expect((await moves(giulia, fatou.personId, 'give-pseudonym')).status).toBe(200);
    await named(giulia, fatou.personId, 'Fatoumata Diallo');
    expect((await heading(giulia, fatou.personId)).identityLevel).toBe('pseudonym');
    expect((await moves(giulia, fatou.personId, 'declare-name')).status).toBe(200);
  });

  it('is verified by a document that somebody has seen, with kind, day and by whom', async () => {
    expect((await moves(giulia, fatou.personId, 'verify')).body.code).toBe('document-first');
    expect((await moves(giulia, fatou.personId, 'verify', { document: { kind: 'passport', seenOn: '2999-01-01' } })).body.code).toBe('invalid-input');
    expect((await moves(giulia, fatou.personId, 'verify', { document: { kind: 'passport', seenOn: '2026-01-15' } })).status).toBe(200);
    const now = await heading(giulia, fatou.personId);
    expect(now.identityLevel).toBe('verified');
    expect(now.moves[0]).toMatchObject({ move: 'verify', from: 'declared', to: 'verified', document: { kind: 'passport', seenOn: '2026-01-15', seenBy: 'Giulia Ferrara' }, by: 'Giulia Ferrara' });
  });

  it('steps down only with the reason, and the history stays', async () => {
    expect((await moves(giulia, fatou.personId, 'doubt-document')).body.code).toBe('reason-required');
    expect((await moves(giulia, fatou.personId, 'be-anonymous-again', { reason: 'not from here' })).body.code).toBe('illegal-move');
    await moves(giulia, fatou.personId, 'doubt-document', { reason: 'Il passaporto è della sorella' });
    expect((await heading(giulia, fatou.personId)).moves.map((one) => one.move)).toEqual(['doubt-document', 'verify', 'declare-name', 'give-pseudonym']);
  });

  it('is called by the name she prefers, and a name taken away is no longer found', async () => {
    const alias = newId();
    await named(giulia, fatou.personId, 'Zenobia Quartey', 'alias', alias);
    await giulia.post(`/api/persons/${fatou.personId}/names/${alias}/preferred`, {});
    expect((await heading(giulia, fatou.personId)).names[0]).toMatchObject({ text: 'Zenobia Quartey', preferred: true, scripts: ['Latin'] });
    expect(await searches(giulia, { words: 'Zenobia Quartey' })).toMatchObject([{ code: fatou.code, name: 'Zenobia Quartey' }]);
    await giulia.delete(`/api/persons/${fatou.personId}/names/${alias}`);
    expect(await searches(giulia, { words: 'Zenobia Quartey' })).toEqual([]);
    expect(await town.look('select removed_at from person_name where id = $1 and removed_at is not null', [alias])).toHaveLength(1);
  });

  it('has a birth as uncertain as it is, and two colleagues do not write over each other', async () => {
    const about1999 = { precision: 'estimated', year: 1999, month: null, day: null };
    expect((await giulia.put(`/api/persons/${fatou.personId}/birth`, about1999, 0)).body).toEqual({ version: 1 });
    expect((await giulia.put(`/api/persons/${fatou.personId}/birth`, about1999, 0)).body.code).toBe('changed-meanwhile');
    expect((await giulia.put(`/api/persons/${fatou.personId}/birth`, { precision: 'declared', year: 1999, month: 2, day: 30 }, 1)).body.code).toBe('invalid-input');
    expect((await giulia.put(`/api/persons/${fatou.personId}/birth`, { precision: 'declared', year: 1999, month: 2, day: 3 }, 1)).body).toEqual({ version: 2 });
  });

  it('has languages, and no country may be hers', async () => {
    await giulia.put(`/api/persons/${fatou.personId}/languages/ff`, { speaks: 'mother-tongue', reads: false, interpreter: true });
    await giulia.put(`/api/persons/${fatou.personId}/nationalities/XS`, {});
    expect(await heading(giulia, fatou.personId)).toMatchObject({ languages: [{ language: 'ff', speaks: 'mother-tongue', reads: false, interpreter: true }], nationalities: ['XS'] });
    // The one she speaks best stands first, whatever its letters: questions are put to her in it.
    await giulia.put(`/api/persons/${fatou.personId}/languages/bm`, { speaks: 'well', reads: false, interpreter: false });
    expect((await heading(giulia, fatou.personId)).languages.map(({ language }) => language)).toEqual(['ff', 'bm']);
    await giulia.delete(`/api/persons/${fatou.personId}/languages/bm`);
    await giulia.delete(`/api/persons/${fatou.personId}/languages/ff`);
    expect((await heading(giulia, fatou.personId)).languages).toEqual([]);
  });

  it('keeps the doubt about an age, whoever settles it; a mediator may raise it and not settle it', async () => {
    const ines = await opens(amal);
    expect((await moves(amal, ines.personId, 'raise-doubt')).body.code).toBe('reason-required');
    await moves(amal, ines.personId, 'raise-doubt', { reason: 'Dice di avere sedici anni' });
    expect(await heading(amal, ines.personId)).toMatchObject({ minorTrack: true, minorReason: 'Dice di avere sedici anni' });
    expect((await moves(amal, ines.personId, 'reclassify', { reason: 'Sembra adulta' })).body.code).toBe('not-allowed');
    const teresa = await town.as('teresa');
    expect((await moves(teresa, ines.personId, 'reclassify', { reason: 'Sembra adulta' })).body.code).toBe('authority-outcome-missing');
    const { body: { paths } } = await teresa.get<{ paths: { id: string }[] }>(`/api/cases/${ines.caseId}/minor-path`);
    await teresa.put(`/api/age-outcomes/${newId()}`, { pathId: paths[0]?.id, authority: 'juvenile-court', outcome: 'adult', decidedOn: '2026-01-15', reference: 'Decreto 12/2026' });
    await moves(teresa, ines.personId, 'reclassify', { reason: 'Accertamento del tribunale' });
    expect(await heading(amal, ines.personId)).toMatchObject({ minorTrack: false, minorReason: null, moves: [{ to: 'reclassified' }, { to: 'minor-track' }] });
    await moves(amal, ines.personId, 'raise-doubt', { reason: 'Un certificato di scuola' });
    expect((await heading(amal, ines.personId)).moves[0]).toMatchObject({ from: 'reclassified', to: 'minor-track' });
  });

  it('shows a mediator who she is, and not which documents were seen', async () => {
    const nadia = await opens(amal);
    await named(amal, nadia.personId, 'Nadia Benali');
    const teresa = await town.as('teresa');
    await moves(teresa, nadia.personId, 'verify', { document: { kind: 'consular-card', seenOn: '2026-02-01' } });
    expect(await heading(amal, nadia.personId)).toMatchObject({ identityLevel: 'verified', names: [{ text: 'Nadia Benali' }], moves: [] });
    expect((await heading(teresa, nadia.personId)).moves).toHaveLength(1);
  });
});

describe('the telephone of a friend', () => {
  let amal: Worker;
  let fatou: OpenedPerson;
  const contactId = newId();
  const reveal = (who: Worker, cardVersion?: number) => who.post<Revealed>(`/api/persons/${fatou.personId}/contacts/${contactId}/reveals`, cardVersion === undefined ? {} : { cardVersion });
  const card = { doNotCall: false, whoMayCall: 'Solo una donna', whenToCall: 'Dopo le 20', language: 'fr', mayBeSaid: 'Siamo il corso di italiano', mustNotAnswer: 'Il marito', leaveMessages: false };
  beforeAll(async () => {
    amal = await town.as('amal');
    fatou = await opens(amal);
  });

  it('is added by Amal, marked as somebody else\'s, and the list does not show it', async () => {
    const added = await amal.put(`/api/persons/${fatou.personId}/contacts/${contactId}`, { kind: 'phone', value: '333 765 4321', belongsTo: 'someone-else', label: 'Amica Mariama' });
    expect(added.status).toBe(200);
    const { body } = await amal.get(`/api/persons/${fatou.personId}`);
    expect(body).toMatchObject({ contacts: [{ id: contactId, kind: 'phone', belongsTo: 'someone-else', label: 'Amica Mariama' }] });
    expect(JSON.stringify(body)).not.toContain('7654321');
  });

  it('is shown only to who has the card before their eyes, in the version that holds', async () => {
    expect((await reveal(amal)).body.code).toBe('safe-contact-first');
    expect((await amal.put(`/api/persons/${fatou.personId}/safe-contact`, card, 0)).body).toEqual({ version: 1 });
    expect((await reveal(amal, 0)).body.code).toBe('safe-contact-first');
    const shown = await reveal(amal, 1);
    expect(shown.body).toMatchObject({ value: '+393337654321', belongsTo: 'someone-else', doNotCall: false, card: { mustNotAnswer: 'Il marito', writtenBy: 'Amal Haddad', version: 1 } });
  });

  it('says do not call, loudly, when the card was changed to say so', async () => {
    await amal.put(`/api/persons/${fatou.personId}/safe-contact`, { ...card, doNotCall: true }, 1);
    expect((await reveal(amal, 1)).body.code).toBe('safe-contact-first');
    expect((await reveal(amal, 2)).body).toMatchObject({ doNotCall: true, card: { doNotCall: true, version: 2 } });
  });

  it('stands in the trail with who asked and when, and refused looks leave nothing', async () => {
    const lines = await town.look<{ member_id: string; at: Date; case_id: string; details: unknown }>("select member_id, at, case_id, details from audit_event where action = 'contact.reveal' and subject_id = $1 order by at", [contactId]);
    expect(lines.map(({ member_id, case_id, details }) => [member_id, case_id, details])).toEqual([
      [amal.memberId, fatou.caseId, { kind: 'phone', cardVersion: 1 }], [amal.memberId, fatou.caseId, { kind: 'phone', cardVersion: 2 }],
    ]);
  });

  it('is only sealed bytes to the database\'s own superuser', async () => {
    const [row] = await town.look<{ value_sealed: Buffer; blind_index: Buffer; whole: string }>('select value_sealed, blind_index, row_to_json(c)::text as whole from person_contact c where id = $1', [contactId]);
    for (const bytes of [row?.value_sealed, row?.blind_index]) expect(bytes?.toString('latin1')).not.toContain('7654321');
    expect(row?.whole).not.toContain('7654321');
    expect(JSON.stringify(row?.whole)).not.toMatch(/amica|mariama/i);
    expect(row?.blind_index).toHaveLength(32);
  });

  it('keeps its words sealed too, with those of before such words were sealed', async () => {
    const words = 'usa tel. di un amico';
    const labels = async () => (await amal.get<Heading>(`/api/persons/${fatou.personId}`)).body.contacts.filter((one) => one.id === contactId).map((one) => one.label);
    expect(await labels()).toEqual(['Amica Mariama']);
    await town.look('update person_contact set label = $2, label_sealed = null where id = $1', [contactId, words]);
    expect(await asHouse(town.ownerUrl, (house) => sealContactLabels(house, town.keyring))).toBe(1);
    expect(await asHouse(town.ownerUrl, (house) => sealContactLabels(house, town.keyring))).toBe(0);
    expect(await labels()).toEqual([words]);
    const rows = await town.look<{ whole: string; bytes: Buffer | null }>('select row_to_json(c)::text as whole, label_sealed as bytes from person_contact c');
    for (const row of rows) for (const kept of [row.whole, row.bytes?.toString('latin1')]) expect(kept ?? '').not.toMatch(/amic[ao]|Mariama/i);
  });

  it('makes a colleague ask for the code when the same number is given in another way', async () => {
    const blessing = await town.as('blessing');
    expect(await searches(blessing, { words: '', phone: '0039 333-7654321' })).toEqual([{ kind: 'followed', code: fatou.code }]);
    const rosa = await town.as('rosa');
    expect(await searches(rosa, { words: '', phone: '3337654321' })).toEqual([]);
  });

  it('cannot be revealed by anyone who does not hold the case, nor told from one that does not exist', async () => {
    for (const name of ['chiara', 'blessing', ...outsiders, ...otherProgramme] as const) {
      const who = await town.as(name);
      const unknown = await who.post(`/api/persons/${newId()}/contacts/${newId()}/reveals`, { cardVersion: 2 });
      const theirs = await reveal(who, 2);
      expect([name, theirs.status, theirs.body]).toEqual([name, 404, unknown.body]);
    }
  });

  it('is no longer recognised once it was taken away', async () => {
    await amal.delete(`/api/persons/${fatou.personId}/contacts/${contactId}`);
    expect((await reveal(amal, 2)).status).toBe(404);
    expect(await searches(await town.as('blessing'), { words: '', phone: '3337654321' })).toEqual([]);
  });
});

describe('whoever does not hold the case', () => {
  let giulia: Worker;
  let fatou: OpenedPerson;
  beforeAll(async () => {
    giulia = await town.as('giulia');
    fatou = await opens(giulia);
    await named(giulia, fatou.personId, 'Kadiatou Bangoura');
    await giulia.put(`/api/persons/${fatou.personId}/birth`, { precision: 'declared', year: 1996, month: 7, day: 12 }, 0);
  });

  it('Giulia, who holds it, finds her however it is spelled, with the reasons', async () => {
    const [found] = await searches(giulia, { words: 'Bangura Kadiatu', birthYear: 1996 });
    expect(found).toMatchObject({ kind: 'open', personId: fatou.personId, caseId: fatou.caseId, name: 'Kadiatou Bangoura', birth: { year: 1996 } });
    expect(found?.kind === 'open' && ['same', 'likely'].includes(found.band)).toBe(true);
    expect(found?.kind === 'open' && found.reasons.map(({ code }) => code)).toEqual(expect.arrayContaining(['names-swapped', 'spelling-variant', 'same-birth-year']));
  });

  it('finds her while the name is still being typed, and by her code', async () => {
    expect((await searches(giulia, { words: 'Kadi' })).map(({ code }) => code)).toContain(fatou.code);
    expect((await searches(giulia, { words: fatou.code.replaceAll('-', ' ') })).map(({ code }) => code)).toContain(fatou.code);
    const { body } = await giulia.post('/api/search', { q: 'kadiatou' });
    expect(body).toMatchObject({ items: [{ kind: 'person', id: fatou.personId, label: 'Kadiatou Bangoura', detail: fatou.code, to: `/cases/${fatou.caseId}` }] });
  });

  it('a colleague who is not assigned learns that she is followed, and the code: nothing else', async () => {
    const chiara = await town.as('chiara');
    expect(await searches(chiara, { words: 'Kadiatou Bangoura' })).toEqual([{ kind: 'followed', code: fatou.code }]);
    expect(await searches(chiara, { words: 'Bangura Kadiatu', birthYear: 1996 })).toEqual([{ kind: 'followed', code: fatou.code }]);
    expect(await searches(chiara, { words: 'Kadiatou', birthYear: 1996 })).toEqual([]);
    expect(await searches(chiara, { words: 'Kadi' })).toEqual([]);
    expect(await searches(chiara, { words: 'Kadiatou' })).toEqual([]);
    expect((await chiara.post('/api/search', { q: 'Kadiatou Bangoura' })).body).toEqual({ items: [] });
  });

  it('the State, the reporters, the partners, the administrator and the other programme find nobody, as if there were nobody', async () => {
    for (const name of [...outsiders, ...otherProgramme]) {
      const who = await town.as(name);
      for (const sought of [{ words: 'Kadiatou Bangoura' }, { words: fatou.code }, { words: 'Kadiatou Bangoura', birthYear: 1996, country: 'GN' }]) {
        const hers = await who.post('/api/persons/search', sought);
        const nobody = await who.post('/api/persons/search', { words: 'Nessuno Così' });
        expect([name, hers.status, hers.body]).toEqual([name, 200, { items: [] }]);
        expect(hers.body).toEqual(nobody.body);
      }
      expect((await who.post('/api/search', { q: fatou.code })).body).toEqual({ items: [] });
    }
  });

  it('is answered on every address exactly as for a person who does not exist', async () => {
    const attempts: ((who: Worker, personId: string) => Promise<{ status: number; body: unknown }>)[] = [
      (who, id) => who.get(`/api/persons/${id}`),
      (who, id) => who.patch(`/api/persons/${id}`, { gender: 'female' }, 1),
      (who, id) => named(who, id, 'Another Name'),
      (who, id) => who.delete(`/api/persons/${id}/names/${newId()}`),
      (who, id) => who.put(`/api/persons/${id}/birth`, { precision: 'unknown', year: null, month: null, day: null }, 0),
      (who, id) => who.put(`/api/persons/${id}/languages/fr`, { speaks: 'well', reads: null, interpreter: false }),
      (who, id) => who.put(`/api/persons/${id}/nationalities/GN`, {}),
      (who, id) => moves(who, id, 'raise-doubt', { reason: 'because' }),
      (who, id) => who.put(`/api/persons/${id}/safe-contact`, { doNotCall: true, whoMayCall: '', whenToCall: '', language: null, mayBeSaid: '', mustNotAnswer: '', leaveMessages: false }, 0),
      (who, id) => who.put(`/api/persons/${id}/contacts/${newId()}`, { kind: 'phone', value: '3331234567' }),
      (who, id) => who.post(`/api/persons/${id}/not-same`, { code: 'ambra-airone-07' }),
    ];
    for (const name of ['chiara', 'vincenzo', 'carla', 'luca', 'paola', 'francesca', 'stefano', 'rosa'] as const) {
      const who = await town.as(name);
      for (const attempt of attempts) {
        const [hers, unknown] = [await attempt(who, fatou.personId), await attempt(who, newId())];
        expect([name, hers.status, hers.body]).toEqual([name, 404, unknown.body]);
      }
    }
    expect(await heading(giulia, fatou.personId)).toMatchObject({ gender: 'unknown', names: [{ text: 'Kadiatou Bangoura' }], contacts: [], minorTrack: false });
  });

  it('nobody outside the team opens a person at all', async () => {
    for (const name of outsiders) expect([name, (await (await town.as(name)).put(`/api/persons/${newId()}`, { caseId: newId() })).body.code]).toEqual([name, 'not-allowed']);
  });

  it('someone barred from her case does not even learn that she is followed', async () => {
    const marco = await town.as('marco');
    expect(await searches(marco, { words: 'Kadiatou Bangoura' })).toEqual([{ kind: 'followed', code: fatou.code }]);
    await town.look("insert into case_bar (id, programme_id, case_id, member_id, asked_by, reason, barred_by) select $1, programme_id, id, $2, 'person', 'her own request', $3 from case_file where id = $4",
      [newId(), marco.memberId, (await town.as('teresa')).memberId, fatou.caseId]);
    expect(await searches(marco, { words: 'Kadiatou Bangoura', birthYear: 1996 })).toEqual([]);
    expect(await searches(marco, { words: fatou.code })).toEqual([]);
    expect((await marco.get(`/api/persons/${fatou.personId}`)).status).toBe(404);
  });
});

describe('two people who look alike', () => {
  it('are not registered twice because two colleagues hear the same name in two ways', async () => {
    const [chiara, giulia] = [await town.as('chiara'), await town.as('giulia')];
    const jallow = await opens(chiara);
    await named(chiara, jallow.personId, 'Fatou Jallow');
    await chiara.put(`/api/persons/${jallow.personId}/birth`, { precision: 'estimated', year: 1999, month: null, day: null }, 0);
    expect(await searches(giulia, { words: 'Fatu Dialo', birthYear: 1999 })).toContainEqual({ kind: 'followed', code: jallow.code });
    expect(await searches(giulia, { words: 'Fatu Dialo', birthYear: 1970 })).not.toContainEqual({ kind: 'followed', code: jallow.code });
    expect(await searches(giulia, { words: 'Fatou', birthYear: 1999 })).not.toContainEqual({ kind: 'followed', code: jallow.code });
  });

  it('are proposed to each other until somebody says that they are not the same', async () => {
    const blessing = await town.as('blessing');
    const giulia = await town.as('giulia');
    const [first, second] = [await opens(giulia), await opens(blessing)];
    for (const [who, one] of [[giulia, first], [blessing, second]] as const) await named(who, one.personId, 'Ousmane Keita');
    const sought = { words: 'Ousmane Keita', beside: second.personId };
    expect(await searches(blessing, sought)).toEqual([{ kind: 'followed', code: first.code }]);
    expect((await blessing.post(`/api/persons/${second.personId}/not-same`, { code: first.code })).status).toBe(200);
    expect((await blessing.post(`/api/persons/${second.personId}/not-same`, { code: first.code })).status).toBe(200);
    expect(await searches(blessing, sought)).toEqual([]);
    expect((await searches(giulia, { words: 'Ousmane Keita', beside: first.personId })).map(({ code }) => code)).not.toContain(second.code);
    expect(await searches(blessing, { words: 'Ousmane Keita' })).toHaveLength(2);
  });
});

describe('the trail', () => {
  it('tells who read and changed what, and holds no name, number or word that was typed', async () => {
    const giulia = await town.as('giulia');
    const secret = 'Qwyzabella Xhosarova';
    const { personId } = await opens(giulia);
    await named(giulia, personId, secret);
    await giulia.put(`/api/persons/${personId}/contacts/${newId()}`, { kind: 'phone', value: '3489998887', label: 'cugina Qwyza' });
    await heading(giulia, personId);
    await searches(giulia, { words: secret });
    const lines = await town.look<{ action: string }>('select action from audit_event where person_id = $1 order by at', [personId]);
    expect(lines.map(({ action }) => action)).toEqual(['person.open', 'person.name-add', 'contact.add', 'person.read']);
    const trail = await town.look<{ line: string }>('select row_to_json(e)::text as line from audit_event e');
    const words = /qwyz|xhosarova|9998887|zenobia|kadiatou|7654321|mariama|sorella/i;
    expect(trail.filter(({ line }) => words.test(line))).toEqual([]);
    const [search] = await town.look<{ details: unknown }>("select details from audit_event where action = 'person.search' order by at desc limit 1");
    expect(search?.details).toEqual({ open: 1, followed: 0 });
  });
});

describe('the log of the server', () => {
  it('says that a search was made and not for whom, even when the database refuses', async () => {
    const written: string[] = [];
    const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const open = await openPrepared(town.ownerUrl, town.keyring, 2);
    const app = await buildApp({ ...open, keyring: town.keyring }, { publicUrl: 'http://localhost:3000', demo: true, logger: true });
    const headers = { 'x-requested-with': 'reti', 'content-type': 'application/json' };
    const signed = await app.inject({ method: 'POST', url: '/api/session', headers, payload: { email: demoEmail('giulia'), password: demoPassword } });
    const cookie = signed.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
    const asked = await app.inject({ method: 'POST', url: '/api/persons/search', headers: { ...headers, cookie }, payload: { words: 'Qwyzabella Xhosarova' } });
    const personId = newId();
    await app.inject({ method: 'PUT', url: `/api/persons/${personId}`, headers: { ...headers, cookie }, payload: { caseId: newId() } });
    const refused = await app.inject({ method: 'PUT', url: `/api/persons/${personId}/names/${newId()}`, headers: { ...headers, cookie }, payload: { kind: 'declared', text: 'Qwyzabella', givenName: 'Qwyzabella'.repeat(30) } });
    await app.close();
    await open.close();
    spy.mockRestore();
    expect([asked.statusCode, refused.statusCode]).toEqual([200, 422]);
    const log = written.join('');
    expect(log).toContain('/api/persons/search');
    expect(log).not.toMatch(/qwyz|xhosarova/i);
    expect(log).not.toContain(personId);
  });
});
