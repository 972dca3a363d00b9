import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { Vault } from '../../../kernel/vault/vault.ts';
import { saysContact, saysName } from '../../referrals/domain/letter.ts';
import type { ObstacleLine, PaperVerdict, SheetAsked, SheetBasis, SheetPreview } from '../contract.ts';
import { type Chosen, isForOthers, obstaclesOf } from '../domain.ts';
import { factWords, fieldLabel } from '../domain/fact-words.ts';
import { type PaperFact, sheetPaper } from '../domain/paper.ts';
import { heldFile } from './common.ts';
import { consentsInForce, identityOf, type KnownFact, knownFacts, paperSafety, toldAbout } from './matter.ts';

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** How sender and reader will call a sheet: worked out from its random id, so that the preview shows the same as what is kept. It says nothing of the person. */
export function referenceOf(id: string): string {
  const digest = createHash('sha256').update(`sheet ${id}`).digest();
  const eight = [...digest.subarray(0, 8)].map((byte) => letters[byte % letters.length] ?? '2').join('');
  return `${eight.slice(0, 4)}-${eight.slice(4)}`;
}

/** The fingerprint of a paper: what was previewed is what is made. */
export const fingerprint = (paper: unknown): string => createHash('sha256').update(JSON.stringify(paper)).digest('hex');

export interface Written extends SheetPreview {
  readonly personId: string;
  readonly basis: SheetBasis;
  readonly consentId: string | null;
  readonly to: string | null;
  readonly chosen: readonly (Chosen & { readonly label: string })[];
  readonly verdict: PaperVerdict;
}

/**
 * Writes the sheet out, with everything that keeps it from being made. Both the preview and the making come through here.
 * @throws {Problem} not-found for a case or a body that is not theirs; invalid-input for a fact that is not among what is known now
 */
export async function writeOut(act: Act, vault: Vault, id: string, asked: SheetAsked): Promise<Written> {
  const held = await heldFile(act, asked.caseId);
  const known = await knownFacts(act, vault, asked.caseId);
  const ticked = new Set(asked.facts);
  const facts = known.filter((fact) => ticked.has(fact.id));
  // A fact that was written anew meanwhile is not silently left out of what somebody ticked.
  if (facts.length !== ticked.size) throw new Problem('changed-meanwhile');
  const body = await bodyOf(act, asked);
  const consent = body === null ? undefined : (await consentsInForce(act, asked.caseId)).find((one) => one.organisationId === body.id && one.purpose === asked.purpose);
  const basis: SheetBasis = asked.kind === 'team' ? 'internal' : asked.kind === 'person' ? 'own' : consent ? 'consent' : 'vital-interest';
  const parts = await identityOf(act, held.personId, asked.language);
  const to = [asked.addressee, body?.name ?? ''].filter((part) => part !== '').join(', ');
  const paperFacts = facts.map((fact) => paperFact(fact, asked));
  const paper = sheetPaper(asked, {
    facts: paperFacts, basis: basis === 'vital-interest' && asked.vitalWords === null ? null : basis, to: to === '' ? null : to, reference: referenceOf(id), day: italianDay(act.now), from: await writer(act),
    identity: asked.identity.flatMap((part) => { const words = parts.get(part); return words === undefined ? [] : [{ part, words }]; }),
    told: asked.kind === 'person' && asked.form === 'full' ? await toldAbout(act, vault, asked.caseId) : [],
  });
  const chosen = facts.map((fact, index) => ({ id: fact.id, area: fact.area, field: fact.field, compartment: fact.compartment, words: paperFacts[index]?.words ?? '', label: paperFacts[index]?.label ?? '' }));
  const { verdict } = await paperSafety(act, asked.caseId, known);
  const obstacles = obstaclesOf(asked, { chosen, hasConsent: consent !== undefined, verdict, slips: await slipsIn(act, held.personId, asked, chosen) });
  return { personId: held.personId, basis, consentId: basis === 'consent' ? consent?.id ?? null : null, to: to === '' ? null : to, chosen, verdict, paper, preview: fingerprint(paper), obstacles };
}

const paperFact = (fact: KnownFact, { language, said }: SheetAsked): PaperFact => ({
  id: fact.id, area: fact.area, episodeId: fact.episodeId, label: fieldLabel(fact.field, language), words: said[fact.id] ?? factWords(fact.field, fact.value, language) ?? '',
  learnedOn: fact.learnedOn, source: fact.source, isConfirmed: fact.isConfirmed, dueOn: fact.dueOn,
});

async function bodyOf(act: Act, asked: SheetAsked): Promise<{ id: string; name: string } | null> {
  if (!isForOthers(asked.kind) || asked.organisationId === null) return null;
  const body = await act.db.selectFrom('organisation').select(['id', 'name']).where('id', '=', asked.organisationId).executeTakeFirst();
  if (!body) throw new Problem('not-found');
  return body;
}

async function writer(act: Act): Promise<{ name: string; organisation: string }> {
  const { rows: [row] } = await sql<{ name: string; organisation: string }>`
    select a.name, o.name as organisation from membership m join account a on a.id = m.account_id join organisation o on o.id = m.organisation_id where m.id = ${act.actor.memberId}`.execute(act.db);
  return { name: row?.name ?? '', organisation: row?.organisation ?? '' };
}

/** A name or a way to reach the person that slipped into other words. The paper for the person and the one for colleagues may say both. */
async function slipsIn(act: Act, personId: string, asked: SheetAsked, chosen: readonly Chosen[]): Promise<(ObstacleLine & { code: 'says-name' | 'says-contact' })[]> {
  if (!isForOthers(asked.kind)) return [];
  const { rows: [known] } = await sql<{ names: string[] }>`select names_ever(${personId}) as names`.execute(act.db);
  const names = asked.identity.includes('name') ? [] : known?.names ?? [];
  // Whom it is for may have a number of their own; the person's name stands there no more than elsewhere.
  const addressed = saysName(asked.addressee, names) ? [{ field: null, code: 'says-name' as const }] : [];
  return [...addressed, ...[{ field: null, words: asked.why }, ...chosen].flatMap(({ field, words }) => [
    ...(saysName(words, names) ? [{ field, code: 'says-name' as const }] : []),
    ...(saysContact(words) ? [{ field, code: 'says-contact' as const }] : []),
  ])];
}

/** What the reader will read, word by word, and what still keeps it from being made. Audit: `sheet.preview`. */
export async function previewSheet(act: Act, vault: Vault, id: string, asked: SheetAsked): Promise<SheetPreview> {
  const written = await writeOut(act, vault, id, asked);
  act.audit({ action: 'sheet.preview', subject: 'sheet', subjectId: id, caseId: asked.caseId, personId: written.personId });
  return { paper: written.paper, preview: written.preview, obstacles: written.obstacles };
}
