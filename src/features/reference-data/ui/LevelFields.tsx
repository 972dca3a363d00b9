import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';

interface Level {
  readonly level: number;
  readonly text: { readonly it: string; readonly en: string };
  readonly proposal: boolean;
}
const isLevel = (one: unknown): one is Level => typeof one === 'object' && one !== null && 'level' in one && 'text' in one;

/** What each of the five levels of a need means. Words that somebody has written anew are no proposal of the program any more. */
export function LevelFields({ levels: given, onChange, fault }: { levels: unknown; onChange: (levels: readonly Level[]) => void; fault: { readonly path: string; readonly words: string } | null }): ReactNode {
  const { t } = useText();
  const levels = Array.isArray(given) ? given.filter(isLevel) : [];
  const put = (at: number, language: 'it' | 'en', words: string): void => onChange(levels.map((one, place) => (place === at ? { ...one, text: { ...one.text, [language]: words }, proposal: false } : one)));
  return (
    <Stack>
      {levels.map((one, at) => (
        <fieldset key={one.level} className="reference-pair">
          <legend className="field-label">{t('reference-data.level', { n: one.level })}</legend>
          {(['it', 'en'] as const).map((language) => (
            <TextField key={language} label={t('reference-data.level-in', { n: one.level, language: t(`reference-data.in.${language}`) })} lang={language} isRequired maxLength={300} value={one.text[language]} error={fault?.path === `levels.${at}.text.${language}` ? fault.words : undefined} onChange={(words) => put(at, language, words)} />
          ))}
        </fieldset>
      ))}
    </Stack>
  );
}
