import { describe, expect, it } from 'vitest';
import { bounceOf, letter, malformed } from '../testing/messages.ts';
import { textOfHtml } from './html.ts';
import { contentDigest, fieldsOf } from './source.ts';
import { ReadingThread } from './thread.ts';
import { understand } from './understand.ts';

const now = new Date();
const key = Buffer.alloc(32, 1);

describe('what comes in by mail', () => {
  it.each(malformed(300_000))('is read as far as it can be: $name', async ({ source, faults = [], kind = 'letter', says = '' }) => {
    const understood = await understand(source, now);
    expect(understood.faults).toEqual(expect.arrayContaining([...faults]));
    expect(understood.kind).toBe(kind);
    expect(understood.words.text).toContain(says);
    expect(JSON.stringify(understood.words)).not.toMatch(/\\u0000|\\u202e|<script|alert\(1\)|spia\.example/);
    // Nothing is kept that was not checked.
    for (const file of understood.files) expect((file.kept === null) === (file.refusal !== null)).toBe(true);
  });

  it('of an office is read whole: who wrote, to whom, what, and to which letter it answers', async () => {
    const understood = await understand(Buffer.from(letter({ subject: '=?utf-8?B?UGVyY2jDqQ==?=', number: 'due@x.example', answers: 'uno@x.example' })), now);
    expect(understood).toMatchObject({
      faults: [], senders: ['luca@cas-aurora.example'], recipients: ['reti@prefettura.example'], number: '<due@x.example>', answersTo: ['<uno@x.example>', '<uno@x.example>'],
      words: { from: { name: 'Luca Sorrentino', address: 'luca@cas-aurora.example' }, subject: 'Perché', text: 'Buongiorno, una persona nostra ospite vorrebbe parlare con voi.' },
    });
  });

  it('names the letter of ours that came back, and not one that is only late', async () => {
    const ours = '<0199d1c0-0000-7000-8000-000000000001@reti.example>';
    expect(await understand(Buffer.from(bounceOf(ours)), now)).toMatchObject({ kind: 'bounce', bounce: { letterId: '0199d1c0-0000-7000-8000-000000000001', status: '5.1.1' } });
    expect(await understand(Buffer.from(bounceOf(ours).replace('Action: failed', 'Action: delayed')), now)).toMatchObject({ kind: 'bounce', bounce: null });
  });

  it('is known again by what was written, whichever way it came, and is another as soon as one letter differs', () => {
    const once = letter({ number: 'a@x.example' });
    const again = `Received: from elsewhere\r\nX-Spam-Score: 3\r\n${once}`;
    expect(contentDigest(key, Buffer.from(again))).toEqual(contentDigest(key, Buffer.from(once)));
    expect(contentDigest(key, Buffer.from(once.replace('parlare', 'Parlare')))).not.toEqual(contentDigest(key, Buffer.from(once)));
    expect(contentDigest(Buffer.alloc(32, 2), Buffer.from(once))).not.toEqual(contentDigest(key, Buffer.from(once)));
    expect(fieldsOf(Buffer.from('Subject: una\r\n due\r\n\r\nx'))).toEqual([['subject', 'una due']]);
  });

  it('is not read line by line where its head has no end, and is told apart there too', () => {
    const head = (last: string): Buffer => Buffer.from(`From: a@fuori.example\n${'a\n'.repeat(200_000)}${last}\n\ncorpo`);
    const digests = ['Received: from one', 'Received: from another', 'x'].map((last) => contentDigest(key, head(last)).toString('hex'));
    expect(new Set(digests).size).toBe(3);
  });

  it('says nothing against a sender whom nobody disowns, or whose proof stands in one of two ways', async () => {
    const faultsWith = async (said: string) => (await understand(Buffer.from(letter({ from: '"Sorrentino, Luca" <luca@cas-aurora.example> (in ufficio)', fields: [`Authentication-Results: mx.example; ${said}`] })), now)).faults;
    expect(await Promise.all(['none', 'dmarc=pass', 'spf=fail; dkim=pass header.d=cas-aurora.example', 'spf=none; dmarc=none', 'x=1 (dmarc=fail)'].map(faultsWith))).toEqual([[], [], [], [], []]);
    expect(await faultsWith('spf=softfail; dkim=none')).toEqual(['sender-unproved']);
  });

  it('is never taken for another, however little of it can be understood', () => {
    const all = [...malformed(300_000).map((one) => one.source), Buffer.from('una riga'), Buffer.from('un\'altra riga'), Buffer.alloc(1), Buffer.alloc(2)];
    expect(new Set(all.map((source) => contentDigest(key, source).toString('hex'))).size).toBe(all.length);
  });

  it('shows where a link leads, and nothing of a page but its words', () => {
    expect(textOfHtml('<p>Ciao&nbsp;<b>tutti</b></p><ul><li>uno<li>due</ul><a href="https://dove.example/x">qui</a><!-- no --><style>p{}</style>')).toBe('Ciao tutti\n\n• uno\n• due\nqui [https://dove.example/x]');
    expect(textOfHtml('&lt;script&gt; &#x41; &#1114112; &boh;')).toBe('<script> A &#1114112; &boh;');
    expect(textOfHtml('<a href="javascript:x()">clic</a> <b')).toBe('clic');
  });
});

describe('the thread beside the server', () => {
  it('answers like the reading itself, and one message after another', async () => {
    const thread = new ReadingThread();
    try {
      expect((await thread.read(Buffer.from(letter({ subject: 'uno' })), now)).words.subject).toBe('uno');
      expect((await thread.read(Buffer.alloc(0), now)).faults).toContain('no-sender');
      expect((await thread.read(Buffer.from(letter({ subject: 'due' })), now)).words.subject).toBe('due');
    } finally {
      await thread.close();
    }
  });
});
