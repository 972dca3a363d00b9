import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NeedReading, PlanMove, PlanState, StepState } from './contract.ts';
import { closesCircle, dayIn, daysAfter, daysBetween, distanceSpans, editionAfter, episodeFields, goalsOpen, isLate, lacking, mayStand, misfit, needCourses, planMachine, profileField, profileSections, reviewDay, rungOf, type StepEdge, stepClosed, stepsOpen, stepTime, whyMissing } from './domain.ts';
import { planReference, reviewIntervals, warningDays } from './reference.ts';
import { planCopyPaper } from './domain/copy-paper.ts';
import { copyWords } from './domain/copy.ts';
import english from './text/en.json' with { type: 'json' };
import italian from './text/it.json' with { type: 'json' };
import { asItComes } from '../../kernel/reference/collection.ts';

const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));

describe('the day in Italy', () => {
  it('is tomorrow already while a server in London still writes yesterday', () => {
    expect(dayIn(new Date('2026-07-01T22:30:00Z'))).toBe('2026-07-02');
    expect(dayIn(new Date('2026-01-01T22:30:00Z'))).toBe('2026-01-01');
  });

  it('is counted without hours, so the change of the clock moves nothing', () => {
    fc.assert(fc.property(day, fc.integer({ min: -800, max: 800 }), (from, days) => {
      expect(daysBetween(from, daysAfter(from, days))).toBe(days);
    }));
  });
});

describe('a number that is asked', () => {
  it('says what it counts, so that nobody writes the pay of a day as the pay of a month', () => {
    const units = profileSections.flatMap((section) => section.fields).flatMap((field) => (field.kind === 'number' ? [field.unit ?? 'people'] : []));
    expect(units).toContain('euro-month');
    for (const words of [italian, english]) expect(Object.keys(words)).toEqual(expect.arrayContaining(units.flatMap((unit) => [`plans.measure.${unit}`, `plans.unit.${unit}`])));
  });
});

describe('a fact that ends', () => {
  const ladder = [90, 60, 30, 7];

  it('warns four times before Rashid’s permit ends, and once it has ended', () => {
    const permit = '2026-12-31';
    expect(['2026-09-01', '2026-10-02', '2026-11-01', '2026-12-01', '2026-12-24', '2026-12-31', '2027-01-01'].map((today) => rungOf(permit, today, ladder)))
      .toEqual([null, 'within-90', 'within-60', 'within-30', 'within-7', 'within-7', 'past']);
  });

  it('never steps back up the ladder as the days go by', () => {
    const height = [null, 'within-90', 'within-60', 'within-30', 'within-7', 'past'];
    fc.assert(fc.property(day, fc.integer({ min: -30, max: 120 }), fc.nat({ max: 200 }), (due, ahead, later) => {
      const today = daysAfter(due, -ahead);
      expect(height.indexOf(rungOf(due, daysAfter(today, later), ladder))).toBeGreaterThanOrEqual(height.indexOf(rungOf(due, today, ladder)));
    }));
  });

  it('says nothing where there is no day', () => {
    expect(rungOf(null, '2026-01-01', ladder)).toBeNull();
  });
});

describe('the profile', () => {
  const fields = profileSections.flatMap((section) => section.fields);

  it('has no two fields of the same key, and choices wherever one chooses', () => {
    expect(new Set(fields.map((field) => field.key)).size).toBe(fields.length);
    for (const field of fields) expect([field.key, (field.choices?.length ?? 0) > 1]).toEqual([field.key, field.kind === 'choice' || field.kind === 'choices']);
  });

  it('asks nobody for religion, ethnicity, orientation or a diagnosis', () => {
    expect(fields.map((field) => field.key).filter((key) => /relig|faith|ethni|orient|sexual|diagnos/.test(key))).toEqual([]);
  });

  it('has words in both languages for every section, field, choice, unit and day', () => {
    const needed = profileSections.flatMap((section) => [`plans.section.${section.key}`, ...section.fields.flatMap((field) => [
      `plans.field.${field.key}`, ...(field.choices ?? []).map((choice) => `plans.choice.${field.key}.${choice}`),
      ...(field.due ? [`plans.due.${field.due}`] : []), ...(field.unit ? [`plans.unit.${field.unit}`] : []),
    ])]);
    expect(needed.filter((key) => !(key in italian) || !(key in english))).toEqual([]);
  });

  it('keeps exploitation, money and complaints from those who follow work alone', () => {
    for (const section of profileSections.filter((one) => ['exploitation', 'money', 'justice'].includes(one.key))) {
      expect(section.fields.every((field) => field.compartment === 'restricted')).toBe(true);
    }
    expect(profileField('health-pregnancy')?.field.compartment).toBe('restricted');
    expect(profileField('work-pay-received')?.field.compartment).toBe('work');
  });

  it('takes back any fact, and lets no value stand in a field of another kind', () => {
    const value = fc.oneof(fc.string({ minLength: 1 }), fc.double({ noNaN: true }), fc.boolean(), fc.array(fc.string(), { minLength: 1 }));
    fc.assert(fc.property(fc.constantFrom(...fields), value, (field, given) => {
      expect(misfit(field, null)).toBeUndefined();
      const taken = { 'text': 'string', 'choice': 'string', 'date': 'string', 'year': 'number', 'number': 'number', 'yes-no': 'boolean', 'choices': 'object', 'uncertain-date': 'object' }[field.kind];
      expect(misfit(field, given) === 'kind' || typeof given === taken).toBe(true);
    }));
  });

  it('tells a spell of work with work facts alone and one of exploitation under restriction alone, with words for every field', () => {
    expect(new Set(episodeFields.work.map((field) => field.compartment))).toEqual(new Set(['work']));
    expect(new Set(episodeFields.exploitation.map((field) => field.compartment))).toEqual(new Set(['restricted']));
    for (const field of [...episodeFields.work, ...episodeFields.exploitation]) expect([field.key, `plans.field.${field.key}` in italian]).toEqual([field.key, true]);
    expect([mayStand('work-from', true), mayStand('work-from', false), mayStand('housing-kind', true), mayStand('work-sector', true), mayStand('work-sector', false)]).toEqual([true, false, false, true, true]);
  });

  it('takes a date as far as it is known, and none that cannot be', () => {
    const from = episodeFields.work[0];
    if (!from) throw new Error('the fields of this test are gone');
    const dated = (precision: 'exact' | 'estimated' | 'declared' | 'unknown', year: number | null, month: number | null = null, dayOfMonth: number | null = null) => misfit(from, { precision, year, month, day: dayOfMonth });
    expect([dated('estimated', 2022), dated('declared', 2023, 5), dated('exact', 2024, 2, 29)]).toEqual([undefined, undefined, undefined]);
    expect([dated('exact', 2023), dated('exact', 2023, 2, 29), dated('estimated', null), dated('declared', 2023, null, 4), dated('unknown', 2023)]).toEqual(['range', 'range', 'range', 'range', 'range']);
    expect(misfit(from, '2023')).toBe('kind');
  });

  it('knows the choices of each field and refuses the same one twice', () => {
    const housing = profileField('housing-kind')?.field;
    const control = profileField('exploitation-control')?.field;
    if (!housing || !control) throw new Error('the fields of this test are gone');
    expect([misfit(housing, 'employer-tied'), misfit(housing, 'castle')]).toEqual([undefined, 'choice']);
    expect([misfit(control, ['debt', 'wages']), misfit(control, ['debt', 'debt']), misfit(control, ['charm'])]).toEqual([undefined, 'choice', 'choice']);
  });
});

describe('a plan', () => {
  it('goes from the draft to the person, to work, to review and on, and ends in two ways alone', () => {
    expect(planMachine.ends).toEqual(['completed', 'interrupted']);
    expect(planMachine.movesFrom('shared')).toEqual(['rework', 'activate', 'interrupt']);
    expect(() => planMachine.next('draft', 'activate')).toThrow('illegal-move');
    expect(() => planMachine.next('active', 'interrupt')).toThrow('reason-required');
  });

  it('is never at work without having been shared, whatever is tried; and its edition grows by renewals alone', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...PlanMove.options), { maxLength: 40 }), (tried) => {
      let state = planMachine.initial;
      let edition = 1;
      let shared = false;
      let renewed = 0;
      for (const move of tried) {
        if (!planMachine.can(state, move)) continue;
        state = planMachine.next(state, move, { reason: 'così ha chiesto' });
        edition = editionAfter(edition, move);
        shared ||= move === 'share';
        renewed += Number(move === 'renew');
        expect(shared || state === 'draft' || state === 'interrupted').toBe(true);
        expect(edition).toBe(1 + renewed);
      }
    }));
  });

  it('does not change under the eyes of the person who is reading it, nor after it ended', () => {
    expect(PlanState.options.filter(goalsOpen)).toEqual(['draft', 'in-review']);
    expect(PlanState.options.filter(stepsOpen)).toEqual(['draft', 'active', 'in-review']);
  });

  it('needs a goal to be shared, the person’s agreement to begin, and the outcome of every goal to be completed', () => {
    const goals = [{ outcome: 'reached' }, { outcome: null }];
    expect(lacking('share', { goals: [], agreed: false })).toBe('plan-without-goals');
    expect(lacking('share', { goals, agreed: false })).toBeUndefined();
    expect(lacking('activate', { goals, agreed: false })).toBe('plan-agreement-needed');
    expect(lacking('renew', { goals, agreed: false })).toBe('plan-agreement-needed');
    expect(lacking('complete', { goals, agreed: false })).toBe('plan-goal-without-outcome');
    expect(lacking('complete', { goals: [{ outcome: 'dropped' }], agreed: false })).toBeUndefined();
    expect(lacking('interrupt', { goals: [], agreed: false })).toBeUndefined();
  });

  it('is reviewed after ninety days, after sixty where the risk is high', () => {
    expect(['low', 'not-assessed', 'high', 'extreme'].map((risk) => reviewDay('2026-01-01', risk, reviewIntervals(asItComes, '2026-01-01')))).toEqual(['2026-04-01', '2026-04-01', '2026-03-02', '2026-03-02']);
  });
});

describe('steps that wait for each other', () => {
  it('never form a circle, however they are tied', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const ties = fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), { maxLength: 60 });
    fc.assert(fc.property(ties, (tried) => {
      const steps = new Map<string, string | null>(ids.map((id) => [id, null]));
      const edges = (): StepEdge[] => [...steps].map(([id, afterStep]) => ({ id, afterStep }));
      for (const [step, after] of tried) if (!closesCircle(edges(), step, after)) steps.set(step, after);
      for (const start of ids) {
        let walked = 0;
        for (let at = steps.get(start) ?? null; at !== null; at = steps.get(at) ?? null) expect(++walked).toBeLessThan(ids.length);
      }
    }));
  });

  it('let a step wait for any other that does not wait for it', () => {
    const steps = [{ id: 'certificate', afterStep: null }, { id: 'union', afterStep: 'certificate' }, { id: 'report', afterStep: 'union' }];
    expect(closesCircle(steps, 'certificate', 'report')).toBe(true);
    expect(closesCircle(steps, 'union', 'union')).toBe(true);
    expect(closesCircle(steps, 'report', 'certificate')).toBe(false);
  });
});

describe('a step', () => {
  it('says why when it went in part or not at all', () => {
    expect(StepState.options.filter((state) => whyMissing(state, ' '))).toEqual(['partly', 'not-done']);
    expect(whyMissing('not-done', 'l’ufficio era chiuso')).toBe(false);
  });

  it('is late the day after it was due, while it is open', () => {
    expect([isLate('2026-03-09', 'to-do', '2026-03-09'), isLate('2026-03-09', 'doing', '2026-03-10'), isLate('2026-03-09', 'done', '2026-03-10'), isLate(null, 'to-do', '2026-03-10')]).toEqual([false, true, false, false]);
    expect(StepState.options.filter(stepClosed)).toEqual(['done', 'partly', 'not-done']);
  });
});

describe('a step on the line of time', () => {
  it('stands where its day falls from today, and among the closed once it is closed', () => {
    const at = (dueOn: string | null, state: StepState = 'to-do') => stepTime({ dueOn, state }, '2026-03-09');
    expect([at('2026-03-08'), at('2026-03-09'), at('2026-03-16'), at('2026-03-17'), at('2026-04-08'), at('2026-04-09'), at(null), at('2026-03-01', 'done')])
      .toEqual(['late', 'week', 'week', 'month', 'month', 'later', 'none', 'closed']);
  });
});

describe('the course of the needs', () => {
  const reading = (domain: NeedReading['domain'], level: number, at: string, ownPriority: number | null = null): NeedReading =>
    ({ id: `${domain}-${at}`, domain, level, ownPriority, words: '', assessedBy: { id: 'giulia', name: 'Giulia' }, assessedAt: at, source: 'interview', current: false });

  it('sets the first reading beside the latest, heaviest first, and what the person puts first before the rest', () => {
    const courses = needCourses([reading('housing', 3, '2026-01-01'), reading('housing', 1, '2026-04-01', 2), reading('isolation', 1, '2026-01-02', 1), reading('legal-status', 4, '2026-01-03')]);
    expect(courses.map((one) => [one.domain, one.first.level, one.latest.level, one.change])).toEqual([['legal-status', 4, 4, null], ['isolation', 1, 1, null], ['housing', 3, 1, -2]]);
  });
});

describe('the dated reference files', () => {
  it('give every need five levels in order, with words in both languages, and say which words are a proposal', () => {
    const { anchors } = planReference(asItComes, '2026-11-29');
    expect(anchors).toHaveLength(12);
    for (const one of anchors) expect([one.domain, ...one.levels.map((level) => level.level)]).toEqual([one.domain, 0, 1, 2, 3, 4]);
    expect(anchors.every((one) => !one.verified)).toBe(true);
    expect(anchors.find((one) => one.domain === 'housing')?.levels.some((level) => level.proposal)).toBe(false);
    expect(anchors.find((one) => one.domain === 'isolation')?.levels.every((level) => level.proposal)).toBe(true);
  });

  it('hold templates for every need, each named once', () => {
    const { templates } = planReference(asItComes, '2026-11-29');
    expect(new Set(templates.map((one) => one.domain)).size).toBe(12);
    expect(new Set(templates.map((one) => one.id)).size).toBe(templates.length);
  });

  it('hold the clocks of the plan', () => {
    expect(warningDays(asItComes, '2026-11-29')).toEqual([90, 60, 30, 7]);
    expect(reviewIntervals(asItComes, '2026-11-29')).toEqual({ usual: 90, highRisk: 60 });
    expect(() => warningDays(asItComes, '2020-01-01')).toThrow('names no fact-expiry');
  });
});

describe('distance travelled', () => {
  const reading = (moment: 'entry' | 'review' | 'exit', ratedBy: 'person' | 'worker', value: number, at: string) => ({ id: `${at} ${ratedBy}`, domain: 'housing' as const, moment, ratedBy, value, at });
  it('runs from the entry to the exit, the person and the worker apart', () => {
    const spans = distanceSpans([reading('review', 'person', 3, '2026-04-01'), reading('entry', 'person', 1, '2026-01-01'), reading('exit', 'person', 5, '2026-09-01'), reading('entry', 'worker', 2, '2026-01-01'), reading('exit', 'worker', 2, '2026-09-01')]);
    expect(spans.map(({ ratedBy, start, end, change }) => [ratedBy, start.value, end?.value, change])).toEqual([['person', 1, 5, 4], ['worker', 2, 2, 0]]);
  });
  it('of a case that was closed, opened and closed again is measured over the whole way, and an entry read anew is not its end', () => {
    const spans = distanceSpans([reading('entry', 'person', 2, '2026-01-01'), reading('exit', 'person', 4, '2026-03-01'), reading('entry', 'person', 1, '2026-06-01'), reading('exit', 'person', 5, '2026-09-01')]);
    expect(spans).toMatchObject([{ start: { value: 2 }, end: { value: 5 } }]);
  });
  it('has no end while there is one reading alone', () => {
    expect(distanceSpans([reading('entry', 'worker', 3, '2026-01-01')])).toMatchObject([{ end: null, change: null }]);
  });
});

describe('the paper that Rashid takes home', () => {
  const step = { id: '0199c000-0000-7000-8000-000000000001', title: 'Telefonare', by: 'colleague' as const, name: 'Giulia', dueOn: '2026-12-09', state: 'to-do' as const, version: 1, said: { words: 'الاتصال', from: 'colleague' as const } };
  const copy = { language: 'ar' as const, spoken: ['ar'], reviewOn: '2027-03-01', goals: [{ id: '0199c000-0000-7000-8000-000000000002', domain: 'housing' as const, words: 'غرفة لي', steps: [step] }] };
  const rowsOf = (paper: ReturnType<typeof planCopyPaper>) => paper.blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));

  it('is his language from the title to the last line, and bears no office, no class and no code', () => {
    const paper = planCopyPaper(copy, true);
    expect({ title: paper.title, language: paper.language, letterhead: paper.letterhead, classification: paper.classification, reference: paper.reference }).toEqual({ title: 'خطتي', language: 'ar', letterhead: undefined, classification: undefined, reference: undefined });
    expect(rowsOf(paper)).toEqual([['الاتصال', 'مع Giulia', 'قبل 9 ديسمبر 2026']]);
  });

  it('names nobody where a name would tell too much', () => {
    expect(JSON.stringify(planCopyPaper(copy, false))).not.toContain('Giulia');
    expect(rowsOf(planCopyPaper({ ...copy, goals: copy.goals.map((goal) => ({ ...goal, steps: [{ ...step, by: 'person' as const, state: 'done' as const }] })) }, false))).toEqual([['الاتصال', 'أنا', 'تم']]);
  });

  it('has every word in every language', () => {
    const keys = (words: object): string[] => Object.entries(words).flatMap(([key, value]) => (typeof value === 'object' ? keys(value as object).map((one) => `${key}.${one}`) : [key])).toSorted();
    for (const words of Object.values(copyWords)) expect(keys(words)).toEqual(keys(copyWords.it));
  });
});
