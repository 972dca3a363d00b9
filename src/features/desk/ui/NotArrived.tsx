import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { Waiting } from '../../../kernel/offline/waiting.ts';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { type SectionContent, SectionWrite } from '../contract.ts';
import { guideSection } from '../guide.ts';
import { useGuideWords, useSaidOf } from './words.ts';

/** Of what waits here, the words of sections, each with the key of its part of the guide. */
export const wordsIn = (calls: readonly Waiting[]): { id: string; key: string; content: SectionContent }[] => calls.flatMap(({ id, path, body }) => {
  const written = SectionWrite.safeParse(body).data;
  const key = /\/sections\/([^/]+)$/.exec(path)?.[1];
  return written && key !== undefined ? [{ id, key, content: written.content }] : [];
});

/** Words written on this device that the server refused (the interview was signed meanwhile): in sight, whole, until their writer has put them where they belong. */
export function NotArrived({ refused }: { refused: readonly Waiting[] }): ReactNode {
  const { t } = useText();
  const { first, titleOf } = useGuideWords();
  const said = useSaidOf();
  const texts = wordsIn(refused).flatMap(({ id, key, content }) => {
    const section = guideSection(key);
    return section ? [{ id, title: titleOf(section), words: said(section, first, content) }] : [];
  });
  if (texts.length === 0) return null;
  return (
    <Notice tone="late" title={t('desk.not-arrived.title')}>
      <p>{t('desk.not-arrived.help')}</p>
      {texts.map(({ id, title, words }) => <div key={id}><strong>{title}</strong><p className="desk-words"><SafeText>{words}</SafeText></p></div>)}
    </Notice>
  );
}
