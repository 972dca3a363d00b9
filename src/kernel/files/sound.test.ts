import { describe, expect, it } from 'vitest';
import { checkedSound, SoundRefused } from './sound.ts';
import { mp4Of, webmOf } from './testing/sound.ts';

const limits = { largest: 100_000, longest: 120 };
const refusal = (bytes: Buffer, given = limits): string => {
  try {
    checkedSound(bytes, given);
    return 'taken';
  } catch (error) {
    return error instanceof SoundRefused ? error.code : 'something else';
  }
};

describe('a voice that was recorded', () => {
  it('is known by its content, and how long it is is counted', () => {
    expect(checkedSound(webmOf(7), limits)).toEqual({ mediaType: 'audio/webm', seconds: 7 });
    expect(checkedSound(mp4Of(5), limits)).toEqual({ mediaType: 'audio/mp4', seconds: 5 });
    // A recorder that stopped a little late.
    expect(checkedSound(webmOf(121), limits).seconds).toBe(120);
  });

  it('is refused with a picture in it, in another kind, too long, too heavy, or broken', () => {
    expect(refusal(webmOf(3, { withVideo: true }))).toBe('sound-video');
    expect(refusal(webmOf(3, { codec: 'A_VORBIS' }))).toBe('sound-kind');
    expect(refusal(Buffer.from('ID3 this is a song, not a voice'))).toBe('sound-kind');
    expect([refusal(webmOf(130)), refusal(mp4Of(130))]).toEqual(['sound-too-long', 'sound-too-long']);
    expect(refusal(webmOf(3), { ...limits, largest: 50 })).toBe('sound-too-large');
    expect([refusal(webmOf(0).subarray(0, 60)), refusal(mp4Of(3).subarray(0, 100))]).toEqual(['sound-broken', 'sound-broken']);
  });

  it('is taken as far as it had come where its page was killed, wherever it ends after the first words', () => {
    for (const [whole, from] of [[webmOf(6), webmOf(1).length], [mp4Of(6), mp4Of(1).length]] as const) {
      for (let length = from; length <= whole.length; length += 1) expect([length, refusal(whole.subarray(0, length))]).toEqual([length, 'taken']);
    }
    expect(checkedSound(webmOf(6).subarray(0, webmOf(4).length + 5), limits).seconds).toBe(4);
  });

  it('is taken or refused whatever bytes come, and nothing else happens', () => {
    const [one, other] = [webmOf(4), mp4Of(4)];
    for (let at = 0; at < 400; at += 1) {
      for (const whole of [one, other]) {
        const changed = Buffer.from(whole);
        changed[(at * 7919) % changed.length] = (at * 104_729) % 256;
        expect(refusal(changed)).not.toBe('something else');
      }
    }
  });
});
