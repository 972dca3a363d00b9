/** Messages as they come: letters of offices, and everything that goes wrong with mail. */
import { deflateRawSync } from 'node:zlib';
import type { MailFault, MailKind } from '../contract.ts';

export interface Example {
  readonly name: string;
  readonly source: Buffer;
  readonly faults?: readonly MailFault[];
  readonly kind?: MailKind;
  /** Words that must be readable in it. */
  readonly says?: string;
}

const OWN = 'reti@prefettura.example';
const crlf = (lines: readonly string[]): string => lines.join('\r\n');

/** An ordinary letter. */
export function letter(given: { readonly from?: string; readonly to?: string; readonly subject?: string; readonly text?: string; readonly number?: string; readonly answers?: string; readonly fields?: readonly string[] } = {}): string {
  const { from = 'Luca Sorrentino <luca@cas-aurora.example>', to = OWN, subject = 'Ospite che non dorme', text = 'Buongiorno, una persona nostra ospite vorrebbe parlare con voi.', number = `${Math.random().toString(36).slice(2)}@cas-aurora.example`, answers, fields = [] } = given;
  return crlf([
    'Received: from mx.example by mail.example; Mon, 23 Nov 2026 09:00:00 +0100', `From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`, `Message-ID: <${number}>`,
    ...(answers === undefined ? [] : [`In-Reply-To: <${answers}>`, `References: <${answers}>`]), 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', ...fields, '', text, '',
  ]);
}

/** A message of several parts. */
export function parts(number: string, all: readonly (readonly [head: string, body: string])[], kind = 'mixed', fields: readonly string[] = []): string {
  const mark = `=_${number}`;
  return crlf([
    'From: Luca Sorrentino <luca@cas-aurora.example>', `To: ${OWN}`, `Subject: Con allegati ${number}`, `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`, `Message-ID: <${number}@cas-aurora.example>`, 'MIME-Version: 1.0', ...fields,
    `Content-Type: multipart/${kind}; boundary="${mark}"`, '', ...all.flatMap(([head, body]) => [`--${mark}`, head, '', body]), `--${mark}--`, '',
  ]);
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
const file = (name: string, type: string, bytes: Buffer): readonly [string, string] =>
  [crlf([`Content-Type: ${type}; name="${name}"`, 'Content-Transfer-Encoding: base64', `Content-Disposition: attachment; filename="${name}"`]), base64(bytes)];
const words = (text: string): readonly [string, string] => ['Content-Type: text/plain; charset=utf-8', text];

const smallPdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** A packed file that claims to unpack to four gigabytes, called a document. */
function bomb(): Buffer {
  const packed = deflateRawSync(Buffer.alloc(1_000_000));
  const name = Buffer.from('word/document.xml');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0); local.writeUInt16LE(20, 4); local.writeUInt16LE(8, 8); local.writeUInt32LE(packed.length, 18); local.writeUInt32LE(0xfffffff0, 22); local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0); central.writeUInt16LE(20, 6); central.writeUInt16LE(8, 10); central.writeUInt32LE(packed.length, 20); central.writeUInt32LE(0xfffffff0, 24); central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0); end.writeUInt16LE(1, 8); end.writeUInt16LE(1, 10); end.writeUInt32LE(46 + name.length, 12); end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, central, name, end]);
}

function nested(depth: number): string {
  let body = crlf(['Content-Type: text/plain', '', 'in fondo']);
  for (let level = 0; level < depth; level += 1) body = crlf([`Content-Type: multipart/mixed; boundary="n${level}"`, '', `--n${level}`, body, `--n${level}--`]);
  return crlf(['From: chi@annida.example', `To: ${OWN}`, 'Subject: scatole cinesi', 'Message-ID: <nested@annida.example>', 'MIME-Version: 1.0', body]);
}

/** The notice of a server that a letter of ours could not be delivered (RFC 3464). */
export const bounceOf = (ours: string): string => parts('bounce', [
  words('Your message could not be delivered.'),
  ['Content-Type: message/delivery-status', crlf(['Reporting-MTA: dns; mail.example', '', 'Final-Recipient: rfc822; teresa@demo.reti.example', 'Action: failed', 'Status: 5.1.1'])],
  ['Content-Type: text/rfc822-headers', crlf(['From: novita@reti.example', `Message-ID: ${ours}`, 'Subject: x'])],
], 'report; report-type=delivery-status', ['Return-Path: <>']).replace('Luca Sorrentino <luca@cas-aurora.example>', 'MAILER-DAEMON@mail.example');

/** Every way in which mail goes wrong that we know of, each once. @param bytes of the large one */
export function malformed(bytes = 20 * 1_048_576): readonly Example[] {
  const head = (subject: string, more: readonly string[] = []): string[] => ['From: qualcuno@fuori.example', `To: ${OWN}`, `Subject: ${subject}`, `Date: ${new Date().toUTCString()}`, `Message-ID: <${subject.replaceAll(' ', '-')}@fuori.example>`, ...more];
  return [
    { name: 'empty', source: Buffer.alloc(0), faults: ['no-sender', 'no-number', 'no-text', 'no-date'] },
    { name: 'no head at all', source: Buffer.from('solo testo, senza intestazioni'), faults: ['no-sender'] },
    { name: 'head alone', source: Buffer.from(crlf(head('solo testa')) + '\r\n'), faults: ['no-text'] },
    { name: 'lines that end like those of Unix', source: Buffer.from([...head('unix'), '', 'righe corte'].join('\n')), says: 'righe corte' },
    { name: 'eight bits in the head, as Windows', source: Buffer.concat([Buffer.from(crlf(['From: qualcuno@fuori.example', `To: ${OWN}`, 'Subject: ']).slice(0, -2)), Buffer.from(' citt\xe0 e universit\xe0', 'latin1'), Buffer.from('\r\nMessage-ID: <otto@fuori.example>\r\n\r\nciao')]), faults: ['header-damaged'] },
    { name: 'a charset that nobody knows', source: Buffer.from(crlf([...head('charset', ['Content-Type: text/plain; charset=x-marziano']), '', 'parole'])), faults: ['charset-unknown'], says: 'parole' },
    { name: 'letters that are not what is said', source: Buffer.concat([Buffer.from(crlf([...head('latino', ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit']), '', ''])), Buffer.from('perch\xe9 no', 'latin1')]), faults: ['letters-lost'] },
    { name: 'broken base64', source: Buffer.from(crlf([...head('base rotta', ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64']), '', 'Q2lhbyE=!!!!%%%%', '===', 'x'])) },
    { name: 'broken quoted-printable', source: Buffer.from(crlf([...head('citata rotta', ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable']), '', 'Citt=C3=A0 =ZZ =', '=', 'fine'])), says: 'Città' },
    { name: 'a date that cannot be', source: Buffer.from(crlf(['From: a@fuori.example', `To: ${OWN}`, 'Subject: data', 'Date: 31 Febbraio 1970', 'Message-ID: <data@fuori.example>', '', 'x'])), faults: ['date-wrong'] },
    { name: 'a date in the next century', source: Buffer.from(crlf(['From: a@fuori.example', `To: ${OWN}`, 'Subject: domani', 'Date: Mon, 1 Jan 2126 00:00:00 +0000', 'Message-ID: <domani@fuori.example>', '', 'x'])), faults: ['date-wrong'] },
    { name: 'no sender', source: Buffer.from(crlf([`To: ${OWN}`, 'Subject: anonimo', 'Message-ID: <anonimo@fuori.example>', '', 'aiuto'])), faults: ['no-sender'], says: 'aiuto' },
    { name: 'several senders', source: Buffer.from(crlf(['From: a@fuori.example', 'From: b@fuori.example', `To: ${OWN}`, 'Subject: due', 'Message-ID: <due@fuori.example>', '', 'x'])), faults: ['several-senders'] },
    { name: 'a sender who pretends', source: Buffer.from(letter({ from: '"prefetto@interno.example" <truffa@fuori.example>', number: 'finto@fuori.example' })), faults: ['sender-hidden'] },
    { name: 'two senders in one line', source: Buffer.from(letter({ from: 'Ufficio <ufficio@cas-nuovo.example>, truffa@fuori.example', number: 'coppia@fuori.example' })), faults: ['several-senders'] },
    { name: 'a sender whose address reads as three', source: Buffer.from(letter({ from: '"x, vittima@altrove.example, y"@fuori.example', number: 'tre@fuori.example' })), faults: ['sender-odd'] },
    { name: 'a sender whom the domain disowns', source: Buffer.from(letter({ number: 'falso@fuori.example', fields: ['Authentication-Results: mx.prefettura.example; spf=pass (sender ok) smtp.mailfrom=fuori.example;\r\n dmarc=fail (p=none) header.from=cas-aurora.example'] })), faults: ['sender-unproved'] },
    { name: 'parts that never end', source: Buffer.from(parts('aperta', [words('dentro')]).replace('--=_aperta--', '')), says: 'dentro' },
    { name: 'a mark of parts that is not there', source: Buffer.from(crlf([...head('nessun confine', ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="altro"']), '', '--uno', 'Content-Type: text/plain', '', 'testo', '--uno--'])) },
    { name: 'boxes within boxes', source: Buffer.from(nested(400)), faults: ['too-deep'] },
    { name: 'a message within a message within a message', source: Buffer.from(parts('matrioska', [['Content-Type: message/rfc822', parts('interna', [['Content-Type: message/rfc822', letter({ text: 'in fondo', number: 'fondo@x.example' })]])]])) },
    { name: 'winmail.dat', source: Buffer.from(parts('tnef', [words('vedi allegato'), file('winmail.dat', 'application/ms-tnef', Buffer.from('789f3e2201000000', 'hex'))])), faults: ['winmail', 'attachment-refused'], says: 'vedi allegato' },
    { name: 'an invitation', source: Buffer.from(parts('invito', [words('riunione'), ['Content-Type: text/calendar; method=REQUEST; charset=utf-8', crlf(['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'SUMMARY:Tavolo', 'END:VEVENT', 'END:VCALENDAR'])]])), faults: ['invitation'], says: 'riunione' },
    { name: 'a program called a document', source: Buffer.from(parts('programma', [words('aprite'), file('fattura.pdf', 'application/pdf', Buffer.from('MZ\x90\x00 this program'))])), faults: ['attachment-refused'] },
    { name: 'a packed file that is a bomb', source: Buffer.from(parts('bomba', [words('documento'), file('verbale.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', bomb())])), faults: ['attachment-refused'] },
    { name: 'a good file', source: Buffer.from(parts('buono', [words('relazione allegata'), file('relazione.pdf', 'application/pdf', smallPdf)])), says: 'relazione allegata' },
    { name: 'a name that climbs out of its folder', source: Buffer.from(parts('nome', [words('x'), file('../../etc/passwd.pdf', 'application/pdf', smallPdf)])) },
    { name: 'a page that runs and fetches', source: Buffer.from(crlf([...head('pagina', ['Content-Type: text/html; charset=utf-8']), '', '<html><style>x{}</style><script>alert(1)</script><img src="http://spia.example/pixel"><p>Parole <b>vere</b></p><a href="https://dove.example/x">qui</a>'])), says: 'Parole vere' },
    { name: 'a page of a million tags', source: Buffer.from(crlf([...head('tag', ['Content-Type: text/html; charset=utf-8']), '', '<b><i><style>'.repeat(70_000)])) },
    { name: 'a head without end', source: Buffer.from(crlf([...head('testa lunga'), ...Array.from({ length: 20_000 }, (_, number) => `X-Riga-${number}: ${'y'.repeat(80)}`), '', 'corpo'])), faults: ['unreadable'] },
    { name: 'one line of a megabyte', source: Buffer.from(crlf([...head('riga'), '', 'z'.repeat(1_048_576)])), faults: ['too-long'] },
    { name: 'nothing but zeros', source: Buffer.alloc(4_096) },
    { name: 'encrypted', source: Buffer.from(crlf([...head('cifrata', ['Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m', 'Content-Transfer-Encoding: base64']), '', base64(Buffer.alloc(200, 7))])), faults: ['encrypted'] },
    { name: 'a holiday notice', source: Buffer.from(letter({ number: 'ferie@fuori.example', subject: 'Fuori ufficio', fields: ['Auto-Submitted: auto-replied'] })), kind: 'automatic' },
    { name: 'a list', source: Buffer.from(letter({ number: 'lista@fuori.example', subject: 'Notiziario', fields: ['List-Id: <notizie.fuori.example>', 'Precedence: bulk'] })), kind: 'automatic' },
    { name: 'ourselves', source: Buffer.from(letter({ from: OWN, number: 'noi@prefettura.example', subject: 'Re: Re: Re: Re: ricevuta' })) },
    { name: 'a hundred files', source: Buffer.from(parts('cento', Array.from({ length: 100 }, (_, number) => file(`${number}.txt`, 'text/plain', Buffer.from(`foglio ${number}`))))), faults: ['too-many-parts'] },
    { name: 'right to left, to hide the end of a name', source: Buffer.from(parts('rovescio', [words('x'), file('foto‮fdp.exe', 'application/octet-stream', Buffer.from('MZ'))])), faults: ['attachment-refused'] },
    { name: 'a large one', source: Buffer.from(parts('grande', [words('molto grande'), file('grande.bin', 'application/octet-stream', Buffer.alloc(Math.floor(bytes * 0.73), 65))])), faults: ['attachment-refused'], says: 'molto grande' },
  ];
}
