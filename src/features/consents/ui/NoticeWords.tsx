import type { ReactNode } from 'react';
import { Panel } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import type { NoticeText } from '../contract.ts';

/** The words of a notice as they are read to the person: in their language and its direction, one paragraph after the other. */
export function NoticeWords({ text }: { text: Pick<NoticeText, 'language' | 'title' | 'body'> }): ReactNode {
  return (
    <Panel tone="quiet">
      <SafeText block lang={text.language}><strong>{text.title}</strong></SafeText>
      {text.body.split(/\n{2,}/).map((paragraph) => <SafeText key={paragraph} block lang={text.language}>{paragraph}</SafeText>)}
    </Panel>
  );
}
