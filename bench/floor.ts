import { createServer } from 'node:http';
import { Pool } from 'pg';

/**
 * What the same work costs with nothing around it: node:http and one statement or transaction an operation, on the same tables, signed in
 * as reti_app under the same row-level security. No validation, no audit trail, no sealing, no sound keys. Started as a process of its own.
 */
const pool = new Pool({ connectionString: process.env['FLOOR_DATABASE'], max: 16 });
type Given = Readonly<Record<string, string>>;
interface Operation { readonly text: string; readonly values: (given: Given) => unknown[] }

const line = 'c.id, c.state, c.risk, c.owner_id, p.code, a.last_change_at, (select n.text from person_name n where n.person_id = p.id and n.removed_at is null order by n.preferred desc limit 1) as name';

const reads: Readonly<Record<string, Operation>> = {
  open: {
    text: `select ${line}, c.wish, c.summary, c.version,
        (select json_agg(x) from (select n.id, n.compartment, encode(n.body_sealed, 'base64') as body, n.author_id, n.at from case_note n where n.case_id = c.id order by n.at desc, n.id desc limit 20) x) as notes,
        (select json_agg(x) from (select r.id, r.reference, r.state, r.sent_at, s.name from referral_matter m join referral r on r.id = m.referral_id join service s on s.id = r.service_id
          where m.case_id = c.id and r.state <> 'closed' order by r.created_at desc) x) as referrals
      from case_access a join case_file c on c.id = a.case_id join person p on p.id = a.person_id where a.member_id = $1 and a.case_id = $2`,
    values: (given) => [given['member'], given['case']],
  },
  list: {
    text: `select ${line} from case_access a join case_file c on c.id = a.case_id join person p on p.id = a.person_id
      where a.member_id = $1 order by a.last_change_at desc, a.case_id limit 50`,
    values: (given) => [given['member']],
  },
  search: {
    text: `select f.person_id, f.case_id, f.code, f.likeness, b.year, (select n.text from person_name n where n.person_id = f.person_id and n.removed_at is null order by n.preferred desc limit 1) as name
      from people_like($1, $2, $3, $4, $5, null) f left join person_birth b on b.person_id = f.person_id order by f.likeness desc nulls last limit 20`,
    values: (given) => [given['keys'], given['partKeys'], given['partOf'], given['words'], given['birthYear']],
  },
  today: {
    text: `select count(*) filter (where state not in ('closed', 'withdrawn', 'sent-elsewhere', 'short-guidance')) as open, count(*) filter (where state = 'in-care') as care,
        count(*) filter (where risk in ('high', 'extreme') and state <> 'closed') as danger, count(*) filter (where owner_id is null and state <> 'closed') as unowned,
        (select count(*) from referral r where r.state in ('sent', 'acknowledged')) as waiting from case_file`,
    values: () => [],
  },
  export: {
    text: `select p.code, c.state, c.risk, p.minor_track, c.opened_at::date::text, a.last_change_at::date::text, c.closed_at::date::text, c.closing_reason, who.name,
        (select string_agg(l.language, ' ') from person_language l where l.person_id = p.id), (select string_agg(n.domain, ' ') from need n where n.case_id = c.id and n.superseded_by is null and n.level > 0)
      from case_access a join case_file c on c.id = a.case_id join person p on p.id = a.person_id left join membership hat on hat.id = c.owner_id left join account who on who.id = hat.account_id
      where a.member_id = $1 order by a.last_change_at desc, a.case_id`,
    values: (given) => [given['member']],
  },
};

createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const given = JSON.parse(Buffer.concat(chunks).toString()) as Given;
  const client = await pool.connect();
  try {
    await client.query(`begin; set local reti.acting = '${given['acting']}'`);
    const read = reads[request.url?.slice(1) ?? ''];
    const rows = read ? (await client.query({ name: request.url, text: read.text, values: read.values(given) })).rows : await create(given);
    await client.query('commit');
    response.setHeader('content-type', 'application/json').end(JSON.stringify(rows));
  } catch (error) {
    await client.query('rollback');
    response.writeHead(500).end(String(error));
  } finally {
    client.release();
  }

  async function create({ person, case: file, name, note, code, member, programme, text, body }: Given): Promise<unknown[]> {
    await client.query({ name: 'person', text: 'select open_person_file($1, $2, $3, null, null)', values: [person, file, code] });
    await client.query({ name: 'name', text: "insert into person_name (id, programme_id, person_id, kind, text, preferred, created_by) values ($1, $2, $3, 'declared', $4, true, $5)", values: [name, programme, person, text, member] });
    await client.query({ name: 'note', text: "insert into case_note (id, programme_id, case_id, compartment, body_sealed, author_id) values ($1, $2, $3, 'case', $4, $5)", values: [note, programme, file, Buffer.from(body ?? ''), member] });
    return [];
  }
}).listen(Number(process.env['FLOOR_PORT']), '127.0.0.1', () => process.send?.('ready'));
