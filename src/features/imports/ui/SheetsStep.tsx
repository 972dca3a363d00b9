import { type ReactNode, useState } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import type { Field } from '../contract.ts';
import type { ImportDetail, SheetSeen } from '../wire.ts';
import { HeaderChooser } from './HeaderChooser.tsx';

/** What the coordinator has chosen so far: which sheets, and what each of their columns means. */
export type Chosen = Readonly<Record<number, { readonly isUsed: boolean; readonly nameOrder: SheetSeen['nameOrder']; readonly fields: readonly Field[] }>>;

/** What is proposed, to begin from. */
export const chosenFrom = ({ sheets }: Pick<ImportDetail, 'sheets'>): Chosen =>
  Object.fromEntries(sheets.map((sheet) => [sheet.index, { isUsed: sheet.isUsed, nameOrder: sheet.nameOrder, fields: sheet.columns.map((column) => column.field) }]));

interface SheetsStepProps {
  readonly detail: ImportDetail;
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
  readonly onNext: () => void;
}

/** Which sheets of the file are registers, and where their titles stand. The others stay in the file and are named in the outcome. */
export function SheetsStep({ detail, chosen, onChange, onNext }: SheetsStepProps): ReactNode {
  const { t } = useText();
  const isAny = detail.sheets.some((sheet) => sheet.kind === 'register' && chosen[sheet.index]?.isUsed);
  return (
    <Panel of="restricted" title={t('imports.sheets.title')}>
      <Stack>
        <p className="quiet">{t('imports.sheets.lead')}</p>
        {!isAny && <Notice tone="late">{t('imports.problem.no-register-found')}</Notice>}
        <ul className="import-sheets">
          {detail.sheets.map((sheet) => <SheetLine key={`${sheet.index} ${sheet.headerRow} ${sheet.headerRows}`} detail={detail} sheet={sheet} chosen={chosen} onChange={onChange} />)}
        </ul>
        <Row end><Button kind="primary" isDisabled={!isAny} onPress={onNext}>{t('imports.next')}</Button></Row>
      </Stack>
    </Panel>
  );
}

function SheetLine({ detail, sheet, chosen, onChange }: Pick<SheetsStepProps, 'detail' | 'chosen' | 'onChange'> & { sheet: SheetSeen }): ReactNode {
  const { t } = useText();
  const [isShowing, setIsShowing] = useState(false);
  const one = chosen[sheet.index];
  const where = sheet.headerRows === 0 ? t('imports.sheets.without-titles', { people: sheet.people, row: sheet.headerRow ?? 1 }) : t('imports.sheets.register', { people: sheet.people, row: sheet.headerRow ?? 1 });
  return (
    <li>
      <Stack gap="small">
        {sheet.kind === 'register' && one ? (
          <Switch value={one.isUsed} onChange={(isUsed) => onChange({ ...chosen, [sheet.index]: { ...one, isUsed } })} hint={where}>
            <SafeText>{sheet.name}</SafeText>{sheet.isHidden && ` (${t('imports.sheets.hidden')})`}
          </Switch>
        ) : (
          <span><SafeText>{sheet.name}</SafeText><span className="field-hint">{t(`imports.sheets.${sheet.kind}`)}</span></span>
        )}
        {sheet.kind !== 'empty' && sheet.top.length > 0 && detail.file.isKept && !isShowing && (
          <Row><Button kind="quiet" size="small" onPress={() => setIsShowing(true)}>{t(sheet.kind === 'register' ? 'imports.header.elsewhere' : 'imports.header.show')}</Button></Row>
        )}
        {isShowing && <HeaderChooser detail={detail} sheet={sheet} onDone={() => setIsShowing(false)} />}
      </Stack>
    </li>
  );
}
