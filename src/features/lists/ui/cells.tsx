import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import type { Column } from '../../../kernel/ui/DataTable.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { CellValue, ListKind, ListLine } from '../contract.ts';
import { columnsOf } from '../domain.ts';
import type { ListColumn } from '../kinds.ts';

function Cell({ column, value }: { column: ListColumn; value: CellValue }): ReactNode {
  const { t, languageName, formatDate, formatDateTime } = useText();
  if (value === null || (Array.isArray(value) && value.length === 0)) return <span className="quiet">—</span>;
  if (Array.isArray(value)) {
    if (column.as === 'languages') return value.map(languageName).join(', ');
    return <span className="lists-marks">{value.map((one) => <Tag key={one} tone={['minor', 'do-not-call', 'permit-expired'].includes(one) ? 'late' : 'neutral'}>{t(`${column.words}.${one}`)}</Tag>)}</span>;
  }
  if (typeof value === 'number') return value;
  switch (column.as) {
    case 'code': return <span className="case-code">{value}</span>;
    case 'name': return <PrivateText>{value}</PrivateText>;
    case 'day': return formatDate(value);
    case 'moment': return formatDateTime(value);
    case 'words': return t(`${column.words}.${value}`);
    default: return value;
  }
}

/** The columns of a list as they are shown, the code first: it names the line. */
export function useColumns(kind: ListKind, shown: readonly string[]): readonly Column<ListLine>[] {
  const { t } = useText();
  return columnsOf(kind, shown).map((column) => ({
    key: column.key, label: t(`lists.column.${column.key}`), isName: column.key === 'code', ...(column.as === 'number' ? { align: 'end' as const } : {}),
    render: (line: ListLine) => <Cell column={column} value={line.cells[column.key] ?? null} />,
  }));
}

const tabs: Partial<Record<ListKind, string>> = { referrals: 'services', 'follow-ups': 'follow-up', documents: 'documents', appointments: 'interviews', persons: 'person' };
/** Where a line leads: the part of the case it is about. */
export const leadsTo = (kind: ListKind, line: ListLine): string => {
  const tab = tabs[kind];
  return line.caseId ? `/cases/${line.caseId}${tab ? `?tab=${tab}` : ''}` : '/desk';
};
