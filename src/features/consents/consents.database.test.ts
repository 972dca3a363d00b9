import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webmOf } from '../../kernel/files/testing/sound.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { type CaseConsents, type Consent, type ConsentChoices, type ConsentMoved, type ConsentRecord, type Notice, type NoticeBoard, type NoticeText, Switch } from './contract.ts';

let town: Town;
let caseId: string;
let personId: string;
beforeAll(async () => {
  town = await aTown();
  ({ caseId, personId } = await aFile(['amal', 'anna']));
});
afterAll(() => town.leave());

async function aFile(assigned: readonly ('amal' | 'anna' | 'blessing')[]): Promise<{ caseId: string; personId: string }> {
  const [giulia, teresa] = [await town.as('giulia'), await town.as('teresa')];
  const newPerson = newId();
  const { body } = await giulia.put<{ caseId: string }>(`/api/persons/${newPerson}`, { caseId: newId() });
  for (const name of assigned) await teresa.put(`/api/case-assignments/${newId()}`, { caseId: body.caseId, memberId: (await town.as(name)).memberId });
  return { caseId: body.caseId, personId: newPerson };
}

const signature = { kind: 'signature', signature: 'F. D.' };
const ask = (by: Worker, about: Record<string, unknown>, id = newId()) => by.put<Consent>(`/api/consents/${id}`, { caseId, ...about });
const answer = (by: Worker, id: string, move: string, evidence?: unknown) => by.post<ConsentMoved>(`/api/consents/${id}/moves`, { id: newId(), move, evidence });
const seen = async (by: Worker, of = caseId) => (await by.get<CaseConsents>(`/api/cases/${of}/consents`)).body;
const bodyNamed = async (name: string): Promise<string> => {
  const { body } = await (await town.as('giulia')).get<ConsentChoices>('/api/consents/choices');
  return body.bodies.find((one) => one.name === name)?.id ?? '';
};
/** Asks the function that other rooms ask, as the named colleague. */
async function inForce(as: 'giulia' | 'chiara' | 'paola' | 'antonio', name: string, recipient: string | null = null, of = caseId): Promise<boolean | undefined> {
  const { memberId } = await town.as(as);
  await town.look("select set_config('reti.acting', (select acting_key::text from session where member_id = $1 and ended_at is null and stage = 'signed-in' limit 1), false)", [memberId]);
  const [row] = await town.look<{ open: boolean }>('select consent_in_force($1, $2, $3) as open', [of, name, recipient]);
  return row?.open;
}

describe('a signature drawn on the screen', () => {
  const drawing = `data:image/png;base64,iVBORw0KGgo${Buffer.from('tratti di una firma di prova').toString('base64')}`;
  it('is kept sealed with the answer and stands in the record; one who draws need not write their name', async () => {
    const giulia = await town.as('giulia');
    const id = newId();
    const file = await aFile(['amal']);
    await giulia.put(`/api/consents/${id}`, { caseId: file.caseId, switch: 'document-copy' });
    expect((await answer(giulia, id, 'give', { kind: 'signature', signature: '' })).status).toBe(422);
    expect((await answer(giulia, id, 'give', { kind: 'signature', signature: '', drawing: 'data:text/html;base64,PHA+' })).status).toBe(422);
    expect((await answer(giulia, id, 'give', { kind: 'signature', signature: '', drawing })).body.consent.state).toBe('given');
    const rows = await town.look<{ text: string }>("select encode(image_sealed, 'escape') as text from consent_signature where case_id = $1", [file.caseId]);
    expect([rows.length, rows[0]?.text.includes('iVBORw0KGgo')]).toEqual([1, false]);
    const record = async (name: 'amal' | 'chiara') => (await town.as(name)).get<ConsentRecord>(`/api/cases/${file.caseId}/consents/record`);
    expect((await record('amal')).body.consents[0]?.moves[0]).toMatchObject({ evidence: 'signature', drawing });
    expect((await record('chiara')).status).toBe(404);
  });
});

describe('the language in which Fatou was told what she was asked', () => {
  it('stands with the question and with the answer, in the tab and in the record; where nobody wrote it down, that is said', async () => {
    const [giulia, amal, file, asked, unknown] = [await town.as('giulia'), await town.as('amal'), await aFile(['amal']), newId(), newId()];
    expect((await ask(giulia, { caseId: file.caseId, switch: 'document-copy', toldIn: 'fr' }, asked)).body.toldIn).toBe('fr');
    // Asked by Giulia in French, and answered a week later when Amal told it again in Arabic.
    const given = await amal.post<ConsentMoved>(`/api/consents/${asked}/moves`, { id: newId(), move: 'give', evidence: signature, toldIn: 'ar' });
    expect(given.body.consent.toldIn).toBe('ar');
    await ask(giulia, { caseId: file.caseId, switch: 'follow-up' }, unknown);
    const { consents } = (await giulia.get<ConsentRecord>(`/api/cases/${file.caseId}/consents/record`)).body;
    const [copy, later] = [consents.find(({ id }) => id === asked), consents.find(({ id }) => id === unknown)];
    expect([copy?.askedIn, copy?.moves[0]?.toldIn, copy?.toldIn, later?.askedIn, later?.toldIn]).toEqual(['fr', 'ar', 'ar', null, null]);
    expect((await ask(giulia, { caseId: file.caseId, switch: 'phone-interpreter', toldIn: 'arabo' })).status).toBe(422);
    await amal.post(`/api/consents/${asked}/moves`, { id: newId(), move: 'withdraw', toldIn: 'it' });
    expect((await seen(giulia, file.caseId)).consents.find(({ id }) => id === asked)?.toldIn).toBe('ar');
  });

  it('is that of the talk that is being held, as long as it is', async () => {
    const [giulia, file, interview] = [await town.as('giulia'), await aFile(['amal']), newId()];
    const kept = await giulia.put(`/api/interviews/${interview}`, { caseId: file.caseId, appointmentId: null, kind: 'first', language: 'wo', interpreter: 'none', mediatorId: null, place: 'desk', present: ['psychologist'], preparation: {} });
    expect([kept.status, (await seen(giulia, file.caseId)).talkIn]).toEqual([200, null]);
    await giulia.post(`/api/interviews/${interview}/moves`, { id: newId(), move: 'start' });
    expect((await seen(giulia, file.caseId)).talkIn).toBe('wo');
    await giulia.post(`/api/interviews/${interview}/moves`, { id: newId(), move: 'stop', reason: 'finished' });
    expect((await seen(giulia, file.caseId)).talkIn).toBeNull();
  });
});

describe('a yes said aloud and recorded', () => {
  const spoken = async (by: Worker, of: string, bytes: Buffer, move = newId()) => {
    const id = newId();
    await by.put(`/api/consents/${id}`, { caseId: of, switch: 'document-copy' });
    const { id: upload, digest } = await by.sendFile(bytes);
    const give = () => by.post<ConsentMoved>(`/api/consents/${id}/moves`, { id: move, move: 'give', evidence: { kind: 'audio', audioHash: digest, upload } });
    return { id, move, upload, give };
  };
  const heard = async (name: 'giulia' | 'amal' | 'teresa' | 'chiara', move: string) => (await town.as(name)).post<{ text?: string }>(`/api/consent-moves/${move}/listenings`, {});

  it('came in pieces, is sealed, stands as evidence, is heard by those who hold the case, and each listening is in the trail', async () => {
    const giulia = await town.as('giulia');
    const file = await aFile(['amal']);
    const { id, move, give } = await spoken(giulia, file.caseId, webmOf(6));
    for (let times = 0; times < 2; times += 1) expect((await give()).body.consent).toMatchObject({ state: 'given', decided: { evidence: 'audio' }, recording: { moveId: move, seconds: 6 } });
    expect(await town.look("select 1 from consent_recording where position(convert_to('A_OPUS', 'UTF8') in audio_sealed) > 0")).toEqual([]);
    const answered = await heard('amal', move);
    expect([answered.status, answered.headers['content-type'], answered.headers['content-security-policy']]).toEqual([200, 'audio/webm', "default-src 'none'; sandbox"]);
    expect((await heard('chiara', move)).status).toBe(404);
    expect(await town.look("select 1 from audit_event where action = 'consent.listen' and subject_id = $1", [id])).toHaveLength(1);
    // Once she changed her mind it only proves that she had said it: whoever coordinates may hear it, nobody else.
    await answer(giulia, id, 'withdraw');
    expect((await seen(await town.as('amal'), file.caseId)).consents[0]).toMatchObject({ state: 'withdrawn', recording: null });
    expect([(await heard('amal', move)).status, (await heard('giulia', move)).status, (await heard('teresa', move)).status]).toEqual([404, 404, 200]);
  });

  it('with a picture in it, too long, or another’s is no evidence, and the question stays open', async () => {
    const [giulia, amal] = [await town.as('giulia'), await town.as('amal')];
    const file = await aFile(['amal']);
    const { id, give } = await spoken(giulia, file.caseId, webmOf(3, { withVideo: true }));
    expect((await give()).body.code).toBe('consent-sound-video');
    for (const [bytes, code] of [[webmOf(130), 'consent-sound-too-long'], [Buffer.from('una canzone, non una voce'), 'consent-sound-kind']] as const) {
      const { id: upload, digest } = await giulia.sendFile(bytes);
      expect((await answer(giulia, id, 'give', { kind: 'audio', audioHash: digest, upload })).body.code).toBe(code);
    }
    const hers = await amal.sendFile(webmOf(3));
    expect((await answer(giulia, id, 'give', { kind: 'audio', audioHash: hers.digest, upload: hers.id })).body.code).toBe('upload-incomplete');
    expect((await seen(giulia, file.caseId)).consents[0]?.state).toBe('requested');
    expect(await town.look('select 1 from consent_recording where case_id = $1', [file.caseId])).toEqual([]);
  });
});

describe('the notice', () => {
  it('is there from the first day in the six launch languages, and nobody has approved it yet', async () => {
    const { body } = await (await town.as('amal')).get<Notice>('/api/notices/current');
    expect(body.number).toBe(1);
    expect(body.texts.map((text) => text.language).toSorted()).toEqual(['ar', 'bn', 'en', 'fr', 'it', 'uk']);
    expect(body.texts.every((text) => text.approved === null && text.body.length > 800)).toBe(true);
  });
  it('is approved by Amal in Arabic, which she speaks; not in English, and not by Giulia', async () => {
    const [amal, giulia] = [await town.as('amal'), await town.as('giulia')];
    const { body } = await amal.get<Notice>('/api/notices/current');
    const textIn = (language: string) => body.texts.find((text) => text.language === language)?.id;
    expect((await giulia.post(`/api/notice-texts/${textIn('ar')}/approval`, {})).body.code).toBe('not-allowed');
    expect((await amal.post(`/api/notice-texts/${textIn('en')}/approval`, {})).body.code).toBe('not-allowed');
    const approved = await amal.post<Notice>(`/api/notice-texts/${textIn('ar')}/approval`, {});
    expect(approved.body.texts.find((text) => text.language === 'ar')?.approved).toMatchObject({ by: { name: 'Amal Haddad' } });
  });
  it('is corrected in a new edition, so that what Fatou heard stays as she heard it', async () => {
    const [amal, giulia] = [await town.as('amal'), await town.as('giulia')];
    const { body: before } = await giulia.get<Notice>('/api/notices/current');
    const french = before.texts.find((text) => text.language === 'fr');
    await giulia.put(`/api/notice-deliveries/${newId()}`, { caseId, textId: french?.id, means: 'oral', mediatorId: amal.memberId, understood: 'yes' });
    await amal.put(`/api/notice-texts/${newId()}`, { noticeId: before.id, language: 'fr', upon: 1, title: 'Ce que tu décides', body: 'Nous parlons avec toi pour comprendre ce dont tu as besoin.' });
    const { body: after } = await giulia.get<Notice>('/api/notices/current');
    expect(after.texts.find((text) => text.language === 'fr')).toMatchObject({ edition: 2, approved: null });
    expect(await seen(giulia)).toMatchObject({ noticeState: 'understood', deliveries: [{ language: 'fr', edition: 1, means: 'oral', understood: 'yes', mediator: { name: 'Amal Haddad' } }] });
  });
  it('is issued anew by the coordinator, and not by a psychologist', async () => {
    const [giulia, rosa, teresa] = [await town.as('giulia'), await town.as('rosa'), await town.as('teresa')];
    const texts = [{ id: newId(), language: 'it', title: 'Nuova informativa', body: 'Ti spieghiamo chi siamo e che cosa decidi tu.' }];
    expect((await giulia.put(`/api/notices/${newId()}`, { upon: 1, texts })).body.code).toBe('not-allowed');
    const other = await rosa.get<Notice>('/api/notices/current');
    expect(other.body.number).toBe(1);
    const issued = await teresa.put<Notice>(`/api/notices/${newId()}`, { upon: 1, texts });
    expect(issued.body).toMatchObject({ number: 2, texts: [{ language: 'it', edition: 1, approved: null }] });
    expect((await rosa.get<Notice>('/api/notices/current')).body).toEqual(other.body);
    // Who was told the first version has not been told the second.
    expect((await seen(giulia)).deliveries[0]).toMatchObject({ number: 1, isSuperseded: true });
  });
  it('is not issued or corrected over words that somebody else changed meanwhile, and a version that ended is left as it was told', async () => {
    const [teresa, amal] = [await town.as('teresa'), await town.as('amal')];
    const { body: current } = await teresa.get<Notice>('/api/notices/current');
    const words = { title: 'Nuova informativa', body: 'Ti spieghiamo chi siamo e che cosa decidi tu.' };
    expect((await teresa.put(`/api/notices/${newId()}`, { upon: 1, texts: [{ id: newId(), language: 'it', ...words }] })).body.code).toBe('changed-meanwhile');
    const correct = (by: Worker, upon: number) => by.put<Notice & { code?: string }>(`/api/notice-texts/${newId()}`, { noticeId: current.id, language: 'it', upon, ...words });
    expect((await correct(amal, 1)).body.texts[0]).toMatchObject({ edition: 2, written: { by: { name: 'Amal Haddad' } } });
    expect((await correct(teresa, 1)).body.code).toBe('changed-meanwhile');
    expect((await amal.post(`/api/notice-texts/${current.texts[0]?.id}/approval`, {})).body.code).toBe('changed-meanwhile');
    const first = (await teresa.get<NoticeBoard>('/api/notices')).body.items.at(-1);
    expect((await amal.put(`/api/notice-texts/${newId()}`, { noticeId: first?.id, language: 'fr', upon: 2, ...words })).body.code).toBe('notice-not-in-force');
  });
  it('is written by a mediator in the languages they speak alone', async () => {
    const [amal, rubina] = [await town.as('amal'), await town.as('rubina')];
    const { body: current } = await amal.get<Notice>('/api/notices/current');
    const bengali = { noticeId: current.id, language: 'bn', upon: 0, title: 'আমরা কারা', body: 'আমরা আপনার সঙ্গে কথা বলি, কী দরকার তা বুঝতে।' };
    expect((await amal.put(`/api/notice-texts/${newId()}`, bengali)).body.code).toBe('not-allowed');
    expect((await rubina.put<Notice>(`/api/notice-texts/${newId()}`, bengali)).body.texts.map((text) => text.language)).toEqual(['bn', 'it']);
  });
  it('keeps every version to be read, and tells each reader what they may do about it', async () => {
    const [francesca, rubina, giulia, vincenzo] = [await town.as('francesca'), await town.as('rubina'), await town.as('giulia'), await town.as('vincenzo')];
    const { body: board } = await francesca.get<NoticeBoard>('/api/notices');
    expect(board.items.map((one) => [one.number, one.isCurrent, one.issuedBy?.name ?? null])).toEqual([[2, true, 'Teresa Iannaccone'], [1, false, null]]);
    expect(board.may).toEqual({ issue: true, write: null, approve: [] });
    expect((await rubina.get<NoticeBoard>('/api/notices')).body.may).toEqual({ issue: false, write: ['bn', 'ur', 'hi', 'it'], approve: ['bn', 'ur', 'hi', 'it'] });
    expect((await giulia.get<NoticeBoard>('/api/notices')).body.may).toEqual({ issue: false, write: [], approve: [] });
    const heard = board.items[1]?.editions.find((one) => one.language === 'fr' && one.edition === 1);
    expect((await francesca.get<NoticeText>(`/api/notice-texts/${heard?.id}`)).body.title).toBe('Qui nous sommes, ce que nous écrivons, ce que tu décides');
    expect((await vincenzo.get('/api/notices')).status).toBe(404);
    expect((await vincenzo.get(`/api/notice-texts/${heard?.id}`)).status).toBe(404);
  });
});

describe('the eight switches', () => {
  it('are asked apart, and a consent is given with evidence only', async () => {
    const giulia = await town.as('giulia');
    const { body: asked } = await ask(giulia, { switch: 'follow-up' });
    expect(asked.state).toBe('requested');
    expect((await answer(giulia, asked.id, 'give')).body.code).toBe('evidence-required');
    expect((await answer(giulia, asked.id, 'give', signature)).body.consent).toMatchObject({ state: 'given', decided: { evidence: 'signature', by: { name: 'Giulia Ferrara' } } });
    expect((await ask(giulia, { switch: 'follow-up' })).body.code).toBe('consent-open-already');
    expect(await inForce('giulia', 'follow-up')).toBe(true);
    expect(await inForce('giulia', 'document-copy')).toBe(false);
  });
  it('take a mark with a witness, the fingerprint of a recording, or two who attest: never one alone', async () => {
    const [giulia, amal] = [await town.as('giulia'), await town.as('amal')];
    const evidences = [
      ['document-copy', { kind: 'mark-and-witness', witness: 'Suor Agnese' }],
      ['anti-trafficking', { kind: 'audio', audioHash: 'a'.repeat(64) }],
      ['psychological-treatment', { kind: 'attestation', attestedWith: amal.memberId }],
    ] as const;
    for (const [name, evidence] of evidences) {
      const { body } = await ask(giulia, { switch: name });
      expect([name, (await answer(giulia, body.id, 'give', evidence)).body.consent.state]).toEqual([name, 'given']);
    }
    const { body } = await ask(amal, { switch: 'phone-interpreter' });
    expect((await answer(amal, body.id, 'give', { kind: 'attestation', attestedWith: amal.memberId })).body.code).toBe('invalid-input');
    expect((await answer(amal, body.id, 'give', { kind: 'signature' })).body.code).toBe('invalid-input');
  });
  it('name the body and the purpose for sharing, and the channel for contact', async () => {
    const giulia = await town.as('giulia');
    const consultorio = await bodyNamed('ASL Avellino – Consultorio');
    expect((await ask(giulia, { switch: 'sharing' })).body.code).toBe('invalid-input');
    expect((await ask(giulia, { switch: 'sharing', recipientId: consultorio })).body.code).toBe('invalid-input');
    expect((await ask(giulia, { switch: 'contact' })).body.code).toBe('invalid-input');
    expect((await ask(giulia, { switch: 'follow-up', recipientId: consultorio, purpose: 'health' })).body.code).toBe('invalid-input');
    expect((await ask(giulia, { switch: 'contact', channel: 'call' })).status).toBe(200);
  });
  it('open for the named body alone, and close the moment the person withdraws, listing who already received something', async () => {
    const giulia = await town.as('giulia');
    const [consultorio, union] = [await bodyNamed('ASL Avellino – Consultorio'), await bodyNamed('FLAI CGIL Avellino')];
    const { body: asked } = await ask(giulia, { switch: 'sharing', recipientId: consultorio, purpose: 'health' });
    await answer(giulia, asked.id, 'give', signature);
    expect([await inForce('giulia', 'sharing', consultorio), await inForce('giulia', 'sharing', union), await inForce('giulia', 'sharing')]).toEqual([true, false, false]);
    // What a referral would write when something leaves.
    await town.look("insert into sharing_record (id, programme_id, case_id, person_id, consent_id, organisation_id, what) select $1, programme_id, id, $2, $3, $4, '[\"language\", \"need.health\"]' from case_file where id = $5", [newId(), personId, asked.id, consultorio, caseId]);
    const withdrawn = await answer(giulia, asked.id, 'withdraw');
    expect(withdrawn.body).toMatchObject({ consent: { state: 'withdrawn' }, toInform: [{ organisation: { name: 'ASL Avellino – Consultorio' }, what: ['language', 'need.health'] }] });
    expect(await inForce('giulia', 'sharing', consultorio)).toBe(false);
    expect((await answer(giulia, asked.id, 'give', signature)).body.code).toBe('illegal-move');
    const { body: list } = await giulia.get<{ items: unknown[] }>(`/api/cases/${caseId}/recipients`);
    expect(list.items).toHaveLength(1);
    expect((await ask(giulia, { switch: 'sharing', recipientId: consultorio, purpose: 'health' })).status).toBe(200);
  });
  it('run out on their day, and can then be asked again', async () => {
    const giulia = await town.as('giulia');
    const { body: asked } = await ask(giulia, { switch: 'story-research', validUntil: '2020-01-01' });
    await answer(giulia, asked.id, 'give', signature);
    expect(await inForce('giulia', 'story-research')).toBe(false);
    expect((await seen(giulia)).consents.find((one) => one.id === asked.id)?.state).toBe('expired');
    expect((await answer(giulia, asked.id, 'withdraw')).body.code).toBe('illegal-move');
    expect((await ask(giulia, { switch: 'story-research' })).status).toBe(200);
  });
  it('end with their day in Italy, whatever clock the sessions of the database keep', async () => {
    const giulia = await town.as('giulia');
    const file = await aFile([]);
    const consultorio = await bodyNamed('ASL Avellino – Consultorio');
    const { body: asked } = await giulia.put<Consent>(`/api/consents/${newId()}`, { caseId: file.caseId, switch: 'sharing', recipientId: consultorio, purpose: 'health' });
    await answer(giulia, asked.id, 'give', signature);
    // At every moment it is another day than in Italy in one of these two.
    const holds = async (until: string) => {
      await town.look('update consent set valid_until = $2 where id = $1', [asked.id, until]);
      return (await town.look<{ holds: boolean }>(`select zone, sheet_basis_holds($1, 'consent', $2, $3, 'health') as holds
        from (select set_config('timezone', z, true) as zone from unnest(array['Pacific/Kiritimati', 'Etc/GMT+12']) z) moved`, [file.caseId, asked.id, consultorio])).map((row) => row.holds);
    };
    expect(await holds(italianDay(new Date()))).toEqual([true, true]);
    expect(await holds(italianDay(new Date(Date.now() - 86_400_000)))).toEqual([false, false]);
  });
  it('stand as they were written: no statement switches one on again or rewrites its evidence', async () => {
    const giulia = await town.as('giulia');
    const file = await aFile([]);
    const { body: asked } = await giulia.put<Consent>(`/api/consents/${newId()}`, { caseId: file.caseId, switch: 'follow-up' });
    await answer(giulia, asked.id, 'refuse');
    await expect(town.look("update consent set state = 'given' where id = $1", [asked.id])).rejects.toThrow('illegal-move');
    await expect(town.look('delete from consent_move where consent_id = $1', [asked.id])).rejects.toThrow('consent-evidence-stays');
  });
  it('lead exactly one of twenty simultaneous answers to stand', async () => {
    const [giulia, file] = [await town.as('giulia'), await aFile([])];
    const { body: asked } = await giulia.put<Consent>(`/api/consents/${newId()}`, { caseId: file.caseId, switch: 'follow-up' });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? answer(giulia, asked.id, 'refuse') : answer(giulia, asked.id, 'give', signature))));
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1);
  });
});

describe('refusing', () => {
  it('blocks nothing: after eight refusals Fatou is still booked, heard, noted and helped', async () => {
    const giulia = await town.as('giulia');
    const file = await aFile(['amal']);
    const consultorio = await bodyNamed('ASL Avellino – Consultorio');
    for (const name of Switch.options) {
      const { body } = await giulia.put<Consent>(`/api/consents/${newId()}`, { caseId: file.caseId, switch: name, ...(name === 'sharing' ? { recipientId: consultorio, purpose: 'health' } : {}), ...(name === 'contact' ? { channel: 'call' } : {}) });
      expect([name, (await answer(giulia, body.id, 'refuse')).body.consent.state]).toEqual([name, 'refused']);
    }
    const interview = newId();
    const help = [
      await giulia.put(`/api/appointments/${newId()}`, { caseId: file.caseId, kind: 'psychological', startsAt: '2027-05-03T10:00:00+02:00', endsAt: '2027-05-03T11:00:00+02:00', language: 'fr', memberId: giulia.memberId }),
      await giulia.put(`/api/interviews/${interview}`, { caseId: file.caseId, kind: 'psychological', language: 'fr', interpreter: 'none', mediatorId: null, place: 'desk', present: [], preparation: {} }),
      await giulia.put(`/api/interviews/${interview}/sections/wishes`, { state: 'begun', content: { answers: {}, words: 'Vuole restare.' } }, 0),
      await giulia.put(`/api/case-notes/${newId()}`, { caseId: file.caseId, compartment: 'case', body: 'Accompagnata al pronto soccorso.' }),
      await giulia.put(`/api/needs/${newId()}`, { caseId: file.caseId, domain: 'housing', level: 3, replaces: null }),
    ];
    expect(help.map((one) => one.status)).toEqual(help.map(() => 200));
  });
});

describe('who knows of consents', () => {
  it('lets the mediator who explains them, and the labour expert, read and write them', async () => {
    const file = await aFile(['amal', 'anna']);
    for (const name of ['amal', 'anna'] as const) {
      const colleague = await town.as(name);
      const { body } = await colleague.put<Consent>(`/api/consents/${newId()}`, { caseId: file.caseId, switch: name === 'amal' ? 'follow-up' : 'document-copy' });
      expect([name, (await answer(colleague, body.id, 'refuse')).status]).toEqual([name, 200]);
    }
    expect((await seen(await town.as('teresa'), file.caseId)).consents).toHaveLength(2);
  });
  it('tells nobody else anything, not even that the case exists', async () => {
    const giulia = await town.as('giulia');
    const [known] = (await seen(giulia)).consents;
    for (const name of ['vincenzo', 'carla', 'luca', 'paola', 'antonio', 'silvia', 'davide', 'francesca', 'stefano', 'rosa', 'youssef', 'elena', 'chiara', 'marco', 'oksana'] as const) {
      const stranger = await town.as(name);
      const [read, unknown] = [await stranger.get(`/api/cases/${caseId}/consents`), await stranger.get(`/api/cases/${newId()}/consents`)];
      expect([name, [read.status, read.body]]).toEqual([name, [unknown.status, unknown.body]]);
      expect([name, read.status]).toEqual([name, 404]);
      expect([name, (await stranger.get(`/api/cases/${caseId}/recipients`)).status]).toEqual([name, 404]);
      expect([name, (await ask(stranger, { switch: 'follow-up' })).status]).toEqual([name, 404]);
      expect([name, (await answer(stranger, known?.id ?? '', 'withdraw')).status]).toEqual([name, 404]);
    }
  });
  it('closes to Blessing the moment she is barred', async () => {
    const file = await aFile(['blessing']);
    const [blessing, teresa] = [await town.as('blessing'), await town.as('teresa')];
    expect((await blessing.get(`/api/cases/${file.caseId}/consents`)).status).toBe(200);
    await teresa.put(`/api/case-bars/${newId()}`, { caseId: file.caseId, memberId: blessing.memberId, askedBy: 'person', reason: 'La persona la conosce.' });
    expect((await blessing.get(`/api/cases/${file.caseId}/consents`)).status).toBe(404);
  });
  it('answers other rooms only for those who hold the case, and a body only about itself', async () => {
    const giulia = await town.as('giulia');
    const file = await aFile([]);
    const consultorio = await bodyNamed('ASL Avellino – Consultorio');
    const { body } = await giulia.put<Consent>(`/api/consents/${newId()}`, { caseId: file.caseId, switch: 'sharing', recipientId: consultorio, purpose: 'health' });
    await answer(giulia, body.id, 'give', signature);
    const forConsultorio = async (as: 'giulia' | 'chiara' | 'paola' | 'antonio') => inForce(as, 'sharing', consultorio, file.caseId);
    expect([await forConsultorio('giulia'), await forConsultorio('paola'), await forConsultorio('antonio'), await forConsultorio('chiara')]).toEqual([true, true, false, false]);
  });
});

describe('a body that the administration renames', () => {
  it('keeps on Fatou’s consent the name that she was told, beside the one of today, and Teresa sees the change', async () => {
    const file = await aFile(['anna']);
    const [giulia, stefano, teresa] = [await town.as('giulia'), await town.as('stefano'), await town.as('teresa')];
    const body = newId();
    await stefano.put(`/api/team/organisations/${body}`, { name: 'Ambulatorio di quartiere', kind: 'health' });
    const given = newId();
    const waiting = newId();
    expect((await giulia.put(`/api/consents/${given}`, { caseId: file.caseId, switch: 'sharing', recipientId: body, purpose: 'health' })).status).toBe(200);
    expect((await answer(giulia, given, 'give', signature)).status).toBe(200);
    await town.look("insert into sharing_record (id, programme_id, case_id, person_id, consent_id, organisation_id, what) select $1, programme_id, id, $2, $3, $4, '[\"language\"]' from case_file where id = $5", [newId(), file.personId, given, body, file.caseId]);
    expect((await giulia.put(`/api/consents/${waiting}`, { caseId: file.caseId, switch: 'sharing', recipientId: body, purpose: 'housing' })).status).toBe(200);
    expect((await stefano.patch(`/api/team/organisations/${body}`, { name: 'Ufficio immigrazione', kind: 'police' }, 1)).status).toBe(200);

    const { consents } = await seen(giulia, file.caseId);
    expect(consents.find((one) => one.id === given)?.recipient).toEqual({ id: body, name: 'Ambulatorio di quartiere', nowCalled: 'Ufficio immigrazione' });
    expect(consents.find((one) => one.id === waiting)?.recipient).toEqual({ id: body, name: 'Ufficio immigrazione', nowCalled: null });
    const record = (await giulia.get<{ recipients: { organisation: object }[] }>(`/api/cases/${file.caseId}/consents/record`)).body;
    expect(record.recipients.map((one) => one.organisation)).toEqual([{ id: body, name: 'Ambulatorio di quartiere', nowCalled: 'Ufficio immigrazione' }]);
    expect((await teresa.get<{ items: object[] }>('/api/team/renamings')).body.items).toMatchObject([{ before: 'Ambulatorio di quartiere', now: 'Ufficio immigrazione', by: 'Stefano De Luca' }]);
    expect(JSON.stringify((await teresa.get('/api/today')).body)).toContain('organisation-renamed');
    expect(JSON.stringify((await giulia.get('/api/today')).body)).not.toContain('organisation-renamed');
  });
});

describe('the sheet with what was decided', () => {
  it('is made in Arabic for Amal, who holds the case, with a line in the trail; for everybody else there is no such case', async () => {
    const amal = await town.as('amal');
    const { status, headers } = await amal.get(`/api/cases/${caseId}/consents/paper?language=ar`);
    expect([status, headers['content-type'], String(headers['content-disposition'])]).toEqual([200, 'application/pdf', expect.stringMatching(/^attachment; filename="[a-z0-9-]+-ar\.pdf"$/)]);
    expect(await town.look("select 1 from audit_event where case_id = $1 and action = 'consent.take-away' and member_id = $2", [caseId, amal.memberId])).toHaveLength(1);
    for (const name of ['marco', 'vincenzo', 'paola', 'stefano', 'rosa'] as const) expect([name, (await (await town.as(name)).get(`/api/cases/${caseId}/consents/paper?language=ar`)).status]).toEqual([name, 404]);
    expect((await amal.get(`/api/cases/${caseId}/consents/paper?language=ur`)).body.code).toBe('invalid-input');
  });
});
