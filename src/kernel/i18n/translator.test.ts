import { describe, expect, it } from 'vitest';
import type { TextTree } from './messages.ts';
import { startTranslator } from './translator.ts';

const files: Readonly<Record<string, TextTree>> = {
  'it/ui': { 'ui.found': '{count, plural, =0 {Nessuno} one {Una persona} other {# persone}}', 'ui.only-italian': 'Solo qui' },
  'en/ui': { 'ui.found': '{count, plural, =0 {Nobody} one {One person} other {# people}}' },
  'it/desk': { 'desk.title': 'Sportello' },
  'en/desk': { 'desk.title': 'Desk' },
};

function source(broken: ReadonlySet<string> = new Set()) {
  const asked: string[] = [];
  return {
    asked,
    always: ['ui'],
    has: (room: string) => `it/${room}` in files,
    async load(language: string, room: string): Promise<TextTree> {
      asked.push(`${language}/${room}`);
      if (broken.has(room)) throw new TypeError('no network');
      return files[`${language}/${room}`] ?? {};
    },
  };
}
const settle = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 5); });

describe('the translator', () => {
  it('counts people as Italian does', async () => {
    const { t } = await startTranslator(source(), 'it');
    expect([0, 1, 7].map((count) => t('ui.found', { count }))).toEqual(['Nessuno', 'Una persona', '7 persone']);
  });

  it('fetches the words of the desk when Nadia first sees one, and tells the screen when they are there', async () => {
    const from = source();
    const translator = await startTranslator(from, 'it');
    let told = 0;
    translator.subscribe(() => { told += 1; });
    expect(translator.t('desk.title')).toBe('');
    translator.t('desk.title');
    await settle();
    expect(translator.t('desk.title')).toBe('Sportello');
    expect(told).toBe(1);
    expect(from.asked).toEqual(['it/ui', 'it/desk']);
  });

  it('takes the rooms that are open along into English, and shows Italian where English lacks a word', async () => {
    const translator = await startTranslator(source(), 'it');
    await translator.need(['desk']);
    await translator.setLanguage('en');
    expect([translator.language(), translator.t('desk.title'), translator.t('ui.found', { count: 2 })]).toEqual(['en', 'Desk', '2 people']);
    expect(translator.has('ui.missing')).toBe(false);
  });

  it('shows the key of a word that nobody wrote', async () => {
    const { t } = await startTranslator(source(), 'it');
    expect([t('ui.nobody-wrote-this'), t('nowhere.at-all')]).toEqual(['ui.nobody-wrote-this', 'nowhere.at-all']);
  });

  it('shows the key, and does not ask for ever, when the words cannot be fetched', async () => {
    const from = source(new Set(['desk']));
    const { t } = await startTranslator(from, 'it');
    t('desk.title');
    await settle();
    expect(t('desk.title')).toBe('desk.title');
    await settle();
    expect(from.asked.filter((each) => each === 'it/desk')).toHaveLength(1);
  });
});
