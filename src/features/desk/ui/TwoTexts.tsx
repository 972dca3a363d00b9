import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import type { Section, SectionContent, TextBeside } from '../contract.ts';
import type { GuideSection } from '../guide.ts';
import { apart, type Choice, emptyContent } from '../merge.ts';
import type { Sections } from './useSections.ts';
import { useGuideWords, useSaid } from './words.ts';

interface Side { readonly title: string; readonly words: string }

/** Two texts of one part side by side, who wrote which and when; nothing was lost and nothing is decided alone. */
function TwoTexts({ title, sides, actions, children }: { title: string; sides: readonly [Side, Side]; actions: ReactNode; children?: ReactNode }): ReactNode {
  const { t } = useText();
  return (
    <Notice tone="late" live title={title}>
      <p>{t('desk.conflict.help')}</p>
      <div className="interview-sides">
        {sides.map((side) => <div key={side.title}><strong>{side.title}</strong><div className="interview-written"><SafeText>{side.words}</SafeText></div></div>)}
      </div>
      <Row>{actions}</Row>
      {children}
    </Notice>
  );
}

/** One's own words and those that stand, written at the same time. */
export function OwnConflict({ theirs, mine, section, onDecide }: { theirs: Section; mine: SectionContent; section: GuideSection; onDecide: (which: Choice) => void }): ReactNode {
  const { t, formatTime } = useText();
  const { first } = useGuideWords();
  const said = useSaid(section, first);
  const stands = theirs.content ?? emptyContent;
  return (
    <TwoTexts
      title={t('desk.conflict.title', { name: theirs.author.name, time: formatTime(theirs.writtenAt) })}
      sides={[
        { title: t('desk.conflict.theirs', { name: theirs.author.name }), words: said(apart(stands, mine)) },
        { title: t('desk.conflict.mine'), words: said(apart(mine, stands)) },
      ]}
      actions={
        <>
          <Button kind="primary" size="small" onPress={() => onDecide('both')}>{t('desk.conflict.both')}</Button>
          <Button size="small" onPress={() => onDecide('mine')}>{t('desk.conflict.keep-mine')}</Button>
          <Button size="small" onPress={() => onDecide('theirs')}>{t('desk.conflict.keep-theirs')}</Button>
        </>
      }
    />
  );
}

/** What a colleague wrote while the words that stand were being written: whoever writes here may choose too. */
export function ColleagueBeside({ text, stands, section, sections }: { text: TextBeside; stands: { content: SectionContent; author: string; writtenAt: string | null }; section: GuideSection; sections: Sections }): ReactNode {
  const { t, formatTime } = useText();
  const { first } = useGuideWords();
  const said = useSaid(section, first);
  const settle = useMutation({ mutationFn: (which: Choice) => sections.settle(text, which) });
  const choose = (which: Choice): void => settle.mutate(which);
  return (
    <TwoTexts
      title={t('desk.conflict.beside', { name: text.author.name, time: formatTime(text.writtenAt) })}
      sides={[
        { title: stands.writtenAt === null ? t('desk.conflict.stands') : t('desk.conflict.stands-by', { name: stands.author, time: formatTime(stands.writtenAt) }), words: said(text.content ? apart(stands.content, text.content) : stands.content) },
        { title: t('desk.conflict.theirs', { name: text.author.name }), words: text.content ? said(apart(text.content, stands.content)) : t('desk.report.destroyed') },
      ]}
      actions={
        <>
          <Button kind="primary" size="small" isDisabled={settle.isPending} onPress={() => choose('both')}>{t('desk.conflict.both')}</Button>
          <Button size="small" isDisabled={settle.isPending} onPress={() => choose('mine')}>{t('desk.conflict.keep-of', { name: text.author.name })}</Button>
          <Button size="small" isDisabled={settle.isPending} onPress={() => choose('theirs')}>{t('desk.conflict.leave')}</Button>
        </>
      }
    >
      {settle.error && <ProblemPanel problem={settle.error} />}
    </TwoTexts>
  );
}
