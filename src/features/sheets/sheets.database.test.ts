import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTown, newId, type Town, type Worker } from '../../app/testing/town.ts';
import { idOf } from '../../app/people.ts';
import type { Fact } from '../plans/contract.ts';
import { outsiders, rashidsCase } from '../plans/testing/case.ts';
import type { Corrections, Sheet, SheetAsked, SheetBlock, SheetList, SheetMatter, SheetPaper, SheetPreview } from './contract.ts';

let town: Town;
let giulia: Worker;
let marco: Worker;
let anna: Worker;
const flai = idOf('avellino flai');
const lawyers = idOf('avellino dedalus');
beforeAll(async () => {
  town = await aTown();
  [giulia, marco, anna] = await Promise.all([town.as('giulia'), town.as('marco'), town.as('anna')]);
});
afterAll(() => town.leave());

const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' }).format(new Date());
const learn = async (who: Worker, caseId: string, field: string, value: unknown, replaces: string | null = null): Promise<string> => {
  const id = newId();
  const kept = await who.put<Fact>(`/api/facts/${id}`, { caseId, field, episodeId: null, value, source: { kind: 'interview', id: null }, learnedOn: today, dueOn: null, replaces });
  if (kept.status !== 200) throw new Error(`${field}: ${JSON.stringify(kept.body)}`);
  return id;
};
/** The person says yes to a body for a purpose, in the presence of two. */
async function agree(caseId: string, recipientId: string, purpose: string): Promise<string> {
  const id = newId();
  await giulia.put(`/api/consents/${id}`, { caseId, switch: 'sharing', recipientId, purpose });
  const given = await giulia.post(`/api/consents/${id}/moves`, { id: newId(), move: 'give', evidence: { kind: 'attestation', attestedWith: marco.memberId } });
  if (given.status !== 200) throw new Error(JSON.stringify(given.body));
  return id;
}
const asked = (caseId: string, more: Partial<SheetAsked>): SheetAsked =>
  ({ caseId, kind: 'lawyer', organisationId: null, addressee: '', purpose: null, why: '', vitalWords: null, identity: [], facts: [], restrictedReason: '', language: 'it', form: 'full', told: [], paperWords: '', said: {}, ...more });
const forLawyer = (caseId: string, facts: string[], more: Partial<SheetAsked> = {}): SheetAsked =>
  asked(caseId, { organisationId: lawyers, purpose: 'legal', why: 'Preparare il ricorso contro il diniego', facts, ...more });
const preview = (who: Worker, id: string, one: SheetAsked) => who.post<SheetPreview>(`/api/sheet-previews/${id}`, one);
async function make(who: Worker, one: SheetAsked, id = newId()) {
  const { body } = await preview(who, id, one);
  return { id, ...(await who.put<Sheet>(`/api/sheets/${id}`, { ...one, preview: body.preview ?? '0'.repeat(64) })) };
}
const move = (who: Worker, sheet: { id: string; version: number }, name: string, reason: string | null = null) =>
  who.post<Sheet>(`/api/sheets/${sheet.id}/moves`, { id: newId(), move: name, reason }, sheet.version);
const said = (paper: SheetPaper | null): string => (paper?.blocks ?? []).map((block: SheetBlock) => (block.kind === 'facts' ? block.rows.map((row) => `${row.label}: ${row.value}`).join('\n') : block.kind === 'list' ? block.items.join('\n') : block.text)).join('\n');
const codes = (one: SheetPreview): string[] => one.obstacles.map(({ code }) => code).toSorted();

describe('a sheet of Rashid for his lawyer', () => {
  it('says what Giulia ticked and nothing else, is frozen as she read it, and stands in the register once it is handed over', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const permit = await learn(giulia, caseId, 'status-permit', 'expired');
    const year = await learn(giulia, caseId, 'arrival-year', 2021);
    await learn(giulia, caseId, 'health-ongoing-needs', ['medicines']);
    await giulia.post(`/api/facts/${year}/confirmations`, {});
    const consent = await agree(caseId, lawyers, 'legal');
    const made = await make(giulia, forLawyer(caseId, [permit, year], { addressee: 'avv. Rosa Bianchi' }));
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({ state: 'made', basis: 'consent', areas: ['status', 'arrival'], to: 'avv. Rosa Bianchi, Ente antitratta regionale', isRestricted: false });
    expect(said(made.body.paper)).toContain('Permesso: Scaduto');
    expect(said(made.body.paper)).toMatch(/Scaduto\nDetto in colloquio, .+ — non ancora confermato/);
    expect(said(made.body.paper)).not.toMatch(/2021.*\n.*non ancora confermato/);
    expect(said(made.body.paper)).not.toContain('Farmaci');
    // Nothing has left: there is no line and no file yet.
    expect(await town.look('select 1 from sharing_record where case_id = $1', [caseId])).toEqual([]);
    expect((await giulia.get(`/api/sheets/${made.id}/paper?form=pdf`)).body.code).toBe('sheet-not-handed-over');

    expect((await move(giulia, made.body, 'hand-over')).body.state).toBe('handed-over');
    expect(await town.look('select what, consent_id, organisation_id from sharing_record where case_id = $1', [caseId])).toEqual([{ what: ['area.arrival', 'area.status'], consent_id: consent, organisation_id: lawyers }]);
    expect((await giulia.get(`/api/sheets/${made.id}/paper?form=pdf`)).status).toBe(200);

    // A consent withdrawn later finds who has the sheet, and they are to be told.
    const withdrawn = await giulia.post<{ toInform: { organisation: { id: string }; what: string[] }[] }>(`/api/consents/${consent}/moves`, { id: newId(), move: 'withdraw' });
    expect(withdrawn.body.toInform).toMatchObject([{ organisation: { id: lawyers }, what: ['area.arrival', 'area.status'] }]);
    expect((await giulia.get(`/api/sheets/${made.id}/paper?form=pdf`)).body.code).toBe('sheet-consent-missing');

    // What is learned later changes nothing of what was given.
    await learn(giulia, caseId, 'status-permit', 'asked', permit);
    expect(said((await giulia.get<Sheet>(`/api/sheets/${made.id}`)).body.paper)).toContain('Permesso: Scaduto');
  });

  it('is not made without a consent for this body and this purpose, and says so before', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const permit = await learn(giulia, caseId, 'status-permit', 'expired');
    await agree(caseId, lawyers, 'protection');
    const { body } = await preview(giulia, newId(), forLawyer(caseId, [permit]));
    expect(codes(body)).toEqual(['consent-missing']);
    expect(said(body.paper)).not.toMatch(/Interesse vitale|d’accordo/);
    expect((await make(giulia, forLawyer(caseId, [permit]))).body.code).toBe('sheet-consent-missing');
    expect((await make(giulia, forLawyer(caseId, [permit], { organisationId: flai }))).body.code).toBe('sheet-consent-missing');
  });

  it('does not leave when the consent was withdrawn after it was made', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const permit = await learn(giulia, caseId, 'status-permit', 'expired');
    const consent = await agree(caseId, lawyers, 'legal');
    const made = await make(giulia, forLawyer(caseId, [permit]));
    await giulia.post(`/api/consents/${consent}/moves`, { id: newId(), move: 'withdraw' });
    expect((await giulia.get<Sheet>(`/api/sheets/${made.id}`)).body.basisHolds).toBe(false);
    expect((await move(giulia, made.body, 'hand-over')).body.code).toBe('sheet-consent-missing');
    expect((await move(giulia, made.body, 'not-give', 'Rashid ha cambiato idea')).body.state).toBe('not-given');
    expect(await town.look('select 1 from sharing_record where case_id = $1', [caseId])).toEqual([]);
  });

  it('leaves without a consent only on a vital interest in written words, and Teresa is told', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const home = await learn(giulia, caseId, 'housing-kind', 'none');
    const one = asked(caseId, { kind: 'shelter', addressee: 'Pronto intervento sociale, operatrice di turno', purpose: 'protection', why: 'Un letto per questa notte', facts: [home] });
    expect((await make(giulia, one)).body.code).toBe('sheet-consent-missing');
    const made = await make(giulia, { ...one, vitalWords: 'È stato minacciato di morte e non risponde al telefono' });
    expect(made.body).toMatchObject({ basis: 'vital-interest', to: 'Pronto intervento sociale, operatrice di turno' });
    const teresa = await town.as('teresa');
    expect((await teresa.get<{ items: { kind: string; subjectId: string }[] }>('/api/notifications')).body.items).toContainEqual(expect.objectContaining({ kind: 'sheet-vital-interest', subjectId: caseId }));
    // It stands in the list with its reader, and among what the person is told.
    await move(giulia, made.body, 'hand-over');
    expect((await giulia.get<SheetList>(`/api/cases/${caseId}/sheets`)).body.items[0]).toMatchObject({ to: 'Pronto intervento sociale, operatrice di turno', state: 'handed-over' });
    expect((await giulia.get<SheetMatter>(`/api/cases/${caseId}/sheet-matter`)).body.told).toMatchObject([{ to: 'Pronto intervento sociale, operatrice di turno', topics: ['housing'] }]);
  });

  it('never goes to the Prefettura', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const permit = await learn(giulia, caseId, 'status-permit', 'expired');
    const prefettura = idOf('avellino prefettura');
    await agree(caseId, prefettura, 'legal');
    expect((await make(giulia, forLawyer(caseId, [permit], { kind: 'commission', organisationId: prefettura }))).body.code).toBe('sheet-not-for-prefecture');
    expect((await giulia.get<SheetMatter>(`/api/cases/${caseId}/sheet-matter`)).body.bodies.map(({ id }) => id)).not.toContain(prefettura);
  });

  it('holds back a name and a telephone number that slipped into other words, and facts that this reader is never told', async () => {
    const { caseId, personId } = await rashidsCase(town, 'giulia');
    await giulia.put(`/api/persons/${personId}/names/${newId()}`, { kind: 'declared', text: 'Rashid Karim' });
    await agree(caseId, flai, 'work');
    const skills = await learn(giulia, caseId, 'work-skills', 'Rashid sa potare, chiamare 333 123 4567');
    const permit = await learn(giulia, caseId, 'arrival-year', 2020);
    const union = asked(caseId, { kind: 'union', organisationId: flai, purpose: 'work', why: 'Vertenza sulla paga', facts: [skills, permit] });
    const { body } = await preview(giulia, newId(), union);
    expect(body.obstacles).toEqual(expect.arrayContaining([{ code: 'says-name', field: 'work-skills' }, { code: 'says-contact', field: 'work-skills' }, { code: 'not-for-recipient', field: 'arrival-year' }]));
    expect(codes((await preview(giulia, newId(), { ...union, facts: [skills], identity: ['name'] })).body)).toEqual(['says-contact']);
    expect((await preview(giulia, newId(), { ...union, facts: [permit], addressee: 'Ufficio vertenze, per Rashid Karim' })).body.obstacles).toContainEqual({ code: 'says-name', field: null });
  });

  it('holds back a name that was taken away too: people knew him by it', async () => {
    const { caseId, personId } = await rashidsCase(town, 'giulia');
    const taken = newId();
    await giulia.put(`/api/persons/${personId}/names/${taken}`, { kind: 'alias', text: 'Sumon Miah' });
    expect((await giulia.delete(`/api/persons/${personId}/names/${taken}`)).status).toBe(200);
    await agree(caseId, lawyers, 'legal');
    const permit = await learn(giulia, caseId, 'status-permit', 'expired');
    expect((await preview(giulia, newId(), forLawyer(caseId, [permit], { why: 'Il ricorso di Sumon' }))).body.obstacles).toContainEqual({ code: 'says-name', field: null });
  });

  it('carries what is restricted only with a written reason, and then only those who hold it know of the sheet', async () => {
    const { caseId } = await rashidsCase(town, 'giulia', ['anna', 'marco']);
    const permit = await learn(giulia, caseId, 'status-permit', 'expired');
    const control = await learn(giulia, caseId, 'exploitation-control', ['documents', 'debt']);
    await agree(caseId, lawyers, 'legal');
    expect(codes((await preview(giulia, newId(), forLawyer(caseId, [permit, control]))).body)).toEqual(['reason-missing']);
    const made = await make(giulia, forLawyer(caseId, [permit, control], { restrictedReason: 'Serve per chiedere la protezione' }));
    expect(made.body).toMatchObject({ isRestricted: true, restrictedReason: 'Serve per chiedere la protezione' });
    await move(giulia, made.body, 'hand-over');
    expect((await marco.get<Sheet>(`/api/sheets/${made.id}`)).status).toBe(200);
    expect((await anna.get(`/api/sheets/${made.id}`)).status).toBe(404);
    expect((await anna.get<SheetList>(`/api/cases/${caseId}/sheets`)).body.items).toEqual([]);
    // The register, which she reads, says that something reserved was given and not what.
    expect((await anna.get<{ items: { what: string[] }[] }>(`/api/cases/${caseId}/recipients`)).body.items.map((one) => one.what)).toEqual([['area.reserved', 'area.status']]);
    // A colleague who does not hold the fact cannot put it on a sheet: for her there is no such fact.
    expect((await preview(anna, newId(), forLawyer(caseId, [control], { restrictedReason: 'provo' }))).body).toMatchObject({ code: 'changed-meanwhile' });
  });

  it('is the one that was read: what changed meanwhile is read again first', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const permit = await learn(giulia, caseId, 'status-permit', 'expired');
    await agree(caseId, lawyers, 'legal');
    const id = newId();
    const { body } = await preview(giulia, id, forLawyer(caseId, [permit]));
    await giulia.post(`/api/facts/${permit}/confirmations`, {});
    expect((await giulia.put(`/api/sheets/${id}`, { ...forLawyer(caseId, [permit]), preview: body.preview })).body.code).toBe('changed-meanwhile');
    await learn(giulia, caseId, 'status-permit', 'asked', permit);
    expect((await preview(giulia, id, forLawyer(caseId, [permit]))).body).toMatchObject({ code: 'changed-meanwhile' });
  });

  it('put right after an answer that never came is not called made; sent again as it was, it is', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const permit = await learn(giulia, caseId, 'status-permit', 'expired');
    await agree(caseId, lawyers, 'legal');
    const { id, status } = await make(giulia, forLawyer(caseId, [permit]));
    expect(status).toBe(200);
    expect((await make(giulia, forLawyer(caseId, [permit]), id)).status).toBe(200);
    expect((await make(giulia, forLawyer(caseId, [permit], { why: 'Chiedere la conversione del permesso' }), id)).body.code).toBe('already-exists');
    // Words that stand beside the paper are words too.
    expect((await make(giulia, forLawyer(caseId, [permit], { restrictedReason: 'Lo ha chiesto il giudice' }), id)).body.code).toBe('already-exists');
    expect(said((await giulia.get<Sheet>(`/api/sheets/${id}`)).body.paper)).toContain('Preparare il ricorso contro il diniego');
  });

  it('is taken back, or was an error, with the reason and nothing lost; its words are not changed by anybody', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const permit = await learn(giulia, caseId, 'status-permit', 'expired');
    await agree(caseId, lawyers, 'legal');
    const made = await make(giulia, forLawyer(caseId, [permit]));
    const given = await move(giulia, made.body, 'hand-over');
    expect((await move(giulia, given.body, 'mark-error')).body.code).toBe('reason-required');
    expect((await move(giulia, made.body, 'mark-error', 'era per un’altra persona')).body.code).toBe('changed-meanwhile');
    const wrong = await move(giulia, given.body, 'mark-error', 'era per un’altra persona');
    expect(wrong.body).toMatchObject({ state: 'in-error', steps: [{ move: 'hand-over' }, { move: 'mark-error', words: 'era per un’altra persona' }], moves: [] });
    await expect(town.look("update profile_sheet_content set payload_sealed = 'x' where sheet_id = $1", [made.id])).rejects.toThrow('sheet-is-frozen');
    await expect(town.look("update profile_sheet set kind = 'union' where id = $1", [made.id])).rejects.toThrow('sheet-is-frozen');
  });

  it('does not exist for anybody who does not hold the case', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const permit = await learn(giulia, caseId, 'status-permit', 'expired');
    await agree(caseId, lawyers, 'legal');
    const made = await make(giulia, forLawyer(caseId, [permit]));
    for (const name of outsiders) {
      const one = await town.as(name);
      expect([name, (await one.get(`/api/sheets/${made.id}`)).status, (await one.get(`/api/cases/${caseId}/sheets`)).status, (await one.get(`/api/cases/${caseId}/sheet-matter`)).status]).toEqual([name, 404, 404, 404]);
    }
  });
});

describe('the sheet for the person', () => {
  const own = (caseId: string, facts: string[], more: Partial<SheetAsked> = {}): SheetAsked => asked(caseId, { kind: 'person', facts, ...more });

  it('says in her language what we know, who was told and what she may do, once the paper is safe with her', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const italian = await learn(giulia, caseId, 'education-italian', 'a2');
    const permit = await learn(giulia, caseId, 'status-permit', 'asked');
    await agree(caseId, lawyers, 'legal');
    const toLawyer = await make(giulia, forLawyer(caseId, [permit]));
    await move(giulia, toLawyer.body, 'hand-over');
    const [line] = (await giulia.get<SheetMatter>(`/api/cases/${caseId}/sheet-matter`)).body.told;
    const one = own(caseId, [italian, permit], { language: 'ar', told: line ? [line.id] : [] });
    expect(codes((await preview(giulia, newId(), one)).body)).toEqual(['paper-not-safe']);
    const made = await make(giulia, { ...one, paperWords: 'Vive sola, lo tiene a casa', said: { [permit]: 'طلبتُ التصريح وأنتظر' } });
    expect(made.body.paper).toMatchObject({ title: 'ما نعرفه عنك', language: 'ar' });
    expect(said(made.body.paper)).toContain('طلبتُ التصريح وأنتظر');
    expect(said(made.body.paper)).toMatch(/Ente antitratta regionale, .+: الوثائق والتصريح/);
    expect(said(made.body.paper)).toContain('حقوقك');
    // Nothing about her left for anybody else.
    await move(giulia, made.body, 'hand-over');
    expect(await town.look('select 1 from sharing_record where case_id = $1', [caseId])).toHaveLength(1);
    const file = await giulia.get(`/api/sheets/${made.id}/paper?form=docx`);
    expect(file.status).toBe(200);
  });

  it('is said to be unsafe where the safety plan says so, also to Anna who may not read the plan; the discreet one tells nothing of us', async () => {
    const { caseId } = await rashidsCase(town, 'giulia', ['anna']);
    const italian = await learn(giulia, caseId, 'education-italian', 'a2');
    const home = await learn(giulia, caseId, 'housing-kind', 'rented');
    const verdict = async (who: Worker) => (await who.get<SheetMatter>(`/api/cases/${caseId}/sheet-matter`)).body.paper;
    expect(await verdict(anna)).toEqual({ verdict: 'ask', signs: [] });
    expect((await giulia.put(`/api/safety-plans/${newId()}`, { caseId, content: { helps: 'La vicina' }, agreed: true, carry: 'not-safe', begunFrom: 'case' }, 0)).status).toBe(200);
    expect((await anna.get(`/api/cases/${caseId}/safety-plan`)).status).toBe(404);
    expect((await verdict(anna)).verdict).toBe('not-safe');
    expect(codes((await preview(anna, newId(), own(caseId, [italian, home]))).body)).toEqual(['paper-not-safe']);
    const { body } = await preview(anna, newId(), own(caseId, [italian], { form: 'discreet' }));
    expect(body.obstacles).toEqual([]);
    expect(body.paper).toMatchObject({ title: 'Appunti' });
    expect(body.paper.reference ?? body.paper.letterhead ?? body.paper.classification ?? body.paper.date).toBeUndefined();
    expect(said(body.paper)).not.toMatch(/RE\.T\.I|équipe|diritti|tratta/i);
    expect(codes((await preview(anna, newId(), own(caseId, [italian, home], { form: 'discreet' }))).body)).toEqual(['not-for-recipient']);
  });

  it('made while a paper was safe with him does not leave once it no longer is; the discreet one does', async () => {
    const { caseId } = await rashidsCase(town, 'giulia');
    const italian = await learn(giulia, caseId, 'education-italian', 'a2');
    const safety = (carry: 'safe' | 'not-safe', version: number) => giulia.put(`/api/safety-plans/${newId()}`, { caseId, content: { helps: 'La vicina' }, agreed: true, carry, begunFrom: 'case' }, version);
    expect((await safety('safe', 0)).status).toBe(200);
    const [first, second, discreet] = [await make(giulia, own(caseId, [italian])), await make(giulia, own(caseId, [italian])), await make(giulia, own(caseId, [italian], { form: 'discreet' }))];
    expect((await move(giulia, first.body, 'hand-over')).status).toBe(200);
    expect((await safety('not-safe', 1)).status).toBe(200);
    expect((await move(giulia, second.body, 'hand-over')).body.code).toBe('sheet-paper-not-safe');
    expect((await giulia.get(`/api/sheets/${first.id}/paper?form=pdf`)).body.code).toBe('sheet-paper-not-safe');
    expect((await move(giulia, discreet.body, 'hand-over')).status).toBe(200);
    // Written anew with how it was seen to be safe after all, it leaves.
    const anew = await make(giulia, own(caseId, [italian], { paperWords: 'Lo legge qui e lo lascia nel suo armadietto' }));
    await move(giulia, anew.body, 'hand-over');
    expect((await giulia.get(`/api/sheets/${anew.id}/paper?form=pdf`)).status).toBe(200);
  });

  it('lets him say that something is not so: whoever answers for the case is told, and writing the fact anew answers him', async () => {
    const { caseId } = await rashidsCase(town, 'giulia', ['marco', 'anna']);
    const level = await learn(giulia, caseId, 'education-level', 'primary');
    const children = await learn(giulia, caseId, 'family-children-here', 1);
    const [first, second] = [newId(), newId()];
    expect((await marco.put(`/api/fact-corrections/${first}`, { factId: level, sheetId: null, words: 'Ho fatto le superiori' })).status).toBe(200);
    expect((await marco.put(`/api/fact-corrections/${second}`, { factId: children, sheetId: null, words: 'Sono due' })).status).toBe(200);
    expect((await giulia.get<{ items: { kind: string; subjectId: string }[] }>('/api/notifications')).body.items.filter((one) => one.kind === 'fact-to-correct' && one.subjectId === caseId).length + (await (await town.as('teresa')).get<{ items: { kind: string; subjectId: string }[] }>('/api/notifications')).body.items.filter((one) => one.kind === 'fact-to-correct' && one.subjectId === caseId).length).toBeGreaterThan(0);
    const put = (words: string) => marco.put<{ code?: string }>(`/api/fact-corrections/${first}`, { factId: level, sheetId: null, words });
    expect([(await put('Ho fatto le superiori')).status, (await put('Ho fatto le superiori, in Bangladesh')).body.code]).toEqual([200, 'already-exists']);
    await learn(giulia, caseId, 'education-level', 'upper-secondary', level);
    expect((await giulia.post(`/api/fact-corrections/${second}/answer`, { id: newId(), words: 'Il secondo vive con la nonna, lontano' })).status).toBe(200);
    expect((await giulia.post(`/api/fact-corrections/${second}/answer`, { id: newId(), words: 'ancora' })).body.code).toBe('correction-answered');
    const { body } = await giulia.get<Corrections>(`/api/cases/${caseId}/fact-corrections`);
    expect(body.items.map((one) => [one.words, one.answer?.outcome]).toSorted()).toEqual([['Ho fatto le superiori', 'corrected'], ['Sono due', 'kept']]);
  });
});

describe('the answer that a fact stays as it is', () => {
  it('put right after an answer that never came is not called kept; sent again as it was, it is', async () => {
    const { caseId } = await rashidsCase(town, 'giulia', ['marco']);
    const children = await learn(giulia, caseId, 'family-children-here', 1);
    const [correction, answer] = [newId(), newId()];
    await marco.put(`/api/fact-corrections/${correction}`, { factId: children, sheetId: null, words: 'Sono due' });
    const keep = (words: string) => giulia.post<{ code?: string }>(`/api/fact-corrections/${correction}/answer`, { id: answer, words });
    for (let times = 0; times < 2; times += 1) expect((await keep('Il secondo vive con la nonna')).status).toBe(200);
    expect((await keep('Il secondo è nato in Italia')).body.code).toBe('already-exists');
    expect((await giulia.get<Corrections>(`/api/cases/${caseId}/fact-corrections`)).body.items.map((one) => one.answer?.words)).toEqual(['Il secondo vive con la nonna']);
  });
});

describe('the line of time of the case', () => {
  it('tells that a sheet was handed over to those who may know of it, and to nobody else', async () => {
    const { caseId } = await rashidsCase(town, 'giulia', ['anna']);
    const [italian, control] = [await learn(giulia, caseId, 'education-italian', 'a2'), await learn(giulia, caseId, 'exploitation-control', ['debt'])];
    const open = await make(giulia, asked(caseId, { kind: 'team', facts: [italian] }));
    const reserved = await make(giulia, asked(caseId, { kind: 'team', facts: [control], restrictedReason: 'Riunione di équipe' }));
    for (const one of [open, reserved]) await move(giulia, one.body, 'hand-over');
    const told = async (who: Worker) => (await who.get<{ items: { kind: string; id: string; detail: object }[] }>(`/api/cases/${caseId}/timeline?kinds=sheet`)).body.items.map((one) => one.detail);
    expect(await told(giulia)).toHaveLength(4);
    expect(await told(anna)).toEqual([{ move: 'hand-over', kind: 'team' }, { move: 'make', kind: 'team' }]);
  });
});
