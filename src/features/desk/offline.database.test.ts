import { array, assert, asyncProperty, constantFrom } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { Answer, Call } from '../../kernel/calls/contract.ts';
import type { Waiting } from '../../kernel/offline/waiting.ts';
import { anOuting, meet } from '../outreach/testing/street.ts';
import type { Interview, InterviewHeading, NewInterview, Presence } from './contract.ts';
import { interviewMachine, markOfContent, markOfSection } from './domain.ts';
import { asNoted } from './ui/as-noted.ts';
import { aFile, type TestFile } from './testing/files.ts';
import { heading, said, wordsIn, write } from './testing/interviews.ts';

let town: Town;
let fatou: TestFile;
beforeAll(async () => {
  town = await aTown();
  fatou = await aFile(town, 'giulia', ['marco']);
});
afterAll(() => town.leave());

type Noted = Pick<Waiting, 'method' | 'path' | 'body' | 'seen' | 'after'> & { readonly id: string };

/** What waits on a telephone, in the order in which it was noted, and how the screen shows the interview meanwhile. */
class Telephone {
  readonly interviewId = newId();
  readonly calls: Noted[] = [];
  readonly #me: { id: string; name: string; role: string };
  #clock: number;
  constructor(who: Worker, name: string, minutesAgo = 60) {
    this.#me = { id: who.memberId, name, role: 'psychologist' };
    this.#clock = Date.now() - minutesAgo * 60_000;
  }
  get #path(): string { return `/api/interviews/${this.interviewId}`; }
  hour(): string { return new Date(this.#clock += 90_000).toISOString(); }
  note(method: Noted['method'], path: string, body: unknown, about: { seen?: number; after?: readonly string[] } = {}): string {
    const id = newId();
    this.calls.push({ id, method, path, body, ...about });
    return id;
  }
  open(given: Partial<NewInterview> & { caseId: string }, after: readonly string[] = []): void { this.note('PUT', this.#path, { ...heading, notedAt: this.hour(), ...given }, { after }); }
  move(name: string, about: object = {}): void { this.note('POST', `${this.#path}/moves`, { id: newId(), move: name, notedAt: this.hour(), ...about }); }
  write(section: string, words: string): void {
    const stands = this.shown()?.sections.find((one) => one.section === section);
    this.note('PUT', `${this.#path}/sections/${section}`, { ...said(words), origin: stands?.content ?? { answers: {}, words: '' }, besideId: newId() }, { seen: stands?.version ?? 0 });
  }
  room(role: Presence, change: 'came' | 'left'): void { this.note('POST', `${this.#path}/room`, { id: newId(), role, change, notedAt: this.hour() }); }
  heading(next: InterviewHeading): void { this.note('PATCH', this.#path, { ...next, changeId: newId() }, { seen: this.shown()?.version ?? 0 }); }
  shown(): Interview | undefined {
    const waiting = this.calls.filter(({ path }) => path.startsWith(this.#path)).map((call, place): Waiting => ({ ...call, record: { kind: 'interview', id: this.interviewId }, place, memberId: this.#me.id, notedAt: this.#clock, about: { code: 'x', personId: 'p' } }));
    return asNoted(undefined, waiting, this.#me);
  }
  async sign(): Promise<void> {
    const shown = this.shown();
    if (!shown) throw new Error('nothing was opened');
    this.move('sign', { content: await markOfContent(shown) });
  }
  /** The person herself, on this screen: what was read back, and what she does. */
  async personSigns(signatureId = newId()): Promise<void> {
    const shown = this.shown();
    if (!shown) throw new Error('nothing was opened');
    const known = shown.sections.map((one) => markOfSection({ ...one, authorId: one.author.id }));
    this.note('PUT', `${this.#path}/person-signatures/${signatureId}`, {
      outcome: 'signed', evidence: { kind: 'mark-and-witness', witness: 'Moussa Camara' }, language: 'fr', how: 'worker', mediatorId: null, words: null, known, notedAt: this.hour(), content: await markOfContent(shown),
    });
  }
  async leave(by: Worker): Promise<{ status: number; code: string | undefined }[]> {
    // What is noted of one record leaves in its order, each after the one before: `nextBatch`.
    const before = (place: number): string[] => this.calls.slice(0, place).filter(({ path }) => path.startsWith(this.#path)).slice(-1).map(({ id }) => id);
    const calls = this.calls.map(({ id, method, path, body, seen, after = [] }, place): Call => ({
      id, method, path, body, ...(seen === undefined ? {} : { seen }), after: [...after, ...(path.startsWith(this.#path) ? before(place) : [])],
    }));
    const { answers } = (await by.post<{ answers: Answer[] }>('/api/calls', { calls })).body;
    return answers.map(({ status, body }) => ({ status, code: (body as { code?: string } | undefined)?.code }));
  }
}
const read = async (who: Worker, id: string): Promise<Interview> => (await who.get<Interview>(`/api/interviews/${id}`)).body;
/** What a person sees of it, without hours and ids. */
const seen = (one: Interview | undefined) => one && {
  state: one.state, kind: one.kind, language: one.language, place: one.place, present: one.present.toSorted(), version: one.version, words: wordsIn(one), versions: one.sections.map(({ section, version }) => `${section} ${version}`).toSorted(),
  attendance: one.attendance.map(({ role, change }) => `${role} ${change}`).toSorted(), sittings: one.sittings.map(({ reason, breaks, startedAt, endedAt, minutes }) => ({ reason, breaks: breaks.length, startedAt, endedAt, minutes: endedAt === null ? 0 : minutes })), writes: one.writes,
};

describe('an interview held where there is no network', () => {
  it('with a woman met on the street a moment ago: contact, person, case, interview, words and signature leave in one request, in their order, once', async () => {
    const [amal, { outing }] = [await town.as('amal'), await anOuting(town)];
    const { body: { id: contactId } } = await meet(amal, outing.id);
    const phone = new Telephone(amal, 'Amal Haddad');
    const [personId, caseId] = [newId(), newId()];
    const became = phone.note('PUT', `/api/street-contacts/${contactId}/person`, { personId, caseId, noteId: newId(), linkId: newId(), doubtId: newId() });
    phone.open({ caseId, place: 'street', present: ['mediator'] }, [became]);
    phone.move('start');
    phone.write('wishes', 'Un posto dove dormire');
    phone.move('stop', { reason: 'finished' });
    expect((await phone.leave(amal)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    // The answer was lost on the way: the same request again changes nothing.
    expect((await phone.leave(amal)).every(({ status }) => status === 200)).toBe(true);
    const there = await read(amal, phone.interviewId);
    expect([there.state, there.place, there.caseId, wordsIn(there), there.sittings.length]).toEqual(['stopped', 'street', caseId, { wishes: 'Un posto dove dormire' }, 1]);
  });

  it('waits with everything that follows it when the person could not become one: nothing is kept half, nothing is thrown away', async () => {
    const giulia = await town.as('giulia');
    const phone = new Telephone(giulia, 'Giulia Ferrara');
    const became = phone.note('PUT', `/api/street-contacts/${newId()}/person`, { personId: newId(), caseId: newId(), noteId: newId(), linkId: newId(), doubtId: newId() });
    phone.open({ caseId: newId() }, [became]);
    expect(await phone.leave(giulia)).toEqual([{ status: 404, code: 'not-found' }, { status: 424, code: 'waits-for-another' }]);
  });

  it('stands on the screen as it will stand at the server, whatever is done in it', async () => {
    const giulia = await town.as('giulia');
    const deeds = array(constantFrom('start', 'pause', 'resume', 'stop', 'wishes', 'housing', 'came', 'left', 'heading'), { minLength: 4, maxLength: 16 });
    await assert(asyncProperty(deeds, async (names) => {
      const phone = new Telephone(giulia, 'Giulia Ferrara');
      phone.open({ caseId: fatou.caseId });
      for (const [at, name] of names.entries()) {
        const now = phone.shown();
        if (!now) throw new Error('nothing was opened');
        if (name === 'wishes' || name === 'housing') phone.write(name, `parola ${at}`);
        else if (name === 'came' || name === 'left') phone.room('relative', name);
        else if (name === 'heading') phone.heading({ ...heading, language: at % 2 === 0 ? 'bn' : 'fr', present: at % 3 === 0 ? ['psychologist', 'lawyer'] : ['psychologist'] });
        else if (interviewMachine.can(now.state, name as 'start')) phone.move(name, name === 'stop' ? { reason: 'time' } : {});
      }
      const answers = await phone.leave(giulia);
      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
      // The answer was lost: all of it leaves a second time, and nothing is there twice.
      const again = await phone.leave(giulia);
      expect(again.filter(({ status }) => status !== 200)).toEqual([]);
      const there = await read(giulia, phone.interviewId);
      expect(seen(there)).toEqual(seen(phone.shown()));
      expect(there.besides).toEqual([]);
    }), { numRuns: Number(process.env.RETI_OFFLINE_RUNS ?? 6) });
  });
});

describe('a signature given where there is no network', () => {
  const led = (phone: Telephone): void => {
    phone.open({ caseId: fatou.caseId });
    phone.move('start');
    phone.write('wishes', 'Vuole lavorare in cucina');
    phone.move('stop', { reason: 'finished' });
  };

  it('stands for the text as it was on the telephone, with the telephone’s hour and that of its arrival', async () => {
    const giulia = await town.as('giulia');
    const phone = new Telephone(giulia, 'Giulia Ferrara', 180);
    led(phone);
    await phone.sign();
    expect((await phone.leave(giulia)).every(({ status }) => status === 200)).toBe(true);
    const signed = await read(giulia, phone.interviewId);
    expect(signed.state).toBe('signed');
    const { notedAt, arrivedAt } = signed.signedOnDevice ?? { notedAt: '', arrivedAt: '' };
    expect(Math.round((Date.parse(arrivedAt) - Date.parse(notedAt)) / 3_600_000)).toBe(3);
    expect(signed.signedAt).toBe(arrivedAt);
    // Sent once more, because the answer was lost, it is still one signature.
    expect((await phone.leave(giulia)).map(({ status }) => status)).toEqual(phone.calls.map(() => 200));
    // New words are refused, as ever.
    expect((await write(giulia, phone.interviewId, 'wishes', 'Altro', 1)).body).toMatchObject({ code: 'interview-signed' });
  });

  it('is refused where Marco wrote meanwhile: nothing is signed, nothing is lost, and Giulia signs what stands then', async () => {
    const [giulia, marco] = [await town.as('giulia'), await town.as('marco')];
    const phone = new Telephone(giulia, 'Giulia Ferrara');
    led(phone);
    const before = await phone.leave(giulia);
    expect(before.every(({ status }) => status === 200)).toBe(true);
    await phone.sign();
    expect((await write(marco, phone.interviewId, 'housing', 'Dorme in una serra')).status).toBe(200);
    const [answer] = (await phone.leave(giulia)).slice(-1);
    expect(answer).toEqual({ status: 409, code: 'interview-not-as-signed' });
    const now = await read(giulia, phone.interviewId);
    expect([now.state, wordsIn(now)]).toEqual(['stopped', { wishes: 'Vuole lavorare in cucina', housing: 'Dorme in una serra' }]);
    const body = { id: newId(), move: 'sign', notedAt: new Date().toISOString(), content: await markOfContent(now) };
    expect((await giulia.post<Interview>(`/api/interviews/${phone.interviewId}/moves`, body)).body.state).toBe('signed');
  });

  it('is another for one word more, and the same whatever the order in which the text was written down', async () => {
    const giulia = await town.as('giulia');
    const phone = new Telephone(giulia, 'Giulia Ferrara');
    led(phone);
    phone.write('housing', 'Una stanza');
    const shown = phone.shown();
    if (!shown) throw new Error('nothing was opened');
    const mark = await markOfContent(shown);
    expect(await markOfContent({ ...shown, sections: shown.sections.toReversed(), preparation: Object.fromEntries(Object.entries(shown.preparation).toReversed()) })).toBe(mark);
    for (const other of [{ place: 'remote' as const }, { present: [...shown.present, 'child' as const] }, { sections: shown.sections.slice(1) }, { sections: shown.sections.map((one) => ({ ...one, state: 'declined' as const })) }]) expect(await markOfContent({ ...shown, ...other })).not.toBe(mark);
  });
});

describe('what Fatou herself signs where there is no network', () => {
  const readBack = (phone: Telephone): void => {
    phone.open({ caseId: fatou.caseId });
    phone.move('start');
    phone.write('wishes', 'Vuole un letto');
    phone.write('wishes', 'Vuole un letto e una porta');
    phone.move('stop', { reason: 'finished' });
  };

  it('holds for the text that stood on the telephone, before Giulia’s own signature, once, with both hours', async () => {
    const giulia = await town.as('giulia');
    const phone = new Telephone(giulia, 'Giulia Ferrara', 120);
    readBack(phone);
    expect(phone.shown()?.mayTakeSignature).toBe(true);
    await phone.personSigns();
    expect(phone.shown()).toMatchObject({ mayTakeSignature: false, personSignatures: [{ outcome: 'signed', evidenceWords: 'Moussa Camara', onDevice: { arrivedAt: '' } }] });
    await phone.sign();
    for (let times = 0; times < 2; times += 1) expect((await phone.leave(giulia)).map(({ status }) => status)).toEqual(phone.calls.map(() => 200));
    const there = await read(giulia, phone.interviewId);
    expect([there.state, there.personSignatures.length, there.personSignatures[0]?.sections, there.mayTakeSignature]).toEqual(['signed', 1, 1, false]);
    const { notedAt, arrivedAt } = there.personSignatures[0]?.onDevice ?? { notedAt: '', arrivedAt: '' };
    expect([Math.round((Date.parse(arrivedAt) - Date.parse(notedAt)) / 3_600_000), there.personSignatures[0]?.at]).toEqual([2, notedAt]);
    expect((await write(giulia, phone.interviewId, 'housing', 'Altro')).body.code).toMatch(/interview-signed/);
  });

  it('holds for no text that Marco wrote meanwhile: nothing is signed, Giulia’s own signature waits behind it, and it is taken again on what stands then', async () => {
    const [giulia, marco] = [await town.as('giulia'), await town.as('marco')];
    const phone = new Telephone(giulia, 'Giulia Ferrara');
    readBack(phone);
    expect((await phone.leave(giulia)).every(({ status }) => status === 200)).toBe(true);
    await phone.personSigns();
    await phone.sign();
    expect((await write(marco, phone.interviewId, 'housing', 'Dorme in una serra')).status).toBe(200);
    expect((await phone.leave(giulia)).slice(-2)).toEqual([{ status: 409, code: 'interview-not-as-read' }, { status: 424, code: 'waits-for-another' }]);
    const now = await read(giulia, phone.interviewId);
    expect([now.state, now.personSignatures, now.mayTakeSignature]).toEqual(['stopped', [], true]);
    const again = { outcome: 'refused', refusal: 'not-my-words', words: null, notedAt: new Date().toISOString() };
    const put = await giulia.put<Interview>(`/api/interviews/${phone.interviewId}/person-signatures/${newId()}`, again);
    expect(put.body.personSignatures).toMatchObject([{ outcome: 'refused', refusal: 'not-my-words', onDevice: { notedAt: again.notedAt } }]);
  });
});
