import type { Database } from '../kernel/database/connection.ts';
import type { Keyring } from '../kernel/vault/keyring.ts';
import { contentDigest } from '../features/mailbox/reading/source.ts';
import { understand } from '../features/mailbox/reading/understand.ts';
import { keepMessage } from '../features/mailbox/store/keeping.ts';
import { hoursNoted } from './demo-intake.ts';
import type { DemoName } from './people.ts';
import { idOf } from './people.ts';
import type { Answer, Worker } from './worker.ts';

const HOUR = 3_600_000;
const box = idOf('demo mailbox');
const own = 'reti.dimostrazione@prefettura.example';

interface Came {
  readonly hoursAgo: number;
  readonly from: string;
  readonly subject: string;
  readonly number: string;
  readonly answers?: string;
  readonly fields?: readonly string[];
  readonly text: string;
  readonly attached?: string;
}

/** What came by mail in the last days: an office that writes properly, somebody whom nobody knows, a machine, and a letter that was damaged on its way. */
const came: readonly Came[] = [
  { hoursAgo: 70, from: 'Sportello CAS Aurora <sportello@cas-aurora.example>', subject: 'Un nostro ospite, possiamo parlarne?', number: 'uno@cas-aurora.example', text: 'Buongiorno,\n\nun ragazzo che ospitiamo da marzo torna la sera molto tardi e non vuole dire dove lavora. Ha ricevuto più volte qualcuno ad aspettarlo al cancello.\nVorremmo un consiglio prima di parlarne con lui: non scrivo altro per posta.\n\nGrazie, lo sportello' },
  { hoursAgo: 26, from: 'Sportello CAS Aurora <sportello@cas-aurora.example>', subject: 'Re: Un nostro ospite, possiamo parlarne?', number: 'due@cas-aurora.example', answers: 'uno@cas-aurora.example', text: 'Buongiorno, aggiungo che ora lui è d\'accordo a parlare con voi, meglio di pomeriggio e in francese. Allego le ore che ha segnato, d\'accordo con lui.', attached: 'ore segnate.pdf' },
  { hoursAgo: 20, from: 'viola.m@posta-libera.example', subject: 'la signora del terzo piano', number: 'v1@posta-libera.example', text: 'Scusate se disturbo, ho trovato questo indirizzo sul volantino in parrocchia.\nAccanto a me lavora una signora che non esce mai. L\'ho vista due volte in un anno. Non ha i suoi documenti, li tiene la famiglia, me lo ha detto a gesti.\nIo non vorrei guai ma non dormo. Si può fare qualcosa?' },
  { hoursAgo: 9, from: 'Ambito sociale <protocollo@ambito-sociale.example>', subject: 'Invito: incontro di rete', number: 'inv@ambito-sociale.example', text: 'Si invita codesto programma all\'incontro di rete di giovedì. Si prega di confermare.' },
  { hoursAgo: 8, from: 'Ufficio protocollo <no-reply@comune.example>', subject: 'Risposta automatica: assente dall\'ufficio', number: 'auto@comune.example', fields: ['Auto-Submitted: auto-replied'], text: 'Sono assente fino a lunedì. Per urgenze rivolgersi al numero dell\'ufficio.' },
  { hoursAgo: 3, from: 'segreteria@scuola.example', subject: 'classe serale', number: 'scuola@scuola.example', fields: ['Content-Type: text/plain; charset=x-sconosciuto'], text: 'Un alunno della classe serale non viene pi? da due settimane. Il telefono ? spento.' },
];

const BOUNDARY = '----=_reti_dimostrazione';

const sourceOf = ({ hoursAgo, from, subject, number, answers, fields = ['Content-Type: text/plain; charset=utf-8'], text, attached }: Came, now: number, file: Buffer): Buffer => Buffer.from([
  `From: ${from}`, `To: ${own}`, `Subject: ${subject}`, `Date: ${new Date(now - hoursAgo * HOUR).toUTCString()}`, `Message-ID: <${number}>`, ...(answers === undefined ? [] : [`In-Reply-To: <${answers}>`]), 'MIME-Version: 1.0',
  ...(attached === undefined ? [...fields, '', text] : [
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`, '', `--${BOUNDARY}`, ...fields, '', text, `--${BOUNDARY}`, `Content-Type: application/pdf; name="${attached}"`, `Content-Disposition: attachment; filename="${attached}"`, 'Content-Transfer-Encoding: base64', '',
    ...file.toString('base64').match(/.{1,76}/g) ?? [], `--${BOUNDARY}--`,
  ]), '',
].join('\r\n'));

/** The programme's mail, with no server behind it: the same messages that a reading would have brought, kept by the same hand. */
export async function whatCameByMail({ gate, keyring }: { gate: Database; keyring: Keyring }, as: (name: DemoName) => Promise<Worker>, must: <T>(answer: Answer<T>) => T): Promise<void> {
  const [stefano, teresa, now] = [await as('stefano'), await as('teresa'), Date.now()];
  must(await stefano.put(`/api/mailboxes/${box}`, { label: 'Posta del programma', address: own, host: 'imap.prefettura.example', port: 993, security: 'tls', username: 'reti', password: 'inventata', active: false }));
  must(await teresa.put(`/api/known-senders/${idOf('demo sender')}`, { address: 'sportello@cas-aurora.example', label: 'Sportello CAS Aurora', organisationId: idOf('avellino aurora') }));
  const file = await hoursNoted();
  const digestKey = keyring.derive('mail digests');
  for (const [uid, one] of came.entries()) {
    const [source, arrivedAt] = [sourceOf(one, now, file), new Date(now - one.hoursAgo * HOUR)];
    await keepMessage(gate, { wrapper: keyring, digestKey, digest: contentDigest(digestKey, source), now: new Date(now) }, { id: box, address: own, receipts: false },
      { validity: 1, uid: uid + 1, arrivedAt, size: source.length, source, isWhole: true }, await understand(source, arrivedAt));
  }
}
