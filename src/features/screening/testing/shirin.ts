import { Client } from 'pg';
import { demoEmail, idOf } from '../../../app/people.ts';
import type { Town, Worker } from '../../../app/testing/town.ts';
import { signInWorker } from '../../../app/worker.ts';

/** Shirin, a second mediator of Avellino who speaks Bengali: with one alone nobody could approve what the other wrote. */
export async function shirinOf(town: Town): Promise<Worker> {
  const owner = new Client({ connectionString: town.ownerUrl });
  await owner.connect();
  try {
    await owner.query('begin; set local role reti_house');
    await owner.query(`insert into account (id, email, name, password_hash, demo, created_at) select $1, $2, 'Shirin Sultana', a.password_hash, true, clock_timestamp() from account a where a.email = $3`, [idOf('shirin'), demoEmail('shirin'), demoEmail('rubina')]);
    await owner.query(`insert into membership (id, programme_id, account_id, organisation_id, role, languages, since)
      select $1, m.programme_id, $2, m.organisation_id, 'mediator', '{bn,it}', clock_timestamp() from membership m join account a on a.id = m.account_id where a.email = $3`, [idOf('shirin hat'), idOf('shirin'), demoEmail('rubina')]);
    await owner.query('commit');
  } finally {
    await owner.end();
  }
  return signInWorker(town.app, 'shirin');
}
