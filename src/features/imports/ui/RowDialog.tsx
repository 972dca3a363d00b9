import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ClassMark } from '../../../kernel/ui/ClassMark.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { KeyValues } from '../../../kernel/ui/Tag.tsx';
import { DateField } from '../domain/choices.ts';
import type { RowDecision, RowSeen } from '../wire.ts';
import { CellFix } from './CellFix.tsx';
import { useChange } from './queries.ts';
import { nameWords, sentenceOf } from './words.ts';

interface RowDialogProps {
  readonly importId: string;
  readonly canDecide: boolean;
  /** Cells can be put right as long as the file is there to be read again. */
  readonly canCorrect: boolean;
  readonly row: RowSeen | undefined;
  readonly onClose: () => void;
  readonly onNext: (() => void) | undefined;
  readonly onPrevious: (() => void) | undefined;
}

/** One row whole: its cells as they stood, what was assumed in sentences, and the decision. From here one goes on to the next row. */
export function RowDialog({ importId, canDecide, canCorrect, row, onClose, onNext, onPrevious }: RowDialogProps): ReactNode {
  const text = useText();
  const { t } = text;
  const change = useChange(importId);
  if (!row) return null;
  const isOpen = canDecide && row.disposition !== 'refused' && row.facts !== null;
  const canFix = canCorrect && row.sort === 'person';
  const decide = (decision: Omit<RowDecision, 'rowId'>): void =>
    change.mutate({ kind: 'rows', items: [{ rowId: row.id, ...decision }] }, { onSuccess: () => { if (decision.choices === undefined) (onNext ?? onClose)(); } });
  return (
    <Dialog
      isOpen size="wide" onClose={onClose} title={row.facts === null ? t(`imports.sort.${row.sort}`) : nameWords(text, row.facts)}
      actions={isOpen ? (
        <>
          {row.decision === 'skip'
            ? <Button onPress={() => decide({ decision: 'undecided' })}>{t('imports.take-in')}</Button>
            : <Button onPress={() => decide({ decision: 'skip' })}>{t('imports.leave-out')}</Button>}
          {row.disposition === 'to-review' && !row.isLookedAt && <Button kind="primary" icon="check" isPending={change.isPending} onPress={() => decide({ isLookedAt: true })}>{t('imports.fine')}</Button>}
        </>
      ) : undefined}
    >
      <Stack>
        {change.error && <ProblemPanel problem={change.error} />}
        <p className="quiet">{t('imports.place', { sheet: row.sheet, row: row.row })} <ClassMark of="restricted" /></p>
        {(row.marks.length > 0 || row.problems.length > 0) && (
          <ul className="import-sentences">
            {[...row.problems, ...row.marks].map((one) => <li key={`${one.code} ${one.field ?? ''} ${one.original}`}>{sentenceOf(text, one)}{'params' in one && isOpen && <DateChoice row={row} mark={one} onChoose={(choices) => decide({ choices })} />}</li>)}
          </ul>
        )}
        <KeyValues compact items={row.original.filter((cell) => canFix || cell.text !== '' || cell.comment !== undefined).map((cell) => ({
          key: cell.column, label: cell.heading || cell.column,
          value: <CellFix key={`${row.id} ${row.corrections.length}`} row={row} cell={cell} isPending={change.isPending} onFix={canFix ? (words) => change.mutate({ kind: 'cell', rowId: row.id, given: { column: cell.column, text: words } }) : undefined} />,
        }))} />
        <Row>
          {onPrevious && <Button kind="quiet" size="small" onPress={onPrevious}>{t('imports.previous-row')}</Button>}
          {onNext && <Button kind="quiet" size="small" onPress={onNext}>{t('imports.next-row')}</Button>}
        </Row>
      </Stack>
    </Dialog>
  );
}

/** A date with two readings: the person who knows says which. */
function DateChoice({ row, mark, onChoose }: { row: RowSeen; mark: RowSeen['marks'][number]; onChoose: (choices: RowSeen['choices']) => void }): ReactNode {
  const { t, formatDate } = useText();
  const field = DateField.safeParse(mark.field);
  const [first, second] = [mark.params['first'], mark.params['second']];
  if (mark.code !== 'ambiguous-date' || !field.success || first === undefined || second === undefined) return null;
  return (
    <ChoiceChips
      canClear={false} label={t('imports.which-date', { original: mark.original })} value={row.choices[field.data] ?? null} onChange={(value) => value && onChoose({ ...row.choices, [field.data]: value })}
      choices={[{ value: 'first', label: formatDate(first, 'long') }, { value: 'second', label: formatDate(second, 'long') }, { value: 'neither', label: t('imports.neither') }]}
    />
  );
}
