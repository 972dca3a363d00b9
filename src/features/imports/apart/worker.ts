/** The program in which the long work on a file is done: it answers each task, or gives the code of the refusal, until it is let go. */
import type { FileProblemCode, ImportedRow } from '../contract.ts';
import type { PreparedSheet } from '../domain.ts';
import { type Corrections, interpretCorrected } from '../domain/corrections.ts';
import { type KnownRow, likenessInFile, type Proposal } from '../domain/likeness.ts';
import type { Grid } from '../reading/grid.ts';
import { FileRefused, readWorkbook } from '../reading/workbook.ts';

/** What can be asked for, and what it gives. */
export interface Tasks {
  read: { given: { readonly bytes: Uint8Array }; gives: Grid[] };
  interpret: { given: { readonly sheets: readonly PreparedSheet[]; readonly corrections: Corrections; readonly today: string }; gives: ImportedRow[] };
  compare: { given: { readonly rows: readonly KnownRow[] }; gives: Proposal[] };
}
export type TaskName = keyof Tasks;
export type Answer<Name extends TaskName> = { readonly done: Tasks[Name]['gives'] } | { readonly refused: FileProblemCode };

const works: { readonly [Name in TaskName]: (given: Tasks[Name]['given']) => Tasks[Name]['gives'] | Promise<Tasks[Name]['gives']> } = {
  read: ({ bytes }) => readWorkbook(bytes),
  interpret: ({ sheets, corrections, today }) => interpretCorrected(sheets, corrections, today),
  compare: ({ rows }) => likenessInFile(rows),
};

async function answer<Name extends TaskName>({ name, given }: { name: Name; given: Tasks[Name]['given'] }): Promise<Answer<Name>> {
  try {
    return { done: await works[name](given) };
  } catch (error) {
    if (error instanceof FileRefused) return { refused: error.code };
    throw error;
  }
}

process.on('message', (task) => {
  void answer(task as { name: TaskName; given: Tasks[TaskName]['given'] }).then((answered) => process.send?.(answered));
});
