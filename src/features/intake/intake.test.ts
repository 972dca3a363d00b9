import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walk } from '../../kernel/testing/machines.ts';
import { italianDay } from '../../kernel/italian-day.ts';
import { isWorkingDay, workingDaysBetween } from '../referrals/domain/working-days.ts';
import { Agreement, CalledBy, Content, InboundMove, Minor, ReportKind, type ReportWritten, Urgency } from './contract.ts';
import { fullNameLikeIn } from '../../kernel/name-like.ts';
import { clockState, contactMachine, deadlineOf, delicateIn, identifyingIn, inboundMachine, inOneList, isCalledSo, markOf, mayIdentify, movesOfTeam, nextFor, obstaclesIn, termOf } from './domain.ts';
import { holidays } from '../referrals/reference.ts';
import { intakeTerm, termsOn } from './reference.ts';
import { asItComes } from '../../kernel/reference/collection.ts';

const moves = fc.array(fc.constantFrom(...InboundMove.options), { maxLength: 30 });
const said = (change: Omit<Partial<ReportWritten>, 'content'> & { content?: Record<string, unknown> }): Pick<ReportWritten, 'kind' | 'agreement' | 'danger' | 'minor' | 'calledBy' | 'content'> =>
  ({ kind: 'report', agreement: 'no', danger: false, minor: 'no', calledBy: 'nobody', ...change, content: Content.parse({ sender: {}, ...change.content }) });

describe('the way of a segnalazione', () => {
  it('is decided only after somebody has taken it up, whatever is tried in whatever order', () => {
    fc.assert(fc.property(moves, (tried) => {
      const passed = walk(inboundMachine, tried);
      const decided = passed.findIndex((state) => ['accepted', 'redirected', 'merged', 'advised'].includes(state));
      expect(decided === -1 || passed.slice(0, decided).includes('in-triage')).toBe(true);
      expect(passed[1] === undefined || passed[1] === 'sent' || passed[1] === 'withdrawn').toBe(true);
    }));
  });

  it('ends closed or withdrawn and nowhere else, and from every open state the sender may take it back', () => {
    expect(inboundMachine.ends).toEqual(['closed', 'withdrawn']);
    expect(inboundMachine.moves.withdraw.from).toEqual(['draft', 'sent', 'received', 'in-triage', 'accepted']);
  });

  it('never makes a case of a consultation', () => {
    expect(movesOfTeam('consultation', 'in-triage')).not.toEqual(expect.arrayContaining(['accept']));
    expect(movesOfTeam('consultation', 'in-triage')).not.toEqual(expect.arrayContaining(['merge']));
    expect(movesOfTeam('report', 'in-triage')).toEqual(expect.arrayContaining(['accept', 'merge', 'decline', 'redirect', 'advise']));
  });

  it('says one thing that comes next, and an answer owed before what is only watched', () => {
    expect(nextFor({ state: 'sent', contact: null, isOwed: false, isMine: true })).toBe('receive');
    expect(nextFor({ state: 'in-triage', contact: null, isOwed: true, isMine: true })).toBe('answer');
    expect(nextFor({ state: 'in-triage', contact: null, isOwed: false, isMine: false })).toBe('wait');
    expect(nextFor({ state: 'accepted', contact: 'not-reached', isOwed: false, isMine: true })).toBe('contact');
    expect(nextFor({ state: 'accepted', contact: 'booked', isOwed: false, isMine: true })).toBe('close');
  });

  it('tries again who was not reached or whose talk fell through, and leaves in peace who said no', () => {
    expect(contactMachine.next('not-reached', 'attempt')).toBe('contacting');
    expect(contactMachine.next('booked', 'fall-through')).toBe('contacting');
    expect(contactMachine.ends).toEqual(['refused']);
  });
});

describe('the clock', () => {
  const deadline = (id: Parameters<typeof intakeTerm>[1], now: string) => {
    const day = italianDay(new Date(now));
    return deadlineOf(intakeTerm(asItComes, id, day), new Date(now), day, holidays(asItComes));
  };

  it('of 24 and 72 hours knows no holiday', () => {
    expect(deadline('24h', '2026-12-24T17:00:00Z').dueAt.toISOString()).toBe('2026-12-25T17:00:00.000Z');
    expect(deadline('72h', '2026-12-24T17:00:00Z').dueAt.toISOString()).toBe('2026-12-27T17:00:00.000Z');
  });

  it('of ten working days leaves out Saturdays, Sundays and the feasts of Christmas, and ends with the day of work in Italy', () => {
    // From Friday the 18th: seven working days with the 24th and the 28th to 30th … the tenth is the 5th of January.
    expect(deadline('ordinary', '2026-12-18T08:00:00Z').dueAt.toISOString()).toBe('2027-01-05T17:00:00.000Z');
    expect(deadline('consultation', '2026-06-01T08:00:00Z').dueAt.toISOString()).toBe('2026-06-04T16:00:00.000Z');
  });

  it('never ends before it begins, reminds in between, and grows only older', () => {
    fc.assert(fc.property(fc.constantFrom(...Urgency.options), fc.date({ min: new Date('2026-01-01'), max: new Date('2035-12-31'), noInvalidDate: true }), fc.integer({ min: 0, max: 40 * 24 }), (urgency, now, hours) => {
      const { dueAt, remindAt } = deadline(urgency, now.toISOString());
      expect(now < remindAt && remindAt < dueAt).toBe(true);
      const rank = ['waiting', 'near', 'late'];
      const at = (later: number) => rank.indexOf(clockState({ dueAt, remindAt }, new Date(now.getTime() + later * 3_600_000), false));
      expect(at(hours + 1) >= at(hours)).toBe(true);
    }), { numRuns: 100 });
  });

  it('of working days ends on a day of work, with exactly so many days of work in between, whatever the year', () => {
    fc.assert(fc.property(fc.constantFrom('ordinary' as const, 'consultation' as const, 'answer' as const), fc.date({ min: new Date('2026-01-01'), max: new Date('2035-12-31'), noInvalidDate: true }), (id, now) => {
      const due = italianDay(deadline(id, now.toISOString()).dueAt);
      expect(isWorkingDay(due, holidays(asItComes))).toBe(true);
      expect(workingDaysBetween(italianDay(now), due, holidays(asItComes))).toBe(intakeTerm(asItComes, id, italianDay(now)).workingDays);
    }), { numRuns: 100 });
  });

  it('is that of danger whatever was claimed, and a consultation has its own', () => {
    expect(termOf('report', 'ordinary', true)).toBe('immediate');
    expect(termOf('consultation', '72h', false)).toBe('consultation');
    expect(termOf('report', '72h', false)).toBe('72h');
  });

  it('stands on dated terms that say where they come from', () => {
    expect(termsOn(asItComes, '2026-11-29').map((one) => one.id)).toEqual(['immediate', '24h', '72h', 'ordinary', 'consultation', 'answer', 'first-talk-urgent', 'first-talk']);
    expect(() => intakeTerm(asItComes, '24h', '2025-12-31')).toThrow('names no 24h of intake-terms');
  });
});

describe('without the agreement of the person', () => {
  it('nothing identifying passes, save in danger and for a minor', () => {
    const anything = fc.record({ agreement: fc.constantFrom(...Agreement.options), danger: fc.boolean(), minor: fc.constantFrom(...Minor.options), kind: fc.constantFrom(...ReportKind.options), calledBy: fc.constantFrom(...CalledBy.options) });
    const phone = fc.constantFrom('333 123 4567', '+39 0825 790111', '3331234567', '333-1234567');
    fc.assert(fc.property(anything, phone, fc.constantFrom('words', 'done', 'place', 'intermediary', 'reach'), (grounds, number, where) => {
      const found = obstaclesIn(said({ ...grounds, content: { called: 'Fatou Camara', [where]: `si trova al ${number}` } }));
      const allowed = grounds.kind === 'report' && (grounds.agreement === 'yes' || grounds.danger || grounds.minor !== 'no');
      expect(mayIdentify(grounds)).toBe(allowed);
      expect(found.some(({ path }) => path === where)).toBe(!allowed);
      expect(found.some(({ path }) => path === 'called')).toBe(!(allowed && grounds.calledBy === 'name'));
    }), { numRuns: 200 });
  });

  it('a code looks like a code and initials like initials: a name written there is told apart', () => {
    expect(['VA-07', 'ospite 12', 'stanza 3B'].map((called) => isCalledSo('code', called))).toEqual([true, true, true]);
    expect(['Fatou Camara', 'Fatou', ''].map((called) => isCalledSo('code', called))).toEqual([false, false, false]);
    expect(['F.C.', 'FC', 'F. C.', 'ف'].map((called) => isCalledSo('initials', called))).toEqual([true, true, true, true]);
    expect(['Fatou', 'Fatou C.', 'F.C. 12'].map((called) => isCalledSo('initials', called))).toEqual([false, false, false]);
  });

  it('finds what identifies in words, and lets dates, hours and wages be', () => {
    expect(identifyingIn('mail a fatou@example.org o 3331234567, targa AB123CD, CMRFTA90A41Z330X')).toEqual(['email', 'tax-code', 'phone', 'plate']);
    expect(identifyingIn('Dal 12/06/2026 lavora 10 ore per 35 euro, 6 giorni su 7; ne aspetta 1.200 da maggio')).toEqual([]);
  });

  it.each(['abita in via Roma 12', 'Via dei Mille, 4/B', 'v.le Italia n. 7', 'P.zza Libertà 3', 'c.da Chiaire 15', 'via roma 12', 'in corso Vittorio Emanuele 101', 'contrada San Tommaso 8', 'vico Storto 2', 'via 4 Novembre 9'])('an address identifies: %s', (words) => {
    expect(identifyingIn(words)).toEqual(['address']);
    expect(identifyingIn(words, { place: true })).toEqual([]);
  });

  it.each(['è per strada da 3 giorni', 'scritto via mail 3 volte', 'corso di italiano di 20 ore', 'lo hanno mandato via da 2 mesi', 'il corso base dura 40 ore', 'cammina per la strada 2 ore', 'la via è lunga, sono le 10', 'arrivata il 12 maggio 2026', 'dal 3/5/2024 dorme lì', 'ha 27 anni'])('neither a street nor a birth: %s', (words) => expect(identifyingIn(words)).toEqual([]));

  it.each(['12/4/1999', 'nato il 12 aprile 1999', 'nata a Dakar il 3.5.99', '1999-04-12', 'data di nascita: 01/02/2009', 'born 4 March 2001', 'née le 2 août 1990'])('a date of birth identifies: %s', (words) => expect(identifyingIn(words)).toEqual(['birth-date']));

  it('asks about what looks like a name and surname, and not about offices, towns and the beginning of a sentence', () => {
    expect(['Fatou Camara non dorme', 'ha parlato con Mario D’Alessio', 'è Mamadou Diallo'].map(fullNameLikeIn)).toEqual([true, true, true]);
    expect(['La Caritas di Avellino', 'Il Comune tace. Lei aspetta', 'al CAS Villa Aurora', 'in Via Roma', 'Torna di notte', 'dal Pronto Soccorso'].map(fullNameLikeIn)).toEqual([false, false, false, false, false, false]);
  });
});

describe('words', () => {
  it('that touch special categories are noticed, with accents and in both languages, and others are not', () => {
    expect(delicateIn('È incinta e va in moschea')).toEqual(['health', 'religion']);
    expect(delicateIn('della tribù, gay, attivista')).toEqual(['ethnicity', 'politics', 'orientation']);
    expect(delicateIn('pregnant, a Christian')).toEqual(['health', 'religion']);
    expect(delicateIn('Elle est enceinte, musulmane')).toEqual(['health', 'religion']);
    expect(delicateIn('Dorme nel capannone, non gli danno il passaporto e il romanzo è suo')).toEqual([]);
  });

  it('of places and intermediaries are recognised however they are written, and too little is not', () => {
    expect(markOf('Azienda agricola Sabàto, via Piano')).toBe(markOf('SABATO (piano)'));
    expect(markOf('Sabato, contrada Piano')).not.toBe(markOf('Sabato, contrada Pianodardine'));
    expect(markOf('la ditta')).toBeUndefined();
  });
});

describe('the one inbox', () => {
  const ends = (day: string) => ({ clock: { dueAt: `2026-12-${day}T17:00:00.000Z` } });
  const shown = (isWhole: boolean) => inOneList([ends('01'), ends('03')], [ends('02'), ends('09')], isWhole).map((one) => ('line' in one ? one.line : one.letter).clock.dueAt.slice(8, 10));

  it('puts a letter before the segnalazione whose term ends later, and after the one that Teresa must decide sooner', () => {
    expect(shown(true)).toEqual(['01', '02', '03', '09']);
  });

  it('keeps a letter back that ends after the last line loaded, until Teresa asks for more', () => {
    expect(shown(false)).toEqual(['01', '02', '03']);
  });
});
