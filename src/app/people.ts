import { createHash } from 'node:crypto';
import { Client } from 'pg';
import type { Role } from '../kernel/identity/contract.ts';
import { hashPassword } from '../kernel/identity/passwords.ts';
import { demoPassword } from '../kernel/identity/routes.ts';

/** A stable id from a word, so that the people of the demonstration are the same on every machine. */
export function idOf(word: string): string {
  const hex = createHash('sha256').update(`reti demo ${word}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

interface DemoPerson {
  readonly name: string;
  readonly role: Role;
  readonly at: string;
  readonly languages?: readonly string[];
}

/** Programmes of the demonstration with their bodies and the people who work there. They are also the people of the tests. */
export const demoProgrammes = [
  {
    key: 'avellino',
    name: 'RE.T.I. Avellino (dimostrazione)',
    territory: 'Avellino',
    organisations: {
      prefettura: { name: 'Prefettura di Avellino', kind: 'prefecture' },
      equipe: { name: 'Équipe specialistica RE.T.I.', kind: 'team-partner' },
      aurora: { name: 'CAS Villa Aurora', kind: 'managing-body' },
      asl: { name: 'ASL Avellino – Consultorio', kind: 'health' },
      flai: { name: 'FLAI CGIL Avellino', kind: 'union' },
      cpi: { name: 'Centro per l’impiego di Avellino', kind: 'job-centre' },
      cpia: { name: 'CPIA Avellino', kind: 'school' },
      dedalus: { name: 'Ente antitratta regionale', kind: 'anti-trafficking' },
    },
    people: {
      amal: { name: 'Amal Haddad', role: 'mediator', at: 'equipe', languages: ['ar', 'fr', 'it'] },
      rubina: { name: 'Rubina Akter', role: 'mediator', at: 'equipe', languages: ['bn', 'ur', 'hi', 'it'] },
      oksana: { name: 'Oksana Melnyk', role: 'mediator', at: 'equipe', languages: ['uk', 'ru', 'it'] },
      giulia: { name: 'Giulia Ferrara', role: 'psychologist', at: 'equipe' },
      chiara: { name: 'Chiara Fusco', role: 'psychologist', at: 'equipe' },
      marco: { name: 'Marco D’Alessio', role: 'legal', at: 'equipe' },
      anna: { name: 'Anna Pagano', role: 'labour', at: 'equipe' },
      blessing: { name: 'Blessing Okoro', role: 'educator', at: 'equipe', languages: ['en', 'it'] },
      teresa: { name: 'Teresa Iannaccone', role: 'coordinator', at: 'equipe' },
      vincenzo: { name: 'Vincenzo Grasso', role: 'prefecture', at: 'prefettura' },
      carla: { name: 'Carla Marino', role: 'sui', at: 'prefettura' },
      luca: { name: 'Luca Sorrentino', role: 'reporter', at: 'aurora' },
      paola: { name: 'Paola Russo', role: 'partner', at: 'asl' },
      antonio: { name: 'Antonio Petrillo', role: 'partner', at: 'flai' },
      nadia: { name: 'Nadia Ferri', role: 'partner', at: 'dedalus' },
      silvia: { name: 'Silvia Conte', role: 'trainer', at: 'equipe' },
      davide: { name: 'Davide Esposito', role: 'trainee', at: 'aurora' },
      francesca: { name: 'Francesca Romano', role: 'dpo', at: 'prefettura' },
      stefano: { name: 'Stefano De Luca', role: 'admin', at: 'prefettura' },
    },
  },
  {
    key: 'benevento',
    name: 'RE.T.I. Benevento (dimostrazione)',
    territory: 'Benevento',
    organisations: {
      prefettura: { name: 'Prefettura di Benevento', kind: 'prefecture' },
      equipe: { name: 'Équipe sannita', kind: 'team-partner' },
      acli: { name: 'ACLI Benevento', kind: 'charity' },
    },
    people: {
      rosa: { name: 'Rosa Viola', role: 'coordinator', at: 'equipe' },
      youssef: { name: 'Youssef Amrani', role: 'mediator', at: 'equipe', languages: ['ar', 'fr', 'it'] },
      elena: { name: 'Elena Testa', role: 'psychologist', at: 'equipe' },
      pietro: { name: 'Pietro Calabrese', role: 'admin', at: 'prefettura' },
    },
  },
] as const satisfies readonly {
  key: string;
  name: string;
  territory: string;
  organisations: Record<string, { name: string; kind: string }>;
  people: Record<string, DemoPerson>;
}[];

/** Further hats: Marco also advises Benevento, Teresa also trains. */
const furtherHats = [
  { person: 'marco', programme: 'benevento', at: 'equipe', role: 'legal' },
  { person: 'teresa', programme: 'avellino', at: 'equipe', role: 'trainer' },
] as const;

type Programmes = (typeof demoProgrammes)[number];
export type DemoName = Programmes extends infer P ? (P extends { people: infer People } ? keyof People : never) : never;

export const demoEmail = (person: string): string => `${person}@demo.reti.example`;
export const memberIdOf = (programme: string, person: string, role: string): string => idOf(`${programme} ${person} ${role}`);

/**
 * Puts the programmes, bodies and staff of the demonstration into an empty database.
 * @param ownerUrl the owner, who may act as the house
 * @param passwordHash of the demonstration's password, where it was made already
 */
export async function seedPeople(ownerUrl: string, passwordHash?: string): Promise<void> {
  const kept = passwordHash ?? (await hashPassword(demoPassword));
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('begin; set local role reti_house');
    for (const programme of demoProgrammes) {
      const programmeId = idOf(programme.key);
      await owner.query('insert into programme (id, name, territory, demo) values ($1, $2, $3, true)', [programmeId, programme.name, programme.territory]);
      for (const [key, body] of Object.entries(programme.organisations)) {
        await owner.query('insert into organisation (id, programme_id, name, kind) values ($1, $2, $3, $4)', [idOf(`${programme.key} ${key}`), programmeId, body.name, body.kind]);
      }
      for (const [key, person] of Object.entries<DemoPerson>(programme.people)) {
        await owner.query('insert into account (id, email, name, password_hash, demo, created_at) values ($1, $2, $3, $4, true, clock_timestamp())', [idOf(key), demoEmail(key), person.name, kept]);
        await keepHat(owner, programme.key, key, person);
      }
    }
    for (const hat of furtherHats) await keepHat(owner, hat.programme, hat.person, hat);
    await owner.query('commit');
  } finally {
    await owner.end();
  }
}

async function keepHat(owner: Client, programme: string, person: string, hat: { role: string; at: string; languages?: readonly string[] }): Promise<void> {
  await owner.query('insert into membership (id, programme_id, account_id, organisation_id, role, languages, since) values ($1, $2, $3, $4, $5, $6, clock_timestamp())', [
    memberIdOf(programme, person, hat.role), idOf(programme), idOf(person), idOf(`${programme} ${hat.at}`), hat.role, hat.languages ?? [],
  ]);
}
