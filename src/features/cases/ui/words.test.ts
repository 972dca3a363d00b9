import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '../text/en.json' with { type: 'json' };
import italian from '../text/it.json' with { type: 'json' };
import { eventGroups, groupsOfEvents } from './words.ts';

/** Every kind that some room puts on the line of time. */
const kinds = [...new Set([...readFileSync(new URL('../timeline.sql', import.meta.url), 'utf8').matchAll(/select [\w.]+, [\w.]+, '([a-z-]+)'/g)].map(([, kind = '']) => kind))];

describe('the line of time of a case', () => {
  it('finds whatever any room puts on it by one filter, and by one alone', () => {
    const found = Object.values(eventGroups).flat();
    expect(kinds.length).toBeGreaterThan(25);
    expect(found.toSorted()).toEqual([...new Set(found)].toSorted());
    expect(found.toSorted()).toEqual(kinds.toSorted());
  });

  it('says every kind, and every filter, in words of both languages', () => {
    const keys = [...kinds.flatMap((kind) => [`cases.kind.${kind}`, `cases.event.${kind}`]), ...groupsOfEvents.map((group) => `cases.group.${group}`)];
    for (const texts of [italian, en] as Readonly<Record<string, string>>[]) expect(keys.filter((key) => !(key in texts))).toEqual([]);
  });
});
