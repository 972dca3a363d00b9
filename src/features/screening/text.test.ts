import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import {
  AnswerWord, AssessmentState, AuthorityOutcome, Column, CombinationClass, Comparison, DayKnown, ItemKind, LockReason, OffReason, Outcome, Reminder, SafetyProtocol, Standing, StandingMove, TeamRole,
  Weight,
} from './contract.ts';
import { noteCodes } from './domain/xlsform.ts';
import { assessmentMachine, incoherenceCodes } from './domain.ts';
import { EvidencePaper, EvidenceSource } from './evidence.ts';
import { SafetyDeed } from './safety.ts';
import { VulnerabilityCategory, VulnerabilityStatus } from './vulnerability.ts';
import english from './text/en.json' with { type: 'json' };
import italian from './text/it.json' with { type: 'json' };

const languages: [string, Record<string, string>][] = [['it', italian], ['en', english]];

/** Every value that a screen may have to say. */
const spoken: Record<string, readonly string[]> = {
  answer: AnswerWord.options, column: Column.options, weight: Weight.options, rule: ['a', 'b', 'c', 'd'], standing: Standing.options,
  class: CombinationClass.options, reminder: Reminder.options, protocol: SafetyProtocol.options, here: SafetyProtocol.options, lock: LockReason.options, off: OffReason.options,
  role: TeamRole.options, state: AssessmentState.options, outcome: Outcome.options, authority: AuthorityOutcome.options,
  move: Object.keys(assessmentMachine.moves), made: StandingMove.options, written: Outcome.options, reading: ['agree', 'disagree'], verified: ['to-verify', 'verified'],
  wording: ['official', 'own-short-label', 'topic-for-staff'], source: EvidenceSource.options, paper: EvidencePaper.options, category: VulnerabilityCategory.options, status: VulnerabilityStatus.options, deed: SafetyDeed.options,
  incoherent: [...incoherenceCodes, 'shape'], 'form.note': noteCodes, 'editor.kind': ['choice', ...ItemKind.options], 'editor.test': [...Comparison.options, 'yes', 'no', 'answered'], 'editor.protocol': SafetyProtocol.options, day: DayKnown.options,
  number: ['any', 'between', 'least', 'most'].flatMap((which) => [`${which}.whole`, `${which}.decimal`]),
  approval: ['approved-by-mediator', 'not-approved-by-mediator'],
};

describe('the words of the room', () => {
  it('are the same keys in Italian and in English, all of this room', () => {
    expect(Object.keys(english)).toEqual(Object.keys(italian));
    expect(Object.keys(italian).filter((key) => !/^(screening|problem)\./.test(key))).toEqual([]);
  });

  it.each(languages)('in %s say every value that can appear', (_language, words) => {
    const missing = Object.entries(spoken).flatMap(([kind, values]) => values.map((value) => `screening.${kind}.${value}`)).filter((key) => !words[key]);
    expect(missing).toEqual([]);
  });

  it.each(languages)('in %s can be formatted, every one', (language, words) => {
    const wordings = { edition: 2, worded: 23, needed: 31, same: 6, redo: 2, names: 'Rubina', kind: 'domanda' };
    const facts = {
      ...wordings,
      applicable: 8, answered: 3, count: 2, least: 3, most: 6, times: 1, number: 1, version: 1, by: 'Amina', on: '3.3.2026', at: '10:42', name: 'Giulia', author: 'Blessing', started: '3.3.2026',
      date: '3.3.2026', what: 'un indicatore forte', rules: '(a)', ways: 'un indicatore forte', title: 'Prime domande', column: 'adulta', sign: 'F02', because: 'Q1', source: 'ILO', item: 'Paga trattenuta', dimension: 'Lavoro',
      from: 'aperto', to: 'emerge', languages: 'italiano', profession: 'Psicologia', roles: 'Psicologia', detail: 'P9', sheet: 'survey', row: 4, points: 1, highest: 27, notBefore: '3.3.2026', dueOn: '3.6.2026', text: 'Paga trattenuta', reference: '2009', age: 18, language: 'inglese', topic: 'Sonno', group: 'Indici', present: 1, of: 4, first: '2025', last: '2026', words: 'Busta', code: 'LINCE-7', index: 'I1', months: 'luglio', path: 'items.0.text', here: 'Sì', there: 'No', noted: '3.3.2026, 5:10', day: '3.3.2026', known: 'stimata', answer: 'Spesso', label: 'Ore', unit: 'ore', wanted: 'Un numero', allowed: 1, rows: '3 e 5', choice: 'c1', section: 'part-1', subscale: 'sum-1', arrived: '3.3.2026, 9:00',
    };
    for (const message of Object.values(words)) {
      const said = String(new IntlMessageFormat(message, language).format(facts));
      expect(said).not.toMatch(/[{}]/);
      expect(said.trim()).not.toBe('');
    }
  });

  it('speak of one and of many as people do', () => {
    const say = (count: number): string => String(new IntlMessageFormat(italian['screening.dimension.fewest-yes'], 'it').format({ count }));
    expect(say(1)).toBe('Basterebbe ancora un “sì” perché emerga.');
    expect(say(2)).toBe('Basterebbero ancora 2 “sì” perché emerga.');
    const complete = (answered: number): string => String(new IntlMessageFormat(italian['screening.completeness'], 'it').format({ applicable: 9, answered }));
    expect([complete(1), complete(8)]).toEqual(['1 risposta su 9 domande', '8 risposte su 9 domande']);
  });
});
