import { sql } from 'kysely';
import type { Act } from '../../../kernel/database/act.ts';
import type { Instruments } from '../instruments.ts';
import type { ReassessmentList, ReassessmentQuery } from '../wire.ts';

/** No programme has so many people asked at intervals at once; the nearest come first. */
const MOST = 500;

interface Row { id: string; case_id: string; code: string; instrument_id: string; instrument_version: number; due_on: string; owner: string | null }

/** When it is worth asking again, the nearest day first: one's own, or every one that may be read. Audit: `reassessment.list`. */
export async function listReassessments(act: Act, instruments: Instruments, { whose }: ReassessmentQuery): Promise<ReassessmentList> {
  const { rows } = await sql<Row>`
    select s.id, s.case_id, p.code, s.instrument_id, s.instrument_version, s.again_on::text as due_on, w.name as owner
      from screening s join case_file c on c.id = s.case_id join person p on p.id = c.person_id
      left join membership o on o.id = c.owner_id left join account w on w.id = o.account_id
     where s.programme_id = ${act.actor.programmeId} and s.again_on is not null and c.state not in ('closed', 'withdrawn', 'sent-elsewhere')
       and (${whose === 'all'} or owes_reassessment(c.owner_id, s.author_id))
       and not exists (select from screening n where n.case_id = s.case_id and n.instrument_id = s.instrument_id and n.started_at > s.started_at)
     order by s.again_on, s.id limit ${MOST}`.execute(act.db);
  act.audit({ action: 'reassessment.list', subject: 'screening', details: { count: rows.length } });
  return {
    items: rows.map((row) => {
      const known = instruments.all.find((one) => one.id === row.instrument_id && one.version === row.instrument_version);
      return { id: row.id, caseId: row.case_id, code: row.code, instrument: known?.title ?? { it: row.instrument_id, en: row.instrument_id }, dueOn: row.due_on, owner: row.owner };
    }),
  };
}
