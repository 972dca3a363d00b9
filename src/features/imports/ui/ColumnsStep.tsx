import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { PrivateText } from '../../../kernel/ui/SafeText.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { Field } from '../contract.ts';
import { mappingProblems } from '../reading/mapping.ts';
import type { ImportDetail, SheetSeen } from '../wire.ts';
import { useChange } from './queries.ts';
import type { Chosen } from './SheetsStep.tsx';
import { cellWords } from './words.ts';

interface ColumnsStepProps {
  readonly detail: ImportDetail;
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
  readonly onRead: () => void;
}

/** What each column means: proposed from the heading and the values, put right by a person, remembered for the next file. */
export function ColumnsStep({ detail, chosen, onChange, onRead }: ColumnsStepProps): ReactNode {
  const { t } = useText();
  const change = useChange(detail.id);
  const used = detail.sheets.filter((sheet) => chosen[sheet.index]?.isUsed);
  const problems = [...new Set(used.flatMap((sheet) => mappingProblems({
    fingerprint: '', nameOrder: sheet.nameOrder, columns: sheet.columns.map((column) => ({ ...column, field: chosen[sheet.index]?.fields[column.column] ?? 'ignore' })),
  })))];
  const given = detail.sheets.flatMap((sheet) => {
    const one = chosen[sheet.index];
    return one && sheet.kind === 'register' ? [{ index: sheet.index, isUsed: one.isUsed, nameOrder: one.nameOrder, fields: [...one.fields] }] : [];
  });
  return (
    <Stack>
      {change.error && <ProblemPanel problem={change.error} />}
      {problems.map((code) => <Notice key={code} tone="late" live>{t(`imports.problem.${code}`)}</Notice>)}
      {detail.state === 'checked' && <Notice>{t('imports.columns.again')}</Notice>}
      {used.map((sheet) => <SheetColumns key={sheet.index} sheet={sheet} chosen={chosen} onChange={onChange} />)}
      <Row end>
        <Button kind="primary" isDisabled={problems.length > 0} isPending={change.isPending} onPress={() => change.mutate({ kind: 'map', given: { sheets: given }, version: detail.version }, { onSuccess: onRead })}>
          {t('imports.columns.read')}
        </Button>
      </Row>
    </Stack>
  );
}

function SheetColumns({ sheet, chosen, onChange }: { sheet: SheetSeen; chosen: Chosen; onChange: (chosen: Chosen) => void }): ReactNode {
  const text = useText();
  const { t } = text;
  const one = chosen[sheet.index];
  if (!one) return null;
  const choices = Field.options.map((value) => ({ value, label: t(`imports.field.${value}`) }));
  const change = (column: number, field: Field | null): void =>
    onChange({ ...chosen, [sheet.index]: { ...one, fields: one.fields.map((known, index) => (index === column ? (field ?? 'ignore') : known)) } });
  return (
    <Panel of="restricted" title={sheet.name}>
      <Stack>
        {one.fields.includes('full-name') && (
          <ChoiceChips canClear={false} label={t('imports.columns.order')} value={one.nameOrder} onChange={(nameOrder) => onChange({ ...chosen, [sheet.index]: { ...one, nameOrder: nameOrder ?? 'surname-first' } })}
            choices={[{ value: 'surname-first', label: t('imports.columns.surname-first') }, { value: 'given-first', label: t('imports.columns.given-first') }]} />
        )}
        <ul className="import-columns">
          {sheet.columns.map((column) => {
            const field = one.fields[column.column] ?? 'ignore';
            const isDoubtful = field === column.field && column.confidence < 0.9;
            return (
              <li key={column.column} data-doubtful={isDoubtful || undefined}>
                <div className="import-column-name">
                  <strong>{column.heading || t('imports.columns.unnamed', { letter: column.letter })}</strong>
                  {column.isHidden && <Tag>{t('imports.columns.hidden')}</Tag>}
                  {field !== column.field ? <Tag>{t('imports.why.chosen')}</Tag> : <Tag tone={isDoubtful ? 'late' : 'neutral'}>{t(`imports.why.${column.why}`)}</Tag>}
                </div>
                <div className="import-samples">{column.samples.length === 0 ? <span className="quiet">{t('imports.columns.empty')}</span> : column.samples.map((sample) => <span key={sample}><PrivateText>{cellWords(text, sample)}</PrivateText></span>)}</div>
                <Select label={t('imports.columns.means', { column: column.heading || column.letter })} value={field} onChange={(value) => change(column.column, value)} choices={choices} />
              </li>
            );
          })}
        </ul>
      </Stack>
    </Panel>
  );
}
