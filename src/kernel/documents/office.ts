/** What the office puts over and under its papers, as it stood at a moment. */
import { sql } from 'kysely';
import type { Act } from '../database/act.ts';
import { EmblemPlace, type Letterhead } from './paper.ts';

/**
 * A head with the office's emblems and the line at its foot. The database opens them to the team alone: what somebody of another body prints bears none.
 * @param head what the paper says of its office in words
 * @param at when the paper was made; made again later it bears the emblems of its own day
 */
export async function officeHead(act: Act, head: Pick<Letterhead, 'office' | 'lines'>, at: Date = act.now): Promise<Letterhead> {
  const emblems = await act.db.selectFrom('letterhead_emblem').select(['place', 'image', 'words'])
    .where('programme_id', '=', act.actor.programmeId).where('since', '<=', at).where((or) => or.or([or('ended_at', 'is', null), or('ended_at', '>', at)]))
    .orderBy('since', 'desc').execute();
  const { rows: [setting] } = await sql<{ foot: string }>`select foot from document_setting where programme_id = ${act.actor.programmeId}`.execute(act.db);
  // Where two met in one instant the later one stands.
  const standing = EmblemPlace.options.flatMap((place) => {
    const emblem = emblems.find((one) => one.place === place);
    return emblem ? [{ place, image: emblem.image, words: emblem.words }] : [];
  });
  return { ...head, ...(standing.length > 0 ? { emblems: standing } : {}), ...(setting?.foot ? { foot: setting.foot } : {}) };
}
