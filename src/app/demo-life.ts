import { v7 as newId } from 'uuid';
import { demonstrationRates, demonstrationSource, greenhouseSeasons, workshopWinter } from '../features/worksheet/demo.ts';
import { italianDay } from '../kernel/italian-day.ts';
import { openTheDesk } from './demo-agenda.ts';
import { plansToApprove, theySitTogether } from './demo-conferences.ts';
import { handedOver } from './demo-handed.ts';
import { hardPaths } from './demo-hard-paths.ts';
import { whatIsKnown } from './demo-known.ts';
import { onTheStreet } from './demo-street.ts';
import { passedToTheProgramme } from './demo-transfers.ts';
import { whatLeaves } from './demo-sheets.ts';
import { theyLookForWork } from './demo-work.ts';
import type { DemoName } from './people.ts';
import { idOf } from './people.ts';
import type { Answer, Worker } from './worker.ts';

/** Gives one of the demonstration's colleagues, signed in. */
type As = (name: DemoName) => Promise<Worker>;
/** The reply of a call that the rules let through. @throws when it was refused: the story no longer fits them */
type Must = <T>(answer: Answer<T>) => T;

const caseOf = (key: string): string => idOf(`case ${key}`);

/**
 * What happened in the demonstration's files after they were opened: talks signed, services asked and answering, a screening that waits for its
 * second reader, a closing to approve, an emergency to look at. Each role finds on its first screen something that is really waiting for it.
 */
export async function liveOn(as: As, must: Must): Promise<void> {
  const told = { as, must };
  await talkWithMariama(told);
  await mariamaMetAgain(told);
  await theirFamilies(told);
  await mariamaAndTheClinic(told);
  await shafiqulAndTheUnion(told);
  await screenShafiqul(told);
  await proofsForShafiqul(told);
  await askAboutHerFile(told);
  await closeWithTesfay(told);
  await seasonsOfGurpreet(told);
  await theyLookForWork(as, must);
  await passOn(told);
  await afterYaw(told);
  await whatIsUsuallyDone(told);
  await whatMustBeKnown(told);
  await theOfficeWrites(told);
  await whatTheyAskOften(told);
  await telephones(told);
  await openTheDesk(as, must);
  await hardPaths(told);
  await passedToTheProgramme(as, must);
  await theySitTogether(told);
  await plansToApprove(told);
  await whatIsKnown(as, must);
  await whatLeaves(as, must);
  await onTheStreet(as, must);
  await handedOver(as, must);
}

/** The questions that come back every week: two for the whole team, one of Giulia's own; and what she did for three people at once. */
async function whatTheyAskOften({ as, must }: Told): Promise<void> {
  const [teresa, giulia] = [await as('teresa'), await as('giulia')];
  const kept = async (who: Worker, list: Record<string, unknown>, readers: readonly Worker[]): Promise<void> => {
    const id = newId();
    must(await who.put(`/api/lists/${id}`, list));
    for (const reader of readers) must(await reader.put(`/api/lists/${id}/pin`, { pinned: true }));
  };
  await kept(teresa, { kind: 'cases', name: 'Rischio alto o estremo', narrowed: { risk: ['high', 'extreme'], state: ['contact', 'access', 'assessment', 'in-care', 'suspended'] }, shown: ['code', 'state', 'risk', 'owner', 'next', 'alerts'], sorted: 'quietest', shared: true }, [teresa]);
  await kept(teresa, { kind: 'documents', name: 'Permessi che scadono', narrowed: { kind: ['permit'], expiry: ['quarter'] }, shown: ['code', 'kind', 'expires', 'owner'], sorted: 'expires', shared: true }, [teresa, giulia]);
  await kept(giulia, { kind: 'cases', name: 'Di cui rispondo, senza revisione', narrowed: { whose: ['mine'], review: ['none'] }, shown: ['code', 'state', 'risk', 'next', 'changed'], sorted: 'changed' }, [giulia]);
  const { items } = must(await giulia.post<{ items: { caseId: string | null }[] }>('/api/list-lines', { kind: 'cases', narrowed: { whose: ['followed'], state: ['in-care'] }, sorted: 'code' }));
  const caseIds = items.flatMap(({ caseId }) => (caseId ? [caseId] : [])).slice(0, 3);
  if (caseIds.length > 0) must(await giulia.put(`/api/bulk-runs/${newId()}`, { given: { deed: 'task', title: 'Riguardare insieme la tessera sanitaria', dueOn: null, to: 'me' }, chosen: { caseIds } }));
}

/** Telephones that open where there is no network: two in use, and one that Giulia left on a train and Teresa stopped. */
async function telephones({ as, must }: Told): Promise<void> {
  const ready = async (name: DemoName, label: string): Promise<string> => {
    const [owner, id] = [await as(name), newId()];
    must(await owner.put(`/api/devices/${id}`, { label }));
    return id;
  };
  for (const [name, label] of [['amal', 'Telefono 2'], ['blessing', 'Telefono 4']] as const) must(await (await as(name)).post(`/api/devices/${await ready(name, label)}/lease`, {}));
  const lost = await ready('giulia', 'Telefono grigio');
  must(await (await as('teresa')).post(`/api/devices/${lost}/moves`, { id: newId(), reason: 'Dimenticato sul treno delle 18' }));
}

/** Teresa read the drafts of the office's letters and put two of them in use. */
async function theOfficeWrites({ as, must }: Told): Promise<void> {
  const teresa = await as('teresa');
  must(await teresa.put('/api/document-settings', { largest: 15_728_640, office: 'Sportello RE.T.I.', lines: ['presso la Prefettura di Avellino (dimostrazione)'] }, 0));
  const { items } = must(await teresa.get<{ items: { id: string; name: string; version: number }[] }>('/api/letter-templates'));
  for (const one of items.filter(({ name }) => name === 'Attestazione di presenza' || name === 'Accompagnamento a un servizio')) {
    must(await teresa.post(`/api/letter-templates/${one.id}/moves`, { id: newId(), move: 'use' }, one.version));
  }
}

/** Whom they spoke of: a cousin who must not know, a daughter far away, a wife and a brother. */
async function theirFamilies({ as, must }: Told): Promise<void> {
  const [giulia, marco, anna] = [await as('giulia'), await as('marco'), await as('anna')];
  const cousin = newId();
  const said = async (worker: Worker, key: string, kind: string, words: string, id = newId(), basis = 'declared') =>
    must(await worker.put(`/api/persons/${idOf(`person ${key}`)}/relations/${id}`, { kind, words, basis }));
  await said(giulia, 'mariama', 'parent', 'la madre, in Guinea');
  await said(giulia, 'mariama', 'other-relative', 'il cugino della stanza', cousin);
  must(await giulia.post(`/api/relations/${cousin}/risk`, { id: newId(), avoid: true }));
  await said(marco, 'olena', 'child', 'la figlia, con la nonna', newId(), 'documented');
  await said(anna, 'shafiqul', 'partner', 'la moglie, in Bangladesh');
  await said(anna, 'shafiqul', 'travelling-together', 'il fratello Rafiq');
}

/** Marco met her one evening without knowing that Giulia follows her: another spelling, the same telephone. Teresa finds the two side by side. */
async function mariamaMetAgain({ as, must }: Told): Promise<void> {
  const marco = await as('marco');
  const [personId, caseId] = [idOf('person mariama again'), caseOf('mariama-again')];
  must(await marco.put(`/api/persons/${personId}`, { caseId, gender: 'female', origin: 'street' }));
  must(await marco.put(`/api/persons/${personId}/names/${newId()}`, { kind: 'declared', text: 'Balde Mariam', preferred: true }));
  must(await marco.put(`/api/persons/${personId}/birth`, { precision: 'declared', year: 1998, month: null, day: null }, 0));
  must(await marco.put(`/api/persons/${personId}/contacts/${newId()}`, { kind: 'phone', value: '351 111 0101', belongsTo: 'person', label: 'solo messaggi' }));
  must(await marco.put(`/api/persons/${personId}/languages/fr`, { speaks: 'well', reads: true, interpreter: false }));
  must(await marco.put(`/api/case-notes/${newId()}`, { caseId, compartment: 'case', body: 'Incontrata alla fermata con altre due donne. Chiede se può fare domanda di documenti. Dice di essere già seguita da «una signora gentile».' }));
}

interface Told {
  readonly as: As;
  readonly must: Must;
}

/** Two sittings, because one was enough for that day; and a note that only Giulia opens. */
async function talkWithMariama({ as, must }: Told): Promise<void> {
  const giulia = await as('giulia');
  const interview = newId();
  must(await giulia.put(`/api/interviews/${interview}`, {
    caseId: caseOf('mariama'), kind: 'first', language: 'fr', interpreter: 'mediator', mediatorId: (await as('amal')).memberId, place: 'desk', present: ['psychologist', 'mediator'],
    preparation: { alone: 'yes', 'interpreter-safe': 'yes', 'time-enough': 'yes', 'limits-explained': 'yes', 'stop-explained': 'yes' },
  }));
  const move = async (name: string, reason?: string) => must(await giulia.post(`/api/interviews/${interview}/moves`, { id: newId(), move: name, reason }));
  const section = async (name: string, words: string, version: number) => must(await giulia.put(`/api/interviews/${interview}/sections/${name}`, { state: 'done', content: { answers: {}, words } }, version));
  await move('start');
  await section('wishes', 'Dormire in un posto tranquillo. Poi imparare l’italiano, «per non chiedere sempre ad altri».', 0);
  await move('stop', 'tired');
  await move('start');
  await aPaperOf({ giulia, must }, interview);
  await section('housing', 'Il posto letto è del datore di lavoro: se smette di lavorare deve andarsene.', 0);
  await section('safety', 'Qui si sente al sicuro. Non vuole che il cugino sappia dei nostri incontri.', 0);
  await move('stop', 'finished');
  // Amal reads it back to her in French, and she signs with her initials.
  const { sections } = must(await giulia.get<{ sections: { section: string; version: number }[] }>(`/api/interviews/${interview}`));
  must(await giulia.put(`/api/interviews/${interview}/person-signatures/${newId()}`, {
    outcome: 'signed', evidence: { kind: 'signature', signature: 'M. D.' }, language: 'fr', how: 'mediator', mediatorId: (await as('amal')).memberId, words: null, known: sections.map((one) => `${one.section} @${one.version}`),
  }));
  await move('sign');
  must(await giulia.put(`/api/case-notes/${newId()}`, { caseId: caseOf('mariama'), compartment: 'secret-psychologist', body: 'Si sveglia più volte per notte. Nessun pensiero di farsi del male, chiesto direttamente. Rivederla entro la settimana.' }));
}

/** The sheet with the rules of the room, on which the landlord wrote that the bed goes with the work: photographed while they spoke of it, front and back. */
async function aPaperOf({ giulia, must }: { giulia: Worker; must: Must }, interview: string): Promise<void> {
  const { default: sharp } = await import('sharp');
  const place = { caseId: caseOf('mariama'), compartment: 'restricted' };
  const contents: string[] = [];
  for (const rows of [14, 6]) {
    const id = newId();
    const lines = Array.from({ length: rows }, (_, row) => `<path d="M70 ${110 + row * 46} q40 -14 ${90 + ((row * 67) % 130)} 0 t${120 + ((row * 41) % 110)} 0" />`).join('');
    const bytes = await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="840"><rect width="640" height="840" fill="#f3efe4"/><g fill="none" stroke="#2b3a55" stroke-width="3">${lines}</g></svg>`)).jpeg().toBuffer();
    must(await giulia.put(`/api/document-contents/${id}`, { ...place, asPage: true, name: 'foglio.jpg', upload: await giulia.sendFile(bytes) }));
    contents.push(id);
  }
  must(await giulia.put(`/api/documents/${newId()}`, { ...place, contents, kind: 'other', title: 'Regole della stanza, scritte a mano', issuedOn: null, expiresOn: null, subject: 'interview', subjectId: interview }));
}

/** Paola has read the letter and given an hour: the answer comes back to Giulia. */
async function mariamaAndTheClinic({ as, must }: Told): Promise<void> {
  const [giulia, paola] = [await as('giulia'), await as('paola')];
  const referral = await refer({ as, must }, giulia, {
    caseId: caseOf('mariama'), service: 'consultorio', body: 'asl', purpose: 'health', request: 'Una prima visita, meglio con una operatrice. La accompagna la mediatrice.',
    fields: [{ field: 'languages', words: 'Francese e pulaar; capisce poco l’italiano' }, { field: 'gender', words: 'Donna' }, { field: 'health-need', words: 'Non ha mai visto un medico da quando è in Italia.' }],
  });
  const answer = async (move: string, more: Record<string, unknown> = {}) => must(await paola.post(`/api/referrals/received/${referral}/moves`, { id: newId(), move, ...more }));
  await answer('acknowledge');
  await answer('accept');
  must(await paola.post(`/api/referrals/received/${referral}/messages`, { id: newId(), words: 'Possiamo vederla giovedì. Va bene se resta con lei anche la mediatrice.' }));
}

/** Sent, and not answered yet: what Antonio owes. */
async function shafiqulAndTheUnion(told: Told): Promise<void> {
  await refer(told, await told.as('anna'), {
    caseId: caseOf('shafiqul'), service: 'vertenze', body: 'flai', purpose: 'work', request: 'Un appuntamento per i tre mesi non pagati.',
    fields: [{ field: 'languages', words: 'Bengalese; serve un’interprete' }, { field: 'work-facts', words: 'Laboratorio tessile, dieci ore al giorno per sei giorni.' }, { field: 'pay-facts', words: 'Pagato a mano, senza busta; tre mesi mai ricevuti.' }],
  });
}

/** What stands behind the indices of article 603-bis, with its time; and what Giulia saw of Mariama. */
async function proofsForShafiqul({ as, must }: Told): Promise<void> {
  const [blessing, giulia] = [await as('blessing'), await as('giulia')];
  const proof = async (item: string, words: string, source: string, paper: string | null, from: string, to: string | null) =>
    must(await blessing.put(`/api/evidence/${newId()}`, { caseId: caseOf('shafiqul'), instrument: 'art-603-bis', item, content: { words, source, paper, from, to } }));
  await proof('I1', 'Tre mesi senza paga; prima, meno della metà di quanto promesso.', 'person', null, '2025-11', '2026-02');
  await proof('I2', 'Dieci ore al giorno, sei giorni su sette: le foto dei foglietti con gli orari.', 'document', 'photo-list', '2025-12', null);
  await proof('I4', 'Dorme nel laboratorio, con la porta chiusa dall’esterno la notte.', 'person', null, '2025', null);
  must(await giulia.put(`/api/vulnerabilities/${newId()}`, { caseId: caseOf('mariama'), category: 'gender-based-violence', status: 'declared', basis: 'Lo racconta lei, senza dettagli: non se ne chiedono.' }));
}

interface Asked {
  readonly caseId: string;
  readonly service: string;
  readonly body: string;
  readonly purpose: string;
  readonly request: string;
  readonly fields: readonly { field: string; words: string }[];
}

/** Consent, preview, sending: the three steps that every referral takes. @returns its id */
async function refer({ must }: Told, sender: Worker, asked: Asked): Promise<string> {
  const [consentId, id] = [newId(), newId()];
  const { caseId, purpose, request, fields } = asked;
  must(await sender.put(`/api/consents/${consentId}`, { caseId, switch: 'sharing', recipientId: idOf(`avellino ${asked.body}`), purpose }));
  must(await sender.post(`/api/consents/${consentId}/moves`, { id: newId(), move: 'give', evidence: { kind: 'mark-and-witness', witness: 'La mediatrice presente' } }));
  must(await sender.put(`/api/referrals/${id}`, { caseId, serviceId: idOf(`service ${asked.service}`), purpose, draft: { request, fields } }));
  const { preview } = must(await sender.post<{ preview: string }>(`/api/referrals/${id}/moves`, { id: newId(), move: 'consent', consentId }));
  must(await sender.post(`/api/referrals/${id}/moves`, { id: newId(), move: 'send', preview }));
  return id;
}

/** What Blessing heard from Shafiqul, and what she thinks of it; a second colleague reads it before it counts. */
async function screenShafiqul({ as, must }: Told): Promise<void> {
  const [teresa, blessing, marco] = [await as('teresa'), await as('blessing'), await as('marco')];
  const caseId = caseOf('shafiqul');
  for (const colleague of [blessing, marco]) must(await teresa.put(`/api/case-assignments/${newId()}`, { caseId, memberId: colleague.memberId }));
  const id = newId();
  const begun = must(await blessing.put<{ version: number }>(`/api/screenings/${id}`, { caseId, instrument: 'ilo-labour-adult-child', language: 'it' }));
  const answers = { 'D1.02': 'yes', 'D1.08': 'yes', 'D2.03': 'no', 'D4.01': 'yes', 'D4.04': 'yes', 'D4.08': 'unknown', 'D5.01': 'yes', 'D5.14': 'yes', 'D5.03': 'refused', 'D6.05': 'yes' };
  const kept = must(await blessing.patch<{ version: number }>(`/api/screenings/${id}/answers`, { id: newId(), answers }, begun.version));
  must(await blessing.post(`/api/screenings/${id}/moves`, { id: newId(), move: 'complete' }, kept.version));
  must(await blessing.put(`/api/assessments/${newId()}`, { caseId, outcome: 'presumed-trafficking-victim', reason: 'Documento tenuto dal capo squadra, paga promessa e non data, orari che non sceglie. Lo dice con calma e senza contraddirsi in due incontri.', basedOn: [id] }));
}

/** Chiara asks for a file she does not hold; Marco opened one in a hurry and wrote why. */
async function askAboutHerFile({ as, must }: Told): Promise<void> {
  const [chiara, marco, giulia] = [await as('chiara'), await as('marco'), await as('giulia')];
  const { code } = must(await giulia.get<{ code: string }>(`/api/cases/${caseOf('mariama')}`));
  must(await chiara.put(`/api/access-requests/${newId()}`, { code, reason: 'La sostituisco la settimana prossima, quando Giulia è in ferie.' }));
  must(await marco.put(`/api/break-glass/${newId()}`, { caseId: caseOf('blessing-e'), reason: 'Chiamata dalla stazione: la persona è in pericolo e la collega che la segue non risponde.' }));
}

/** The way went well: the owner asks to close, the coordinator decides. */
async function closeWithTesfay({ as, must }: Told): Promise<void> {
  const marco = await as('marco');
  const caseId = caseOf('tesfay');
  const { plan } = must(await marco.get<{ plan: { goals: { id: string; version: number }[] } | null }>(`/api/cases/${caseId}/plan`));
  for (const goal of plan?.goals ?? []) must(await marco.patch(`/api/goals/${goal.id}`, { outcome: 'reached', outcomeWords: 'Permesso rinnovato, lavora con contratto.' }, goal.version));
  must(await marco.put(`/api/case-closings/${newId()}`, { caseId, reason: 'goals-reached', outcome: 'Ha il permesso e un contratto; sa dove trovarci.', followUpSafe: true }));
}

/** Marco will be less present from next month: Ionela's case waits for Blessing's yes. Chiara already stands in for Giulia with Parveen. */
async function passOn({ as, must }: Told): Promise<void> {
  const [marco, blessing, giulia, chiara] = [await as('marco'), await as('blessing'), await as('giulia'), await as('chiara')];
  const day = (offset: number): string => italianDay(new Date(Date.now() + offset * 24 * 3_600_000));
  must(await marco.put(`/api/handovers/${newId()}`, {
    kind: 'for-good', startsOn: day(3), note: 'Con lei si parla meglio la mattina, dopo il turno. Le ho promesso che qualcuno la accompagna al patronato. Non vuole messaggi scritti.',
    cases: [{ id: newId(), caseId: caseOf('ionela'), toMember: blessing.memberId }],
  }));
  const substitution = newId();
  must(await giulia.put(`/api/handovers/${newId()}`, {
    kind: 'absence', startsOn: day(0), endsOn: day(14), personTold: 'told', note: 'Se chiama, rispondere subito: di solito chiama quando ha paura.',
    cases: [{ id: substitution, caseId: caseOf('parveen'), toMember: chiara.memberId }],
  }));
  must(await chiara.post(`/api/handovers/${substitution}/moves`, { id: newId(), move: 'accept' }));
}

/** Yaw's way is over: he said yes to being asked after, and each of the times to come has its day. */
async function afterYaw({ as, must }: Told): Promise<void> {
  const [blessing, teresa] = [await as('blessing'), await as('teresa')];
  const [caseId, consentId, closingId] = [caseOf('yaw'), newId(), newId()];
  must(await blessing.put(`/api/consents/${consentId}`, { caseId, switch: 'follow-up' }));
  must(await blessing.post(`/api/consents/${consentId}/moves`, { id: newId(), move: 'give', evidence: { kind: 'signature', signature: 'Y. M.' } }));
  for (const [domain, value] of [['housing', 4], ['income-work', 5], ['family-children', 2]] as const) {
    must(await blessing.put(`/api/distance-readings/${newId()}`, { caseId, domain, moment: 'entry', ratedBy: 'person', value: 1 }));
    must(await blessing.put(`/api/distance-readings/${newId()}`, { caseId, domain, moment: 'exit', ratedBy: 'person', value }));
  }
  must(await blessing.put(`/api/case-closings/${closingId}`, { caseId, reason: 'autonomy', outcome: 'Ha una casa e un lavoro con contratto. Aspetta i figli per l’estate.', followUpSafe: true }));
  must(await teresa.post(`/api/case-closings/${closingId}/decision`, { decision: 'approve' }));
}

/** Anna and Gurpreet have put his two seasons together; what they come to waits for her signature. The table is invented, and says so. */
async function seasonsOfGurpreet({ as, must }: Told): Promise<void> {
  const [anna, worksheet] = [await as('anna'), newId()];
  must(await anna.put(`/api/wage-sources/${newId()}`, { ...demonstrationSource, rates: demonstrationRates }));
  must(await anna.put(`/api/worksheets/${worksheet}`, { caseId: caseOf('gurpreet') }));
  const { version } = must(await anna.put<{ version: number }>(`/api/worksheets/${worksheet}/content`, { id: newId(), content: { episodes: greenhouseSeasons([newId(), newId(), newId()]) } }, 1));
  must(await anna.post(`/api/worksheets/${worksheet}/moves`, { id: newId(), move: 'compute' }, version));
  // Shafiqul's is signed: what its figures speak of waits for whoever assesses.
  const winter = newId();
  must(await anna.put(`/api/worksheets/${winter}`, { caseId: caseOf('shafiqul') }));
  const told = must(await anna.put<{ version: number }>(`/api/worksheets/${winter}/content`, { id: newId(), content: { episodes: [workshopWinter(newId())] } }, 1));
  for (const [at, move] of ['compute', 'sign'].entries()) must(await anna.post(`/api/worksheets/${winter}/moves`, { id: newId(), move }, told.version + at));
}

/** What the team does about an injury at work is in use since Teresa read it; Amal has proposed another row of steps, which waits for somebody. */
async function whatIsUsuallyDone({ as, must }: Told): Promise<void> {
  const [anna, teresa, amal] = [await as('anna'), await as('teresa'), await as('amal')];
  const injury = idOf('ready step injury');
  must(await anna.put(`/api/ready-steps/${injury}`, {
    key: 'injury-certificate', domain: 'work-rights', fromLevel: 3, goalDomain: 'health', source: 'Pratica dell’équipe, novembre 2026',
    steps: [
      { title: { it: 'Infortunio: pronto soccorso e certificato INAIL', en: 'Accident at work: emergency room and INAIL certificate', fr: 'Accident du travail : urgences et certificat INAIL' }, days: 2 },
      { title: { it: 'Portare il certificato al sindacato', en: 'Take the certificate to the union', fr: 'Porter le certificat au syndicat' }, days: 7 },
      { title: { it: 'Decidere insieme se denunciare il datore di lavoro', en: 'Decide together whether to report the employer', fr: 'Décider ensemble s’il faut dénoncer l’employeur' }, days: 14 },
    ],
  }));
  must(await teresa.post(`/api/ready-steps/${injury}/moves`, { id: newId(), move: 'accept' }));
  must(await amal.put(`/api/ready-steps/${newId()}`, {
    key: 'first-days', domain: 'isolation', fromLevel: 2, goalDomain: 'social-network', source: 'Quello che chiedono le donne appena arrivate',
    steps: [{ title: { it: 'Andare insieme al mercato e alla farmacia', en: 'Go together to the market and the pharmacy' }, days: 3 }, { title: { it: 'Presentarle il gruppo del mercoledì', en: 'Introduce her to the Wednesday group' }, days: 10 }],
  }));
}

/** What whoever opens these files must know at once. */
async function whatMustBeKnown({ as, must }: Told): Promise<void> {
  const [blessing, anna] = [await as('blessing'), await as('anna')];
  const today = italianDay(new Date());
  must(await blessing.put(`/api/flags/${newId()}`, { caseId: caseOf('blessing-e'), kind: 'danger', readers: 'base', startsOn: today, words: 'Non dire a nessuno dove si trova, nemmeno a chi dice di essere un parente.' }));
  must(await anna.put(`/api/flags/${newId()}`, { caseId: caseOf('shafiqul'), kind: 'court', readers: 'case', startsOn: today, endsOn: italianDay(new Date(Date.now() + 20 * 24 * 3_600_000)), words: 'Conciliazione in Ispettorato: portare i messaggi stampati.' }));
}
