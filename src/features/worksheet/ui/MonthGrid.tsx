import { useRef, useState } from 'react';
import type { ClipboardEvent, KeyboardEvent, ReactNode } from 'react';
import { Button } from '../../../kernel/ui/Button.tsx';
import { HelpHint } from '../../../kernel/ui/HelpHint.tsx';
import { Row } from '../../../kernel/ui/Panel.tsx';
import { type Episode, type MonthFigure, type MonthLine, monthFigures } from '../contract.ts';
import { measureOf, monthsBetween, pasted, told, typed, untold } from '../domain.ts';
import { useFigures } from './words.ts';

interface Grid {
  readonly episode: Episode;
  readonly isReadOnly: boolean;
  readonly onChange: (months: MonthLine[]) => void;
}

const real: readonly MonthFigure[] = monthFigures.slice(0, 4);
const declared: readonly MonthFigure[] = monthFigures.slice(4);

/**
 * The months of a job as in a spreadsheet: what was real beside what was declared. Arrows and Enter move, Ctrl+D fills down, and cells copied from a
 * spreadsheet are pasted from where one stands. What cannot be read stays as it was typed, is marked, and is not kept.
 */
export function MonthGrid({ episode, isReadOnly, onChange }: Grid): ReactNode {
  const { t, language, month: nameOf } = useFigures();
  const table = useRef<HTMLTableElement>(null);
  /** Cells being typed in, by `month figure`: their words, until they are left with something that can be read. */
  const [typing, setTyping] = useState<Readonly<Record<string, string>>>({});
  const months = monthsBetween(episode.from, episode.to);
  const lineOf = (month: string, lines: readonly MonthLine[] = episode.months): MonthLine => lines.find((line) => line.month === month) ?? untold(month);
  const shown = (month: string, figure: MonthFigure): string => typing[`${month} ${figure}`] ?? typed(lineOf(month)[figure], measureOf[figure], language);

  /** Puts words into cells; those that cannot be read stay in sight. */
  const put = (cells: readonly { month: string; figure: MonthFigure; text: string }[]): void => {
    const left = { ...typing };
    let lines: readonly MonthLine[] = episode.months;
    for (const { month, figure, text } of cells) {
      const value = told(text, measureOf[figure]);
      if (value === null) left[`${month} ${figure}`] = text;
      else {
        delete left[`${month} ${figure}`];
        lines = [...lines.filter((line) => line.month !== month), { ...lineOf(month, lines), [figure]: value }].toSorted((one, other) => one.month.localeCompare(other.month));
      }
    }
    setTyping(left);
    if (lines !== episode.months) onChange([...lines]);
  };
  const leave = (month: string, figure: MonthFigure): void => {
    const text = typing[`${month} ${figure}`];
    if (text !== undefined) put([{ month, figure, text }]);
  };
  const goTo = (row: number, column: number): boolean => {
    const cell = table.current?.querySelector<HTMLInputElement>(`[data-cell="${row} ${column}"]`);
    cell?.focus();
    cell?.select();
    return cell !== null && cell !== undefined;
  };
  const fillDown = (row: number, figure: MonthFigure): void => {
    const text = shown(months[row] ?? '', figure);
    put(months.slice(row).map((month) => ({ month, figure, text })));
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>, row: number, column: number): void => {
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    const [atStart, atEnd] = [selectionEnd === 0 || (selectionStart === 0 && selectionEnd === value.length), selectionStart === value.length || (selectionStart === 0 && selectionEnd === value.length)];
    const ways: Readonly<Record<string, () => boolean>> = {
      ArrowUp: () => goTo(row - 1, column), ArrowDown: () => goTo(row + 1, column), Enter: () => goTo(row + (event.shiftKey ? -1 : 1), column),
      ArrowLeft: () => atStart && goTo(row, column - 1), ArrowRight: () => atEnd && goTo(row, column + 1),
    };
    const figure = monthFigures[column];
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'd' && figure && !isReadOnly) {
      event.preventDefault();
      fillDown(row, figure);
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && ways[event.key]?.()) event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>, row: number, column: number): void => {
    const cells = pasted(event.clipboardData.getData('text'));
    if (isReadOnly || (cells.length === 1 && cells[0]?.length === 1)) return;
    event.preventDefault();
    put(cells.flatMap((line, down) => line.flatMap((text, right) => {
      const [month, figure] = [months[row + down], monthFigures[column + right]];
      return month && figure ? [{ month, figure, text }] : [];
    })));
  };

  const faulty = Object.keys(typing).filter((cell) => told(typing[cell] ?? '', measureOf[figureOf(cell)]) === null);
  const outside = episode.months.filter((line) => !months.includes(line.month)).length;
  return (
    <div className="worksheet-grid-frame">
      {!isReadOnly && <Row><span className="quiet small">{t('worksheet.grid.how')}</span><HelpHint about={t('worksheet.grid.title')}>{t('worksheet.grid.help')}</HelpHint></Row>}
      <section className="worksheet-scroll" aria-label={t('worksheet.grid.title')}>
        <table className="worksheet-grid" ref={table}>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>{t('worksheet.grid.month')}</th>
              <th scope="colgroup" colSpan={real.length}>{t('worksheet.grid.real')}</th>
              <th scope="colgroup" colSpan={declared.length} className="worksheet-declared">{t('worksheet.grid.declared')}</th>
            </tr>
            <tr>{monthFigures.map((figure) => <th key={figure} scope="col" className={declared.includes(figure) ? 'worksheet-declared' : undefined}>{t(`worksheet.grid.${figure}`)}</th>)}</tr>
          </thead>
          <tbody>
            {months.map((month, row) => (
              <tr key={month}>
                <th scope="row">{nameOf(month)}</th>
                {monthFigures.map((figure, column) => {
                  const key = `${month} ${figure}`;
                  const label = `${t(`worksheet.grid.${figure}`)}, ${nameOf(month)}`;
                  return (
                    <td key={figure} data-label={t(`worksheet.grid.${figure}`)} className={declared.includes(figure) ? 'worksheet-declared' : undefined}>
                      <input
                        className="input" aria-label={label} data-cell={`${row} ${column}`} value={shown(month, figure)} readOnly={isReadOnly} inputMode={figure === 'received' || figure === 'declaredPay' ? 'text' : undefined}
                        autoComplete="off" aria-invalid={faulty.includes(key) || undefined} aria-describedby={faulty.includes(key) ? `fault-${episode.id}` : undefined}
                        onChange={(event) => setTyping({ ...typing, [key]: event.currentTarget.value })}
                        onBlur={() => leave(month, figure)} onKeyDown={(event) => onKey(event, row, column)} onPaste={(event) => onPaste(event, row, column)}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {faulty.length > 0 && <output className="field-error" id={`fault-${episode.id}`}>{t('worksheet.grid.faulty', { n: faulty.length })}</output>}
      {outside > 0 && <p className="quiet small">{t('worksheet.grid.outside', { n: outside })}</p>}
      {!isReadOnly && months.length > 1 && (
        <Row>{real.filter((figure) => figure !== 'holidayHalfDays').map((figure) => (
          <Button key={figure} size="small" kind="quiet" icon="chevron-down" onPress={() => fillDown(0, figure)}>{t('worksheet.grid.fill-down', { figure: t(`worksheet.grid.${figure}`) })}</Button>
        ))}</Row>
      )}
    </div>
  );
}

const figureOf = (cell: string): MonthFigure => monthFigures.find((figure) => cell.endsWith(` ${figure}`)) ?? 'halfDays';
