import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildApp } from '../../app/build.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { openPrepared } from '../../kernel/database/open.ts';
import { acceptColumns, allRows, bring, decide, detailOf, imported, move, prepared, register, untilItRests } from './testing/desk.ts';
import type { DuplicatePage, ImportDetail, UndoPreview } from './wire.ts';

let town: Town;
let teresa: Worker;
beforeEach(async () => {
  town = await aTown();
  teresa = await town.as('teresa');
});
afterEach(() => town.leave());

/** How many rows each table holds, but for the trail, the import's own papers, the stubs of destroyed keys, and a ledger that only its sum speaks for. */
async function counts(): Promise<Record<string, number>> {
  const tables = await town.look<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname !~ '^(audit|import|vault|job|session|known_browser|kysely|case_tally)' order by 1");
  const found = await Promise.all(tables.map(async ({ name }) => [name, (await town.look<{ n: number }>(`select count(*)::int as n from "${name}"`))[0]?.n ?? -1] as const));
  return Object.fromEntries(found);
}

/** What each of those tables holds, every column of every row, as one digest; only when a case was last changed goes on, whatever happens. */
async function contents(): Promise<Record<string, string>> {
  const found = await Promise.all(Object.keys(await counts()).map(async (name) => [name, (await town.look<{ all: string }>(`select md5(coalesce(string_agg(line, '|' order by line), '')) as all from (select (to_jsonb(t) - 'last_change_at')::text as line from "${name}" t) lines`))[0]?.all ?? ''] as const));
  return Object.fromEntries(found);
}

const small = (...lines: readonly string[]): Buffer => Buffer.from(['Data;Cognome e nome;Nato il;Tel.;Bisogni;Operatore;Note (riservato)', ...lines].join('\n'));
const awa = '13/01/2026;NDIAYE Awa;1983-05-20;333 1234567;alloggio;Giulia;dorme in auto';
const mamadou = '14/01/2026;DIOP Mamadou;1990-04-25;;salute;Giulia;';

/** The 150th note cannot be written, as when a disk is full. */
const breakNotes = () => town.look(`create function fail_note() returns trigger language plpgsql as $$ begin
    if (select count(*) from case_note) >= 150 then raise exception 'disk full' using errcode = '53100'; end if; return new; end $$;
  create trigger fail_note before insert on case_note for each row execute function fail_note()`);

/** No note can be written until the door is opened: whoever writes one waits in the middle of a step. */
const closeDoor = () => town.look(`create table door (open boolean); create function wait_at_door() returns trigger language plpgsql security definer as $$ begin
    while not exists (select from door) loop perform pg_sleep(0.02); end loop; return new; end $$;
  create trigger wait_at_door before insert on case_note for each row execute function wait_at_door()`);
const openDoor = () => town.look('insert into door values (true)');

/** Where an import stands, with what stopped it. */
const standingOf = (one: ImportDetail) => ({ state: one.state, stoppedBy: one.job?.errorCode ?? null });

describe('an import that is interrupted', () => {
  it('stops with its reason, keeps what came in, and goes on without doubling anybody', async () => {
    const id = await prepared(town, 'teresa', register);
    await breakNotes();
    await move(teresa, id, 'run');
    const stopped = await untilItRests(teresa, id);
    expect(stopped).toMatchObject({ state: 'running', job: { state: 'paused', errorCode: 'storage-full' } });
    expect(stopped.standing.waiting).toBeGreaterThan(0);
    const [half] = await town.look<{ people: number; rows: number }>("select (select count(*)::int from person) as people, (select count(*)::int from import_row where outcome = 'person-opened') as rows");
    expect(half?.people).toBe(half?.rows);
    expect(half?.people).toBeGreaterThan(0);

    expect((await move(teresa, id, 'fail', { reason: 'disco pieno' })).body.code).toBe('import-has-written');
    await town.look('drop trigger fail_note on case_note');
    await teresa.post(`/api/imports/${id}/resume`, {});
    const done = await untilItRests(teresa, id);
    expect(standingOf(done)).toEqual({ state: 'done', stoppedBy: null });
    expect(done.standing.waiting).toBe(0);
    const [all] = await town.look<{ people: number; opened: number; twice: number }>(`select (select count(*)::int from person) as people, (select count(*)::int from import_row where outcome = 'person-opened') as opened,
      (select count(*)::int from (select case_id, at, count(*) from case_note where compartment = 'case' group by case_id, at, body_sealed having count(*) > 1) t) as twice`);
    expect(all?.people).toBe(all?.opened);
    expect(all?.twice).toBe(0);
    expect((await town.look("select count(*)::int as n from case_note where compartment = 'case'"))[0]).toEqual({ n: 264 });
  });

  it('by a code that somebody bears already draws another, and goes on', async () => {
    await town.look(`create sequence draws; grant usage on sequence draws to public;
      create function draw() returns trigger language plpgsql as $$ begin
        if nextval('draws') = 1 then raise exception 'code-taken' using errcode = 'RT002'; end if; return new; end $$;
      create trigger draw before insert on person for each row execute function draw()`);
    expect(standingOf(await imported(town, 'teresa', small(awa, mamadou)))).toEqual({ state: 'done', stoppedBy: null });
    expect((await town.look('select last_value::int as drawn from draws'))[0]).toEqual({ drawn: 3 });
  });

  it('that only met somebody else\'s transaction goes on by itself', async () => {
    await town.look(`create sequence meetings; grant usage on sequence meetings to public;
      create function meet() returns trigger language plpgsql as $$ begin
        if nextval('meetings') in (1, 2) then raise exception 'deadlock detected' using errcode = '40P01'; end if; return new; end $$;
      create trigger meet before insert on case_note for each row execute function meet()`);
    expect(await imported(town, 'teresa', small(awa, mamadou))).toMatchObject({ state: 'done', standing: { outcomes: { 'person-opened': 2 } } });
    expect((await town.look("select last_value::int > 2 as met from meetings"))[0]).toEqual({ met: true });
  });

  it('that could not write anything goes back to the check', async () => {
    await town.look("create function fail_note() returns trigger language plpgsql as $$ begin raise exception 'disk full' using errcode = '53100'; end $$; create trigger fail_note before insert on case_note for each row execute function fail_note()");
    const id = await prepared(town, 'teresa', small(awa));
    await move(teresa, id, 'run');
    await untilItRests(teresa, id);
    expect((await move(teresa, id, 'fail')).body.code).toBe('reason-required');
    expect((await move(teresa, id, 'fail', { reason: 'disco pieno' })).body).toMatchObject({ state: 'failed' });
    expect((await town.look('select count(*)::int as n from person'))[0]).toEqual({ n: 0 });
    expect((await move(teresa, id, 'check')).body).toMatchObject({ state: 'checked' });
  });

  it('by the death of the program is taken up by the next one from its last step', async () => {
    const id = await prepared(town, 'teresa', register);
    await breakNotes();
    await move(teresa, id, 'run');
    await untilItRests(teresa, id);
    await town.look('drop trigger fail_note on case_note');
    // As a program that was killed leaves it: running, and silent for too long.
    await teresa.post(`/api/imports/${id}/resume`, {});
    await town.look("update job set state = 'running', error_code = null, worker = $1, heartbeat = now() - interval '5 minutes' where state <> 'done'", [newId()]);
    const open = await openPrepared(town.ownerUrl, town.keyring, 4);
    const next = await buildApp({ ...open, keyring: town.keyring }, { publicUrl: 'http://localhost:3000', demo: true });
    await next.ready();
    const done = await untilItRests(teresa, id);
    await next.close();
    await open.close();
    expect(standingOf(done)).toEqual({ state: 'done', stoppedBy: null });
    expect((await town.look("select count(*)::int as n from case_note where compartment = 'case'"))[0]).toEqual({ n: 264 });
  });

  it('by a program that is only slow, and is taken for dead in the middle of a step, is written once and to its end', async () => {
    const id = await prepared(town, 'teresa', register);
    await closeDoor();
    await move(teresa, id, 'run');
    const job = async () => (await town.look<{ state: string; worker: string | null }>('select state, worker from job where subject_id = $1', [id]))[0];
    await expect.poll(async () => (await job())?.state).toBe('running');
    const slow = (await job())?.worker;
    await town.look("update job set heartbeat = now() - interval '5 minutes' where subject_id = $1", [id]);
    const open = await openPrepared(town.ownerUrl, town.keyring, 4);
    const next = await buildApp({ ...open, keyring: town.keyring }, { publicUrl: 'http://localhost:3000', demo: true });
    await next.ready();
    await expect.poll(async () => (await job())?.worker, { timeout: 15_000 }).not.toBe(slow);
    await openDoor();
    const done = await untilItRests(teresa, id);
    await next.close();
    await open.close();
    expect(standingOf(done)).toEqual({ state: 'done', stoppedBy: null });
    expect((await town.look("select count(*)::int as n from case_note where compartment = 'case'"))[0]).toEqual({ n: 264 });
  });

  it('stops when whoever asked for it has left the team, and writes nothing more', async () => {
    const id = await prepared(town, 'teresa', register);
    await breakNotes();
    await move(teresa, id, 'run');
    await untilItRests(teresa, id);
    await town.look('drop trigger fail_note on case_note');
    const people = async () => (await town.look<{ n: number }>('select count(*)::int as n from person'))[0]?.n;
    const before = await people();
    await town.look('update membership set ended_at = now() where id = $1', [teresa.memberId]);
    await town.look("update job set state = 'waiting', error_code = null where subject_id = $1", [id]);
    const codeOf = async () => (await town.look<{ error_code: string | null }>('select error_code from job where subject_id = $1', [id]))[0]?.error_code;
    await expect.poll(codeOf, { timeout: 15_000 }).toBe('job-session-ended');
    expect(await people()).toBe(before);
  });
});

describe('taking a whole import back', () => {
  it('leaves every table as it was before, to the last column', async () => {
    const before = await contents();
    const { id } = await imported(town, 'teresa', register);
    const { body } = await teresa.get<UndoPreview>(`/api/imports/${id}/undo`);
    expect(body.inTheWay).toEqual([]);
    expect(body.people).toBeGreaterThan(100);
    expect((await move(teresa, id, 'undo')).body.code).toBe('reason-required');
    expect((await move(teresa, id, 'undo', { reason: 'era il file sbagliato' })).body).toMatchObject({ state: 'undone' });
    expect(await contents()).toEqual(before);
    expect((await town.look('select coalesce(sum(change), 0)::int as n from case_tally'))[0]).toEqual({ n: 0 });
    expect((await town.look('select count(*)::int as n from vault_key where wrapped is not null and compartment <> all ($1)', [['import', 'import-file']]))[0]).toEqual({ n: 0 });
    expect((await town.look("select count(*)::int as n from audit_event where action = 'person.import-undo'"))[0]).toEqual({ n: body.people });
    expect((await allRows(teresa, id)).every((row) => row.outcome !== 'person-opened')).toBe(true);
  });

  it('keeps Awa, to whom Giulia has added a note, and takes Mamadou away', async () => {
    const { id } = await imported(town, 'teresa', small(awa, mamadou));
    const row = (await allRows(teresa, id)).find((one) => one.facts?.name?.surname === 'Ndiaye');
    const noted = await teresa.put(`/api/case-notes/${newId()}`, { caseId: row?.caseId, compartment: 'case', body: 'Ha trovato un posto letto.' });
    expect(noted.status).toBe(200);
    const { body } = await teresa.get<UndoPreview>(`/api/imports/${id}/undo`);
    expect(body.inTheWay).toEqual([expect.objectContaining({ caseId: row?.caseId, things: [{ what: 'case_note', howMany: 1 }] })]);
    expect((await move(teresa, id, 'undo', { reason: 'prova' })).body.code).toBe('import-in-the-way');
    expect((await move(teresa, id, 'undo', { reason: 'prova', keepTouched: true })).body).toMatchObject({ state: 'undone' });
    const people = await town.look('select n.text from person p join person_name n on n.person_id = p.id');
    expect(people).toEqual([{ text: 'Ndiaye Awa' }]);
    expect((await allRows(teresa, id)).map((one) => one.outcome)).toEqual(['not-a-person', 'kept-after-undo', 'taken-back']);
  });

  it('keeps Awa, of whom Marco has written who exploits her, and tells Teresa no more than that her case has changed', async () => {
    const { id } = await imported(town, 'teresa', small(awa));
    const caseId = (await allRows(teresa, id)).find((one) => one.caseId)?.caseId ?? '';
    const marco = await town.as('marco');
    await teresa.put(`/api/case-assignments/${newId()}`, { caseId, memberId: marco.memberId });
    for (const name of ['Zahir', 'La cugina di Zahir']) expect((await marco.put(`/api/alleged-actors/${newId()}`, { caseId, kind: 'intermediary', content: { name } }, 0)).status).toBe(200);
    const { body } = await teresa.get<UndoPreview>(`/api/imports/${id}/undo`);
    const things = body.inTheWay.flatMap((one) => one.things.map(({ what }) => what));
    expect(things).toContain('case_file-changed');
    expect(things.filter((what) => /actor|duty/.test(what))).toEqual([]);
    expect(new Set(things).size).toBe(things.length);
    expect((await move(teresa, id, 'undo', { reason: 'prova' })).body.code).toBe('import-in-the-way');
  });

  it('is not hindered by a telephone that Teresa only looked at', async () => {
    const before = await contents();
    const { id } = await imported(town, 'teresa', small(awa, mamadou));
    const row = (await allRows(teresa, id)).find((one) => one.facts?.name?.surname === 'Ndiaye');
    const [file] = await town.look<{ person_id: string }>('select person_id from case_file where id = $1', [row?.caseId]);
    const heading = (await teresa.get<{ contacts: { id: string }[]; safeContact: { version: number } | null }>(`/api/persons/${file?.person_id}`)).body;
    const revealed = await teresa.post<{ value: string }>(`/api/persons/${file?.person_id}/contacts/${heading.contacts[0]?.id}/reveals`, { cardVersion: heading.safeContact?.version ?? 0 });
    expect(revealed.body.value).toContain('1234567');
    expect((await teresa.get<UndoPreview>(`/api/imports/${id}/undo`)).body.inTheWay).toEqual([]);
    expect((await move(teresa, id, 'undo', { reason: 'file sbagliato' })).body).toMatchObject({ state: 'undone' });
    expect(await contents()).toEqual(before);
  });

  it('takes from somebody followed before only what it had added', async () => {
    await imported(town, 'teresa', small(awa));
    const [before, held] = [await counts(), await contents()];
    const { id, standing } = await imported(town, 'teresa', small('20/02/2026;NDIAYE Awa;1983-05-20;333 1234567;salute;;'));
    expect(standing.outcomes).toMatchObject({ 'added-to-person': 1 });
    expect((await counts())['need']).toBe((before['need'] ?? 0) + 1);
    expect((await counts())['person_contact']).toBe(before['person_contact']);
    await move(teresa, id, 'undo', { reason: 'prova' });
    expect(await contents()).toEqual(held);
  });
});

describe('the same file brought by two people at once', () => {
  it('opens each person once: one at a time, and the second is asked about those it meets', async () => {
    const file = small(awa, mamadou);
    const ids = [await prepared(town, 'teresa', file), await prepared(town, 'teresa', file)];
    // The first cannot end before the second has asked.
    await closeDoor();
    const replies = await Promise.all(ids.map((id) => move(teresa, id, 'run')));
    await openDoor();
    expect(replies.map((reply) => reply.status).toSorted()).toEqual([200, 409]);
    const [first = '', second = ''] = replies[0]?.status === 200 ? ids : ids.toReversed();
    expect(replies.find((reply) => reply.status === 409)?.body.code).toBe('import-another-running');
    expect((await untilItRests(teresa, first)).state).toBe('done');

    expect((await move(teresa, second, 'run')).body).toMatchObject({ state: 'checked' });
    expect((await detailOf(teresa, second)).standing).toMatchObject({ toRecognise: 2, certainInSystem: 2 });
    await decide(teresa, second, 'certain-in-system');
    expect((await move(teresa, second, 'run')).body).toMatchObject({ state: 'running' });
    expect((await untilItRests(teresa, second)).standing.outcomes).toMatchObject({ 'already-there': 2 });
    expect((await town.look('select count(*)::int as n from person'))[0]).toEqual({ n: 2 });
  });

  it('does not ask twice: whoever Teresa has said to be another person stays another', async () => {
    await imported(town, 'teresa', small(awa));
    const id = await prepared(town, 'teresa', small('20/02/2026;NDIAYE Awa;1983-05-20;;salute;;'));
    const row = (await allRows(teresa, id)).find((one) => one.facts?.name?.surname === 'Ndiaye');
    await teresa.put(`/api/imports/${id}/decisions`, { items: [{ rowId: row?.id, decision: 'new' }] });
    expect((await move(teresa, id, 'run')).body).toMatchObject({ state: 'running' });
    await untilItRests(teresa, id);
    expect((await town.look('select count(*)::int as n from person'))[0]).toEqual({ n: 2 });
  });
});

describe('two rows that may be one person', () => {
  it('are shown side by side with their reasons, and a person decides', async () => {
    const { body } = await bring(town, 'teresa', small('13/01/2026;OUATTARA Mariam;1990-05-20;;;;', '15/01/2026;WATTARA Maryam;1990-05-20;;;;'));
    await acceptColumns(teresa, body);
    await move(teresa, body.id, 'check');
    const page = (await teresa.get<DuplicatePage>(`/api/imports/${body.id}/duplicates`)).body;
    expect(page.items).toHaveLength(1);
    const [pair] = page.items;
    expect(pair?.candidates[0]).toMatchObject({ name: 'Ouattara Mariam', isCertain: false });
    expect(pair?.candidates[0]?.reasons.map((reason) => reason.code)).toEqual(expect.arrayContaining(['spelling-variant', 'same-birth-date']));
    expect((await decide(teresa, body.id, 'certain-in-file')).body.rows).toBe(0);
    const target = pair?.candidates[0]?.rowId;
    expect((await teresa.put(`/api/imports/${body.id}/decisions`, { items: [{ rowId: target, decision: 'same-as', targetRow: pair?.row.id }] })).body.code).toBe('invalid-input');
    await teresa.put(`/api/imports/${body.id}/decisions`, { items: [{ rowId: pair?.row.id, decision: 'same-as', targetRow: target }] });
    await move(teresa, body.id, 'run');
    await untilItRests(teresa, body.id);
    const names = await town.look<{ kind: string; text: string }>('select kind, text from person_name order by preferred desc');
    expect(names).toEqual([{ kind: 'declared', text: 'Ouattara Mariam' }, { kind: 'other-spelling', text: 'Wattara Maryam' }]);
  });
});

describe('words for colleagues', () => {
  it('are only a suggestion until Teresa has said whom they mean', async () => {
    const { body } = await bring(town, 'teresa', small(awa, mamadou));
    await acceptColumns(teresa, body);
    await move(teresa, body.id, 'check');
    const giulia = await town.as('giulia');
    const detail = await detailOf(teresa, body.id);
    expect(detail.operators).toEqual([{ word: 'Giulia', rows: 2, suggested: giulia.memberId }]);
    await teresa.put(`/api/imports/${body.id}/operators`, { words: [{ word: 'Giulia', memberId: giulia.memberId }] }, detail.version);
    await move(teresa, body.id, 'run');
    await untilItRests(teresa, body.id);
    expect((await town.look('select count(*)::int as n from case_assignment where member_id = $1', [giulia.memberId]))[0]).toEqual({ n: 2 });
    const caseId = (await allRows(teresa, body.id)).find((row) => row.facts?.name?.surname === 'Ndiaye')?.caseId;
    expect(JSON.stringify((await giulia.get(`/api/cases/${caseId}/notes`)).body)).toContain('dorme in auto');
  });
});

describe('the way back to a spreadsheet', () => {
  it('gives every row with what became of it, and reserved words only when asked for', async () => {
    const { id } = await imported(town, 'teresa', small(awa, ';=1+1;;;;;'));
    const { cookies } = await town.app.inject({ method: 'POST', url: '/api/session', headers: { 'x-requested-with': 'reti' }, payload: { email: 'teresa@demo.reti.example', password: 'dimostrazione-reti' } });
    const cookie = cookies.map((one) => `${one.name}=${one.value}`).join('; ');
    const read = async (query: string): Promise<string[][]> => {
      const reply = await town.app.inject({ url: `/api/imports/${id}/export${query}`, headers: { cookie } });
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.load(Uint8Array.from(reply.rawPayload).buffer);
      return (workbook.worksheets[0]?.getSheetValues() ?? []).filter((row) => Array.isArray(row)).map((row) => row.slice(1).map((cell) => String(cell ?? '')));
    };
    const open = await read('');
    expect(open).toHaveLength(3);
    expect(open.flat().join(' ')).toContain('Aperta una persona nuova');
    expect(open.flat().join(' ')).toContain('Non può entrare');
    expect(open.flat()).toContain("'=1+1");
    expect(open.flat().join(' ')).not.toContain('dorme in auto');
    expect((await read('?restricted=yes')).flat().join(' ')).toContain('dorme in auto');
  });
});
