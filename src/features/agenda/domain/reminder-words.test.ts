import { describe, expect, it } from 'vitest';
import { reminderWords } from './reminder-words.ts';

const hour = new Date('2026-12-03T14:30:00Z');
const written = (language: string, words: string, approved = true) => [{ key: 'reminder.appointment', language, words, approved }];

describe('what is said to remind Parveen of her hour', () => {
  it('is in Italian while nobody has written it in Urdu, and in Urdu as soon as Rubina answers for it', () => {
    expect(reminderWords('reminder', 'ur', hour)).toMatchObject({ language: 'it', approved: false, text: expect.stringContaining('giovedì 3 dicembre') });
    const urdu = reminderWords('reminder', 'ur', hour, written('ur', 'ملاقات [giorno] کو [ora] بجے ہے۔'));
    expect(urdu).toMatchObject({ language: 'ur', approved: true });
    expect(urdu.text).toMatch(/^ملاقات جمعرات.* 3 دسمبر کو .*3:30.* بجے ہے۔$/u);
    expect(reminderWords('reminder', 'ur', hour, written('ur', 'ملاقات [giorno] کو [ora] بجے ہے۔', false)).approved).toBe(false);
  });

  it('keeps what was corrected in Italian where there is nothing in her language', () => {
    expect(reminderWords('reminder', 'ur', hour, written('it', 'Ci vediamo [giorno] alle [ora].')).text).toBe('Ci vediamo giovedì 3 dicembre alle 15:30.');
  });

  it('names the day of the calendar that is used here also in Persian, and in Italian where a language has no names of days', () => {
    expect(reminderWords('reminder', 'fa', hour, written('fa', '[giorno] ساعت [ora]')).text).toContain('دسامبر');
    expect(reminderWords('reminder', 'snk', hour, written('snk', '[giorno], [ora]')).text).toBe('giovedì 3 dicembre, 15:30');
  });
});
