import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { close, Keyring, open } from './keyring.ts';

const key = Buffer.alloc(32, 7);

describe('a sealed text', () => {
  it('opens with its key in its place, whatever was written', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, place) => {
      expect(open(key, close(key, Buffer.from(text), place), place).toString()).toBe(Buffer.from(text).toString());
    }));
  });

  it('does not open elsewhere, with another key, or after a single bit was changed', () => {
    const sealed = close(key, Buffer.from('Rashid dorme in azienda'), 'case_note.body:1');
    expect(() => open(key, sealed, 'case_note.body:2')).toThrow(/authenticate|decrypt|state|Invalid/);
    expect(() => open(Buffer.alloc(32, 8), sealed, 'case_note.body:1')).toThrow(/authenticate|decrypt|state|Invalid/);
    fc.assert(fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
      const altered = Buffer.from(sealed);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => open(key, altered, 'case_note.body:1')).toThrow(/authenticate|decrypt|state|Invalid/);
    }));
  });

  it('never looks the same twice', () => {
    expect(close(key, Buffer.from('ciao'), 'x').equals(close(key, Buffer.from('ciao'), 'x'))).toBe(false);
  });
});

describe('a ring of master keys', () => {
  it('still opens what an earlier master wrapped, and derived keys stay as they were', () => {
    const before = Keyring.fresh();
    const wrapped = before.wrap(key, 'case 1');
    const after = Keyring.parse(before.rotated().toString());
    expect(after.version).toBe(before.version + 1);
    expect(after.unwrap(wrapped.wrapped, wrapped.version, 'case 1')).toEqual(key);
    expect(after.derive('anchors')).toEqual(before.derive('anchors'));
    expect(() => before.unwrap(after.wrap(key, 'case 1').wrapped, after.version, 'case 1')).toThrow('master-key-missing');
  });

  it('refuses a key that is not one', () => {
    expect(() => Keyring.parse('1:c2hvcnQ=')).toThrow('master-key-malformed');
    expect(() => Keyring.parse('')).toThrow('no-master-key');
  });
});
