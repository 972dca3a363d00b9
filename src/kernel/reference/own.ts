import { type QueryExecutorProvider, sql } from 'kysely';
import { z } from 'zod';
import type { Act } from '../database/act.ts';
import type { Reference } from './collection.ts';

const Rows = z.object({
  values: z.array(z.object({
    id: z.string(), collection: z.string(), entry: z.string(), body: z.unknown(), source: z.string(), validFrom: z.string(), validUntil: z.string().nullable(), verified: z.boolean(),
  })),
  checks: z.array(z.string()),
});

const referenceIn = (rows: unknown): Reference => {
  const { values, checks } = Rows.parse(rows);
  return { values, checks: new Set(checks) };
};

const asked = new WeakMap<Act, Promise<Reference>>();

/**
 * What the programme of an act says of its own: one statement over an index the first time it is asked, and none after that. A programme has tens
 * of these values, not thousands, so that all are read at once, whatever a request needs of them.
 */
export function referenceOf(act: Act): Promise<Reference> {
  const known = asked.get(act) ?? sql<{ found: unknown }>`select reference_rows(${act.actor.programmeId}) as found`.execute(act.db).then(({ rows: [row] }) => referenceIn(row?.found));
  asked.set(act, known);
  return known;
}

/** The same for who acts as nobody, at a door that is open to anybody. Terms are no secret. */
export const referenceOfProgramme = (gate: QueryExecutorProvider, programmeId: string): Promise<Reference> =>
  sql<{ found: unknown }>`select reference_outside(${programmeId}) as found`.execute(gate).then(({ rows: [row] }) => referenceIn(row?.found));

/** The same for what comes into a mailbox, of whichever programme that is. */
export const referenceOfMailbox = (gate: QueryExecutorProvider, mailboxId: string): Promise<Reference> =>
  sql<{ found: unknown }>`select reference_of_mailbox(${mailboxId}) as found`.execute(gate).then(({ rows: [row] }) => referenceIn(row?.found));
