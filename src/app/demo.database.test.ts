import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPrepared } from '../kernel/database/open.ts';
import { seedDemo } from './demo.ts';
import { demoCases, demoCasesElsewhere } from './demo-people.ts';
import { aTown, type Town } from './testing/town.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown({ empty: true });
  const open = await openPrepared(town.ownerUrl, town.keyring, 4);
  await seedDemo({ ...open, ownerUrl: town.ownerUrl, keyring: town.keyring });
  await open.close();
});
afterAll(() => town.leave());

describe('the demonstration', () => {
  it('tells every story to its end, and nothing in it breaks a rule', async () => {
    const [told] = await town.look<{ people: number; care: number; today: number }>(`select (select count(*)::int from person) as people,
      (select count(*)::int from case_file where state in ('in-care', 'closed')) as care, (select count(*)::int from appointment a where not exists (select from appointment_matter m where m.appointment_id = a.id and m.kind = 'accompaniment') and not exists (select from street_hour h where h.appointment_id = a.id)) as today`);
    const all = [...demoCases, ...demoCasesElsewhere];
    // One of them has two files until Teresa has looked at both.
    expect(told).toEqual({ people: all.length + 1, care: all.filter((one) => one.until === 'in-care').length, today: all.filter((one) => one.todayAt !== undefined).length });
  });

  it('gives each of those who work with people something that waits for them on their first screen, in both territories', async () => {
    for (const who of ['teresa', 'giulia', 'amal', 'marco', 'anna', 'blessing', 'paola', 'antonio', 'rosa', 'elena'] as const) {
      const { body } = await (await town.as(who)).get<{ items: { section: string }[] }>('/api/today');
      expect(body.items.length).toBeGreaterThan(0);
    }
  });

  it('lets Teresa decide on a closing, an access asked for and an emergency, and Marco read second what Blessing found', async () => {
    const waiting = async (who: 'teresa' | 'marco') => (await (await town.as(who)).get<{ items: { kind: string }[] }>('/api/today')).body.items.map((item) => item.kind);
    expect(await waiting('teresa')).toEqual(expect.arrayContaining(['closing-asked', 'access-asked', 'break-glass-to-review', 'case-in-danger']));
    expect(await waiting('marco')).toContain('second-reading');
  });

  it('has been on the street twice and leaves again, and nobody is sent to look for a crew that is back', async () => {
    const [street] = await town.look<{ outings: string; contacts: number; hours: number; alarms: number }>(`select (select string_agg(state, ' ' order by state) from outing) as outings, (select count(*)::int from street_contact) as contacts,
      (select count(*)::int from street_hour where state = 'held') as hours, (select count(*)::int from outing_alarm) as alarms`);
    expect(street).toEqual({ outings: 'closed closed planned', contacts: 8, hours: 2, alarms: 0 });
  });

  it('shows a joint meeting that was held: Teresa and Luca read who was there and what was decided, and what the team keeps is not Luca’s', async () => {
    interface Met { readonly items: { readonly id: string }[] }
    interface One { readonly state: string; readonly meetings: { readonly state: string; readonly shared: string | null; readonly own?: string | null; readonly members?: string[] }[] }
    const [luca, teresa] = [await town.as('luca'), await town.as('teresa')];
    const sent = await Promise.all((await luca.get<Met>('/api/inbound-referrals/sent')).body.items.map(async ({ id }) => ({ id, ...(await luca.get<One>(`/api/inbound-referrals/${id}/sent`)).body })));
    const held = sent.filter(({ meetings }) => meetings.some(({ state }) => state === 'held'));
    expect(held.map(({ state, meetings }) => [state, meetings.length])).toEqual([['advised', 1]]);
    expect(held[0]?.meetings[0]?.shared).toMatch(/^C’erano: .*Deciso insieme:/su);
    const [read] = (await teresa.get<One>(`/api/inbound-referrals/${held[0]?.id}`)).body.meetings;
    expect(read?.members).toEqual(['Chiara Fusco']);
    expect(read?.own).toBeTruthy();
    expect(JSON.stringify(held)).not.toContain(read?.own);
  });

  it('takes reports from anybody in Avellino alone: one held apart, one that Teresa let in, each with a term that runs', async () => {
    interface Box { readonly items: { readonly source: string; readonly held: boolean; readonly senderKind: string; readonly clock: unknown }[] }
    const [teresa, rosa] = [await town.as('teresa'), await town.as('rosa')];
    const inBox = async (box: string) => (await teresa.get<Box>(`/api/inbound-referrals?box=${box}`)).body.items.filter(({ source }) => source === 'public');
    expect(await inBox('held')).toMatchObject([{ senderKind: 'citizen', held: true, clock: { state: 'waiting' } }]);
    expect(await inBox('waiting')).toMatchObject([{ senderKind: 'self', held: false, clock: { state: 'waiting' } }]);
    expect([(await teresa.get('/api/intake-settings')).body, (await rosa.get('/api/intake-settings')).body]).toMatchObject([{ publicOpen: true }, { publicOpen: false }]);
  });

  it('keeps the people of Benevento from those of Avellino, and the other way round', async () => {
    const codes = async (who: 'teresa' | 'rosa') => (await (await town.as(who)).get<{ items: { code: string }[] }>('/api/cases')).body.items.map((item) => item.code);
    const [avellino, benevento] = [await codes('teresa'), await codes('rosa')];
    expect(benevento).toHaveLength(demoCasesElsewhere.length);
    expect(avellino.filter((code) => benevento.includes(code))).toEqual([]);
  });
});
