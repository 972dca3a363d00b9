import { v7 as newId } from 'uuid';
import type { FactValue } from '../features/plans/contract.ts';
import { italianDay } from '../kernel/italian-day.ts';
import type { DemoName } from './people.ts';
import { idOf } from './people.ts';
import type { Answer, Worker } from './worker.ts';

interface Told {
  readonly as: (name: DemoName) => Promise<Worker>;
  /** @throws when a call was refused: the story no longer fits the rules */
  readonly must: <T>(answer: Answer<T>) => T;
}

const DAY = 24 * 3_600_000;
const dayFromNow = (days: number): string => italianDay(new Date(Date.now() + days * DAY));

interface Learned {
  readonly field: string;
  readonly value: FactValue;
  /** How many days ago it was told. */
  readonly ago?: number;
  /** In how many days it ends by itself. */
  readonly endsIn?: number;
  readonly isConfirmed?: boolean;
}

/** Writes down one thing that a person told. @returns its id */
export async function learn({ must }: Told, who: Worker, key: string, { field, value, ago = 12, endsIn, isConfirmed = false }: Learned): Promise<string> {
  const id = newId();
  must(await who.put(`/api/facts/${id}`, {
    caseId: idOf(`case ${key}`), field, value, source: { kind: 'interview', id: null }, learnedOn: dayFromNow(-ago), dueOn: endsIn === undefined ? null : dayFromNow(endsIn), replaces: null,
  }));
  if (isConfirmed) must(await who.post(`/api/facts/${id}/confirmations`, {}));
  return id;
}

const mariama: readonly Learned[] = [
  { field: 'wishes-resources', value: 'Un’amica conosciuta al corso, che l’accompagna', ago: 9 },
  { field: 'wishes-coping', value: 'Camminare la mattina presto; cantare mentre cucina', ago: 9 },
  { field: 'housing-kind', value: 'employer-tied', ago: 16, isConfirmed: true },
  { field: 'housing-overcrowded', value: true, ago: 16 },
  { field: 'housing-rent-to', value: 'intermediary', ago: 9 },
  { field: 'housing-rent', value: 150, ago: 9 },
  { field: 'housing-safe', value: 'in-part', ago: 2 },
  { field: 'status-permit', value: 'asked', ago: 16, endsIn: 48, isConfirmed: true },
  { field: 'status-lawyer', value: 'Nessuno; ne vorrebbe una donna', ago: 2 },
  { field: 'arrival-year', value: 2024, ago: 16 },
  { field: 'arrival-entry', value: 'sea', ago: 16 },
  { field: 'family-partner', value: 'none', ago: 9 },
  { field: 'family-contact', value: 'rare', ago: 9 },
  { field: 'health-registration', value: 'temporary-code', ago: 16, endsIn: 95 },
  { field: 'health-doctor', value: false, ago: 16 },
  { field: 'health-ongoing-needs', value: ['rest', 'dental'], ago: 9 },
  { field: 'health-psychological-need', value: 'some', ago: 2 },
  { field: 'education-level', value: 'primary', ago: 16 },
  { field: 'education-literacy', value: ['latin'], ago: 16 },
  { field: 'education-italian', value: 'a1', ago: 2, isConfirmed: true },
  { field: 'network-isolation', value: 'some', ago: 9 },
  { field: 'digital-phone', value: 'shared', ago: 16 },
  { field: 'exploitation-control', value: ['documents', 'housing'], ago: 2 },
];

const parveen: readonly Learned[] = [
  { field: 'wishes-first', value: 'Che i bambini comincino la scuola a gennaio', ago: 5 },
  { field: 'housing-kind', value: 'rented', ago: 5 },
  { field: 'status-permit', value: 'family', ago: 5, endsIn: 210 },
  { field: 'family-partner', value: 'here', ago: 5 },
  { field: 'family-children-here', value: 2, ago: 5, isConfirmed: true },
  { field: 'health-doctor', value: true, ago: 5 },
  { field: 'education-level', value: 'lower-secondary', ago: 5 },
  { field: 'education-literacy', value: ['arabic'], ago: 5 },
  { field: 'digital-phone', value: 'controlled', ago: 5 },
  { field: 'digital-avoid', value: 'La sera e la domenica', ago: 5 },
];

const gurpreet: readonly Learned[] = [
  { field: 'work-right-to-work', value: 'yes', ago: 20 },
  { field: 'work-now', value: 'partly-declared', ago: 20 },
  { field: 'work-sector', value: 'agriculture', ago: 20 },
  { field: 'work-licences', value: ['tractor'], ago: 20 },
  { field: 'work-preferences', value: 'Vicino a casa, con un contratto vero', ago: 6, isConfirmed: true },
  { field: 'education-italian', value: 'a1', ago: 20 },
  { field: 'status-permit', value: 'work', ago: 20, endsIn: 320 },
];

/** What three of them told, piece by piece and over several days: so that nobody asks them again. */
export async function whatIsKnown(as: Told['as'], must: Told['must']): Promise<void> {
  for (const [name, key, facts] of [['giulia', 'mariama', mariama], ['giulia', 'parveen', parveen], ['anna', 'gurpreet', gurpreet]] as const) {
    const who = await as(name);
    for (const fact of facts) await learn({ as, must }, who, key, fact);
  }
}
