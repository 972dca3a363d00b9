import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, type Town, type Worker } from '../../app/testing/town.ts';
import { interpretWorkbook, prepare, summarise } from './domain.ts';
import { readWorkbook } from './reading/workbook.ts';
import { acceptColumns, allRows, bring, decide, detailOf, lookAtAll, move, prepared, register, untilItRests } from './testing/desk.ts';
import type { DryRun, ImportDetail, RowSeen } from './wire.ts';

let town: Town;
let teresa: Worker;
let id: string;
let done: ImportDetail;
let rows: RowSeen[];
let plan: DryRun;
let before: Record<string, number>;
let stillBefore: Record<string, number>;

async function counts(): Promise<Record<string, number>> {
  const tables = await town.look<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname !~ '^(audit|import|vault|job|session|known_browser|kysely)' order by 1");
  const found = await Promise.all(tables.map(async ({ name }) => [name, (await town.look<{ n: number }>(`select count(*)::int as n from "${name}"`))[0]?.n ?? -1] as const));
  return Object.fromEntries(found);
}

beforeAll(async () => {
  town = await aTown();
  teresa = await town.as('teresa');
  before = await counts();
  id = await prepared(town, 'teresa', register);
  plan = (await teresa.get<DryRun>(`/api/imports/${id}/dry-run`)).body;
  stillBefore = await counts();
  await move(teresa, id, 'run');
  done = await untilItRests(teresa, id);
  rows = await allRows(teresa, id);
});
afterAll(() => town.leave());

const at = (row: number, sheet = '2026'): RowSeen => {
  const found = rows.find((one) => one.sheet === sheet && one.row === row);
  if (!found) throw new Error(`no row ${row} in ${sheet}`);
  return found;
};
const caseAt = (row: number, sheet?: string): string => at(row, sheet).caseId ?? '';

describe('Teresa brings in the register of the office', () => {
  it('finds every row accounted for: read, counted, and closed with what became of it', () => {
    expect(done.state).toBe('done');
    expect(rows).toHaveLength(278);
    expect(rows.filter((row) => row.outcome === null)).toEqual([]);
    const { outcomes } = done.standing;
    expect(Object.values(outcomes).reduce((sum, n) => sum + n, 0)).toBe(278);
    expect(outcomes).toMatchObject({ 'refused': 1, 'not-a-person': 13 });
    expect((outcomes['person-opened'] ?? 0) + (outcomes['added-to-person'] ?? 0)).toBe(264);
  });

  it('counts as the reading alone counts', async () => {
    const expected = summarise(interpretWorkbook(prepare(await readWorkbook(register)), '2026-11-23'));
    expect(done.counts?.dispositions).toEqual(expected.dispositions);
    expect(done.counts?.sorts).toEqual(expected.sorts);
  });

  it('wrote nothing outside the import until she said so', () => {
    expect(stillBefore).toEqual(before);
  });

  it('wrote what the dry run had said', async () => {
    const now = await counts();
    const added = (table: string): number => (now[table] ?? 0) - (before[table] ?? 0);
    expect(plan).toMatchObject({ unsettled: 0, refused: 1, notPeople: 13, visits: 264 });
    expect({ people: added('person'), notes: added('case_note'), contacts: added('person_contact'), needs: added('need'), permits: added('profile_fact') })
      .toEqual({ people: plan.newPeople, notes: plan.visits + plan.restrictedNotes, contacts: plan.contacts, needs: plan.needs, permits: plan.permits });
    expect(plan.newPeople).toBe(done.standing.outcomes['person-opened']);
  });

  it('kept a row that repeats a person as one more visit of that person', async () => {
    expect(caseAt(23)).toBe(caseAt(173));
    expect(caseAt(23)).toBe(caseAt(15, '2025 vecchio'));
    const notes = await town.look<{ at: Date }>("select at from case_note where case_id = $1 and compartment = 'case' order by at", [caseAt(23)]);
    expect(notes).toHaveLength(5);
    expect(new Set(notes.map((note) => note.at.toISOString().slice(0, 10))).size).toBeGreaterThan(1);
  });

  it('keeps Issouf Ouattara, in red, from being called', async () => {
    const [card] = await town.look<{ do_not_call: boolean; when_to_call: string }>('select s.do_not_call, s.when_to_call from safe_contact_card s join case_file c on c.person_id = s.person_id where c.id = $1', [caseAt(33)]);
    expect(card?.do_not_call).toBe(true);
    expect(card?.when_to_call).toContain('NON CHIAMARE');
  });

  it('marks the phone of a friend as someone else\'s', async () => {
    const [phone] = await town.look<{ belongs_to: string }>('select p.belongs_to from person_contact p join case_file c on c.person_id = p.person_id where c.id = $1', [caseAt(4)]);
    expect(phone?.belongs_to).toBe('someone-else');
  });

  it('dates a row with "idem" as the row above', async () => {
    const [note] = await town.look<{ at: Date }>("select at from case_note where case_id = $1 and compartment = 'case' order by at limit 1", [caseAt(10)]);
    expect(note?.at.toISOString().slice(0, 10)).toBe('2026-01-12');
  });

  it('puts whoever may be a child on the minor track until somebody looks', async () => {
    for (const row of [34, 38, 92, 207]) {
      const [person] = await town.look<{ minor_track: boolean }>('select p.minor_track from person p join case_file c on c.person_id = p.id where c.id = $1', [caseAt(row)]);
      expect([row, person?.minor_track]).toEqual([row, true]);
    }
  });

  it('keeps a birth of two readings to its year while nobody has chosen', async () => {
    const [birth] = await town.look('select b.precision, b.year, b.month, b.day from person_birth b join case_file c on c.person_id = b.person_id where c.id = $1', [caseAt(20)]);
    expect(birth).toEqual({ precision: 'declared', year: 1983, month: null, day: null });
  });

  it('remembers when a permit ends', async () => {
    const [fact] = await town.look<{ due_on: string }>("select due_on::text from profile_fact where case_id = $1 and field = 'status-permit'", [caseAt(7)]);
    expect(fact?.due_on).toBe('2026-09-30');
  });

  it('lets the reserved words be read by those who hold them, and by nobody else', async () => {
    const caseId = caseAt(4);
    const note = async (who: Parameters<Town['as']>[0]) => JSON.stringify((await (await town.as(who)).get(`/api/cases/${caseId}/notes`)).body);
    expect(await note('teresa')).toContain('piange, non vuole parlare');
    expect(await note('teresa')).toContain('violenza');
    for (const who of ['amal', 'giulia', 'vincenzo', 'carla', 'luca', 'paola', 'francesca', 'stefano', 'rosa'] as const) expect(await note(who)).not.toContain('piange');
  });
});

describe('someone who looks into the database itself', () => {
  it('finds no telephone, no reserved word and no name outside the names', async () => {
    const tables = await town.look<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname !~ '^(person_name|account|organisation|kysely)'");
    const dumps = await Promise.all(tables.map(async ({ name }) => (await town.look<{ line: string }>(`select t::text as line from "${name}" t`)).map((row) => row.line).join('\n')));
    const everything = dumps.join('\n');
    for (const secret of ['3359338910', 'piange', 'passaporto', 'NON dire chi siamo', 'connazionale', 'Ouattara', 'Popescu', 'registro sportello.xlsx', 'caporalato', 'violenza']) {
      expect([secret, everything.includes(secret), everything.includes(Buffer.from(secret).toString('hex'))]).toEqual([secret, false, false]);
    }
  });
});

describe('who may bring in registers', () => {
  it('is the coordinator alone; the others learn nothing, not even that there is one', async () => {
    for (const who of ['amal', 'giulia', 'marco', 'anna', 'blessing', 'vincenzo', 'carla', 'luca', 'paola', 'francesca', 'stefano', 'rosa', 'elena'] as const) {
      const worker = await town.as(who);
      const unknown = (await worker.get(`/api/imports/01990000-0000-7000-8000-000000000000`)).body;
      expect([who, (await worker.get(`/api/imports/${id}`)).body]).toEqual([who, unknown]);
      expect([who, (await worker.get(`/api/imports/${id}/rows`)).status]).toEqual([who, 404]);
      expect([who, (await worker.get(`/api/imports/${id}/duplicates`)).status]).toEqual([who, 404]);
      expect([who, (await worker.get(`/api/imports/${id}/dry-run`)).status]).toEqual([who, 404]);
      expect([who, (await worker.get(`/api/imports/${id}/export`)).status]).toEqual([who, 404]);
      expect([who, (await worker.get(`/api/imports/${id}/undo`)).status]).toEqual([who, 404]);
      expect([who, (await move(worker, id, 'undo', { reason: 'non mi piace' })).status]).toEqual([who, 404]);
      expect([who, (await worker.get<{ items: unknown[] }>('/api/imports')).body.items]).toEqual([who, []]);
    }
    expect((await bring(town, 'amal', register)).body.code).toBe('not-found');
    expect((await bring(town, 'vincenzo', register)).body.code).toBe('not-found');
  });

  it('each programme sees its own', async () => {
    const { body } = await bring(town, 'rosa', register);
    expect(body.state).toBe('draft');
    expect((await teresa.get(`/api/imports/${body.id}`)).status).toBe(404);
  });
});

describe('the same register a second time', () => {
  it('is recognised row by row, and doubles nobody', async () => {
    const { body } = await bring(town, 'teresa', register);
    expect(body.sheets[0]?.columns.every((column) => column.why === 'remembered')).toBe(true);
    await acceptColumns(teresa, body);
    await move(teresa, body.id, 'check');
    const { standing } = await detailOf(teresa, body.id);
    expect(standing.certainInSystem).toBe(264);
    expect((await decide(teresa, body.id, 'certain-in-system')).body.rows).toBe(264);
    await lookAtAll(teresa, body.id, Object.keys(standing.review));
    const held = await counts();
    await move(teresa, body.id, 'run');
    const again = await untilItRests(teresa, body.id);
    expect(again.standing.outcomes).toEqual({ 'already-there': 264, 'not-a-person': 13, 'refused': 1 });
    expect(await counts()).toEqual(held);
  });
});

describe('before it starts', () => {
  it('asks for every decision first', async () => {
    const { body } = await bring(town, 'teresa', Buffer.from('Data;Cognome e nome;Nato il\n12/01/2026;Diop Mamadou;03/04/1990\n13/01/2026;Ndiaye Awa;10/07/1983\n'), 'piccolo.csv');
    expect((await move(teresa, body.id, 'run')).body.code).toBe('illegal-move');
    await acceptColumns(teresa, body);
    await move(teresa, body.id, 'check');
    const { standing } = await detailOf(teresa, body.id);
    expect(standing.toLookAt).toBeGreaterThan(0);
    expect((await move(teresa, body.id, 'run')).body.code).toBe('import-undecided');
    const open = await allRows(teresa, body.id, 'unsettled');
    await teresa.put(`/api/imports/${body.id}/decisions`, { items: open.map((row) => ({ rowId: row.id, decision: 'new', isLookedAt: true, choices: { birth: 'second' } })) });
    await move(teresa, body.id, 'run');
    await untilItRests(teresa, body.id);
    const births = await town.look('select b.year, b.month, b.day from import_row r join person_birth b on b.person_id = r.person_id where r.batch_id = $1 order by r.place', [body.id]);
    expect(births).toContainEqual({ year: 1983, month: 10, day: 7 });
  });

  it('refuses what is no register, and says why', async () => {
    const cases: readonly (readonly [Buffer, string])[] = [
      [Buffer.alloc(0), 'file-empty'], [Buffer.from('%PDF-1.7 ...'), 'file-not-a-spreadsheet'], [Buffer.from('PK\u0003\u0004 not really'), 'file-damaged'],
      [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'file-old-excel'], [Buffer.from('Nome;Note\n"Rossi;aperto'), 'csv-broken'], [Buffer.alloc(10_000_001, 'a'), 'file-too-large'],
    ];
    for (const [bytes, code] of cases) expect([code, (await bring(town, 'teresa', bytes)).body.code]).toEqual([code, code]);
  });

  it('reads what offices save: commas, tabs, the Windows code page, UTF-16', async () => {
    const text = 'Data,Cognome e nome,Nazionalità\n12/01/2026,Traoré Aïcha,Mali\n';
    const files = [Buffer.from(text), Buffer.from(text.replaceAll(',', '\t')), Buffer.from(text.replaceAll(',', ';'), 'latin1'), Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])];
    for (const bytes of files) {
      const { body } = await bring(town, 'teresa', bytes, 'elenco.csv');
      await acceptColumns(teresa, body);
      const row = (await allRows(teresa, body.id)).find((one) => one.sort === 'person');
      expect(row?.facts).toMatchObject({ name: { full: 'Traoré Aïcha' }, nationalities: ['ML'] });
    }
  });

  it('wants to know which columns changed under one\'s feet', async () => {
    const { body } = await bring(town, 'teresa', Buffer.from('Data;Cognome e nome\n12/01/2026;Diop Mamadou\n'));
    expect((await acceptColumns(teresa, { ...body, version: 7 })).body.code).toBe('changed-meanwhile');
    expect((await teresa.put(`/api/imports/${body.id}/mapping`, { sheets: [{ index: 0, isUsed: true, nameOrder: 'surname-first', fields: ['contact-date', 'ignore'] }] }, body.version)).body).toMatchObject({ code: 'import-mapping', errors: [{ code: 'name-not-mapped' }] });
  });
});
