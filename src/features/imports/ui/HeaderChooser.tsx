import { type ReactNode, useState } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import type { ImportDetail, SheetSeen } from '../wire.ts';
import { useChange } from './queries.ts';

type Rows = '0' | '1' | '2';

/** Where the titles stand, shown on the first rows of the sheet: a person points at them when nobody found them, or found others. */
export function HeaderChooser({ detail, sheet, onDone }: { detail: ImportDetail; sheet: SheetSeen; onDone: () => void }): ReactNode {
  const { t } = useText();
  const change = useChange(detail.id);
  const [row, setRow] = useState(sheet.headerRow ?? 1);
  const [rows, setRows] = useState<Rows>(String(sheet.headerRows) as Rows);
  const count = Number(rows) as 0 | 1 | 2;
  const isTitle = (number: number): boolean => number >= row && number < row + count;
  return (
    <Stack gap="small">
      <p className="quiet small">{t('imports.header.lead')}</p>
      {detail.state !== 'draft' && <Notice>{t('imports.columns.again')}</Notice>}
      {change.error && <ProblemPanel problem={change.error} />}
      <ChoiceChips<Rows> canClear={false} label={t('imports.header.rows')} value={rows} onChange={(value) => setRows(value ?? '1')}
        choices={(['1', '2', '0'] as const).map((value) => ({ value, label: t(`imports.header.rows-${value}`) }))} />
      <div className="import-top">
        <table aria-label={t('imports.header.first-rows', { sheet: sheet.name })}>
          <tbody>
            {sheet.top.map((cells, index) => {
              const number = index + 1;
              return (
                <tr key={number} data-title={isTitle(number) || undefined}>
                  <th scope="row"><Button kind={number === row ? 'primary' : 'quiet'} size="small" isDisabled={number + count > sheet.rows} onPress={() => setRow(number)}>{t('imports.header.row', { row: number })}</Button></th>
                  {cells.map((cell, column) => <td key={`${number} ${column + 1}`}><PrivateText>{cell}</PrivateText></td>)}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <Row end>
        <Button kind="quiet" onPress={onDone}>{t('ui.cancel')}</Button>
        <Button isPending={change.isPending} onPress={() => change.mutate({ kind: 'header', given: { index: sheet.index, row, rows: count }, version: detail.version }, { onSuccess: onDone })}>{t(`imports.header.confirm-${rows}`, { row })}</Button>
      </Row>
    </Stack>
  );
}
