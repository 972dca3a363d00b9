import { v7 as newId } from 'uuid';
import type { Material } from '../features/conferences/contract.ts';
import type { DemoName } from './people.ts';
import { idOf } from './people.ts';
import type { Answer, Worker } from './worker.ts';
import { italianDay } from '../kernel/italian-day.ts';

interface Told {
  readonly as: (name: DemoName) => Promise<Worker>;
  readonly must: <T>(answer: Answer<T>) => T;
}

const caseOf = (key: string): string => idOf(`case ${key}`);
/** Ten in the morning, in winter, of a day from today on. */
const atTen = (days: number): string => `${italianDay(new Date(Date.now() + days * 24 * 3_600_000))}T09:00:00.000Z`;

async function consentTo(told: Told, caller: Worker, caseId: string, guest: Worker): Promise<string> {
  const { network } = told.must(await caller.get<Material>(`/api/cases/${caseId}/conference-material`));
  return network.find((one) => one.memberId === guest.memberId)?.consentId ?? '';
}

/** Giulia's plan for Mariama waits for a second signature; for Shafiqul's case Teresa has named Marco. */
export async function plansToApprove({ as, must }: Told): Promise<void> {
  const [giulia, teresa, marco] = [await as('giulia'), await as('teresa'), await as('marco')];
  const { plan } = must(await giulia.get<{ plan: { id: string } | null }>(`/api/cases/${caseOf('mariama')}/plan`));
  if (plan) must(await giulia.put(`/api/plans/${plan.id}/approvals/${newId()}`, {}));
  must(await teresa.put(`/api/case-seconds/${newId()}`, { caseId: caseOf('shafiqul'), memberId: marco.memberId }));
}

/** Anna has called Blessing, Giulia and Antonio for tomorrow; what Giulia and Paola decided yesterday waits for Paola's yes. */
export async function theySitTogether(told: Told): Promise<void> {
  await aboutShafiqul(told);
  await aboutMariama(told);
}

async function aboutShafiqul(told: Told): Promise<void> {
  const { as, must } = told;
  const [anna, blessing, giulia, antonio] = [await as('anna'), await as('blessing'), await as('giulia'), await as('antonio')];
  const caseId = caseOf('shafiqul');
  must(await anna.put(`/api/conferences/${newId()}`, {
    caseId, startsAt: atTen(1), lasts: 60, way: 'mixed', place: 'Sportello, stanza 2', question: 'Come chiedere i tre mesi non pagati senza che perda il posto dove dorme?',
    points: [{ id: newId(), domain: 'work-rights', words: 'La vertenza: quando e con chi' }, { id: newId(), domain: 'housing', words: 'Dove dorme, se il laboratorio lo allontana' }],
    voice: { knows: 'told', nameSaid: 'agrees', words: 'Prima la casa. Del fratello non parlate.' },
    bodies: {
      situation: { words: 'Lavora in un laboratorio tessile e dorme nello stesso posto.' }, wish: { words: 'I soldi che gli devono, e un letto altrove prima di chiederli.' }, languages: { items: [{ code: 'bn' }] },
      work: { words: 'Dieci ore al giorno, sei giorni; pagato a mano; tre mesi mai ricevuti.' },
    },
    seats: [
      { id: newId(), memberId: blessing.memberId, parts: ['situation', 'wish', 'work'] }, { id: newId(), memberId: giulia.memberId, parts: ['situation', 'wish', 'languages'] },
      { id: newId(), memberId: antonio.memberId, consentId: await consentTo(told, anna, caseId, antonio), parts: ['situation', 'wish', 'work'] },
    ],
  }));
}

async function aboutMariama(told: Told): Promise<void> {
  const { as, must } = told;
  const [giulia, chiara, paola] = [await as('giulia'), await as('chiara'), await as('paola')];
  const [caseId, id, paolas, chiaras, decision] = [caseOf('mariama'), newId(), newId(), newId(), newId()];
  must(await giulia.put(`/api/conferences/${id}`, {
    caseId, startsAt: atTen(-1), lasts: 45, way: 'in-person', place: 'Consultorio', question: 'Quale accompagnamento alla prima visita?', points: [{ id: newId(), domain: 'physical-health', words: 'La prima visita' }],
    voice: { knows: 'told', nameSaid: 'not-asked', words: 'Vuole una dottoressa, e sapere prima che cosa le faranno.' },
    bodies: { situation: { words: 'Non ha mai visto un medico da quando è in Italia.' }, wish: { words: 'Una dottoressa; sapere prima che cosa succede.' }, languages: { items: [{ code: 'fr' }, { code: 'ff' }] } },
    seats: [{ id: paolas, memberId: paola.memberId, consentId: await consentTo(told, giulia, caseId, paola), parts: ['situation', 'wish', 'languages'] }, { id: chiaras, memberId: chiara.memberId, parts: ['situation', 'wish'] }],
  }));
  must(await paola.post(`/api/conference-seats/${paolas}/answer`, { coming: true }));
  must(await giulia.post(`/api/conferences/${id}/moves`, { id: newId(), move: 'hold' }));
  for (const seat of [paolas, chiaras]) must(await giulia.post(`/api/conference-seats/${seat}/present`, { present: true }));
  must(await giulia.put(`/api/conference-decisions/${decision}`, { conferenceId: id, what: 'Preparare con la mediatrice il foglio che spiega la visita', ownerId: giulia.memberId, dueOn: italianDay(new Date(Date.now() + 5 * 24 * 3_600_000)) }));
  must(await giulia.put(`/api/conference-decisions/${newId()}`, { conferenceId: id, what: 'Prima visita con un’ora intera', ownerWords: 'Consultorio' }));
  must(await giulia.put(`/api/conference-minutes/${newId()}`, { conferenceId: id, edition: 1, summary: 'La prima visita si fa con una dottoressa e con la mediatrice; prima le si spiega che cosa succede.' }));
  must(await chiara.post(`/api/conference-seats/${chiaras}/minutes`, { edition: 1, said: 'approved' }));
}
