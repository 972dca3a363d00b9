import type { ReactNode } from 'react';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import type { CurriculumPaper } from '../contract.ts';

/** A curriculum as its reader has it: every word of the paper, and nothing beside it. */
export function CurriculumView({ paper, label }: { paper: CurriculumPaper; label: string }): ReactNode {
  return (
    <article className="panel panel-framed employment-paper" lang={paper.language} aria-label={label}>
      <h2><SafeText>{paper.title}</SafeText></h2>
      {paper.blocks.map((block) => {
        switch (block.kind) {
          case 'heading': return <h3 key={`heading ${block.text}`}>{block.text}</h3>;
          case 'paragraph': return <p key={`words ${block.text}`}><SafeText>{block.text}</SafeText></p>;
          case 'list': return <ul key={`list ${block.items.join()}`}>{block.items.map((item) => <li key={item}><SafeText>{item}</SafeText></li>)}</ul>;
        }
      })}
    </article>
  );
}
