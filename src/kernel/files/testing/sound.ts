/** Recordings as browsers write them, of silence: heads and blocks without a voice in them. */

const element = (id: string, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(0x10000000 + body.length);
  return Buffer.concat([Buffer.from(id, 'hex'), size, body]);
};
/** As a recorder opens what it does not know the length of. */
const open = (id: string, ...parts: readonly Buffer[]): Buffer => Buffer.concat([Buffer.from(id, 'hex'), Buffer.from('01ffffffffffffff', 'hex'), ...parts]);
const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** WebM with Opus, one cluster a second. */
export function webmOf(seconds: number, { withVideo = false, codec = 'A_OPUS' } = {}): Buffer {
  const track = (type: number, name: string): Buffer => element('ae', element('d7', Buffer.from([1])), element('83', Buffer.from([type])), element('86', Buffer.from(name)));
  const clusters = Array.from({ length: seconds + 1 }, (_, at) => open('1f43b675', element('e7', number(at * 1_000)), element('a3', Buffer.from([0x81, 0, 0, 0x80, 1, 2, 3, 4]))));
  return Buffer.concat([
    element('1a45dfa3', element('4282', Buffer.from('webm'))),
    open('18538067', element('1549a966', element('2ad7b1', number(1_000_000))), element('1654ae6b', track(2, codec), ...(withVideo ? [track(1, 'V_VP8')] : [])), ...clusters),
  ]);
}

const box = (name: string, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([number(body.length + 8), Buffer.from(name), body]);
};

/** MP4 in fragments with AAC: no length in its head, one second in each fragment. */
export function mp4Of(seconds: number): Buffer {
  const media = box('mdia', box('mdhd', number(0), number(0), number(0), number(48_000), number(0), number(0)), box('hdlr', number(0), number(0), Buffer.from('soun'), Buffer.alloc(13)), box('minf', box('stbl', box('stsd', number(0), number(1), number(16), Buffer.from('mp4a'), Buffer.alloc(8)))));
  const fragment = box('moof', box('traf', box('tfhd', number(0x8), number(1), number(1_000)), box('trun', number(0), number(48))));
  return Buffer.concat([box('ftyp', Buffer.from('isom'), number(0), Buffer.from('iso5')), box('moov', box('trak', media)), ...Array.from({ length: seconds }, () => Buffer.concat([fragment, box('mdat', Buffer.alloc(20))]))]);
}
