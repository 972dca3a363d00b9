import { describe, expect, it } from 'vitest';
import { againAfter, failureOf, letterKinds, letterOf } from './letters.ts';
import { letterNamed, messageIdOf } from './numbers.ts';
import { readMailSettings } from './settings.ts';

describe('a letter', () => {
  it('says in each language that there is news and where to sign in, and names nothing of what it is about', () => {
    for (const kind of letterKinds) {
      for (const language of ['it', 'en', 'fr']) {
        const { subject, text } = letterOf(kind, language, 'https://reti.example/');
        expect(subject).not.toBe('');
        expect(text.includes('https://reti.example/')).toBe(kind !== 'receipt');
        expect(`${subject} ${text}`).not.toMatch(/tratta|sfruttament|vittim|traffick|exploit|victim|RE\.T\.I|segnalazion|referral|\bcas[oei]\b|colloqui|\{address\}/i);
      }
    }
    expect(letterOf('news', 'bn', 'https://reti.example/').subject).toBe('C\'è una novità');
  });

  it('is known by the number of its row, whatever the server around it wrote', () => {
    const id = '0199d1c0-0000-7000-8000-000000000001';
    expect(messageIdOf(id, 'novita@reti.example')).toBe(`<${id}@reti.example>`);
    expect(letterNamed(` <${id.toUpperCase()}@reti.example>`)).toBe(id);
    expect(letterNamed('<somebody@else.example>')).toBeUndefined();
  });

  it('is tried again ever later, an alarm again and again for hours, and none for ever', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((attempt) => againAfter('news', attempt))).toEqual([1, 5, 15, 60, 240, 720, undefined]);
    const alarm = Array.from({ length: 81 }, (_, attempt) => againAfter('alarm', attempt + 1));
    expect(alarm.slice(0, 11)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 5]);
    expect(alarm.at(-1)).toBeUndefined();
  });

  it('is given up at once only where the server knows no such address', () => {
    expect(failureOf({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 })).toEqual({ code: 'recipient-refused', isFinal: true });
    expect(failureOf({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451 })).toEqual({ code: 'recipient-refused', isFinal: false });
    expect(failureOf({ code: 'EAUTH', responseCode: 535 })).toEqual({ code: 'sign-in-refused', isFinal: false });
    expect(failureOf({ code: 'ETLS' })).toEqual({ code: 'not-secure', isFinal: false });
    expect(failureOf(new Error('x'))).toEqual({ code: 'not-sent', isFinal: false });
  });
});

describe('what the operator says of the server', () => {
  const from = { RETI_MAIL_FROM: 'novita@reti.example' };

  it('is nothing where no server is named, and encrypted wherever the server is another machine', () => {
    expect(readMailSettings({})).toBeUndefined();
    expect(readMailSettings({ ...from, RETI_SMTP_URL: 'smtps://utente@posta.example' })).toMatchObject({ port: 465, security: 'tls', user: 'utente' });
    expect(readMailSettings({ ...from, RETI_SMTP_URL: 'smtp://posta.example' })).toMatchObject({ port: 587, security: 'starttls', user: undefined });
    expect(readMailSettings({ ...from, RETI_SMTP_URL: 'smtp://127.0.0.1:2525', RETI_SMTP_PASSWORD: 'x' })).toMatchObject({ port: 2525, security: 'plain', password: 'x' });
  });

  it('is refused by the name of the variable and never with its value', () => {
    for (const [environment, name] of [
      [{ ...from, RETI_SMTP_URL: 'http://segreto@posta.example' }, 'RETI_SMTP_URL'], [{ RETI_SMTP_URL: 'smtps://segreto@posta.example' }, 'RETI_MAIL_FROM'],
      [{ ...from, RETI_SMTP_URL: 'smtps://posta.example', RETI_SMTP_PASSWORD_FILE: '/nowhere/segreto' }, 'RETI_SMTP_PASSWORD_FILE'],
    ] as const) {
      expect(() => readMailSettings(environment)).toThrow(expect.objectContaining({ message: 'setting-malformed', facts: { name } }));
    }
  });
});
