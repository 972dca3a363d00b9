import { describe, expect, it } from 'vitest';
import { Role } from '../../kernel/identity/contract.ts';
import { entries, entriesFor, opensWithout } from './navigation.ts';
import { rooms } from './rooms.ts';

const everywhere = new Set(Object.values(entries).map(({ path }): string => path));
const seenBy = (role: Role): string[] => entriesFor(role, everywhere).map(({ id }) => id);

describe('the ways in', () => {
  it.each(Role.options)('of %s begin with today and never repeat', (role) => {
    const seen = seenBy(role);
    expect(seen[0]).toBe('today');
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('lead Nadia the mediator to the street before the desk', () => expect(seenBy('mediator').slice(0, 3)).toEqual(['today', 'street', 'desk']));

  it('lead Blessing the educator to the street from the bar of her telephone', () => expect(seenBy('educator').slice(0, 4)).toContain('street'));

  it('of Nadia’s telephone that open with no network are those of a day outside', () =>
    expect(entriesFor('mediator', everywhere).filter(opensWithout).map(({ id }) => id)).toEqual(['today', 'street', 'desk', 'notice']));

  it('never lead to single persons from the Prefecture, the reporters, the partners, the data protection officer or the administrator', () => {
    const strangers = (['prefecture', 'sui', 'reporter', 'partner', 'trainer', 'trainee', 'dpo', 'admin'] as const).filter((role) => seenBy(role).includes('persons') || seenBy(role).includes('desk'));
    expect(strangers).toEqual([]);
  });

  it('show the register of accesses to the data protection officer alone', () => {
    expect(Role.options.filter((role) => seenBy(role).includes('audit'))).toEqual(['dpo']);
  });

  it('leave out rooms that are not built', () => expect(entriesFor('legal', new Set(['/', '/persons'])).map(({ id }) => id)).toEqual(['today', 'persons']));
});

describe('the rooms', () => {
  it('have one screen for each address', () => {
    const paths = rooms.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });
});
