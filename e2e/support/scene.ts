import { readFileSync } from 'node:fs';
import { v7 as newId } from 'uuid';
import { demoEmail, type DemoName, idOf } from '../../src/app/people.ts';
import { greenhouseSeasons } from '../../src/features/worksheet/demo.ts';
import { demoPassword } from '../../src/kernel/identity/routes.ts';

/** Something of every kind that has a screen of its own, by the name of its part in an address: `$caseId`, `$planId` and so on. */
export type Scene = Readonly<Record<string, string>>;

const register = new URL('../../src/features/imports/fixtures/registro-sportello.xlsx', import.meta.url);
const plain = { 'x-requested-with': 'reti' };

interface Colleague {
  readonly memberId: string;
  ask<T = Record<string, unknown>>(method: string, path: string, body?: unknown, version?: number): Promise<T>;
}

/** A colleague at the interface, without a browser: for preparing what a journey is not about. @throws when anything is refused */
export async function colleague(address: string, name: DemoName): Promise<Colleague> {
  const signedIn = await fetch(`${address}/api/session`, { method: 'POST', headers: { ...plain, 'content-type': 'application/json' }, body: JSON.stringify({ email: demoEmail(name), password: demoPassword }) });
  const cookie = signedIn.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  const ask = async <T>(method: string, path: string, body?: unknown, version?: number): Promise<T> => {
    const isForm = body instanceof FormData;
    const reply = await fetch(`${address}${path}`, {
      method,
      headers: { ...plain, cookie, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }), ...(version === undefined ? {} : { 'if-match': `"${version}"` }) },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const said = await reply.text();
    if (!reply.ok) throw new Error(`${name} was refused ${method} ${path}: ${reply.status} ${said}`);
    // The room's own tests hold the replies against their contracts; here a journey only takes ids and versions out of them.
    return (said === '' ? {} : JSON.parse(said)) as T;
  };
  const { hat } = await ask<{ hat: { id: string } }>('GET', '/api/session');
  return { memberId: hat.id, ask };
}

/**
 * Samira, whose words are written in Arabic: with a plan, an interview under way, a screening begun, an assessment that waits for its
 * second reader, a referral that was sent; and a register that Teresa has begun to bring in.
 */
export async function samira(address: string): Promise<Scene> {
  const [giulia, teresa, blessing] = await Promise.all((['giulia', 'teresa', 'blessing'] as const).map((name) => colleague(address, name)));
  if (!giulia || !teresa || !blessing) throw new Error('three colleagues are needed');
  const [personId, caseId, planId, goalId, interviewId, screeningId, assessmentId, referralId, consentId, importId, emergencyId, safetyPlanId] = Array.from({ length: 12 }, () => newId());
  const serviceId = idOf('service consultorio');

  await giulia.ask('PUT', `/api/persons/${personId}`, { caseId, gender: 'female' });
  await giulia.ask('PUT', `/api/persons/${personId}/names/${newId()}`, { kind: 'declared', text: 'سميرة الحداد', preferred: true });
  await giulia.ask('PUT', `/api/persons/${personId}/birth`, { precision: 'declared', year: 1995, month: null, day: null }, 0);
  await giulia.ask('PUT', `/api/persons/${personId}/languages/ar`, { speaks: 'mother-tongue', reads: true, interpreter: true });
  await giulia.ask('PUT', `/api/persons/${personId}/contacts/${newId()}`, { kind: 'phone', value: '351 111 0999', belongsTo: 'person' });
  for (const { memberId } of [blessing]) await teresa.ask('PUT', `/api/case-assignments/${newId()}`, { caseId, memberId });
  const { version } = await giulia.ask<{ version: number }>('GET', `/api/cases/${caseId}`);
  await giulia.ask('PATCH', `/api/cases/${caseId}`, { risk: 'medium', wish: 'أريد أن أنام في مكان هادئ', summary: 'Parla arabo.', ownerId: giulia.memberId }, version);
  await giulia.ask('PUT', `/api/case-notes/${newId()}`, { caseId, compartment: 'case', body: 'Ha detto: «أريد أن أتعلم الإيطالية»' });
  await giulia.ask('PUT', `/api/needs/${newId()}`, { caseId, domain: 'housing', level: 3, ownPriority: 1, words: 'لا أستطيع أن أغلق الباب', replaces: null });
  await giulia.ask('PUT', `/api/emergencies/${emergencyId}`, { kind: 'exploiter-threat', openedAt: new Date().toISOString(), caseId });
  await giulia.ask('PUT', `/api/safety-plans/${safetyPlanId}`, { caseId, content: { title: 'Appunti', helps: 'أختي', call: '112' }, agreed: true, carry: 'safe' }, 0);
  await giulia.ask('PUT', `/api/plans/${planId}`, { caseId });
  await giulia.ask('PUT', `/api/goals/${goalId}`, { planId, domain: 'housing', words: 'غرفة لي وحدي' });
  await giulia.ask('PUT', `/api/steps/${newId()}`, { goalId, title: 'Telefonare all’accoglienza', ownerId: giulia.memberId, dueOn: '2026-01-15' });

  await giulia.ask('PUT', `/api/interviews/${interviewId}`, { caseId, kind: 'in-depth', language: 'ar', interpreter: 'none', mediatorId: null, place: 'desk', present: ['psychologist'], preparation: { alone: 'yes', 'time-enough': 'yes' } });
  await giulia.ask('POST', `/api/interviews/${interviewId}/moves`, { id: newId(), move: 'start' });

  await giulia.ask('PUT', `/api/screenings/${screeningId}`, { caseId, instrument: 'ilo-labour-adult-child', language: 'it' });
  await giulia.ask('PATCH', `/api/screenings/${screeningId}/answers`, { id: newId(), answers: { 'D1.01': 'yes' } }, 1);
  await blessing.ask('PUT', `/api/assessments/${assessmentId}`, { caseId, outcome: 'presumed-trafficking-victim', reason: 'Racconta di documenti trattenuti e di paga che non arriva.', basedOn: [] });

  // An answer that nobody may leave unheard, and a list that Giulia is writing.
  const [phqId, instrumentId] = [newId(), newId()];
  await giulia.ask('PUT', `/api/screenings/${phqId}`, { caseId, instrument: 'phq-9', language: 'en' });
  const { protocols: [protocol] } = await giulia.ask<{ protocols: { id: string }[] }>('PATCH', `/api/screenings/${phqId}/answers`, { id: newId(), answers: { P9: 1 } }, 1);
  const protocolId = protocol?.id;
  await giulia.ask('PUT', `/api/programme-instruments/${instrumentId}`, { instrument: `walk-${instrumentId.slice(-8)}`, from: null, content: null });

  // Our own questions in French, half written by Teresa.
  const { id: wordingId, lines: [first] } = await teresa.ask<{ id: string; lines: { key: string; words: string }[] }>('PUT', `/api/wordings/${newId()}`, { instrument: 'ilo-forced-labour-eleven', language: 'fr' });
  await teresa.ask('PATCH', `/api/wordings/${wordingId}/sentences`, { sentences: { [first?.key ?? '']: { words: 'Profite-t-on d’une faiblesse ?', before: first?.words ?? '' } } });

  const worksheetId = newId();
  await giulia.ask('PUT', `/api/worksheets/${worksheetId}`, { caseId });
  await giulia.ask('PUT', `/api/worksheets/${worksheetId}/content`, { id: newId(), content: { episodes: greenhouseSeasons([newId(), newId(), newId()]) } }, 1);

  // A job that holds, or not, and a curriculum.
  const [employerId, placementId, lineId, curriculumId] = [newId(), newId(), newId(), newId()];
  await giulia.ask('PUT', `/api/employers/${employerId}`, { name: 'Sartoria di prova', organisationId: null, place: 'Avellino', sector: null, qualityNetwork: 'unknown', qualitySeenOn: null }, 0);
  await giulia.ask('PUT', `/api/placements/${placementId}`, { caseId, kind: 'job', employerId, terms: { title: 'Sarta', contractKind: null, minutesPerWeek: 1_200, daysPerWeek: 5, payCents: 800, payPer: 'hour', sector: null, province: null, level: null, from: null, until: null, unilav: 'unknown', unilavSeenOn: null, words: '' } }, 0);
  await teresa.ask('PUT', `/api/placement-looks/${newId()}`, { placementId, verdict: 'clear' });
  await giulia.ask('POST', `/api/placements/${placementId}/moves`, { id: newId(), move: 'agree' });
  await giulia.ask('POST', `/api/placements/${placementId}/moves`, { id: newId(), move: 'start', on: '2026-01-15' });
  await giulia.ask('PUT', `/api/balance-entries/${lineId}`, { caseId, source: 'person', learnedOn: '2026-01-15', content: { kind: 'skill', words: 'أخيط الملابس', level: 'alone', known: 'told', documentId: null, esco: null } }, 0);
  const paper = { caseId, language: 'it', named: true, contact: [], about: 'أحب الخياطة', entries: [lineId], languages: true, licences: true, availability: false };
  const { fingerprint } = await giulia.ask<{ fingerprint: string }>('POST', '/api/curriculum-previews', paper);
  await giulia.ask('PUT', `/api/curricula/${curriculumId}`, { ...paper, fingerprint });

  // A page of the profile for the team, made and not handed over yet.
  const [sheetId, factId] = [newId(), newId()];
  await giulia.ask('PUT', `/api/facts/${factId}`, { caseId, field: 'education-italian', value: 'a1', source: { kind: 'interview', id: null }, learnedOn: '2026-01-15', replaces: null });
  const sheet = { caseId, kind: 'team', facts: [factId] };
  const { preview: shown } = await giulia.ask<{ preview: string }>('POST', `/api/sheet-previews/${sheetId}`, sheet);
  await giulia.ask('PUT', `/api/sheets/${sheetId}`, { ...sheet, preview: shown });

  const recipientId = idOf('avellino asl');
  await giulia.ask('PUT', `/api/consents/${consentId}`, { caseId, switch: 'sharing', recipientId, purpose: 'health' });
  await giulia.ask('POST', `/api/consents/${consentId}/moves`, { id: newId(), move: 'give', evidence: { kind: 'signature', signature: 'S. H.' } });
  await giulia.ask('PUT', `/api/referrals/${referralId}`, { caseId, serviceId, purpose: 'health', draft: { request: 'Prima visita, con una mediatrice.', fields: [{ field: 'health-need', words: 'ألم في الظهر منذ ثلاثة أشهر' }, { field: 'languages', words: 'Arabo' }] } });
  const { preview } = await giulia.ask<{ preview: unknown }>('POST', `/api/referrals/${referralId}/moves`, { id: newId(), move: 'consent', consentId });
  await giulia.ask('POST', `/api/referrals/${referralId}/moves`, { id: newId(), move: 'send', preview });

  const [conferenceId, paola] = [newId(), await colleague(address, 'paola')];
  await giulia.ask('PUT', `/api/conferences/${conferenceId}`, {
    caseId, startsAt: new Date(Date.now() + 2 * 3_600_000).toISOString(), way: 'in-person', place: 'Sportello', question: 'Dove può dormire da sola?', points: [{ id: newId(), domain: 'housing', words: 'La stanza' }],
    voice: { knows: 'told', nameSaid: 'agrees', words: 'غرفة لي وحدي' }, bodies: { situation: { words: 'Dorme in una stanza di sei.' }, languages: { items: [{ code: 'ar' }] } },
    seats: [{ id: newId(), memberId: paola.memberId, consentId, parts: ['situation', 'languages'] }, { id: newId(), memberId: blessing.memberId, parts: ['situation'] }],
  });
  await giulia.ask('PUT', `/api/conference-decisions/${newId()}`, { conferenceId, what: 'Chiedere una stanza singola', ownerId: giulia.memberId });

  // The same woman, met once more by somebody else; and two files that were one and are united.
  const [otherId, twinId, mergeId] = [newId(), newId(), newId()];
  for (const [id, name] of [[otherId, 'Samira Haddad'], [twinId, 'Samira El Haddad']]) {
    await giulia.ask('PUT', `/api/persons/${id}`, { caseId: newId(), gender: 'female' });
    await giulia.ask('PUT', `/api/persons/${id}/names/${newId()}`, { kind: 'declared', text: name, preferred: true });
  }
  const { code } = await giulia.ask<{ code: string }>('GET', `/api/persons/${twinId}`);
  await teresa.ask('PUT', `/api/merges/${mergeId}`, { personId: otherId, code, reason: 'Stesso nome e stessa storia.' });
  await teresa.ask('POST', `/api/merges/${mergeId}/moves`, { id: newId(), move: 'merge', reason: 'L’ha confermato lei.', survivorId: otherId, fromOther: [], card: null });
  await teresa.ask('PUT', `/api/persons/${otherId}/names/${newId()}`, { kind: 'nickname', text: 'Sami', preferred: false });

  // A list that the team shares, and something that Giulia and Teresa each did for several at once.
  const listId = newId();
  await teresa.ask('PUT', `/api/lists/${listId}`, { kind: 'cases', name: 'Rischio alto', narrowed: { risk: ['high', 'extreme'] }, shown: ['code', 'risk', 'owner'], sorted: 'changed', shared: true });
  const runId = newId();
  await giulia.ask('PUT', `/api/bulk-runs/${runId}`, { given: { deed: 'task', title: 'Portare le fotocopie', dueOn: null, to: 'me' }, chosen: { caseIds: [caseId] } });

  // What Luca sent about a guest, which Teresa looks at and asks him something of.
  const [reportId, luca] = [newId(), await colleague(address, 'luca')];
  await luca.ask('PUT', `/api/inbound-referrals/${reportId}`, {
    senderKind: 'cas', agreement: 'no', calledBy: 'code', minor: 'doubt', danger: false, urgency: '24h', language: 'ar', reasons: ['trafficking-report'],
    content: { sender: { name: 'Luca', role: 'operatore', answerTo: 'al mattino' }, called: 'VA-12', signs: ['documents-kept', 'movement'], words: '«Non posso uscire da sola»', place: 'Montoro', active: ['doctor'], asks: ['interview'] }, send: true,
  });
  await teresa.ask('POST', `/api/inbound-referrals/${reportId}/moves`, { id: newId(), move: 'take' });
  await teresa.ask('POST', `/api/inbound-referrals/${reportId}/messages`, { id: newId(), kind: 'question', words: 'Quando è tornata l’ultima volta?' });

  // What somebody whom nobody knows wrote to the programme.
  const [mail] = (await teresa.ask<{ items: { id: string }[] }>('GET', '/api/mail?shelf=unknown')).items;

  const form = new FormData();
  form.append('file', new Blob([Uint8Array.from(readFileSync(register))]), 'registro di prova.xlsx');
  await teresa.ask('PUT', `/api/imports/${importId}`, form);

  // Of the street: a contact at dawn with its outing, the outing that leaves next, and somebody who is met again.
  const amal = await colleague(address, 'amal');
  const placeId = idOf('place rotonda');
  const [met] = (await amal.ask<{ items: { id: string; outingId: string | null }[] }>('GET', `/api/street-contacts?placeId=${placeId}`)).items;
  const [again] = (await amal.ask<{ items: { id: string }[] }>('GET', '/api/encounters?alias=Zio%20Bah')).items;
  const planned = (await amal.ask<{ items: { id: string; state: string }[] }>('GET', '/api/outings')).items.find(({ state }) => state === 'planned');
  const { items: [note] } = await teresa.ask<{ items: { id: string }[] }>('GET', '/api/handed-notes');
  const street = { placeId, contactId: met?.id, outingId: met?.outingId, encounterId: again?.id, plannedId: planned?.id };

  return Object.fromEntries(Object.entries({ personId, caseId, planId, interviewId, screeningId, assessmentId, referralId, importId, serviceId, worksheetId, emergencyId, safetyPlanId, otherId, mergeId, protocolId, instrumentId, wordingId, sheetId, curriculumId, listId, runId, conferenceId, reportId, mailId: mail?.id, noteId: note?.id, ...street }).map(([part, id]) => [part, id ?? '']));
}
