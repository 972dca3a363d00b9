import { v7 as newId } from 'uuid';
import type { DemoName } from './people.ts';
import { idOf } from './people.ts';
import type { Answer, Worker } from './worker.ts';
import { italianDay } from '../kernel/italian-day.ts';

type As = (name: DemoName) => Promise<Worker>;
type Must = <T>(answer: Answer<T>) => T;

const DAY = 86_400_000;
/** An early hour, before the desk opens, so many days from now. */
const early = (days: number): string => `${italianDay(new Date(Date.now() + days * DAY))}T06:30:00.000Z`;

interface Asked {
  readonly key: string;
  readonly request: string;
  readonly fields: readonly { field: string; words: string }[];
}

/** Two women and one programme: one will meet it in some days, the other is there already and both sides follow her. */
export async function passedToTheProgramme(as: As, must: Must): Promise<void> {
  const [blessing, chiara, nadia] = [await as('blessing'), await as('chiara'), await as('nadia')];
  const answer = async (id: string, move: string, more: Record<string, unknown> = {}) => must(await nadia.post(`/api/referrals/received/${id}/moves`, { id: newId(), move, ...more }));

  const precious = await ask(blessing, must, {
    key: 'blessing-e', request: 'Un posto lontano da qui. Vorrebbe prima incontrare qualcuno di voi, con l’educatrice.',
    fields: [{ field: 'gender', words: 'Donna' }, { field: 'languages', words: 'Inglese' }, { field: 'safety', words: 'Teme di essere cercata. Nessuna telefonata: ci si accorda con noi.' }],
  });
  await answer(precious, 'acknowledge');
  await answer(precious, 'accept', { words: 'C’è posto dal mese prossimo. Incontriamola presto.' });
  const meetingStep = newId();
  const at = early(4);
  must(await blessing.post(`/api/referrals/${precious}/moves`, {
    id: meetingStep, move: 'appoint', appointmentAt: at, meeting: { place: 'Sala della parrocchia, ingresso dal cortile', withUs: 'Blessing, educatrice', withThem: 'Nadia e una collega', mediator: false },
  }));
  must(await blessing.put(`/api/appointments/${meetingStep}`, {
    caseId: idOf('case blessing-e'), kind: 'accompaniment', goingTo: 'other', startsAt: at, endsAt: at.replace('06:30', '08:00'), language: 'en', memberId: blessing.memberId, outsideHours: 'agreed',
  }));

  const khadija = await ask(chiara, must, {
    key: 'khadija', request: 'Vuole lasciare la casa dove lavora e dorme. Serve un posto, e tempo per decidere.',
    fields: [{ field: 'gender', words: 'Donna' }, { field: 'languages', words: 'Arabo; serve una mediatrice' }, { field: 'protection-need', words: 'Lavora e dorme nella stessa casa, esce di rado.' }],
  });
  await answer(khadija, 'ask-to-meet', { words: 'Possiamo conoscerla con la vostra mediatrice?' });
  const meeting = { place: 'Sportello, stanza piccola', withUs: 'Chiara, psicologa', withThem: 'Nadia', mediator: true };
  await answer(khadija, 'appoint', { appointmentAt: early(-12), meeting });
  await answer(khadija, 'attend');
  await answer(khadija, 'accept');
  await answer(khadija, 'appoint', { appointmentAt: early(-5), meeting });
  must(await chiara.post(`/api/referrals/${khadija}/moves`, { id: newId(), move: 'attend' }));
  must(await chiara.post(`/api/referrals/${khadija}/moves`, { id: newId(), move: 'hand-over', words: 'Ha chiesto di poter tornare a trovarci.' }));
  must(await nadia.post(`/api/referrals/received/${khadija}/messages`, { id: newId(), going: 'well', words: 'Le prime notti tranquille. Ha scelto la stanza in fondo.' }));
  must(await chiara.post(`/api/referrals/${khadija}/messages`, { id: newId(), going: 'not-said', words: 'Amal la sente venerdì, come le aveva promesso.' }));
}

/** The person's yes to be known there, and the request as she heard it read. @returns the id of the transfer */
async function ask(sender: Worker, must: Must, { key, request, fields }: Asked): Promise<string> {
  const [consentId, id, caseId] = [newId(), newId(), idOf(`case ${key}`)];
  must(await sender.put(`/api/consents/${consentId}`, { caseId, switch: 'sharing', recipientId: idOf('avellino dedalus'), purpose: 'protection' }));
  must(await sender.post(`/api/consents/${consentId}/moves`, { id: newId(), move: 'give', evidence: { kind: 'signature', signature: 'X' } }));
  must(await sender.put(`/api/referrals/${id}`, { caseId, serviceId: idOf('service antitratta'), kind: 'transfer', purpose: 'protection', mode: 'accompanied', draft: { request, fields } }));
  const { preview } = must(await sender.post<{ preview: string }>(`/api/referrals/${id}/moves`, { id: newId(), move: 'consent', consentId }));
  must(await sender.post(`/api/referrals/${id}/moves`, { id: newId(), move: 'send', preview }));
  return id;
}
