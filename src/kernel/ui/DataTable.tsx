import type { ReactNode } from 'react';
import { Button, TextLink } from './Button.tsx';
import { Skeleton } from './EmptyState.tsx';
import { Icon } from './Icon.tsx';
import { ProblemPanel } from './Notice.tsx';
import { Checkbox } from './Toggles.tsx';
import { useText } from '../i18n/text.tsx';

export interface Column<R> {
  readonly key: string;
  readonly label: string;
  readonly render: (row: R) => ReactNode;
  /** The column that names the row: its header for screen readers, its link, the title of its card on a phone. */
  readonly isName?: boolean;
  readonly isSortable?: boolean;
  readonly align?: 'start' | 'end';
  /** Left out on narrow screens, where it is one tap away in the record. */
  readonly isMinor?: boolean;
}

export interface Sort {
  readonly key: string;
  readonly isDescending: boolean;
}

/** Rows that can be ticked, for what is done to several at once. */
export interface Choosing<R> {
  /** The ticked rows, by their key. */
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
  /** A row that nothing can be done to has no box. */
  readonly canChoose: (row: R) => boolean;
  /** What the box of a row is called, as "Choose verde-lontra-12". */
  readonly labelOf: (row: R) => string;
  /** What the box of all the rows shown is called. */
  readonly allLabel: string;
}

export interface DataTableProps<R> {
  /** Said to screen readers; the visible title is the panel's. */
  readonly label: string;
  readonly columns: readonly Column<R>[];
  /** Undefined while the first page is on its way. */
  readonly rows: readonly R[] | undefined;
  readonly rowKey: (row: R) => string;
  readonly rowHref?: (row: R) => string;
  /** A quiet emphasis for rows that are late or new. */
  readonly rowTone?: (row: R) => 'late' | 'new' | undefined;
  /** An EmptyState. */
  readonly empty: ReactNode;
  readonly problem?: unknown;
  readonly onRetry?: () => void;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  /** Present while the server has more by keyset. */
  readonly onMore?: () => void;
  readonly isLoadingMore?: boolean;
  readonly choosing?: Choosing<R>;
}

/** Said explicitly: shown as cards, the parts are no longer laid out as a table, and browsers would forget what they are. */
const roles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  heading: { role: 'columnheader' },
  name: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

function HeaderCell<R>({ column, sort, onSort }: { column: Column<R>; sort: Sort | undefined; onSort: ((sort: Sort) => void) | undefined }): ReactNode {
  const isSorted = sort?.key === column.key;
  const direction = isSorted ? (sort.isDescending ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" {...roles.heading} aria-sort={direction} data-align={column.align} data-minor={column.isMinor || undefined}>
      {column.isSortable && onSort ? (
        <button type="button" className="sort" onClick={() => onSort({ key: column.key, isDescending: isSorted && !sort.isDescending })}>
          {column.label}
          <Icon name={isSorted ? 'chevron-down' : 'sort'} />
        </button>
      ) : column.label}
    </th>
  );
}

/** The box of a row, or of all of them. Its words are for those who do not see the row beside it. */
function Box({ label, value, onChange }: { label: string; value: boolean; onChange: (value: boolean) => void }): ReactNode {
  return <Checkbox value={value} onChange={onChange}><span className="only-heard">{label}</span></Checkbox>;
}

const withOrWithout = (chosen: ReadonlySet<string>, keys: readonly string[], isIn: boolean): ReadonlySet<string> =>
  new Set(isIn ? [...chosen, ...keys] : [...chosen].filter((key) => !keys.includes(key)));

function BodyRow<R>({ row, columns, href, tone, rowKey, choosing }: { row: R; columns: readonly Column<R>[]; href: string | undefined; tone: string | undefined; rowKey: string; choosing: Choosing<R> | undefined }): ReactNode {
  const isChosen = choosing?.chosen.has(rowKey) ?? false;
  return (
    <tr {...roles.row} data-tone={tone} data-link={href === undefined ? undefined : true} data-chosen={isChosen || undefined}>
      {choosing && <td {...roles.cell} className="choose">{choosing.canChoose(row) && <Box label={choosing.labelOf(row)} value={isChosen} onChange={(isIn) => choosing.onChange(withOrWithout(choosing.chosen, [rowKey], isIn))} />}</td>}
      {columns.map((column) => {
        const content = column.isName && href !== undefined ? <TextLink href={href}>{column.render(row)}</TextLink> : column.render(row);
        const facts = { 'data-align': column.align, 'data-minor': column.isMinor || undefined };
        return column.isName ? (
          <th key={column.key} scope="row" {...roles.name} {...facts}>{content}</th>
        ) : (
          <td key={column.key} {...roles.cell} data-label={column.label} {...facts}>{content}</td>
        );
      })}
    </tr>
  );
}

/**
 * A real table on a desk, cards on a phone: the same elements, so that nothing is said twice. Rows come by pages from the server
 * (keyset); sorting is the server's too, so that it holds beyond what is loaded.
 */
export function DataTable<R>(props: DataTableProps<R>): ReactNode {
  const { label, columns, rows, rowKey, rowHref, rowTone, empty, problem, onRetry, sort, onSort, onMore, isLoadingMore = false, choosing } = props;
  const { t } = useText();
  if (problem && !rows) return <ProblemPanel problem={problem} onRetry={onRetry} />;
  if (!rows) return <Skeleton lines={6} />;
  if (rows.length === 0) return empty;
  const choosable = choosing ? rows.filter(choosing.canChoose).map(rowKey) : [];
  return (
    <div className="data-table">
      <table {...roles.table} aria-label={label}>
        <thead {...roles.group}>
          <tr {...roles.row}>{choosing && <th scope="col" {...roles.heading} className="choose"><Box label={choosing.allLabel} value={choosable.length > 0 && choosable.every((key) => choosing.chosen.has(key))} onChange={(isIn) => choosing.onChange(withOrWithout(choosing.chosen, choosable, isIn))} /></th>}{columns.map((column) => <HeaderCell key={column.key} column={column} sort={sort} onSort={onSort} />)}</tr>
        </thead>
        <tbody {...roles.group}>
          {rows.map((row) => <BodyRow key={rowKey(row)} row={row} columns={columns} href={rowHref?.(row)} tone={rowTone?.(row)} rowKey={rowKey(row)} choosing={choosing} />)}
        </tbody>
      </table>
      {problem ? <ProblemPanel problem={problem} onRetry={onRetry} /> : null}
      {onMore && (
        <div className="table-more">
          <Button onPress={onMore} isPending={isLoadingMore}>{t(isLoadingMore ? 'ui.loading' : 'ui.table.more')}</Button>
        </div>
      )}
    </div>
  );
}
