import { describe, expect, it } from 'vitest';
import type { WageRate } from '../worksheet/contract.ts';
import { BalanceContent, type CheckAnswer, type CurriculumAsked, PlacementMove, type PlacementTerms } from './contract.ts';
import { columnsOf, conceptOf } from './domain/esco.ts';
import { checkMachine, checksFrom, comparedPay, curriculumPaper, leadsTo, lookHolds, movesFor, placementMachine, reasonsFor, slipsIn, wordsOf } from './domain.ts';
import { asItComes } from '../../kernel/reference/collection.ts';
import { centreMeaningsOn, checkDays, checkEscalation, lookDays } from './reference.ts';
import { sayIn } from './store/words.ts';
import en from './text/en.json' with { type: 'json' };
import it_ from './text/it.json' with { type: 'json' };

/** A thousand ways of pressing whatever can be pressed, always the same. */
function* walks(): Generator<() => number> {
  for (let seed = 1; seed <= 1_000; seed += 1) {
    let state = seed;
    yield () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  }
}
const someOf = <T>(all: readonly T[], chance: () => number): T | undefined => all[Math.floor(chance() * all.length)];

describe('a placement', () => {
  it('comes to its start only through the person’s yes, whatever is pressed', () => {
    const broken: string[] = [];
    for (const chance of walks()) {
      let state = placementMachine.initial;
      const taken: PlacementMove[] = [];
      for (let step = 0; step < 12; step += 1) {
        const move = someOf(placementMachine.movesFrom(state), chance);
        if (move === undefined) break;
        state = placementMachine.next(state, move, { reason: 'other' });
        taken.push(move);
        if ((state === 'started' && !taken.includes('agree')) || (state === 'ended' && !taken.includes('start'))) broken.push(taken.join());
      }
    }
    expect(broken).toEqual([]);
  });

  it('takes no step that does not begin where it stands, and none that says why without a reason of its own list', () => {
    const taken = placementMachine.states.flatMap((state) => PlacementMove.options.filter((move) => !placementMachine.movesFrom(state).includes(move)).filter((move) => {
      try {
        return placementMachine.next(state, move, { reason: 'other' }) !== undefined;
      } catch {
        return false;
      }
    }));
    expect(taken).toEqual([]);
    for (const move of ['not-start', 'end', 'reopen', 'not-yet', 'resume'] as const) {
      expect(reasonsFor(move).length).toBeGreaterThan(2);
      expect(() => placementMachine.next(placementMachine.moves[move].from[0] ?? 'ended', move)).toThrow('reason-required');
    }
  });

  it('goes nowhere near an employer before somebody has looked; letting it be is always possible', () => {
    for (const state of placementMachine.states) expect(movesFor(state, false).filter((move) => ['agree', 'apply', 'start'].includes(move))).toEqual([]);
    expect(movesFor('proposed', false)).toEqual(['not-start']);
    expect(movesFor('proposed', true)).toEqual(['agree', 'not-start']);
  });

  it('was looked at until a day, and a "talk first" never holds', () => {
    expect(lookHolds(null, '2026-11-30')).toBe(false);
    expect(lookHolds({ verdict: 'clear', validUntil: '2026-11-30' }, '2026-11-30')).toBe(true);
    expect(lookHolds({ verdict: 'clear', validUntil: '2026-11-29' }, '2026-11-30')).toBe(false);
    expect(lookHolds({ verdict: 'talk-first', validUntil: '2099-01-01' }, '2026-11-30')).toBe(false);
  });
});

describe('a check', () => {
  const all: CheckAnswer = { stillThere: 'yes', paid: 'as-agreed', hours: 'as-agreed', safe: 'yes', words: '' };

  it('falls on days counted from the start, over months and leap years', () => {
    expect(checksFrom('2024-01-31', [30, 90, 180], 7)).toEqual([
      { afterDays: 30, fallsOn: '2024-03-01', escalatesOn: '2024-03-08' }, { afterDays: 90, fallsOn: '2024-04-30', escalatesOn: '2024-05-07' }, { afterDays: 180, fallsOn: '2024-07-29', escalatesOn: '2024-08-05' },
    ]);
  });

  it('leads nowhere when all is well, to the worksheet when pay or hours are not as agreed, and first of all to the emergency when somebody is not safe', () => {
    expect(leadsTo(all)).toEqual([]);
    expect(leadsTo({ ...all, paid: null, hours: null, safe: null })).toEqual([]);
    expect(leadsTo({ ...all, paid: 'less' })).toEqual(['worksheet']);
    expect(leadsTo({ ...all, hours: 'more' })).toEqual(['worksheet']);
    expect(leadsTo({ ...all, hours: 'fewer' })).toEqual([]);
    expect(leadsTo({ stillThere: 'no', paid: 'not-paid', hours: 'more', safe: 'no', words: '' })).toEqual(['emergency', 'worksheet', 'end']);
    expect(leadsTo({ ...all, safe: 'unsure' })).toEqual(['talk']);
  });

  it('once put off is still to be asked; an answer that was wrong is taken back with a reason', () => {
    expect(checkMachine.next('planned', 'put-off')).toBe('planned');
    expect(() => checkMachine.next('answered', 'take-back')).toThrow('reason-required');
    expect(() => checkMachine.next('ended', 'take-back', { reason: 'prova' })).toThrow('illegal-move');
  });
});

describe('pay beside the table of its day', () => {
  const rate: WageRate = {
    id: '0', sourceId: '0', sourceTitle: 'Prova', reference: 'Prova', demonstration: true, verifiedOn: null, sector: 'agriculture', province: 'AV', level: 'Comune', basis: 'daily', cents: 6_000, ordinaryMinutes: 390, overtimePercent: null,
    holidayPercent: null, thirdElementPercent: 2_500, validFrom: '2026-01-01', validTo: '2026-12-31',
  };
  const terms: PlacementTerms = {
    title: 'Raccolta', contractKind: 'seasonal', minutesPerWeek: 2_340, daysPerWeek: 6, payCents: 5_000, payPer: 'day', sector: 'agriculture', province: 'AV', level: 'comune', from: null, until: null, unilav: 'unknown', unilavSeenOn: null, words: '',
  };
  const compared = (change: Partial<PlacementTerms> = {}, on = '2026-06-01') => comparedPay('job', { ...terms, ...change }, [rate], on);

  it('says the gap by the hour, third element included: 50 € for six and a half hours, where 60 € and a quarter are due', () => {
    // 50,00 / 6,5 = 7,69; 60,00 / 6,5 × 1,25 = 11,54.
    expect(compared()).toMatchObject({ kind: 'compared', offered: 769, due: 1_154, gap: 385, third: true, demonstration: true });
    expect(compared({ payPer: 'hour', payCents: 1_154 })).toMatchObject({ gap: 0 });
    // 1.950 € × 12 / 52 / 39 = 11,54.
    expect(compared({ payPer: 'month', payCents: 195_000 })).toMatchObject({ offered: 1_154, gap: 0 });
  });

  it('guesses nothing: whatever is missing is named', () => {
    const why = (change: Partial<PlacementTerms>, on?: string) => {
      const found = compared(change, on);
      return found.kind === 'not-compared' ? found.why : 'compared';
    };
    expect([why({ payCents: null }), why({ minutesPerWeek: null }), why({ payPer: 'day', daysPerWeek: null }), why({ level: null }), why({ province: 'NA' }), why({}, '2027-01-01')])
      .toEqual(['pay-missing', 'hours-missing', 'hours-missing', 'classification-missing', 'no-table', 'no-table']);
    expect(comparedPay('internship', terms, [rate], '2026-06-01')).toEqual({ kind: 'not-compared', why: 'not-a-wage' });
  });

  it('more pay never widens the gap', () => {
    const gapOf = (payCents: number): number => {
      const found = compared({ payCents });
      return found.kind === 'compared' ? found.gap : Number.NaN;
    };
    const widened = [...walks()].map((chance) => Math.floor(chance() * 20_000)).filter((pay) => !(gapOf(pay + 250) <= gapOf(pay)));
    expect(widened).toEqual([]);
  });
});

describe('a curriculum', () => {
  const by = { memberId: '00000000-0000-7000-8000-000000000000', name: 'Anna', role: 'labour' };
  const entry = (id: string, content: BalanceContent) => ({ id, source: 'person' as const, learnedOn: '2026-11-01', by, version: 1, content });
  const entries = [
    entry('a', { kind: 'job', title: 'Sarto', place: 'Dacca', country: 'BD', from: '2015', to: '2021-03', isPresent: false, did: 'Camicie e pantaloni, dal taglio alla consegna', sector: 'textile', occupation: null, broughtFrom: null }),
    entry('b', { kind: 'skill', words: 'Cucire a macchina', level: 'teaches', known: 'shown', documentId: null, esco: null }),
    entry('c', { kind: 'wishes', wants: 'Non tornare in quel laboratorio', hours: 'full-time', transport: ['bus'], reach: '', children: '', limits: ['no-nights'], limitWords: 'gli occhi', notWanted: '' }),
  ];
  const asked: CurriculumAsked = { caseId: '0', language: 'it', named: true, contact: [], about: '', entries: ['a', 'b'], languages: true, licences: true, availability: true, readWords: [] };
  const matter = { name: 'Shafiqul Islam', entries, languages: [{ language: 'bn', speaks: 'mother-tongue' as const, reads: true }], known: [{ field: 'work-licences', value: ['car'], source: 'person', learnedOn: '2026-11-01' }, { field: 'education-italian', value: 'a2', source: 'person', learnedOn: '2026-11-01' }] };

  it('says what Shafiqul wants told, in his words, and nothing of what he cannot or will not do', () => {
    const words = wordsOf(curriculumPaper(asked, matter, sayIn('it')));
    for (const said of ['Shafiqul Islam', 'Sarto, Dacca, Bangladesh, 2015 – 03/2021. Camicie e pantaloni', 'Cucire a macchina (lo insegna ad altri)', 'bengalese: madrelingua', 'italiano: A2', 'Patente B', 'A tempo pieno', 'Si sposta in autobus']) expect(words).toContain(said);
    for (const kept of ['laboratorio', 'occhi', 'notti', 'RE.T.I.', 'Anna']) expect(words.toLowerCase()).not.toContain(kept.toLowerCase());
    expect(slipsIn(words)).toEqual([]);
  });

  it('leaves out what was not chosen, the name too, and has English headings with his own words unchanged', () => {
    const paper = curriculumPaper({ ...asked, language: 'en', named: false, entries: ['a'], languages: false, licences: false, availability: false }, matter, sayIn('en'));
    expect(paper).toEqual({ title: 'Curriculum vitae', language: 'en', author: '', blocks: [{ kind: 'heading', level: 1, text: 'Work experience' }, { kind: 'list', items: ['Sarto, Dacca, Bangladesh, 2015 – 03/2021. Camicie e pantaloni, dal taglio alla consegna'] }] });
  });

  it('stops at the words that tell from where it comes, and at no others', () => {
    expect(slipsIn('Addetto all’accoglienza in albergo. Ospite del CAS, ora in SAI; vittima di tratta, permesso art. 18')).toEqual(['accoglienza', 'cas', 'sai', 'vittima', 'tratta', 'permesso', 'art. 18']);
    expect(slipsIn('Trattore, casa, Casale, contratto, reti da pesca, saldatore, protezioni, programmatore')).toEqual(['reti']);
    expect(slipsIn('Richiedente asilo; Asylum seeker; RE.T.I.')).toEqual(['richiedente', 'asilo', 'asylum', 're.t.i.']);
  });
});

describe('a line of the balance', () => {
  const skill = { kind: 'skill', words: 'Guidare il muletto', level: 'alone', known: 'certified', documentId: null, esco: null };
  it('is called certified only with its paper', () => {
    expect(BalanceContent.safeParse(skill).success).toBe(false);
    expect(BalanceContent.safeParse({ ...skill, documentId: '00000000-0000-7000-8000-000000000000' }).success).toBe(true);
    expect(BalanceContent.safeParse({ ...skill, known: 'shown' }).success).toBe(true);
  });
  it('takes for a concept only what the European Commission calls one', () => {
    const esco = (uri: string) => BalanceContent.safeParse({ ...skill, known: 'told', esco: { uri, label: 'x', edition: '1' } }).success;
    expect([esco('http://data.europa.eu/esco/skill/abc-1'), esco('http://data.europa.eu.example/esco/skill/abc'), esco('https://example.org/esco/skill/abc')]).toEqual([true, false, false]);
  });
});

describe('a row of the classification', () => {
  const titles = ['\uFEFFconceptType', 'conceptUri', 'preferredLabel', 'altLabels'];
  const columns = columnsOf(titles) ?? { uri: 0, label: 0, others: null };
  it('is found by the names of its columns, in whichever order', () => {
    expect(columns).toEqual({ uri: 1, label: 2, others: 3 });
    expect(columnsOf(['Nome', 'Cognome'])).toBeNull();
  });
  it('becomes a concept of its own kind, with what else it is called', () => {
    const row = ['Skill', 'http://data.europa.eu/esco/skill/s-1', 'potare la vite', 'potatura\ntagliare i tralci | potatura secca'];
    expect(conceptOf(row, columns, 'skill')).toEqual({ uri: 'http://data.europa.eu/esco/skill/s-1', label: 'potare la vite', otherLabels: 'potatura\ntagliare i tralci\npotatura secca' });
    expect(conceptOf(row, columns, 'occupation')).toBeNull();
    expect(conceptOf(['Skill', 'javascript:alert(1)', 'x', ''], columns, 'skill')).toBeNull();
  });
});

describe('the reference data of work', () => {
  it('says when it is asked, for how long a look holds, and of each step at the job centre that nobody has made sure of it', () => {
    expect([checkDays(asItComes, '2026-11-30'), checkEscalation(asItComes, '2026-11-30'), lookDays(asItComes, '2026-11-30')]).toEqual([[30, 90, 180], 7, 30]);
    expect(centreMeaningsOn(asItComes, '2026-11-30').map(({ kind, verified }) => [kind, verified])).toEqual([['did', false], ['service-pact', false], ['siisl', false]]);
    expect(() => checkDays(asItComes, '2020-01-01')).toThrow('first-check of placement-terms');
  });
  it('has words for every reason of every step, in both languages', () => {
    for (const texts of [it_, en] as Record<string, string>[]) for (const move of PlacementMove.options) for (const reason of reasonsFor(move)) expect(texts).toHaveProperty([`employment.reason.${reason}`]);
  });
});
