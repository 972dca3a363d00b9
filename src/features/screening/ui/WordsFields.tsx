import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Columns } from '../../../kernel/ui/Panel.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import type { InstrumentContent, Words } from '../contract.ts';

/** What every part of the editor's form is given. */
export interface ContentFormProps {
  readonly content: InstrumentContent;
  readonly onChange: (content: InstrumentContent) => void;
}

/** The languages of a list as its author meets them: Italian and English first, whatever the order in which they lie. */
export const languagesOf = ({ languages }: InstrumentContent): string[] => [...new Set(['it', 'en', ...Object.keys(languages).toSorted()])].filter((language) => language in languages);

/** Words that nobody has written yet. */
export const blankWords: Words = { it: '…', en: '…' };

/** Words in Italian and English, side by side. */
export function WordsFields({ label, words, isLong = false, onChange }: { label: string; words: Words; isLong?: boolean; onChange: (words: Words) => void }): ReactNode {
  const { languageName } = useText();
  const Field = isLong ? TextArea : TextField;
  return <Columns>{(['it', 'en'] as const).map((code) => <Field key={code} label={`${label} (${languageName(code)})`} lang={code} value={words[code]} onChange={(text: string) => onChange({ ...words, [code]: text })} />)}</Columns>;
}
