import { randomBytes } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { stopField } from '../features/outreach/contract.ts';
import { newCardSecret } from '../features/outreach/domain.ts';
import { type DemoName, idOf, memberIdOf } from './people.ts';
import type { Answer, Worker } from './worker.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Invented places at coarse points of the territory, with the months in which there is work. The last is out of its season for most of the year. */
const places = [
  ['rotonda', 'Rotonda dei braccianti', 'labour-pickup', 'Montella', 40.84, 15.02, ['ar', 'fr', 'bm'], ['MA', 'ML'], [['castagne', [9, 10, 11]], ['legna', [1, 2, 3]]], 'Si parcheggia dietro il distributore; prima delle 5.', 'Furgoni in manovra.'],
  ['casolare', 'Casolare lungo il Calore', 'informal-settlement', 'Cassano Irpino', 40.87, 15.03, ['fr', 'bm', 'wo'], ['ML', 'SN'], [], 'Ultimo tratto a piedi, sentiero a destra del ponte.', 'Cani sciolti di notte; senza luce.'],
  ['lauro', 'Noccioleti del Vallo', 'farm', 'Lauro', 40.88, 14.63, ['ar', 'pa'], ['MA', 'IN'], [['nocciole', [8, 9]]], 'Strada bianca dopo la cappella.', ''],
  ['domicella', 'Capannoni tessili', 'workshop', 'Domicella', 40.88, 14.59, ['zh', 'bn'], ['CN', 'BD'], [], 'Uscita del turno verso le 20.', 'Non fermarsi davanti ai cancelli.'],
  ['taurasi', 'Vigne alte', 'farm', 'Taurasi', 41.01, 14.96, ['pa', 'ro'], ['IN', 'RO'], [['vendemmia', [9, 10]], ['potatura', [1, 2]]], '', ''],
  ['stazione', 'Piazzale della stazione', 'station', 'Avellino', 40.92, 14.8, ['ar', 'en', 'bn'], ['NG', 'BD'], [], '', ''],
  ['pianodardine', 'Statale, area di sosta', 'street-prostitution', 'Avellino', 40.93, 14.83, ['en', 'ro'], ['NG', 'RO'], [], 'Fermarsi solo nella piazzola, con le quattro frecce.', 'Chi controlla passa in auto: se torna due volte, si va via.'],
  ['mensa', 'Mensa', 'canteen', 'Avellino', 40.91, 14.79, ['uk', 'ar', 'it'], ['UA', 'MA'], [], 'Dalle 11.30.', ''],
  ['oliveti', 'Oliveti di collina', 'farm', 'Flumeri', 41.08, 15.15, ['ar', 'ro'], ['MA', 'RO'], [['olive', [11, 12]]], '', ''],
] as const;

/** Places and seasons, two outings that are over, one that leaves later with hours of the desk to give, and somebody who is met again. */
export async function onTheStreet(as: (name: DemoName) => Promise<Worker>, must: <T>(answer: Answer<T>) => T): Promise<void> {
  const [teresa, amal, rubina] = [await as('teresa'), await as('amal'), await as('rubina')];
  const placeOf = (key: string): string => idOf(`place ${key}`);
  for (const [key, name, kind, town, latitude, longitude, languages, nationalities, seasons, accessNotes, dangers] of places) {
    must(await amal.put(`/api/places/${placeOf(key)}`, {
      name, kind, town, position: { latitude, longitude }, languages, nationalities, accessNotes, dangers, seasons: seasons.map(([activity, months]) => ({ activity, months })),
      usualHours: kind === 'labour-pickup' ? [{ weekdays: [1, 2, 3, 4, 5, 6], from: '04:30', to: '06:30' }] : [],
    }));
  }
  const member = (name: DemoName, role: string): string => memberIdOf('avellino', name, role);
  const common = { answerableId: member('teresa', 'coordinator'), buddyId: member('giulia', 'psychologist'), vehicle: 'Doblò bianco' };

  const met = async (who: Worker, outingId: string, at: number, key: string, given: Record<string, unknown>): Promise<string> => {
    const [id, place] = [newId(), places.find((one) => one[0] === key)];
    must(await who.put(`/api/street-contacts/${id}`, { outingId, deviceAt: new Date(at).toISOString(), placeId: placeOf(key), placeKind: place?.[2], position: { latitude: place?.[4], longitude: place?.[5] }, ...given }));
    return id;
  };
  const over = async (who: Worker, start: number, hours: number, plan: Record<string, unknown>, stops: readonly string[], diary: Record<string, unknown>, during: (outingId: string) => Promise<void>): Promise<void> => {
    const id = newId();
    const stopIds = stops.map((key) => ({ id: newId(), placeId: placeOf(key) }));
    const at = (hour: number): string => new Date(start + hour * HOUR).toISOString();
    must(await who.put(`/api/outings/${id}`, { ...common, ...plan, startsAt: at(0), endsAt: at(hours), stops: stopIds }));
    // Written down afterwards: all are back first, so that nobody is looked for.
    must(await who.put(`/api/outings/${id}/checks/${newId()}`, { kind: 'check-out', deviceAt: at(hours) }));
    must(await who.put(`/api/outings/${id}/checks/${newId()}`, { kind: 'start', deviceAt: at(0) }));
    must(await who.put(`/api/outings/${id}/checks/${newId()}`, { kind: 'check-in', deviceAt: at(1), placeId: stopIds[0]?.placeId }));
    await during(id);
    const written = { ...diary, ...Object.fromEntries(stopIds.map((stop) => [stopField(stop.id), 'visited'])) };
    must(await who.patch(`/api/outings/${id}/fields`, { id: newId(), device: newId(), notedAt: at(hours), edits: Object.entries(written).map(([field, value]) => ({ field, value, seen: 0 })) }));
    must(await who.post(`/api/outings/${id}/moves`, { id: newId(), move: 'close' }));
  };

  const encounter = newId();
  const dawn = Math.floor(Date.now() / DAY) * DAY - 16 * DAY + 3 * HOUR;
  await over(amal, dawn, 4, { crew: [member('amal', 'mediator'), member('blessing', 'educator')], purposes: ['meet-people', 'give-information'], materials: [{ kind: 'information', language: 'fr', quantity: 30 }, { kind: 'reflective-vest', language: null, quantity: 15 }] }, ['rotonda', 'casolare'],
    { weather: 'nebbia, 6 gradi', kilometres: 74, materialsGiven: [{ kind: 'information', language: 'fr', quantity: 14 }, { kind: 'reflective-vest', language: null, quantity: 11 }], diary: 'Alla rotonda meno furgoni del solito. Al casolare manca l’acqua da una settimana.' }, async (outing) => {
      await met(amal, outing, dawn + 0.5 * HOUR, 'rotonda', { people: 6, gender: 'male', ageBand: 'adult', language: 'ar', nationality: 'MA', familiarity: 'known', level: 2, informed: ['rights-at-work', 'desk-and-hours'], materials: [{ kind: 'reflective-vest', quantity: 6 }] });
      await met(amal, outing, dawn + HOUR, 'rotonda', { people: 4, gender: 'male', ageBand: 'young-adult', language: 'fr', nationality: 'ML', level: 2, needs: ['work-rights'], signs: ['F08'], informed: ['rights-at-work'], materials: [{ kind: 'information', language: 'fr', quantity: 4 }], note: 'Pagati a cassetta, l’ultimo mese non ancora.' });
      const zio = await met(amal, outing, dawn + 2 * HOUR, 'casolare', { people: 1, gender: 'male', ageBand: 'older', language: 'fr', languageIs: 'declared', familiarity: 'new', level: 3, needs: ['housing', 'physical-health'], agreed: ['we-return'] });
      must(await amal.put(`/api/encounters/${encounter}`, { alias: 'Zio Bah', contactId: zio }));
      must(await amal.put(`/api/encounters/${encounter}/cards/${newId()}`, { secret: newCardSecret(randomBytes(26)) }));
      await met(amal, outing, dawn + 2.5 * HOUR, 'casolare', { people: 8, gender: 'male', ageBand: 'adult', language: 'bm', level: 1, informed: ['who-we-are'], materials: [{ kind: 'water-food', quantity: 8 }, { kind: 'information', language: 'fr', quantity: 8 }] });
    });

  const evening = Math.floor(Date.now() / DAY) * DAY - 6 * DAY + 17 * HOUR;
  await over(rubina, evening, 3, { crew: [member('rubina', 'mediator'), member('marco', 'legal')], purposes: ['meet-people', 'go-back-to-somebody'] }, ['domicella', 'stazione'], { weather: 'sereno', kilometres: 61, diary: 'All’uscita del turno poche parole; alla stazione più tempo.' }, async (outing) => {
    await met(rubina, outing, evening + HOUR, 'domicella', { people: 5, gender: 'mixed', ageBand: 'adult', language: 'zh', level: 1, informed: ['desk-and-hours'], materials: [{ kind: 'information', language: 'zh', quantity: 5 }] });
    await met(rubina, outing, evening + 1.2 * HOUR, 'domicella', { people: 1, gender: 'female', ageBand: 'adult', language: 'bn', languageIs: 'declared', nationality: 'BD', nationalityIs: 'declared', familiarity: 'new', level: 3, needs: ['work-rights', 'legal-status'], signs: ['F07', 'F11'], agreed: ['calls-us'], note: 'Il permesso lo tiene chi li fa lavorare.' });
    await met(rubina, outing, evening + 2 * HOUR, 'stazione', { people: 1, gender: 'male', ageBand: 'possibly-minor', language: 'bn', languageIs: 'declared', familiarity: 'new', level: 2, needs: ['housing', 'safety'], agreed: ['comes-to-desk'], note: 'Dice 18 anni; accompagnato alla sala d’attesa, con la sera coperta dalla rete.' });
    await met(rubina, outing, evening + 2.5 * HOUR, 'stazione', { people: 1, gender: 'male', ageBand: 'older', language: 'fr', languageIs: 'declared', familiarity: 'known', level: 2, needs: ['physical-health'], encounterId: encounter });
  });

  await leavingLater(teresa, must, { ...common, crew: [member('amal', 'mediator'), member('blessing', 'educator')] }, [placeOf('pianodardine'), placeOf('stazione')], member);
}

/** Tonight at eight by UTC, or in two hours where that is over: nobody is missed while the demonstration is looked at. */
async function leavingLater(teresa: Worker, must: <T>(answer: Answer<T>) => T, common: Record<string, unknown>, stops: readonly string[], member: (name: DemoName, role: string) => string): Promise<void> {
  const outing = newId();
  const start = Math.max(Math.floor(Date.now() / DAY) * DAY + 20 * HOUR, Math.ceil((Date.now() + 2 * HOUR) / (HOUR / 2)) * (HOUR / 2));
  must(await teresa.put(`/api/outings/${outing}`, {
    ...common, startsAt: new Date(start).toISOString(), endsAt: new Date(start + 3 * HOUR).toISOString(), stops: stops.map((placeId) => ({ id: newId(), placeId })), purposes: ['meet-people', 'hand-out-material'],
    purposeWords: 'Tornare dove l’ultima volta c’era fretta.', materials: [{ kind: 'information', language: 'en', quantity: 20 }, { kind: 'information', language: 'fr', quantity: 10 }, { kind: 'contact-card', language: 'en', quantity: 20 }],
  }));
  const desk = Math.floor(Date.now() / DAY) * DAY + 3 * DAY + 15 * HOUR;
  for (const [index, name] of (['marco', 'anna'] as const).entries()) {
    must(await teresa.put(`/api/street-hours/${newId()}`, {
      outingId: outing, forMemberId: member('amal', 'mediator'), appointmentId: newId(), startsAt: new Date(desk + index * HOUR).toISOString(), endsAt: new Date(desk + index * HOUR + HOUR / 2).toISOString(),
      memberId: member(name, name === 'marco' ? 'legal' : 'labour'), room: 'Stanza piccola', language: 'en', outsideHours: 'agreed',
    }));
  }
}
