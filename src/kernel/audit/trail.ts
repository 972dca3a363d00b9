import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Database } from '../database/connection.ts';
import type { Keyring } from '../vault/keyring.ts';

/** A place where the trail is not what it was. */
export interface Break {
  readonly kind: 'changed' | 'missing' | 'cut-short' | 'rewritten' | 'anchor-forged';
  readonly chain: number;
  readonly position: number;
  readonly at?: string;
}

export interface Verdict {
  readonly events: number;
  readonly anchors: number;
  readonly breaks: readonly Break[];
}

interface Line {
  chain: number;
  position: number;
  text: string;
  at: Date;
  previous: Buffer;
  hash: Buffer;
}

const FIELD = '\x1f';
const ABSENT = '\x1e';
const BATCH = 5_000;

const startOf = (chain: number): Buffer => createHash('sha256').update(`reti audit chain ${chain}`).digest();
const anchorKey = (keyring: Keyring): Buffer => keyring.derive('audit anchors');

/**
 * Copies the heads of all chains and signs them, so that whoever rewrites the past afterwards, the database's owner included, is found out.
 * @param gate signed in as reti_gate
 */
export async function anchor(gate: Database, keyring: Keyring): Promise<void> {
  const { rows } = await sql<{ heads: unknown }>`select audit_heads() as heads`.execute(gate);
  const heads = rows[0]?.heads;
  if (!heads) return;
  const text = canonical(heads as Heads);
  const signature = createHmac('sha256', anchorKey(keyring)).update(text).digest();
  await gate.insertInto('audit_anchor').values({ id: newId(), heads: JSON.stringify(heads), signature }).execute();
}

type Heads = Record<string, [position: number, hash: string]>;

/** The heads as one text, whatever order the database returns them in. */
function canonical(heads: Heads): string {
  return Object.entries(heads).map(([chain, [position, hash]]) => `${chain.padStart(2, '0')}:${position}:${hash}`).sort().join('\n');
}

/**
 * Reads the whole trail and recomputes every hash outside the database: a line changed, removed, put in or moved breaks its chain; a
 * tail cut off, or a chain written anew, contradicts the heads or a signed anchor.
 * @param house a connection that may read everything (as reti_house)
 */
export async function verifyTrail(house: Database, keyring: Keyring): Promise<Verdict> {
  const breaks: Break[] = [];
  const reached = new Map<number, { position: number; hash: Buffer }>();
  const anchored = await readAnchors(house, keyring, breaks);
  let events = 0;

  for (let after = { chain: -1, position: 0 }; ; ) {
    const lines = await readLines(house, after);
    const last = lines.at(-1);
    if (!last) break;
    for (const line of lines) {
      const before = reached.get(line.chain) ?? { position: 0, hash: startOf(line.chain) };
      const hash = createHash('sha256').update(before.hash).update(line.text).digest();
      if (line.position !== before.position + 1) breaks.push({ kind: 'missing', chain: line.chain, position: before.position + 1 });
      else if (!line.previous.equals(before.hash) || !line.hash.equals(hash)) breaks.push({ kind: 'changed', chain: line.chain, position: line.position, at: line.at.toISOString() });
      // After a break the stored hash is followed, so that one change is reported once and not to the end of the chain.
      reached.set(line.chain, { position: line.position, hash: line.hash });
      checkAnchors(anchored, line, breaks);
    }
    events += lines.length;
    after = last;
  }

  const { rows: heads } = await sql<{ chain: number; position: number; hash: Buffer }>`select chain, position, hash from audit_chain`.execute(house);
  for (const head of heads) {
    const end = reached.get(head.chain) ?? { position: 0, hash: startOf(head.chain) };
    if (end.position !== head.position || !end.hash.equals(head.hash)) breaks.push({ kind: 'cut-short', chain: head.chain, position: end.position + 1 });
  }
  for (const [key, { chain, position }] of anchored.heads) if (!anchored.met.has(key)) breaks.push({ kind: 'cut-short', chain, position });
  return { events, anchors: anchored.count, breaks };
}

interface Anchored {
  count: number;
  /** `chain:position` → the hash that was signed there. */
  heads: Map<string, { chain: number; position: number; hash: string }>;
  met: Set<string>;
}

async function readAnchors(house: Database, keyring: Keyring, breaks: Break[]): Promise<Anchored> {
  const { rows } = await sql<{ at: Date; heads: Heads; signature: Buffer }>`select at, heads, signature from audit_anchor order by at`.execute(house);
  const anchored: Anchored = { count: rows.length, heads: new Map(), met: new Set() };
  for (const row of rows) {
    const expected = createHmac('sha256', anchorKey(keyring)).update(canonical(row.heads)).digest();
    if (row.signature.length !== expected.length || !timingSafeEqual(row.signature, expected)) {
      breaks.push({ kind: 'anchor-forged', chain: -1, position: 0, at: row.at.toISOString() });
      continue;
    }
    for (const [chain, [position, hash]] of Object.entries(row.heads)) anchored.heads.set(`${chain}:${position}`, { chain: Number(chain), position, hash });
  }
  return anchored;
}

function checkAnchors(anchored: Anchored, line: Line, breaks: Break[]): void {
  const key = `${line.chain}:${line.position}`;
  const signed = anchored.heads.get(key);
  if (!signed) return;
  anchored.met.add(key);
  if (signed.hash !== line.hash.toString('hex')) breaks.push({ kind: 'rewritten', chain: line.chain, position: line.position, at: line.at.toISOString() });
}

async function readLines(house: Database, after: { chain: number; position: number }): Promise<Line[]> {
  const { rows } = await sql<Record<string, string | null> & { chain: number; position: number; at: Date; previous: Buffer; hash: Buffer }>`
    select chain, position, at, previous, hash, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as moment, programme_id::text, account_id::text,
      member_id::text, role, action, subject, subject_id::text, person_id::text, case_id::text, reason, details::text
    from audit_event where (chain, position) > (${after.chain}, ${after.position}) order by chain, position limit ${BATCH}`.execute(house);
  return rows.map((row) => ({
    chain: row.chain,
    position: row.position,
    at: row.at,
    previous: row.previous,
    hash: row.hash,
    text: [String(row.chain), String(row.position), row['moment'], row['programme_id'], row['account_id'], row['member_id'], row['role'], row['action'], row['subject'],
      row['subject_id'], row['person_id'], row['case_id'], row['reason'], row['details']].map((field) => field ?? ABSENT).join(FIELD),
  }));
}
