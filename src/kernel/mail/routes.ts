import { sql } from 'kysely';
import { z } from 'zod';
import type { House } from '../http/house.ts';
import type { App } from '../http/server.ts';
import { MailState, MailWish, OutgoingMail } from './contract.ts';
import { changeWish, readOutgoing, readWish } from './outbox.ts';
import { MailSender } from './sender.ts';
import { postOver } from './smtp.ts';

/** How long the row of a letter that ended is kept: long enough for one that comes back late, and for the figures of a month. A proposal, as every term of retention. */
const KEPT = '90 days';
const PURGE_EVERY = 3_600_000;

const Done = z.object({ done: z.literal(true) });

/** Mail that leaves: the sender beside the requests, what each wishes for, and what did not arrive. */
export function mailRoutes(app: App, house: House): void {
  const isOn = house.mail !== undefined;
  const purge = (): Promise<void> => sql`select purge_outgoing_mail(${KEPT})`.execute(house.gate).then(() => undefined).catch((error: unknown) => app.log.error({ kind: error instanceof Error ? error.name : 'unknown' }, 'letters that left long ago'));
  const purging = setInterval(() => void purge(), PURGE_EVERY).unref();
  app.addHook('onReady', purge);
  app.addHook('onClose', async () => clearInterval(purging));
  if (house.mail) {
    const way = postOver(house.mail);
    const sender = new MailSender({ gate: house.gate, vault: house.vault, post: way.post, publicUrl: house.publicUrl, onTrouble: (kind) => app.log.error({ kind }, 'outgoing mail') });
    app.addHook('onReady', () => sender.start());
    app.addHook('onClose', async () => {
      await sender.stop();
      way.close();
    });
  }
  const about = (summary: string) => ({ summary, tags: ['mail'] });

  app.get('/api/mail-wish', { schema: { ...about('Whether one is told by mail that there is news, and which mail did not arrive'), response: { 200: MailState } } },
    (request) => request.act((act) => readWish(act, isOn)));

  app.put('/api/mail-wish', { schema: { ...about('Whether and how often one wants mail; an alarm comes in any case'), body: MailWish, response: { 200: Done } } },
    (request) => request.act(async (act) => { await changeWish(act, request.body); return { done: true as const }; }));

  app.get('/api/outgoing-mail', { schema: { ...about('How many letters left, by day, and which did not arrive: for who runs the accounts'), response: { 200: OutgoingMail } } },
    (request) => request.act((act) => readOutgoing(act, isOn)));
}
