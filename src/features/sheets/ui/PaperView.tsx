import type { ReactNode } from 'react';
import { directionOf } from '../../../kernel/i18n/languages.ts';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import type { SheetBlock, SheetPaper } from '../contract.ts';

/** A sheet as its reader has it: every word of the paper, in its language and direction, and nothing beside it. */
export function PaperView({ paper, label }: { paper: SheetPaper; label: string }): ReactNode {
  return (
    <article className="sheet-paper panel panel-framed" lang={paper.language} dir={directionOf(paper.language)} aria-label={label}>
      <h3>{paper.title}</h3>
      {(paper.reference ?? paper.date) !== undefined && <p className="quiet small">{[paper.letterhead?.office, paper.reference, paper.date].filter((part) => part !== undefined).join(' · ')}</p>}
      {paper.blocks.map((block) => <Block key={JSON.stringify(block)} block={block} />)}
      {paper.classification !== undefined && <p className="quiet small">{paper.classification}</p>}
    </article>
  );
}

function Block({ block }: { block: SheetBlock }): ReactNode {
  switch (block.kind) {
    case 'heading': return block.level === 1 ? <h4>{block.text}</h4> : <h5>{block.text}</h5>;
    case 'paragraph': return <p><SafeText>{block.text}</SafeText></p>;
    case 'note': return <p className="sheet-note"><SafeText>{block.text}</SafeText></p>;
    case 'list': return <ul>{block.items.map((item) => <li key={item}><SafeText>{item}</SafeText></li>)}</ul>;
    case 'facts': return <dl>{block.rows.map((row) => <Row key={`${row.label} ${row.value}`} label={row.label} value={row.value} />)}</dl>;
  }
}

/** The words, and under them where and since when they are known. */
function Row({ label, value }: { label: string; value: string }): ReactNode {
  const [words = '', ...notes] = value.split('\n');
  return (
    <div>
      <dt>{label}</dt>
      <dd><SafeText>{words}</SafeText>{notes.map((note) => <span key={note} className="quiet small">{note}</span>)}</dd>
    </div>
  );
}
