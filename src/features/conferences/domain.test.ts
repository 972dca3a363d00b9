import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walk } from '../../kernel/testing/machines.ts';
import { ConferenceMove, type MinutesBody, PartKind } from './contract.ts';
import { conferenceMachine, minutesPaper, namesIn, partFits, usualParts, withoutNames } from './domain.ts';

describe('a conference', () => {
  it('never comes back from its end, whatever anybody tries', () => {
    assert(property(array(constantFrom(...ConferenceMove.options), { maxLength: 12 }), (moves) => {
      const passed = walk(conferenceMachine, moves);
      const over = passed.findIndex((state) => state === 'closed' || state === 'cancelled');
      expect(over === -1 || over === passed.length - 1).toBe(true);
    }), { numRuns: 60 });
  });

  it('shows nobody outside the team the story or the risk, for whatever purpose, and the work only where the purpose is work or rights', () => {
    for (const purpose of ['health', 'housing', 'work', 'legal', 'protection', 'other']) {
      expect(PartKind.options.filter((kind) => partFits(kind, 'partner', purpose)).filter((kind) => ['story', 'risk'].includes(kind))).toEqual([]);
      expect(partFits('work', 'partner', purpose)).toBe(['work', 'legal'].includes(purpose));
    }
  });

  it('shows Amal, who mediates, the question and the wish, and Anna the work but not the story', () => {
    expect(PartKind.options.filter((kind) => partFits(kind, 'mediator', null))).toEqual(['question', 'situation', 'wish', 'languages']);
    expect(partFits('work', 'labour', null) && !partFits('story', 'labour', null)).toBe(true);
  });

  it('puts on a sheet to begin with nothing that its reader may not read, and never the story', () => {
    for (const [role, purpose] of [['mediator', null], ['labour', null], ['psychologist', null], ['partner', 'health'], ['reporter', 'housing']] as const) {
      expect(usualParts(role, purpose).every((kind) => partFits(kind, role, purpose) && kind !== 'story')).toBe(true);
    }
  });
});

describe('the name of the person', () => {
  it('is found whole, whatever the accents and the case, and not inside another word', () => {
    expect(namesIn('Dice che FATOU vuole restare.', ['Fatou Camara'])).toEqual(['Fatou']);
    expect(namesIn('José e basta', ['Jose'])).toEqual(['Jose']);
    expect(namesIn('La camarata del dormitorio', ['Fatou Camara'])).toEqual([]);
    expect(namesIn('تريد سميرة غرفة', ['سميرة الحداد'])).toEqual(['سميرة']);
  });

  it('of two letters is not looked for alone: it would stand in every sentence', () => {
    expect(namesIn('Le ha detto di no', ['Le Thi Huong'])).toEqual([]);
    expect(namesIn('Huong non viene', ['Le Thi Huong'])).toEqual(['Huong']);
    expect(namesIn('Mi ha detto Li, poi Na', ['Li Na'])).toEqual([]);
  });

  it('made of short words alone is found where it stands whole, in whichever order, and where no space parts the words', () => {
    expect(namesIn('La signora Li Na lavora di notte', ['Li Na'])).toEqual(['Li Na']);
    expect(namesIn('Dice NA LI che', ['Li Na'])).toEqual(['Li Na']);
    expect(namesIn('李娜在这里工作', ['李娜'])).toEqual(['李娜']);
    expect(namesIn('Alina lavora', ['Li Na'])).toEqual([]);
  });
});

const body: MinutesBody = {
  question: 'Dove può dormire?', summary: 'Si prova con il posto di luglio.', points: [{ domain: 'housing', words: 'La casa', notes: ['Ha paura del capo squadra.'] }],
  present: [{ name: 'Giulia Ferrara', role: 'psychologist', organisation: null }, { name: 'Paola Russo', role: 'partner', organisation: 'ASL Avellino' }], absent: [],
  decisions: [{ what: 'Chiedere il posto', by: { name: 'Giulia Ferrara', role: 'psychologist', organisation: null }, byWords: null, dueOn: '2026-12-10' }],
  dissents: [{ words: 'Troppo presto', about: 'Chiedere il posto', by: { name: 'Paola Russo', role: 'partner', organisation: 'ASL Avellino' } }],
};
const settings = { language: 'it', letterhead: { office: 'RE.T.I. Avellino', lines: [] }, code: 'verde-lontra-01', heldOn: new Date('2026-12-01T10:00:00Z'), edition: 1, isApproved: true, answers: [] } as const;

describe('the minutes for readers outside the team', () => {
  const outside = JSON.stringify(minutesPaper(withoutNames(body), (key) => key, { ...settings, letterhead: { office: 'RE.T.I. Avellino', lines: [] }, answers: [] }));
  it('name no colleague and hold no note, and still say what was decided, by which profession and by when', () => {
    for (const never of ['Giulia', 'Ferrara', 'Paola', 'Russo', 'paura']) expect(outside).not.toContain(never);
    for (const kept of ['Chiedere il posto', 'conferences.paper.role.psychologist', '10 dicembre 2026', 'Troppo presto', 'verde-lontra-01', 'ASL Avellino']) expect(outside).toContain(kept);
  });
  it('inside the team keep both', () => {
    const inside = JSON.stringify(minutesPaper(body, (key) => key, { ...settings, letterhead: { office: 'RE.T.I. Avellino', lines: [] }, answers: [] }));
    for (const kept of ['Giulia Ferrara', 'Ha paura del capo squadra.']) expect(inside).toContain(kept);
  });
});
