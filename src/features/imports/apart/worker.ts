/** The program in which the long work on a file is done: it answers each task, or gives the code of the refusal, until it is let go. */
import type { FileProblemCode, ImportedRow } from '../contract.ts';
import type { PreparedSheet } from '../domain.ts';
import type { Corrections } from '../domain/corrections.ts';
import type { KnownRow, Proposal } from '../domain/likeness.ts';
import type { Grid } from '../reading/grid.ts';

/** What can be asked for, and what it gives. */
export interface Tasks {
  read: { given: { readonly bytes: Uint8Array }; gives: Grid[] };
  interpret: { given: { readonly sheets: readonly PreparedSheet[]; readonly corrections: Corrections; readonly today: string }; gives: ImportedRow[] };
  compare: { given: { readonly rows: readonly KnownRow[] }; gives: Proposal[] };
}
export type TaskName = keyof Tasks;
export type Answer<Name extends TaskName> = { readonly done: Tasks[Name]['gives'] } | { readonly refused: FileProblemCode };

/** Each loads what it needs and no more: what reads a file ends with it, and would have loaded the rest for nothing while somebody waits. */
const works: { readonly [Name in TaskName]: (given: Tasks[Name]['given']) => Promise<Tasks[Name]['gives']> } = {
  read: async ({ bytes }) => (await import('../reading/workbook.ts')).readWorkbook(bytes),
  interpret: async ({ sheets, corrections, today }) => (await import('../domain/corrections.ts')).interpretCorrected(sheets, corrections, today),
  compare: async ({ rows }) => (await import('../domain/likeness.ts')).likenessInFile(rows),
};

async function answer<Name extends TaskName>({ name, given }: { name: Name; given: Tasks[Name]['given'] }): Promise<Answer<Name>> {
  try {
    return { done: await works[name](given) };
  } catch (error) {
    const { FileRefused } = await import('../reading/workbook.ts');
    if (error instanceof FileRefused) return { refused: error.code };
    throw error;
  }
}

process.on('message', (task) => {
  void answer(task as { name: TaskName; given: Tasks[TaskName]['given'] }).then((answered) => process.send?.(answered));
});
