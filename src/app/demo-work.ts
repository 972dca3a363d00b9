import { v7 as newId } from 'uuid';
import type { CurriculumPreview, PlacementTerms } from '../features/employment/contract.ts';
import { italianDay } from '../kernel/italian-day.ts';
import { type DemoName, idOf } from './people.ts';
import type { Answer, Worker } from './worker.ts';

const dayFromNow = (days: number): string => italianDay(new Date(Date.now() + days * 24 * 3_600_000));
const caseOf = (key: string): string => idOf(`case ${key}`);

const offer = (given: Partial<PlacementTerms>): PlacementTerms => ({
  title: '', contractKind: 'fixed-term', minutesPerWeek: 2_400, daysPerWeek: 5, payCents: null, payPer: null, sector: null, province: null, level: null, from: null, until: null, unilav: 'unknown', unilavSeenOn: null, words: '', ...given,
});

/**
 * Who looks for work in the demonstration: Shafiqul, a tailor who began a month ago and whom nobody has asked yet how it goes; Gurpreet, for whom Anna thinks of a
 * nursery that Teresa has still to look at; Khadija and her course. Firms are invented, and say so.
 */
export async function theyLookForWork(as: (name: DemoName) => Promise<Worker>, must: <T>(answer: Answer<T>) => T): Promise<void> {
  const [anna, chiara, teresa] = [await as('anna'), await as('chiara'), await as('teresa')];
  const employer = async (by: Worker, given: Record<string, unknown>): Promise<string> => {
    const id = newId();
    must(await by.put(`/api/employers/${id}`, { organisationId: null, place: 'Avellino', sector: null, qualityNetwork: 'unknown', qualitySeenOn: null, ...given }, 0));
    return id;
  };
  const propose = async (by: Worker, key: string, kind: string, employerId: string, terms: PlacementTerms): Promise<string> => {
    const id = newId();
    must(await by.put(`/api/placements/${id}`, { caseId: caseOf(key), kind, employerId, terms }, 0));
    return id;
  };
  const look = async (placementId: string) => must(await teresa.put(`/api/placement-looks/${newId()}`, { placementId, verdict: 'clear' }));
  const move = async (by: Worker, id: string, name: string, given: Record<string, unknown> = {}) => must(await by.post(`/api/placements/${id}/moves`, { id: newId(), move: name, ...given }));
  const entry = async (key: string, content: Record<string, unknown>, source = 'person'): Promise<string> => {
    const id = newId();
    must(await anna.put(`/api/balance-entries/${id}`, { caseId: caseOf(key), source, learnedOn: dayFromNow(-50), content }, 0));
    return id;
  };

  // Shafiqul: what he can do, the curriculum that he read, the tailor's shop.
  const lines = [
    await entry('shafiqul', { kind: 'job', title: 'Sarto', place: 'Dacca', country: 'BD', from: '2012', to: '2021', isPresent: false, did: 'Camicie e pantaloni, dal taglio alla consegna; negli ultimi anni insegnava a chi cominciava', sector: 'textile', occupation: null, broughtFrom: null }),
    await entry('shafiqul', { kind: 'skill', words: 'Cucire a macchina', level: 'teaches', known: 'shown', documentId: null, esco: null }, 'colleague'),
    await entry('shafiqul', { kind: 'skill', words: 'Prendere le misure', level: 'alone', known: 'told', documentId: null, esco: null }),
    await entry('shafiqul', { kind: 'training', title: 'Scuola secondaria', place: 'Dacca', country: 'BD', year: '2010', recognition: 'not-asked', documentId: null }),
  ];
  await entry('shafiqul', { kind: 'wishes', wants: 'Un lavoro dove mi chiamano per nome. Poi una bottega mia.', hours: 'full-time', transport: ['on-foot', 'bus'], reach: 'Avellino e i paesi con l’autobus', children: '', limits: ['no-nights', 'no-lodging-at-work'], limitWords: '', notWanted: 'Dormire dove si lavora' });
  const asked = { caseId: caseOf('shafiqul'), language: 'it', named: true, contact: [], about: '', entries: lines, languages: true, licences: true, availability: true };
  const { fingerprint } = must(await anna.post<CurriculumPreview>('/api/curriculum-previews', asked));
  const curriculum = newId();
  must(await anna.put(`/api/curricula/${curriculum}`, { ...asked, fingerprint }));
  must(await anna.put(`/api/curriculum-handings/${newId()}`, { curriculumId: curriculum, toWhom: 'person', organisationId: null, placementId: null, agreed: null, agreedOn: null }));
  must(await anna.put(`/api/job-centre-steps/${newId()}`, { caseId: caseOf('shafiqul'), kind: 'did', doneOn: dayFromNow(-48), documentId: null, words: 'Con Rubina, allo sportello' }));
  must(await anna.put(`/api/job-centre-steps/${newId()}`, { caseId: caseOf('shafiqul'), kind: 'service-pact', doneOn: dayFromNow(-40), documentId: null, words: '' }));
  const shop = await propose(anna, 'shafiqul', 'job', await employer(anna, { name: 'Sartoria del Corso (ditta inventata)', sector: 'textile' }), offer({
    title: 'Sarto', payCents: 880, payPer: 'hour', sector: 'textile', province: 'AV', level: 'Secondo livello (prova)', from: dayFromNow(-33), until: dayFromNow(150), unilav: 'yes', unilavSeenOn: dayFromNow(-32),
  }));
  await look(shop);
  await move(anna, shop, 'agree');
  await move(anna, shop, 'apply');
  must(await anna.put(`/api/curriculum-handings/${newId()}`, { curriculumId: curriculum, toWhom: 'employer', organisationId: null, placementId: shop, agreed: 'in-words', agreedOn: dayFromNow(-36) }));
  await move(anna, shop, 'start', { on: dayFromNow(-33) });

  // Gurpreet: an idea, which Teresa finds in her day.
  await propose(anna, 'gurpreet', 'internship', await employer(anna, { name: 'Vivaio della Valle (ditta inventata)', place: 'Montoro', sector: 'agriculture', qualityNetwork: 'yes', qualitySeenOn: dayFromNow(-5) }), offer({ title: 'Tirocinio in vivaio', contractKind: 'internship', payCents: 60_000, payPer: 'month' }));

  // Khadija: a course, agreed.
  const course = await propose(chiara, 'khadija', 'training-course', await employer(chiara, { name: 'CPIA Avellino', organisationId: idOf('avellino cpia') }), offer({ title: 'Corso di cucina e italiano', contractKind: null, minutesPerWeek: 480, daysPerWeek: 2 }));
  await look(course);
  await move(chiara, course, 'agree');
}
