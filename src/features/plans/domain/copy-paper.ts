import type { Paper, PaperBlock } from '../../../kernel/documents/paper.ts';
import type { PlanCopy } from '../contract.ts';
import { copyWords, nextReview, stepTerms } from './copy.ts';

/** The copy on paper: what is on the screen and nothing more, with no office, code or class on it, for others may find it. */
export function planCopyPaper(copy: PlanCopy, showsNames: boolean): Paper {
  const words = copyWords[copy.language];
  const review = nextReview(copy);
  return {
    title: words.title, language: copy.language,
    blocks: [
      ...copy.goals.flatMap((goal): PaperBlock[] => [
        { kind: 'heading', level: 2, text: words.areas[goal.domain] },
        { kind: 'paragraph', text: goal.words },
        ...(goal.steps.length === 0 ? [] : [{
          kind: 'table' as const, columns: [{ head: words.steps, share: 3 }, { head: words.who }, { head: words.when }],
          rows: goal.steps.map((step) => { const { who, when } = stepTerms(step, copy.language, showsNames); return [step.said?.words ?? step.title, who, when]; }),
        }]),
      ]),
      ...(review ? [{ kind: 'paragraph' as const, text: review, strong: true }] : []),
      { kind: 'note', text: words.keep },
    ],
  };
}
