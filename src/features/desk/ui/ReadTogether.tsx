import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { SideBySide } from '../../../kernel/ui/SideBySide.tsx';
import type { Phrase } from '../../spoken/contract.ts';
import { type PhrasesOf, usePhrases } from './usePhrases.ts';

export type Reading = 'before' | 'ground' | 'signing' | { readonly section: string };

/** Opens a page for two who read from one screen: large, in both languages, with nothing of the file on it. */
export function ReadTogether({ language, reading, label }: { language: string; reading: Reading; label: string }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" icon="language" onPress={() => setOpen(true)}>{label}</Button>
      {isOpen && <ReadingDialog language={language} reading={reading} title={label} onClose={() => setOpen(false)} />}
    </>
  );
}

const wanted = (reading: Reading) => (phrase: Phrase): boolean => (typeof reading === 'string' ? phrase.kind === reading : phrase.section === reading.section);

function ReadingDialog({ language, reading, title, onClose }: { language: string; reading: Reading; title: string; onClose: () => void }): ReactNode {
  const { t, languageName } = useText();
  const phrases = usePhrases(language);
  const items = phrases.items.filter(wanted(reading));
  const answers = typeof reading === 'string' ? [] : phrases.items.filter((one) => one.kind === 'answer');
  const rows = (some: readonly Phrase[]) => some.map((one) => ({ key: one.key, italian: one.italian, theirs: one.words }));
  return (
    <Dialog title={title} size="wide" isOpen onClose={onClose} actions={<Button kind="primary" onPress={onClose}>{t('ui.close')}</Button>}>
      <Stack>
        {phrases.problem !== null && <ProblemPanel problem={phrases.problem} />}
        {phrases.language === undefined && phrases.problem === null && <p className="quiet">{t('desk.read.missing', { language: languageName(language) })}</p>}
        <SideBySide isLarge language={phrases.language ?? 'it'} rows={rows(items)} />
        {answers.length > 0 && <hr />}
        {answers.length > 0 && <SideBySide language={phrases.language ?? 'it'} rows={rows(answers)} />}
        <Approval phrases={phrases} some={items} />
      </Stack>
    </Dialog>
  );
}

/** Said to the worker, in the worker's words: whether a mediator answers for what is read. */
export function Approval({ phrases, some }: { phrases: PhrasesOf; some: readonly Phrase[] }): ReactNode {
  const { t, languageName, formatList } = useText();
  if (phrases.language === undefined || phrases.language === 'it' || some.length === 0) return null;
  const missing = some.filter((one) => one.words === null).length;
  const written = some.filter((one) => one.words !== null);
  const open = written.filter((one) => one.approved === null).length;
  const names = [...new Set(written.flatMap((one) => (one.approved ? [one.approved.by.name] : [])))];
  const language = languageName(phrases.language);
  const sentences = [
    ...(missing > 0 ? [t('desk.guide.missing', { language, count: missing })] : []),
    ...(open > 0 ? [t('desk.guide.unapproved', { language, count: open })] : names.length > 0 ? [t('desk.guide.approved', { language, names: formatList(names) })] : []),
  ];
  return <p className="quiet small">{sentences.join(' ')}</p>;
}
