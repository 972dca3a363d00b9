import { describe, expect, it } from 'vitest';
import type { SessionState } from '../../kernel/identity/contract.ts';
import { afterHearing, whoIsHere } from './identity.ts';

const at = (stage: SessionState['stage'], account: string, hat: string): string =>
  whoIsHere({ stage, account: { id: account }, hat: { id: hat } } as SessionState);
const amal = at('signed-in', 'amal', 'mediator');

describe('the window that Amal left open behind on the shared computer', () => {
  it('is covered when she signs out in another one, or when somebody is only halfway in', () => {
    expect(afterHearing(amal, at('none', '', ''))).toBe('cover');
    expect(afterHearing(amal, at('second-factor', 'giulia', ''))).toBe('cover');
  });

  it('shows nothing of hers any more when Giulia signs in, or when she puts on another hat', () => {
    expect(afterHearing(amal, at('signed-in', 'giulia', 'psychologist'))).toBe('leave');
    expect(afterHearing(amal, at('signed-in', 'amal', 'educator'))).toBe('leave');
  });

  it('stays when she opens a second one', () => {
    expect(afterHearing(amal, amal)).toBe('stay');
    expect(afterHearing(at('none', '', ''), amal)).toBe('stay');
  });
});
