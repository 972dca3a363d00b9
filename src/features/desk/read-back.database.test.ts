import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import type { Interview, InterviewList } from './contract.ts';
import { aFile, outsiders, type TestFile } from './testing/files.ts';
import { heading, move, opened, said, wordsIn, write } from './testing/interviews.ts';

let town: Town;
let fatou: TestFile;
beforeAll(async () => {
  town = await aTown();
  fatou = await aFile(town, 'giulia', ['marco', 'anna', 'blessing', 'rubina', 'amal']);
});
afterAll(() => town.leave());

describe('the report', () => {
  it('is made of a signed interview, as PDF and as DOCX, and leaves a line each time it is made', async () => {
    const giulia = await town.as('giulia');
    const id = await opened(giulia, fatou.caseId);
    expect((await giulia.get(`/api/interviews/${id}/report`)).body.code).toBe('interview-not-signed');
    await move(giulia, id, 'start');
    await write(giulia, id, 'wishes', 'Una stanza sua.');
    await move(giulia, id, 'stop', 'finished');
    await move(giulia, id, 'sign');
    const pdf = await giulia.get<{ text: string }>(`/api/interviews/${id}/report`);
    expect([pdf.status, pdf.headers['content-type'], pdf.headers['content-disposition'], pdf.body.text.slice(0, 5)]).toEqual([200, 'application/pdf', `attachment; filename="colloquio-${fatou.code}.pdf"`, '%PDF-']);
    expect((await giulia.get<{ text: string }>(`/api/interviews/${id}/report?form=docx&language=en`)).body.text.slice(0, 2)).toBe('PK');
    const lines = await town.look<{ details: unknown }>("select details from audit_event where subject_id = $1 and action = 'interview.print' order by at", [id]);
    expect(lines.map((one) => one.details)).toEqual([{ form: 'pdf' }, { form: 'docx' }]);
    for (const name of [...outsiders, 'chiara', 'amal'] as const) expect([name, (await (await town.as(name)).get(`/api/interviews/${id}/report`)).status]).toEqual([name, 404]);
  });
});

describe('who reads what was said', () => {
  let id: string;
  beforeAll(async () => {
    const [giulia, anna, rubina] = [await town.as('giulia'), await town.as('anna'), await town.as('rubina')];
    id = await opened(giulia, fatou.caseId, { interpreter: 'mediator', mediatorId: rubina.memberId });
    await write(giulia, id, 'safety', 'Ha paura di tornare.');
    await write(giulia, id, 'housing', 'Dorme da un conoscente.');
    await write(anna, id, 'work', 'Dodici ore al giorno.');
    await write(rubina, id, 'safety', 'Ha usato una parola che vuol dire catena.');
  });

  it('gives the psychologist, the lawyer, the educator and the coordinator the whole story', async () => {
    for (const name of ['giulia', 'marco', 'blessing', 'teresa'] as const) {
      const { body } = await (await town.as(name)).get<Interview>(`/api/interviews/${id}`);
      expect([name, body.sections.map((one) => [one.section, one.compartment]).toSorted()]).toEqual([name, [['housing', 'case'], ['safety', 'mediation'], ['safety', 'restricted'], ['work', 'work']]]);
    }
  });
  it('gives Anna the work section and nothing else', async () => {
    const anna = await town.as('anna');
    expect(wordsIn((await anna.get<Interview>(`/api/interviews/${id}`)).body)).toEqual({ work: 'Dodici ore al giorno.' });
    expect((await write(anna, id, 'exploitation', 'x')).body.code).toBe('not-allowed');
    expect((await write(anna, id, 'housing', 'x', 1)).body.code).toBe('not-allowed');
  });
  it('gives Rubina what she wrote herself and nothing else', async () => {
    const rubina = await town.as('rubina');
    const { body } = await rubina.get<Interview>(`/api/interviews/${id}`);
    expect(body.sections.map((one) => [one.section, one.compartment, one.content?.words])).toEqual([['safety', 'mediation', 'Ha usato una parola che vuol dire catena.']]);
    expect(body.writes).toEqual(['mediation']);
    const { body: list } = await rubina.get<InterviewList>(`/api/cases/${fatou.caseId}/interviews`);
    expect(list.items.map((one) => one.id)).toEqual([id]);
  });
  it('leaves Amal unaware of an interview in which she was not', async () => {
    const amal = await town.as('amal');
    expect((await amal.get(`/api/interviews/${id}`)).status).toBe(404);
    expect((await write(amal, id, 'safety', 'x')).status).toBe(404);
    expect((await amal.get<InterviewList>(`/api/cases/${fatou.caseId}/interviews`)).body.items).toEqual([]);
  });
  it('answers everyone outside, and colleagues who do not hold the case, as if the interview did not exist', async () => {
    for (const name of [...outsiders, 'chiara', 'oksana'] as const) {
      const stranger = await town.as(name);
      const [known, unknown] = [await stranger.get(`/api/interviews/${id}`), await stranger.get(`/api/interviews/${newId()}`)];
      expect([name, [known.status, known.body]]).toEqual([name, [unknown.status, unknown.body]]);
      expect([name, [known.status, known.body.code]]).toEqual([name, [404, 'not-found']]);
      expect([name, (await stranger.get<InterviewList>(`/api/cases/${fatou.caseId}/interviews`)).body.items]).toEqual([name, []]);
      expect([name, (await write(stranger, id, 'safety', 'x', 1)).status]).toEqual([name, 404]);
      expect([name, (await move(stranger, id, 'start')).status]).toEqual([name, 404]);
      expect([name, (await stranger.put(`/api/interviews/${newId()}`, { caseId: fatou.caseId, ...heading })).status]).toEqual([name, 404]);
      expect([name, (await stranger.put(`/api/interviews/${id}/addenda/${newId()}`, { compartment: 'case', words: 'x' })).status]).toEqual([name, 404]);
    }
  });
  it('closes to Blessing the moment she is barred', async () => {
    const nadia = await aFile(town, 'giulia', ['blessing']);
    const [giulia, blessing, teresa] = [await town.as('giulia'), await town.as('blessing'), await town.as('teresa')];
    const interview = await opened(giulia, nadia.caseId);
    expect((await blessing.get(`/api/interviews/${interview}`)).status).toBe(200);
    await teresa.put(`/api/case-bars/${newId()}`, { caseId: nadia.caseId, memberId: blessing.memberId, askedBy: 'person', reason: 'La persona la conosce.' });
    expect((await blessing.get(`/api/interviews/${interview}`)).status).toBe(404);
  });
  it('writes down who read it', async () => {
    const marco = await town.as('marco');
    await marco.get(`/api/interviews/${id}`);
    const lines = await town.look<{ action: string }>('select action from audit_event where subject_id = $1 and member_id = $2', [id, marco.memberId]);
    expect(lines.map((one) => one.action)).toContain('interview.read');
  });
});

describe('what was read back to Fatou', () => {
  const drawing = `data:image/png;base64,${Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0]), Buffer.alloc(30, 7)]).toString('base64')}`;
  const sign = (by: Worker, id: string, body: Record<string, unknown>, signatureId = newId()) => by.put<Interview>(`/api/interviews/${id}/person-signatures/${signatureId}`, body);
  const marks = (interview: Interview): string[] => interview.sections.map((one) => `${one.section} ${one.compartment === 'mediation' ? one.author.id : ''}@${one.version}`);
  const signed = (interview: Interview, mediatorId: string, more: Record<string, unknown> = {}) => ({ outcome: 'signed', evidence: { kind: 'mark-and-witness', witness: 'Moussa Camara', drawing }, language: 'fr', how: 'mediator', mediatorId, words: 'Elle veut dormir.', known: marks(interview), ...more });

  async function talkedWith(by: Worker): Promise<string> {
    const id = await opened(by, fatou.caseId);
    await move(by, id, 'start');
    await write(by, id, 'wishes', 'Vuole dormire.');
    return id;
  }

  it('is signed by her with a mark, a witness and the mediator’s French, stands in no plain word, and from then on the text stays though Giulia has not signed', async () => {
    const [giulia, marco, anna, amal] = [await town.as('giulia'), await town.as('marco'), await town.as('anna'), await town.as('amal')];
    const id = await talkedWith(giulia);
    const running = (await giulia.get<Interview>(`/api/interviews/${id}`)).body;
    expect((await sign(giulia, id, signed(running, amal.memberId))).body.code).toBe('interview-not-stopped');
    await move(giulia, id, 'stop', 'finished');
    const signatureId = newId();
    for (let times = 0; times < 2; times += 1) expect((await sign(giulia, id, signed(running, amal.memberId), signatureId)).status).toBe(200);
    const seen = (await marco.get<Interview>(`/api/interviews/${id}`)).body;
    expect(seen.personSignatures).toMatchObject([{ outcome: 'signed', evidence: 'mark-and-witness', evidenceWords: 'Moussa Camara', drawing, language: 'fr', how: 'mediator', mediator: { name: 'Amal Haddad' }, words: 'Elle veut dormir.', sections: 1, by: { name: 'Giulia Ferrara' } }]);
    // The labour expert knows of the interview and how it was signed, and not what was read.
    expect((await anna.get<Interview>(`/api/interviews/${id}`)).body.personSignatures).toMatchObject([{ evidence: 'mark-and-witness', words: null, sections: null }]);
    for (const words of ['Moussa', 'Elle veut']) expect(await town.look('select 1 from interview_person_signature where position(convert_to($1, $2) in told_sealed) > 0 or position(convert_to($1, $2) in read_sealed) > 0', [words, 'UTF8'])).toEqual([]);

    expect((await write(marco, id, 'wishes', 'Vuole dormire e mangiare.', 1)).body.code).toBe('interview-signed-by-person');
    expect((await write(marco, id, 'housing', 'Un letto.')).body.code).toBe('interview-signed-by-person');
    expect((await move(giulia, id, 'start')).body.code).toBe('interview-signed-by-person');
    expect((await sign(giulia, id, signed(seen, amal.memberId))).body.code).toBe('interview-signed-by-person');
    await expect(town.look('update interview_person_signature set at = now() where id = $1', [signatureId])).rejects.toThrow(/interview-signed-by-person/);
    expect((await move(giulia, id, 'sign')).body.state).toBe('signed');
    const addendumId = newId();
    const add = (words: string) => giulia.put<{ code?: string }>(`/api/interviews/${id}/addenda/${addendumId}`, { compartment: 'restricted', words });
    for (let times = 0; times < 2; times += 1) expect((await add('Vuole anche mangiare.')).status).toBe(200);
    // Put right after an answer that never came: said, and not taken as written.
    expect((await add('Vuole anche mangiare, non la carne.')).body.code).toBe('already-exists');
    expect((await sign(giulia, id, { outcome: 'refused', refusal: 'later', words: null }, signatureId)).body.code).toBe('already-exists');
  });

  it('is nothing that somebody wrote after it was read, and no text while two stand beside each other', async () => {
    const [giulia, marco] = [await town.as('giulia'), await town.as('marco')];
    const id = await talkedWith(giulia);
    await move(giulia, id, 'stop', 'finished');
    const read = (await giulia.get<Interview>(`/api/interviews/${id}`)).body;
    const byHand = { how: 'worker', words: null, evidence: { kind: 'attestation', attestedWith: marco.memberId } };
    await write(marco, id, 'wishes', 'Vuole dormire. Ha fame.', 1);
    expect((await sign(giulia, id, { ...signed(read, giulia.memberId), ...byHand, mediatorId: null })).body.code).toBe('changed-meanwhile');
    await giulia.put(`/api/interviews/${id}/sections/wishes`, { ...said('Vuole stare sola.'), origin: { answers: {}, words: 'Vuole dormire.' }, besideId: newId() }, 1);
    const two = (await giulia.get<Interview>(`/api/interviews/${id}`)).body;
    expect(two.besides).toHaveLength(1);
    expect((await sign(giulia, id, { ...signed(two, giulia.memberId), ...byHand, mediatorId: null })).body.code).toBe('interview-texts-open');
  });

  it('is attested by two colleagues: never by one alone under two hats, by somebody who left, or by who is of no team', async () => {
    const [giulia, marco, nadia] = [await town.as('giulia'), await town.as('marco'), await town.as('nadia')];
    const id = await talkedWith(giulia);
    const done = (await move(giulia, id, 'stop', 'finished')).body;
    const by = (attestedWith: string) => sign(giulia, id, { ...signed(done, giulia.memberId), how: 'worker', mediatorId: null, words: null, evidence: { kind: 'attestation', attestedWith } });
    const [hat, left] = [newId(), newId()];
    for (const [one, of] of [[hat, giulia.memberId], [left, marco.memberId]]) {
      await town.look(`insert into membership (id, account_id, programme_id, organisation_id, role, ended_at) select $1, account_id, programme_id, organisation_id, 'educator', case when $3 then now() end from membership where id = $2`, [one, of, one === left]);
    }
    for (const nobody of [giulia.memberId, hat, left, nadia.memberId]) expect((await by(nobody)).body.code).toBe('invalid-input');
    await town.look('update membership set ended_at = now() where id = $1', [hat]);
    expect((await by(marco.memberId)).body).toMatchObject({ personSignatures: [{ evidence: 'attestation', evidenceWords: 'Marco D’Alessio' }] });
  });

  it('may be refused for no reason, which closes nothing; she can still sign another day, also after Giulia did', async () => {
    const [giulia, amal] = [await town.as('giulia'), await town.as('amal')];
    const id = await talkedWith(giulia);
    await move(giulia, id, 'stop', 'finished');
    const refused = await sign(giulia, id, { outcome: 'refused', refusal: 'no-reason', words: null });
    expect(refused.body).toMatchObject({ personSignatures: [{ outcome: 'refused', refusal: 'no-reason' }], mayTakeSignature: true });
    expect((await write(giulia, id, 'wishes', 'Vuole dormire, qui no.', 1)).status).toBe(200);
    const done = (await move(giulia, id, 'sign')).body;
    expect((await sign(giulia, id, { ...signed(done, amal.memberId), evidence: { kind: 'signature', signature: 'F. C.' } })).body).toMatchObject({ mayTakeSignature: false, personSignatures: [{ outcome: 'signed', evidenceWords: 'F. C.' }, { outcome: 'refused' }] });
  });

  it('is taken by whoever leads the talk or hears the story, and by nobody where Teresa says that it is not asked', async () => {
    const [giulia, anna, amal, teresa] = [await town.as('giulia'), await town.as('anna'), await town.as('amal'), await town.as('teresa')];
    const id = await talkedWith(giulia);
    await move(giulia, id, 'stop', 'finished');
    const refusal = { outcome: 'refused', refusal: 'later', words: null };
    expect((await sign(anna, id, refusal)).body.code).toBe('not-allowed');
    for (const name of ['amal', ...outsiders] as const) expect([name, (await sign(await town.as(name), id, refusal)).status]).toEqual([name, 404]);
    expect((await giulia.put('/api/interview-settings', { personSignature: false }, 0)).status).toBe(404);
    expect((await teresa.put('/api/interview-settings', { personSignature: false }, 0)).body).toMatchObject({ personSignature: false, version: 1 });
    expect((await sign(giulia, id, refusal)).body.code).toBe('person-signature-off');
    expect((await giulia.get<Interview>(`/api/interviews/${id}`)).body.mayTakeSignature).toBe(false);
    expect((await teresa.put('/api/interview-settings', { personSignature: true }, 1)).status).toBe(200);
    const hers = await opened(amal, fatou.caseId, { interpreter: 'none' });
    await move(amal, hers, 'start');
    await move(amal, hers, 'stop', 'finished');
    expect((await sign(amal, hers, refusal)).status).toBe(200);
  });
});
