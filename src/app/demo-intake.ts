import { v7 as newId } from 'uuid';
import { holidays } from '../features/referrals/reference.ts';
import { asItComes } from '../kernel/reference/collection.ts';
import { italianInstant } from '../features/referrals/domain/italian-time.ts';
import { workingDaysAfter } from '../features/referrals/domain/working-days.ts';
import { asPdf } from '../kernel/documents/making.ts';
import { italianDay } from '../kernel/italian-day.ts';
import type { DemoName } from './people.ts';
import { idOf } from './people.ts';
import type { Answer, Worker } from './worker.ts';

interface Told {
  readonly as: (name: DemoName) => Promise<Worker>;
  readonly must: <T>(answer: Answer<T>) => T;
}

const MINUTE = 60_000;
const luca = { name: 'Luca', role: 'operatore del centro', answerTo: 'Al numero del centro, la mattina' };
const ofAurora = { senderKind: 'cas', agreement: 'yes', calledBy: 'code', minor: 'no', danger: false, urgency: '72h', language: 'fr', reasons: ['help-asked'] };

/** Hours that a guest noted and somebody of the centre typed out, as it goes along with a segnalazione or a letter. It says itself that it is invented. */
export const hoursNoted = (): Promise<Buffer> => asPdf({
  title: 'Ore segnate dall’ospite', language: 'it', classification: 'Carta di prova della dimostrazione: persone e luoghi inventati',
  letterhead: { office: 'CAS Villa Aurora (ente inventato)', lines: ['Sportello'] },
  blocks: [
    { kind: 'paragraph', text: 'Le ha segnate lui sul calendario della stanza. Copiate insieme, con il suo accordo.' },
    { kind: 'table', caption: 'Una settimana', columns: [{ head: 'Giorno', share: 2 }, { head: 'Esce' }, { head: 'Torna' }, { head: 'Pagato', align: 'end' }], rows: [['Lunedì', '4.00', '19.30', '—'], ['Martedì', '4.00', '20.00', '—'], ['Mercoledì', '4.15', '19.00', '—'], ['Giovedì', '4.00', '20.30', '20 €'], ['Venerdì', '4.00', '19.00', '—']] },
  ],
}, { at: new Date() });

/** An afternoon hour of a working day, when nobody's desk is booked. */
const oneAfternoon = (): string => italianInstant(workingDaysAfter(italianDay(new Date()), 4, holidays(asItComes)), '17:30') ?? new Date(Date.now() + 96 * 3_600_000).toISOString();

/** Begun less than an hour ago, and over: a meeting is called no earlier. */
const aMomentAgo = (): string => new Date(Math.ceil((Date.now() - 58 * MINUTE) / (5 * MINUTE)) * 5 * MINUTE).toISOString();

/** What bodies told of whom: a segnalazione in every state, so that whoever receives, sends or decides finds something that really waits. */
export async function whatBodiesTold({ as, must }: Told): Promise<void> {
  const [teresa, fromAurora, fromUnion, fromClinic, amal, anna, giulia] = [await as('teresa'), await as('luca'), await as('antonio'), await as('paola'), await as('amal'), await as('anna'), await as('giulia')];
  const send = async (who: Worker, written: Record<string, unknown>): Promise<string> => {
    const id = newId();
    must(await who.put(`/api/inbound-referrals/${id}`, { ...written, send: true }));
    return id;
  };
  const move = async (who: Worker, id: string, name: string, given: Record<string, unknown> = {}): Promise<void> => void must(await who.post(`/api/inbound-referrals/${id}/moves`, { id: newId(), move: name, ...given }));
  const write = async (who: Worker, id: string, kind: string, words: string): Promise<void> => void must(await who.post(`/api/inbound-referrals/${id}/messages`, { id: newId(), kind, words }));

  // Waiting to be taken up; with what the guest had noted himself.
  const hours = await send(fromAurora, { ...ofAurora, content: { sender: luca, called: 'VA-21', signs: ['overtime', 'wages-withheld'], words: 'Esce alle quattro e torna a sera con le mani ferite. «Mi pagano a fine stagione, se torno».', place: 'Montoro', active: ['nobody'], asks: ['interview', 'work'] } });
  must(await fromAurora.put(`/api/inbound-referrals/${hours}/arrived-files/${newId()}`, { name: 'ore segnate.pdf', upload: await fromAurora.sendFile(await hoursNoted()) }));
  await send(fromUnion, { ...ofAurora, senderKind: 'union', urgency: 'ordinary', language: 'pa', reasons: ['technical-advice'], content: { sender: { name: 'Antonio', role: 'sindacalista', answerTo: 'Allo sportello, il martedì' }, called: 'pratica 118', signs: ['wages-withheld'], words: 'Ventidue giornate segnate su sessanta. Vuole capire che cosa rischia se le chiede.', active: ['union'], asks: ['legal', 'mediation'] } });
  await send(amal, { ...ofAurora, source: 'phone', senderKind: 'school', organisationId: idOf('avellino cpia'), agreement: 'not-asked', minor: 'doubt', urgency: '24h', language: 'bn', reasons: ['help-asked', 'trafficking-report'], calledBy: 'initials', content: { sender: { name: 'L’insegnante', role: 'docente di italiano', answerTo: 'In segreteria, dopo le 14' }, called: 'R. A.', signs: ['absences', 'distress'], words: 'Manca da due settimane. Un compagno dice che lavora di notte in un capannone.', asks: ['advice'] } });
  // From nobody known, by mail: held apart.
  await send(anna, { ...ofAurora, source: 'mail', senderKind: 'citizen', agreement: 'not-asked', calledBy: 'nobody', urgency: 'ordinary', language: null, content: { words: 'Dietro la strada per Mirabella dormono in venti in una stalla, li porta via un furgone all’alba.', place: 'Mirabella Eclano', signs: ['conditions'] } });

  // Teresa looks at it, and asked Luca something.
  const asked = await send(fromAurora, { ...ofAurora, agreement: 'no', urgency: '24h', language: 'ar', reasons: ['trafficking-report'], content: { sender: luca, called: 'VA-12', signs: ['documents-kept', 'movement'], words: '«Il passaporto lo tiene lui, è più sicuro». Quando squilla il telefono esce subito.', active: ['doctor'], asks: ['interview', 'protection'] } });
  await move(teresa, asked, 'take');
  await write(teresa, asked, 'question', 'C’è un’ora in cui può parlare senza che squilli il telefono?');
  // Given to Giulia, who is asked what became of it.
  const given = await send(fromClinic, { ...ofAurora, senderKind: 'health', content: { sender: { name: 'Paola', role: 'ostetrica', answerTo: 'In consultorio, il lunedì' }, called: 'scheda 40', signs: ['isolation'], words: 'Viene sempre accompagnata dalla stessa donna, che risponde per lei.', active: ['doctor'], asks: ['psychological'] } });
  await move(teresa, given, 'give', { memberId: giulia.memberId });
  await write(fromClinic, given, 'pull-news', 'Torna da noi lunedì: possiamo dirle che la chiamate?');

  // Accepted for somebody already met: first contact under way. And united with a case that goes on.
  const accepted = await send(fromAurora, { ...ofAurora, language: 'bm', content: { sender: luca, called: 'VA-03', signs: ['conditions'], words: 'Chiede un posto dove dormire e di parlare con qualcuno nella sua lingua.', asks: ['interview', 'mediation'] } });
  await move(teresa, accepted, 'take');
  must(await teresa.post(`/api/inbound-referrals/${accepted}/acceptance`, { id: newId(), how: 'accepted', acceptance: { personId: idOf('person anonimo'), caseId: idOf('case anonimo'), isNew: false, memberId: null }, answer: 'Lo accogliamo. Vi chiamiamo per dire quando.' }));
  must(await teresa.post(`/api/inbound-referrals/${accepted}/contact-moves`, { id: newId(), move: 'attempt', outcome: 'call-back', words: 'Al centro dicono di richiamare dopo le 18.' }));
  const merged = await send(fromClinic, { ...ofAurora, senderKind: 'health', content: { sender: { name: 'Paola', role: 'ostetrica', answerTo: 'In consultorio' }, called: 'scheda 37', words: 'Ha saltato due visite.', asks: ['mediation'] } });
  await move(teresa, merged, 'take');
  must(await teresa.post(`/api/inbound-referrals/${merged}/acceptance`, { id: newId(), how: 'merged', acceptance: { personId: idOf('person mariama'), caseId: idOf('case mariama'), isNew: false, memberId: null } }));

  // Not accepted, redirected, taken back.
  const declined = await send(fromUnion, { ...ofAurora, senderKind: 'union', urgency: 'ordinary', content: { sender: { name: 'Antonio', role: 'sindacalista', answerTo: '' }, called: 'pratica 97', words: 'Lavora a Foggia, torna qui a Natale.', asks: ['legal'] } });
  await move(teresa, declined, 'take');
  await move(teresa, declined, 'decline', { reason: 'out-of-area', answer: 'A Foggia c’è lo sportello del progetto di lì: il numero è nella scheda dei servizi. Se torna, riscriveteci.' });
  const redirected = await send(fromAurora, { ...ofAurora, urgency: 'ordinary', reasons: ['information'], content: { sender: luca, called: 'VA-18', words: 'Vuole iscriversi a un corso di italiano.', asks: ['advice'] } });
  await move(teresa, redirected, 'take');
  await move(teresa, redirected, 'redirect', { organisationId: idOf('avellino cpia'), answer: 'Il CPIA iscrive il mercoledì pomeriggio, senza appuntamento.' });
  const withdrawn = await send(fromAurora, { ...ofAurora, content: { sender: luca, called: 'VA-09', words: 'Cercava lavoro, l’ha trovato.', asks: ['work'] } });
  await move(fromAurora, withdrawn, 'withdraw', { reason: 'solved' });

  // Advice without a name: one that waits, one on record.
  await send(fromAurora, { ...ofAurora, kind: 'consultation', agreement: 'not-asked', reasons: ['technical-advice'], content: { sender: luca, called: 'ospite 30', words: 'Non esce più dalla stanza da dieci giorni e non vuole vedere il medico. Come gli parliamo?', signs: ['distress'], asks: ['advice', 'joint-meeting'] } });
  const advised = await send(fromAurora, { ...ofAurora, kind: 'consultation', agreement: 'not-asked', reasons: ['technical-advice'], content: { sender: luca, called: 'ospite 14', words: 'Un uomo l’aspetta fuori ogni venerdì. Dobbiamo fare qualcosa?', asks: ['advice'] } });
  await move(teresa, advised, 'take');
  await move(teresa, advised, 'advise', { answer: 'Chiedetele da sola, in un posto dove nessuno guarda, se vuole che lui sia lì. Se dice di no, chiamateci subito. Se c’è pericolo, 112.' });
  // The same is talked over together, with those who answer for that body and with Giulia.
  must(await teresa.put(`/api/inbound-referrals/${advised}/meetings/${newId()}`, { startsAt: oneAfternoon(), lasts: 45, way: 'mixed', place: 'Sala riunioni al secondo piano, o la stanza a distanza della rete', memberIds: [giulia.memberId] }));

  await talkedOver({ as, must });

  // Not finished yet.
  must(await fromAurora.put(`/api/inbound-referrals/${newId()}`, { ...ofAurora, content: { sender: luca, called: 'VA-25', words: 'Da completare dopo il turno.' } }));
}

/** What they sat down for an hour ago: who was there, what was decided and by whom, what the team keeps for itself; and the advice that came of it. */
async function talkedOver({ as, must }: Told): Promise<void> {
  const [teresa, fromAurora, chiara] = [await as('teresa'), await as('luca'), await as('chiara')];
  const [id, meeting] = [newId(), newId()];
  must(await fromAurora.put(`/api/inbound-referrals/${id}`, {
    ...ofAurora, kind: 'consultation', agreement: 'not-asked', urgency: '24h', language: 'ar', reasons: ['technical-advice'], send: true,
    content: { sender: luca, called: 'ospite 22', signs: ['debt', 'threats'], words: 'Dice che deve ridare settemila euro a chi l’ha portato qui, e che gli telefonano la sera. Ne parla solo con il turno di notte. Che cosa gli diciamo, e che cosa no?', active: ['nobody'], asks: ['advice', 'joint-meeting'] },
  }));
  const path = `/api/inbound-referrals/${id}`;
  must(await teresa.post(`${path}/moves`, { id: newId(), move: 'take' }));
  must(await teresa.put(`${path}/meetings/${meeting}`, { startsAt: aMomentAgo(), lasts: 45, way: 'remote', place: 'Stanza a distanza della rete', memberIds: [chiara.memberId] }));
  must(await teresa.post(`${path}/meetings/${meeting}/moves`, {
    id: newId(), move: 'hold',
    shared: 'C’erano: per il centro l’operatore dello sportello, chi fa il turno di notte e la responsabile; per l’équipe la coordinatrice e la psicologa. Nessuno ha detto il nome.\n\n'
      + 'Deciso insieme:\n1. Gli parla chi fa il turno di notte, da solo, entro giovedì: gli dice che ci siamo e che decide lui. Dei soldi non si chiede.\n2. La sera il telefono può restare in ufficio, se lo vuole: lo propone il centro.\n'
      + '3. Se dice di sì, il centro manda una segnalazione con il suo codice e l’équipe lo vede in due giorni, con una mediatrice di arabo.\n4. Se la minaccia è per stasera: 112, poi la coordinatrice.\n5. Ci risentiamo fra una settimana.',
    own: 'La cifra e le telefonate ricordano altri due racconti di quest’anno. Chiara tiene un’ora libera venerdì. Non contattarlo noi per primi.',
  }));
  must(await teresa.post(`${path}/moves`, { id: newId(), move: 'advise', answer: 'Come deciso insieme: gli parla chi fa il turno di notte, e decide lui. Se dice di sì, mandateci una segnalazione con il codice: lo vediamo in due giorni.' }));
}
