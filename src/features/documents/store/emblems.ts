import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import { asPdf } from '../../../kernel/documents/making.ts';
import { officeHead } from '../../../kernel/documents/office.ts';
import { FileRefused } from '../../../kernel/files/check.ts';
import { emblemFrom } from '../../../kernel/files/emblem.ts';
import { Problem } from '../../../kernel/http/problems.ts';
import { italianDay } from '../../../kernel/italian-day.ts';
import type { NewEmblem } from '../contract.ts';
import { readSettings, standingEmblems } from './settings.ts';
import { dayWords, sayIn } from './words.ts';

/**
 * Puts an emblem in its place; one that stood there goes, and is found again by its papers. Sent again it is kept once. Audit: `letterhead-emblem.put`.
 * @throws {Problem} not-found, and why a picture is refused
 */
export async function putEmblem(act: Act, id: string, { place, words }: NewEmblem, bytes: Buffer): Promise<void> {
  if (act.actor.role !== 'coordinator') throw new Problem('not-found');
  if (await act.db.selectFrom('letterhead_emblem').select('id').where('id', '=', id).executeTakeFirst()) return act.unchanged();
  const image = await emblemFrom(bytes).catch((error: unknown) => {
    throw error instanceof FileRefused ? new Problem(error.code === 'file-kind' ? 'emblem-kind' : `document-${error.code}`) : error;
  });
  await act.db.updateTable('letterhead_emblem').set({ ended_at: sql`now()`, ended_by: act.actor.memberId }).where('place', '=', place).where('ended_at', 'is', null).execute();
  await act.db.insertInto('letterhead_emblem').values({ id, programme_id: act.actor.programmeId, place, words, image, by_member: act.actor.memberId }).execute();
  act.audit({ action: 'letterhead-emblem.put', subject: 'letterhead-emblem', subjectId: id, details: { place } });
}

/** Takes an emblem from the papers to come. Audit: `letterhead-emblem.remove`. @throws {Problem} not-found */
export async function removeEmblem(act: Act, id: string): Promise<void> {
  const found = await standing(act, id);
  if (found.ended_at !== null) return act.unchanged();
  await act.db.updateTable('letterhead_emblem').set({ ended_at: sql`now()`, ended_by: act.actor.memberId }).where('id', '=', id).execute();
  act.audit({ action: 'letterhead-emblem.remove', subject: 'letterhead-emblem', subjectId: id });
}

/** Puts back what was taken away; another that came meanwhile stays. Audit: `letterhead-emblem.put-back`. @throws {Problem} not-found, emblem-place-taken */
export async function putBackEmblem(act: Act, id: string): Promise<void> {
  const found = await standing(act, id);
  if (found.ended_at === null) return act.unchanged();
  if ((await standingEmblems(act)).some((one) => one.place === found.place)) throw new Problem('emblem-place-taken');
  await act.db.updateTable('letterhead_emblem').set({ ended_at: null, ended_by: null }).where('id', '=', id).execute();
  act.audit({ action: 'letterhead-emblem.put-back', subject: 'letterhead-emblem', subjectId: id });
}

async function standing(act: Act, id: string): Promise<{ readonly place: string; readonly ended_at: Date | null }> {
  const found = act.actor.role === 'coordinator' ? await act.db.selectFrom('letterhead_emblem').select(['place', 'ended_at']).where('id', '=', id).executeTakeFirst() : undefined;
  if (!found) throw new Problem('not-found');
  return found;
}

/** An emblem as it is printed. @throws {Problem} not-found */
export async function emblemPicture(act: Act, id: string): Promise<Buffer> {
  const found = await act.db.selectFrom('letterhead_emblem').select('image').where('id', '=', id).executeTakeFirst();
  if (!found) throw new Problem('not-found');
  return found.image;
}

/** A paper that says nothing, under the head of today. */
export async function headSample(act: Act): Promise<Buffer> {
  const { office, lines } = await readSettings(act);
  const say = sayIn('it');
  return asPdf({
    title: say('documents.paper.sample'), language: 'it', letterhead: await officeHead(act, { office, lines }), date: dayWords(italianDay(act.now), 'it'),
    blocks: [{ kind: 'paragraph', text: say('documents.paper.sample-words') }],
  }, { at: act.now });
}
