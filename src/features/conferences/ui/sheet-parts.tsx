import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { ClassMark } from '../../../kernel/ui/ClassMark.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import type { Part, PartBody, PartKind } from '../contract.ts';

/** One line of a block, its code said in the reader's language. */
function useItemWords(): (kind: PartKind, item: PartBody['items'][number]) => string {
  const { t, languageName } = useText();
  return (kind, { code, level, words }) => {
    if (kind === 'languages') return languageName(code ?? '');
    if (kind === 'risk') return t(`cases.risk.${code}`);
    const area = code === null ? null : t(`plans.${kind === 'plan' ? 'goal-domain' : 'need'}.${code}`);
    return [area, level === null ? null : t(`plans.level.${level}`), words].filter((part) => part !== null).join(' · ');
  };
}

/** A sheet, block by block: the same for who makes it and for who reads it. */
export function SheetParts({ parts }: { parts: readonly Part[] }): ReactNode {
  const { t } = useText();
  return (
    <ol className="conference-sheet">
      {parts.map(({ kind, compartment, body }) => (
        <li key={kind}>
          <h3>{t(`conferences.part.${kind}`)} <ClassMark of={compartment === 'restricted' ? 'restricted' : 'case'} /></h3>
          {body.words !== '' && <SafeText block>{body.words}</SafeText>}
          {body.items.length > 0 && <PartLines kind={kind} body={body} />}
        </li>
      ))}
    </ol>
  );
}

/** Lines that come from the file as they stand there. */
export function PartLines({ kind, body }: { kind: PartKind; body: PartBody }): ReactNode {
  const said = useItemWords();
  return <ul>{body.items.map((item) => <li key={JSON.stringify(item)}><SafeText>{said(kind, item)}</SafeText></li>)}</ul>;
}
