import type { DemoName } from '../../../app/people.ts';
import { newId, type Town } from '../../../app/testing/town.ts';

/** A case of the programme of Avellino, as the tests speak of it. */
export interface KnownCase {
  readonly caseId: string;
  readonly personId: string;
  readonly code: string;
}

let made = 0;

/** A person's file, opened by one colleague through the function that the registry uses, and given to others by Teresa. */
export async function aCase(town: Town, openedBy: DemoName, alsoHeldBy: readonly DemoName[] = []): Promise<KnownCase> {
  const [caseId, personId] = [newId(), newId()];
  made += 1;
  const code = `verde-lontra-${String(made).padStart(2, '0')}`;
  const opener = await town.as(openedBy);
  await town.look(`select set_config('reti.acting', (select acting_key::text from session where member_id = $1 and ended_at is null order by created_at desc limit 1), false)`, [opener.memberId]);
  await town.look('select open_person_file($1, $2, $3, $4, $5)', [personId, caseId, code, 'male', 'desk']);
  await town.look(`select set_config('reti.acting', '', false)`);
  const teresa = await town.as('teresa');
  for (const name of alsoHeldBy) await teresa.put(`/api/case-assignments/${newId()}`, { caseId, memberId: (await town.as(name)).memberId });
  return { caseId, personId, code };
}

/** That the desk gave the notice, as its table keeps it. */
export async function noticeGiven(town: Town, { caseId }: KnownCase, by: DemoName): Promise<void> {
  const giver = await town.as(by);
  const [programme] = await town.look<{ id: string }>('select programme_id as id from case_file where id = $1', [caseId]);
  let [words] = await town.look<{ id: string }>('select id from notice_text where programme_id = $1 limit 1', [programme?.id]);
  if (!words) {
    const [noticeId, textId] = [newId(), newId()];
    await town.look('insert into notice_version (id, programme_id, number) values ($1, $2, 1)', [noticeId, programme?.id]);
    await town.look("insert into notice_text (id, programme_id, notice_id, language, title, body) values ($1, $2, $3, 'it', 'Informativa', 'Che cosa facciamo con quello che ci dici.')", [textId, programme?.id, noticeId]);
    words = { id: textId };
  }
  await town.look("insert into notice_delivery (id, programme_id, case_id, text_id, means, understood, given_by) values ($1, $2, $3, $4, 'oral', 'yes', $5)", [newId(), programme?.id, caseId, words.id, giver.memberId]);
}

/** Everyone who must not learn that a case exists: the State's offices, the network, trust, administration, the other programme. */
export const outsiders: readonly DemoName[] = ['vincenzo', 'carla', 'luca', 'paola', 'antonio', 'francesca', 'stefano', 'silvia', 'davide', 'rosa', 'youssef', 'elena'];
