/** The source of a message, as bytes: what can be said of it without understanding it. */
import { createHmac } from 'node:crypto';

/** Where the head ends: after the first empty line. A message without one is all head, or none. */
export function headEnd(source: Buffer): number {
  const [crlf, lf] = [source.indexOf('\r\n\r\n'), source.indexOf('\n\n')];
  const ends = [...(crlf < 0 ? [] : [crlf + 4]), ...(lf < 0 ? [] : [lf + 2])];
  return ends.length === 0 ? source.length : Math.min(...ends);
}

/** Fields of the head in their order, unfolded; what is no field is left out. No more than a thousand: a head with more is an attack, not a letter. */
export function fieldsOf(source: Buffer): readonly (readonly [name: string, value: string])[] {
  const head = source.subarray(0, Math.min(headEnd(source), 1_000_000)).toString('latin1').replace(/\r?\n[ \t]+/g, ' ');
  const fields: (readonly [string, string])[] = [];
  for (const line of head.split(/\r?\n/)) {
    const found = /^([!-9;-~]{1,100}):[ \t]*(.*)$/.exec(line);
    if (found?.[1] !== undefined && fields.length < 1_000) fields.push([found[1].toLowerCase(), found[2] ?? '']);
  }
  return fields;
}

/** A head of an honest letter is some kilobytes. What stands beyond is looked at as one piece: read line by line, a head of 50 MB would keep the server for a quarter of a minute. */
const LONGEST_HEAD = 262_144;

/** What a message collects on its way, and that differs between two copies of the same. */
const ofTheWay = /^(received|delivered-to|return-path|envelope-to|x-.*|arc-.*|dkim-.*|authentication-results|received-spf|domainkey-signature|status|lines|bytes)$/;

/**
 * A keyed digest of what was written: the same for two copies that came by different ways, another as soon as one letter differs.
 * @param key so that nobody who has the database can try whether a message they know is in it
 */
export function contentDigest(key: Buffer, source: Buffer): Buffer {
  const end = Math.min(headEnd(source), LONGEST_HEAD);
  // Line by line, also what is no field: a message without a head, or with nothing that could be understood in it, is still its own.
  const lines = source.subarray(0, end).toString('latin1').replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/).filter((line) => {
    const name = /^([!-9;-~]{1,100}):/.exec(line)?.[1]?.toLowerCase();
    return name === undefined || !ofTheWay.test(name);
  });
  return createHmac('sha256', key).update(lines.map((line) => `${line.trimEnd()}\n`).join(''), 'latin1').update('\n').update(source.subarray(end)).digest();
}

export const keyedDigest = (key: Buffer, word: string): Buffer => createHmac('sha256', key).update(word).digest();

/** Message-IDs in a field such as References, at most the last hundred: a thread that long needs no more to be found again. */
export const messageIds = (field: string): string[] => (field.match(/<[^<>\s]{1,400}>/g) ?? []).slice(-100);
