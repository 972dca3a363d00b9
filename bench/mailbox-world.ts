/** The world around the server that is measured: a mailbox full of messages, and a colleague who works meanwhile. A process of its own, so that it slows nothing down. */
import { boxOn } from '../src/features/mailbox/testing/room.ts';
import { anImapBox } from '../src/features/mailbox/testing/imap-server.ts';
import { letter, malformed, parts } from '../src/features/mailbox/testing/messages.ts';
import { demoEmail } from '../src/app/people.ts';
import { demoPassword } from '../src/kernel/identity/routes.ts';

const [, , address = '', wanted = '5000'] = process.argv;
const messages = Number(wanted);
const server = await anImapBox();
const wrong = malformed();
for (const { source } of wrong) server.put(source);
for (let number = wrong.length; number < messages; number += 1) {
  const [many, ten] = [wrong[number % wrong.length], number % 10];
  if (ten === 0 && many && many.source.length < 100_000) server.put(Buffer.concat([Buffer.from(`X-Prova: ${number}\r\nReply-To: <prova-${number}@fuori.example>\r\n`), many.source]));
  else if (ten === 1) server.put(parts(`mole-${number}`, [['Content-Type: text/plain; charset=utf-8', `Messaggio ${number}`], ['Content-Type: application/octet-stream; name="x.bin"\r\nContent-Transfer-Encoding: base64', Buffer.alloc(60_000, number % 251).toString('base64')]]));
  else server.put(letter({ subject: `Messaggio ${number}`, number: `mole-${number}@cas-aurora.example`, text: `Buongiorno, numero ${number}. ${'Parole di un ufficio. '.repeat(40)}` }));
}

const headers = { 'x-requested-with': 'reti', 'content-type': 'application/json' };
async function signedIn(who: string): Promise<Record<string, string>> {
  const reply = await fetch(`${address}/api/session`, { method: 'POST', headers, body: JSON.stringify({ email: demoEmail(who), password: demoPassword }) });
  return { ...headers, cookie: reply.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ') };
}
const [stefano, giulia, teresa] = [await signedIn('stefano'), await signedIn('giulia'), await signedIn('teresa')];
const boxId = '0199d1c0-0000-7000-8000-0000000000b0';
const connected = await fetch(`${address}/api/mailboxes/${boxId}`, { method: 'PUT', headers: stefano, body: JSON.stringify(boxOn(server)) });
if (!connected.ok) throw new Error(await connected.text());

/** A colleague's first screen, asked for again and again; in milliseconds. */
async function worked(until: () => boolean): Promise<number[]> {
  const times: number[] = [];
  while (!until()) {
    const begun = performance.now();
    const reply = await fetch(`${address}/api/today`, { headers: giulia });
    await reply.arrayBuffer();
    if (reply.status !== 200) throw new Error(`today answered ${reply.status}`);
    times.push(performance.now() - begun);
    await new Promise((next) => setTimeout(next, 40));
  }
  return times;
}

const quietUntil = performance.now() + 5_000;
const quiet = await worked(() => performance.now() > quietUntil);
let isOver = false;
const begun = performance.now();
// The answer comes when all is read, which may be later than a client waits for one: the box itself says when it was looked into.
fetch(`${address}/api/mailboxes/${boxId}/looks`, { method: 'POST', headers: teresa, body: '{}' }).catch(() => undefined);
const watching = setInterval(() => void (async () => {
  const reply = await fetch(`${address}/api/mailboxes`, { headers: teresa });
  const { items } = (await reply.json()) as { items: { reading: { lookedAt: string | null } }[] };
  isOver ||= items.some((box) => box.reading.lookedAt !== null);
})(), 1_000);
const busy = await worked(() => isOver);
clearInterval(watching);
const seconds = (performance.now() - begun) / 1_000;
const at = (times: number[], part: number): number => Math.round(times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0);
const marked = server.holds().filter((one) => one.flags.length > 0).length;
process.send?.({ seconds: Math.round(seconds), onServer: server.holds().length, marked, quiet: { p50: at(quiet, 0.5), p95: at(quiet, 0.95) }, busy: { p50: at(busy, 0.5), p95: at(busy, 0.95), worst: at(busy, 1), asked: busy.length } });
await server.close();
process.disconnect();
