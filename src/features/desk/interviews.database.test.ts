import { array, assert, asyncProperty, constantFrom, record } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { HereReply, Interview, InterviewList, PastTextList, SectionKept } from './contract.ts';
import { aFile, type TestFile } from './testing/files.ts';
import { heading, move, opened, said, wordsIn, write } from './testing/interviews.ts';

let town: Town;
let fatou: TestFile;
beforeAll(async () => {
  town = await aTown();
  fatou = await aFile(town, 'giulia', ['marco', 'anna', 'blessing', 'rubina', 'amal']);
});
afterAll(() => town.leave());

describe('an interview', () => {
  it('takes Fatou three sittings, each ended for its own reason, and is then signed', async () => {
    const giulia = await town.as('giulia');
    const id = await opened(giulia, fatou.caseId);
    await move(giulia, id, 'start');
    await write(giulia, id, 'wishes', 'Vuole prima di tutto dormire.');
    await move(giulia, id, 'stop', 'tired');
    await move(giulia, id, 'start');
    await write(giulia, id, 'wishes', 'Vuole dormire, poi sentire sua madre.', 1);
    await move(giulia, id, 'pause');
    await move(giulia, id, 'resume');
    await move(giulia, id, 'stop', 'distress');
    await move(giulia, id, 'start');
    expect((await move(giulia, id, 'sign')).body.code).toBe('illegal-move');
    expect((await move(giulia, id, 'stop')).body.code).toBe('reason-required');
    await move(giulia, id, 'stop', 'finished');
    const signed = await move(giulia, id, 'sign');
    expect(signed.body.sittings.map((one) => one.reason)).toEqual(['tired', 'distress', 'finished']);
    expect(signed.body.sittings[1]?.breaks).toHaveLength(1);
    expect(signed.body).toMatchObject({ state: 'signed', code: fatou.code });
    expect(wordsIn(signed.body)).toEqual({ wishes: 'Vuole dormire, poi sentire sua madre.' });
  });

  it('knows when a cousin came into the room and when he left, and for how long and why the break was', async () => {
    const giulia = await town.as('giulia');
    const id = await opened(giulia, fatou.caseId);
    await move(giulia, id, 'start');
    const room = (role: string, change: string, changeId = newId()) => giulia.post<Interview>(`/api/interviews/${id}/room`, { id: changeId, role, change });
    const sentTwice = newId();
    await room('relative', 'came', sentTwice);
    expect((await room('relative', 'came', sentTwice)).body.present).toEqual(['psychologist', 'relative']);
    await room('relative', 'left');
    const { version } = (await giulia.get<Interview>(`/api/interviews/${id}`)).body;
    const { body } = await giulia.patch<Interview>(`/api/interviews/${id}`, { ...heading, present: ['psychologist', 'educator'] }, version);
    expect(body.attendance.map((one) => [one.role, one.change])).toEqual([['relative', 'came'], ['relative', 'left'], ['educator', 'came']]);
    await move(giulia, id, 'pause');
    const resumed = await move(giulia, id, 'resume', 'tired');
    expect(resumed.body.sittings[0]?.breaks).toMatchObject([{ reason: 'tired' }]);
    await move(giulia, id, 'stop', 'finished');
    await move(giulia, id, 'sign');
    expect((await room('relative', 'came')).body.code).toBe('interview-signed');
  });

  it('says that the interpreter named must not follow the case, and never why', async () => {
    const [giulia, teresa, rubina] = [await town.as('giulia'), await town.as('teresa'), await town.as('rubina')];
    const nadia = await aFile(town, 'giulia', []);
    const id = await opened(giulia, nadia.caseId, { interpreter: 'mediator', mediatorId: rubina.memberId });
    const barred = async () => (await giulia.get<Interview>(`/api/interviews/${id}`)).body.mediatorIsBarred;
    expect(await barred()).toBe(false);
    await teresa.put(`/api/case-bars/${newId()}`, { caseId: nadia.caseId, memberId: rubina.memberId, askedBy: 'person', reason: 'È sua vicina di casa.' });
    expect(await barred()).toBe(true);
    expect((await move(giulia, id, 'start')).status).toBe(200);
  });

  it('loses nothing when Giulia and Marco write two sections at the same time', async () => {
    const [giulia, marco] = [await town.as('giulia'), await town.as('marco')];
    const id = await opened(giulia, fatou.caseId);
    const rounds = [1, 2, 3, 4, 5];
    const writing = async (who: Worker, section: string) => {
      for (const round of rounds) expect((await write(who, id, section, `${section} ${round}`, round - 1)).body.version).toBe(round);
    };
    await Promise.all([writing(giulia, 'safety'), writing(marco, 'status')]);
    const { body } = await giulia.get<Interview>(`/api/interviews/${id}`);
    expect(wordsIn(body)).toEqual({ safety: 'safety 5', status: 'status 5' });
  });

  it('tells Marco that Giulia changed the section meanwhile, and shows him her words beside his', async () => {
    const [giulia, marco] = [await town.as('giulia'), await town.as('marco')];
    const id = await opened(giulia, fatou.caseId);
    await write(giulia, id, 'housing', 'Dorme da un conoscente.');
    const stale = await write(marco, id, 'housing', 'Dorme in campagna.');
    expect([stale.status, stale.body.code]).toEqual([412, 'changed-meanwhile']);
    const seen = (await marco.get<Interview>(`/api/interviews/${id}`)).body;
    expect(wordsIn(seen)).toEqual({ housing: 'Dorme da un conoscente.' });
    expect((await write(marco, id, 'housing', 'Dorme da un conoscente, in campagna.', seen.sections[0]?.version)).body.version).toBe(2);
  });

  it('lets exactly one of twenty first writings of a section stand', async () => {
    const giulia = await town.as('giulia');
    const id = await opened(giulia, fatou.caseId);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => write(giulia, id, 'health', `scritto ${n}`)));
    expect(answers.map((one) => one.status).toSorted()).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
  });

  it('answers a saving sent twice, because the reply was lost, as if it were the first', async () => {
    const giulia = await town.as('giulia');
    const id = await opened(giulia, fatou.caseId);
    const first = await write(giulia, id, 'family', 'Due figli a Dakar.');
    expect((await write(giulia, id, 'family', 'Due figli a Dakar.')).body).toEqual(first.body);
    const again = await giulia.put(`/api/interviews/${id}`, { caseId: fatou.caseId, ...heading });
    expect(again.status).toBe(200);
  });

  it('keeps words sealed: the database holds none of them in clear', async () => {
    const giulia = await town.as('giulia');
    const id = await opened(giulia, fatou.caseId);
    await write(giulia, id, 'exploitation', 'parola-segreta-da-cercare');
    const rows = await town.look<{ text: string }>("select encode(content_sealed, 'escape') as text from interview_section where interview_id = $1", [id]);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).not.toContain('parola-segreta');
    const trail = await town.look<{ n: number }>("select count(*)::int as n from audit_event where details::text like '%parola-segreta%'");
    expect(trail[0]?.n).toBe(0);
  });

  it('refuses a section that the guide does not have', async () => {
    const giulia = await town.as('giulia');
    const id = await opened(giulia, fatou.caseId);
    expect((await write(giulia, id, 'gossip', 'no')).status).toBe(404);
  });
});

describe('two professionals in one interview', () => {
  const together = (by: Worker, id: string, section: string, words: string, origin: string, version: number, further: object = {}) =>
    by.put<SectionKept>(`/api/interviews/${id}/sections/${section}`, { ...said(words), origin: { answers: {}, words: origin }, ...further }, version);
  const read = async (by: Worker, id: string) => (await by.get<Interview>(`/api/interviews/${id}`)).body;

  it('answer different questions of one part, and both answers stand', async () => {
    const [giulia, marco] = [await town.as('giulia'), await town.as('marco')];
    const id = await opened(giulia, fatou.caseId);
    const answering = (by: Worker, question: string, answer: string) => by.put<SectionKept>(`/api/interviews/${id}/sections/health`, { state: 'begun', content: { answers: { [question]: { answer } }, words: '' }, origin: { answers: {}, words: '' } }, 0);
    expect((await answering(giulia, 'urgent', 'no')).body.content).toBeNull();
    expect((await answering(marco, 'sleep', 'no')).body).toMatchObject({ version: 2, beside: null, content: { answers: { urgent: { answer: 'no' }, sleep: { answer: 'no' } } } });
  });

  it('write the same words at once: both texts stand with their authors, and whoever chooses leaves the other among the earlier ones', async () => {
    const [giulia, marco] = [await town.as('giulia'), await town.as('marco')];
    const id = await opened(giulia, fatou.caseId);
    await together(giulia, id, 'housing', 'Dorme da un conoscente.', '', 0);
    const besideId = newId();
    const beside = await together(marco, id, 'housing', 'Dorme in campagna', '', 0, { besideId });
    expect(beside.body).toMatchObject({ version: 1, beside: besideId, content: { words: 'Dorme da un conoscente.' } });
    // Marco goes on typing in his own text: it stays one.
    await together(marco, id, 'housing', 'Dorme in campagna, in una serra.', '', 0, { besideId });
    const seen = await read(giulia, id);
    expect(wordsIn(seen)).toEqual({ housing: 'Dorme da un conoscente.' });
    expect(seen.besides).toMatchObject([{ id: besideId, author: { name: 'Marco D’Alessio' }, content: { words: 'Dorme in campagna, in una serra.' } }]);

    await together(giulia, id, 'housing', 'Dorme in campagna, in una serra.', 'Dorme da un conoscente.', 1, { settles: [{ id: besideId, as: 'mine' }] });
    const after = await read(marco, id);
    expect([wordsIn(after), after.besides, after.pastTexts]).toEqual([{ housing: 'Dorme in campagna, in una serra.' }, [], 2]);
    const past = (await marco.get<PastTextList>(`/api/interviews/${id}/past-texts`)).body.items;
    expect(past.map((one) => [one.kind, one.author.name, one.content?.words, one.settled?.by.name ?? null]).toSorted()).toEqual([
      ['beside', 'Marco D’Alessio', 'Dorme in campagna, in una serra.', 'Giulia Ferrara'],
      ['replaced', 'Giulia Ferrara', 'Dorme da un conoscente.', null],
    ]);
    // Sent again after the choice, Marco's text changes nothing that was decided.
    expect((await together(marco, id, 'housing', 'Dorme in campagna, in una serra.', '', 0, { besideId })).body).toMatchObject({ beside: null, version: 2 });
    await expect(town.look(`update interview_text set author_id = '${giulia.memberId}' where id = '${besideId}'`)).rejects.toThrow('not-allowed');
    await expect(town.look(`delete from interview_text where id = '${besideId}'`)).rejects.toThrow('not-allowed');
  });

  it('lose no acknowledged word in any order of writing, sending and choosing', async () => {
    const writers = [await town.as('giulia'), await town.as('marco')];
    const giulia = await town.as('giulia');
    const plan = array(record({ who: constantFrom(0, 1), what: constantFrom('type', 'rewrite', 'send', 'both send'), choice: constantFrom('mine', 'theirs', 'both') }), { minLength: 6, maxLength: 14 });
    await assert(asyncProperty(plan, async (deeds) => {
      const id = await opened(giulia, fatou.caseId);
      const desks = writers.map((worker) => ({ worker, words: '', origin: '', base: 0, besideId: newId() }));
      const acknowledged: string[] = [];
      let count = 0;
      const send = async (desk: (typeof desks)[number]) => {
        const reply = await together(desk.worker, id, 'wishes', desk.words, desk.origin, desk.base, { besideId: desk.besideId });
        expect(reply.status).toBe(200);
        acknowledged.push(...desk.words.split(' '));
        if (reply.body.beside !== null) return;
        const stands = reply.body.content?.words ?? desk.words;
        Object.assign(desk, { words: stands, origin: stands, base: reply.body.version, besideId: newId() });
      };
      for (const { who, what } of deeds) {
        const desk = desks[who];
        if (!desk) continue;
        if (what === 'type') desk.words = `${desk.words} w${count++}`.trim();
        else if (what === 'rewrite') desk.words = `w${count++}`;
        else await Promise.all(what === 'send' ? [send(desk)] : desks.map(send));
      }
      const seen = await read(giulia, id);
      for (const text of seen.besides) {
        const stands = (await read(giulia, id)).sections[0];
        const choice = deeds[0]?.choice ?? 'both';
        const words = choice === 'mine' ? text.content?.words : choice === 'theirs' ? stands?.content?.words : `${stands?.content?.words}\n${text.content?.words}`;
        expect((await together(giulia, id, 'wishes', words ?? '', stands?.content?.words ?? '', stands?.version ?? 0, { settles: [{ id: text.id, as: choice }] })).status).toBe(200);
      }
      const past = (await giulia.get<PastTextList>(`/api/interviews/${id}/past-texts`)).body.items;
      const there = [wordsIn(await read(giulia, id)).wishes, ...past.map((one) => one.content?.words)].join(' ').split(/\s+/);
      for (const word of acknowledged.filter((one) => one !== '')) expect(there).toContain(word);
    }), { numRuns: Number(process.env.RETI_MERGE_RUNS ?? 8) });
  });

  it('see each other, and only those who may know of the interview do; in which part is told to those who may write there', async () => {
    const [giulia, marco, anna, chiara] = [await town.as('giulia'), await town.as('marco'), await town.as('anna'), await town.as('chiara')];
    const id = await opened(giulia, fatou.caseId);
    const here = (by: Worker, section: string | null, known: string[] = []) => by.post<HereReply>(`/api/interviews/${id}/here`, { section, known });
    expect((await here(giulia, 'exploitation')).body.others).toEqual([]);
    expect((await here(marco, 'work')).body.others).toEqual([{ id: giulia.memberId, name: 'Giulia Ferrara', section: 'exploitation' }]);
    expect((await here(anna, null)).body.others).toEqual([{ id: giulia.memberId, name: 'Giulia Ferrara', section: null }, { id: marco.memberId, name: 'Marco D’Alessio', section: 'work' }]);
    expect((await here(chiara, null)).status).toBe(404);
    await write(giulia, id, 'wishes', 'Dormire.');
    expect((await here(marco, null, ['heading@1/prepared'])).body.hasChanged).toBe(true);
    expect((await here(marco, null, ['heading@1/prepared', 'wishes @1'])).body.hasChanged).toBe(false);
  });

  it('both put their name under it: its author first, then whoever wrote beside, and nobody else', async () => {
    const [giulia, marco, blessing] = [await town.as('giulia'), await town.as('marco'), await town.as('blessing')];
    const id = await opened(giulia, fatou.caseId);
    await move(giulia, id, 'start');
    await write(giulia, id, 'wishes', 'Una stanza sua.');
    await write(marco, id, 'status', 'Ricevuta della domanda.');
    await move(giulia, id, 'stop', 'finished');
    const sign = (by: Worker) => by.put<Interview>(`/api/interviews/${id}/countersignatures/${newId()}`, {});
    expect((await sign(marco)).body.code).toBe('interview-not-signed');
    await move(giulia, id, 'sign');
    const owed = async () => (await marco.get<InterviewList>('/api/interviews/unsigned')).body.items.map((one) => one.id);
    expect(await owed()).toContain(id);
    expect((await read(marco, id)).mayCountersign).toBe(true);
    expect((await sign(marco)).body).toMatchObject({ mayCountersign: false, countersigned: [{ by: { name: 'Marco D’Alessio' } }] });
    expect((await sign(marco)).body.countersigned).toHaveLength(1);
    expect(await owed()).not.toContain(id);
    for (const other of [blessing, giulia]) expect((await sign(other)).status).toBe(403);
    await expect(town.look(`delete from interview_countersignature where interview_id = '${id}'`)).rejects.toThrow('interview-signed');
  });
});

describe('a signed interview', () => {
  async function signedInterview(): Promise<string> {
    const giulia = await town.as('giulia');
    const id = await opened(giulia, fatou.caseId);
    await move(giulia, id, 'start');
    await write(giulia, id, 'wishes', 'Una stanza sua.');
    await move(giulia, id, 'stop', 'finished');
    expect((await move(giulia, id, 'sign')).status).toBe(200);
    return id;
  }

  it('is changed by nobody through the interface, its author included', async () => {
    const giulia = await town.as('giulia');
    const id = await signedInterview();
    expect((await write(giulia, id, 'wishes', 'Altro.', 1)).body.code).toBe('interview-signed');
    expect((await write(giulia, id, 'health', 'Nuovo.')).body.code).toBe('interview-signed');
    expect((await giulia.patch(`/api/interviews/${id}`, heading, 1)).body.code).toBe('interview-signed');
    expect((await move(giulia, id, 'start')).body.code).toBe('interview-signed');
  });

  it('is changed by no statement either: not the application, not the house, not the superuser', async () => {
    const id = await signedInterview();
    const statements = [
      `update interview set kind = 'legal' where id = '${id}'`,
      `update interview set state = 'stopped', signed_at = null where id = '${id}'`,
      `delete from interview where id = '${id}'`,
      `update interview_section set state = 'declined' where interview_id = '${id}'`,
      `delete from interview_section where interview_id = '${id}'`,
      `insert into interview_section (id, programme_id, case_id, interview_id, section, compartment, state, content_sealed, author_id)
         select gen_random_uuid(), programme_id, case_id, id, 'housing', 'case', 'begun', '\\x00', author_id from interview where id = '${id}'`,
      `delete from interview_move where interview_id = '${id}'`,
    ];
    for (const statement of statements) {
      await expect(town.look(statement)).rejects.toThrow('interview-signed');
      await expect(town.look(`do $house$ begin set local role reti_house; ${statement}; end $house$`)).rejects.toThrow('interview-signed');
    }
    await expect(town.look('truncate interview_section')).rejects.toThrow('interview-signed');
    const [key] = await town.look<{ acting_key: string }>("select acting_key from session where member_id = $1 and ended_at is null and stage = 'signed-in' limit 1", [(await town.as('giulia')).memberId]);
    const asApplication = (statement: string) => town.look(`do $app$ begin perform set_config('reti.acting', '${key?.acting_key}', true); set local role reti_app; ${statement}; end $app$`);
    await expect(asApplication(`update interview set kind = 'legal' where id = '${id}'`)).rejects.toThrow('interview-signed');
    await expect(asApplication(`update interview_section set state = 'declined' where interview_id = '${id}'`)).rejects.toThrow('interview-signed');
    await expect(asApplication(`delete from interview_section where interview_id = '${id}'`)).rejects.toThrow('permission denied');
  });

  it('gains an addendum with its author and moment, and none before it is signed', async () => {
    const [giulia, marco] = [await town.as('giulia'), await town.as('marco')];
    const unsigned = await opened(giulia, fatou.caseId);
    const addendum = { compartment: 'restricted', words: 'La data giusta è il 3 maggio.' };
    expect((await giulia.put(`/api/interviews/${unsigned}/addenda/${newId()}`, addendum)).body.code).toBe('interview-not-signed');
    const id = await signedInterview();
    const addendumId = newId();
    await marco.put(`/api/interviews/${id}/addenda/${addendumId}`, addendum);
    await marco.put(`/api/interviews/${id}/addenda/${addendumId}`, addendum);
    const { body } = await giulia.get<Interview>(`/api/interviews/${id}`);
    expect(body.addenda).toMatchObject([{ id: addendumId, words: addendum.words, author: { name: 'Marco D’Alessio' } }]);
    expect(wordsIn(body)).toEqual({ wishes: 'Una stanza sua.' });
    await expect(town.look(`delete from interview_addendum where id = '${addendumId}'`)).rejects.toThrow('interview-signed');
  });

  it('was signed by its author alone', async () => {
    const [giulia, marco] = [await town.as('giulia'), await town.as('marco')];
    const id = await opened(giulia, fatou.caseId);
    await move(giulia, id, 'start');
    await move(marco, id, 'stop', 'time');
    expect((await move(marco, id, 'sign')).body.code).toBe('only-author-signs');
    const unsigned = await giulia.get<InterviewList>('/api/interviews/unsigned');
    expect(unsigned.body.items.map((one) => one.id)).toContain(id);
    expect((await marco.get<InterviewList>('/api/interviews/unsigned')).body.items.map((one) => one.id)).not.toContain(id);
    await move(giulia, id, 'sign');
    expect((await giulia.get<InterviewList>('/api/interviews/unsigned')).body.items.map((one) => one.id)).not.toContain(id);
  });
});
