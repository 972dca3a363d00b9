import { v7 as newId } from 'uuid';
import { type DemoName, idOf } from './people.ts';
import type { Answer, Worker } from './worker.ts';
import { italianDay } from '../kernel/italian-day.ts';

interface Told {
  readonly as: (name: DemoName) => Promise<Worker>;
  /** @throws when a call was refused: the story no longer fits the rules */
  readonly must: <T>(answer: Answer<T>) => T;
}

const caseOf = (key: string): string => idOf(`case ${key}`);
const HOUR = 3_600_000;

/** What cannot wait, and what not everybody may know: an emergency of last night, whom to call, a safety plan, whom Shafiqul names. */
export async function hardPaths(told: Told): Promise<void> {
  await whomToCall(told);
  await lastNight(told);
  await mariamasPlan(told);
  await whomShafiqulNames(told);
}

async function whomToCall({ as, must }: Told): Promise<void> {
  const teresa = await as('teresa');
  const contacts = [
    { kind: 'on-call', name: 'Reperibile dell’équipe', phone: '0825 000 001', hours: 'giorno e notte', position: 0 },
    { kind: 'social-emergency', name: 'Pronto intervento sociale', phone: '0825 000 002', hours: 'dalle 18 alle 8 e nei festivi', position: 1 },
  ];
  for (const contact of contacts) must(await teresa.put(`/api/emergency-contacts/${newId()}`, contact, 0));
}

/** Amal met a woman at the station; she called, noted it with a tap, and has not written what happened yet. */
async function lastNight({ as, must }: Told): Promise<void> {
  const [amal, id] = [await as('amal'), newId()];
  const began = new Date(Date.now() - 9 * HOUR);
  must(await amal.put(`/api/emergencies/${id}`, { kind: 'wants-out', openedAt: began.toISOString() }));
  must(await amal.put(`/api/emergency-calls/${newId()}`, { emergencyId: id, whom: '800290290', at: new Date(began.getTime() + 4 * 60_000).toISOString() }));
  must(await amal.post(`/api/emergencies/${id}/moves`, { id: newId(), move: 'stabilise', outcome: 'made-safe', reason: 'È andata con l’operatrice del numero verde, in un posto protetto.' }, 1));
}

async function mariamasPlan({ as, must }: Told): Promise<void> {
  const giulia = await as('giulia');
  must(await giulia.put(`/api/safety-plans/${newId()}`, {
    caseId: caseOf('mariama'), agreed: true, carry: 'not-safe',
    content: {
      signs: 'Quando il cugino chiede con chi ho parlato.', helps: 'Camminare fino alla chiesa e ritorno.', people: 'La signora del piano di sotto: sa che può bussare.', call: 'Giulia di giorno. Di notte il 112.',
      codeWord: '«Hai visto il mio ombrello?» vuol dire: vieni adesso.', safeTimes: 'La mattina, mentre lui lavora.', bag: 'Il passaporto è già qui allo sportello.', never: 'Mai telefonare dopo le sette. Mai messaggi vocali.',
    },
  }, 0));
}

/** Read by Marco and Teresa alone. */
async function whomShafiqulNames({ as, must }: Told): Promise<void> {
  const [marco, teresa] = [await as('marco'), await as('teresa')];
  const caseId = caseOf('shafiqul');
  const [boss, workshop, room, decision] = [newId(), newId(), newId(), newId()];
  const actor = async (id: string, kind: string, name: string, aliases: string[] = []) => must(await marco.put(`/api/alleged-actors/${id}`, { caseId, kind, content: { name, aliases } }, 0));
  await actor(boss, 'intermediary', 'Il capo squadra, «Zio»', ['Rafiq']);
  await actor(workshop, 'firm', 'Il laboratorio vicino al fiume');
  await actor(room, 'place', 'La stanza sopra il laboratorio');
  const link = async (from: string | null, to: string, kind: string, confidence: string, period: string) =>
    must(await marco.put(`/api/actor-links/${newId()}`, { caseId, from, to, kind, confidence, content: { period, source: 'Shafiqul, nei due colloqui con Blessing' } }));
  await link(null, boss, 'recruited-by', 'high', 'primavera 2025');
  await link(null, workshop, 'works-for', 'high', 'da maggio 2025');
  await link(null, room, 'housed-by', 'medium', 'da maggio 2025');
  await link(boss, workshop, 'manages', 'low', '');
  must(await marco.put(`/api/duty-decisions/${decision}`, {
    caseId, capacity: 'to-verify', decision: 'reassess', told: 'yes', decidedOn: italianDay(new Date(Date.now() - 48 * HOUR)), norms: ['cpp-331', 'cp-603-bis'],
    content: { facts: 'Documento trattenuto dal capo squadra e paga non data: me lo ha raccontato Shafiqul.', consulted: 'Teresa Iannaccone', toldHow: 'All’inizio del colloquio, con la mediatrice: sa che cosa non posso tenere per me.', reasons: 'Serve il parere della Prefettura sulla nostra qualifica. Ne riparliamo lunedì, prima che decida se sporgere denuncia.' },
  }, 0));
  must(await marco.post(`/api/duty-decisions/${decision}/moves`, { move: 'sign' }, 1));
  must(await teresa.put(`/api/duty-opinions/${newId()}`, { decisionId: decision, agrees: true, reason: 'Sì: prima il parere. Lui resta informato a ogni passo.' }));
}
