import { describe, expect, it } from 'vitest';
import type { TodayItem } from './contract.ts';
import { arrange, leadsTo } from './domain.ts';

const line = (given: Partial<TodayItem>): TodayItem => ({
  section: 'late', kind: 'step-due', id: '0198f000-0000-7000-8000-000000000001', caseId: '0198f000-0000-7000-8000-000000000002', personId: null, code: 'verde-airone-42', at: null, overdue: false, facts: {}, ...given,
});

describe('the day', () => {
  it('shows Teresa her three columns even on a quiet morning, danger first', () => {
    expect(arrange([], 'coordinator').map((column) => column.section)).toEqual(['dangerous', 'late', 'unassigned']);
  });

  it('on a telephone without a network tells nobody that nothing is late or in danger: of that it knows nothing', () => {
    expect(arrange([], 'mediator', 'at-hand').map((column) => column.section)).toEqual(['agenda']);
    expect(arrange([line({ section: 'dangerous', kind: 'street-concern' })], 'coordinator', 'at-hand').map((column) => column.section)).toEqual(['dangerous', 'agenda']);
  });

  it('puts an answer about dying before a dozen cases at high risk, which are watched already', () => {
    const inDanger = Array.from({ length: 12 }, () => line({ section: 'dangerous', kind: 'case-in-danger' }));
    const [column] = arrange([...inDanger, line({ section: 'dangerous', kind: 'break-glass-to-review' }), line({ section: 'dangerous', kind: 'critical-answer' })], 'coordinator');
    expect(column?.items.map(({ kind }) => kind).slice(0, 3)).toEqual(['critical-answer', 'break-glass-to-review', 'case-in-danger']);
  });

  it('shows nothing to the prefecture, and the answers owed to a partner alone', () => {
    expect(arrange([], 'prefecture')).toEqual([]);
    expect(arrange([line({ section: 'owed', kind: 'referral-received', caseId: null })], 'partner').map((column) => column.section)).toEqual(['owed']);
  });

  it('leads from a step to the plan of its case, and from a referral received to that referral alone', () => {
    expect(leadsTo(line({}))).toBe('/cases/0198f000-0000-7000-8000-000000000002?tab=plan');
    expect(leadsTo(line({ kind: 'referral-received', caseId: null }))).toBe('/received/0198f000-0000-7000-8000-000000000001');
    expect(leadsTo(line({ kind: 'task-due', caseId: null }))).toBeUndefined();
  });
});
