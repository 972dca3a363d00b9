import { describe, expect, it } from 'vitest';
import type { Fact, FactValue, Profile } from '../plans/contract.ts';
import { spellsOf } from './domain/spells.ts';

const spell = (facts: Readonly<Record<string, FactValue>>): Pick<Profile, 'episodes'> => ({
  // A fact's other columns say who learned it and when, and play no part here.
  episodes: [{ id: '00000000-0000-7000-8000-000000000001', kind: 'work', fields: Object.entries(facts).map(([key, value]) => ({ key, fact: { value } as Fact, earlier: 0 })) }],
});

describe('what Rashid has told already', () => {
  it('is taken along from his profile: months as months, days only where they are sure', () => {
    expect(spellsOf(spell({
      'work-from': { precision: 'declared', year: 2024, month: 6, day: null }, 'work-until': { precision: 'exact', year: 2024, month: 9, day: 20 }, 'work-sector': 'agriculture', 'work-contract': 'open-ended', 'work-pay-agreed': 650.5,
    }))).toMatchObject([{ sector: 'agriculture', from: '2024-06-01', to: '2024-09-20', isMonthOnly: true, contract: 'yes', contractKind: 'permanent', promised: { least: 65_050, most: 65_050 } }]);
  });

  it('puts in no month that nobody told, and takes no silence for a no', () => {
    expect(spellsOf(spell({ 'work-from': { precision: 'estimated', year: 2021, month: null, day: null } }))).toMatchObject([{ from: null, to: null, sector: null, contract: 'not-asked', promised: 'not-asked' }]);
    expect(spellsOf(spell({ 'work-contract': 'none' }))[0]?.contract).toBe('no');
  });
});
