import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import type { Episode } from '../contract.ts';

/** A new job: only its period is asked, the rest is told beside the months. Sector, province and level of the job before are taken along, to be changed. */
export function NewEpisode({ isOpen, onClose, before, onAdd }: { isOpen: boolean; onClose: () => void; before: Episode | undefined; onAdd: (episode: Episode) => void }): ReactNode {
  const { t } = useText();
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [isMonthOnly, setMonthOnly] = useState(true);
  const isBackwards = from !== null && to !== null && to < from;
  const add = (): void => {
    if (from === null || to === null) return;
    onAdd({
      id: newId(), employer: '', intermediary: '', place: '', sector: before?.sector ?? null, province: before?.province ?? null, level: before?.level ?? null, from, to, fromMonthOnly: isMonthOnly, toMonthOnly: isMonthOnly,
      contract: 'not-asked', contractKind: null, payslips: 'not-asked', contributions: 'not-asked', promised: 'not-asked', promisedPer: null, means: [], months: [],
    });
    setFrom(null);
    setTo(null);
  };
  return (
    <Dialog title={t('worksheet.add')} isOpen={isOpen} onClose={onClose} size="small"
      actions={<><Button kind="quiet" onPress={onClose}>{t('worksheet.leave')}</Button><Button kind="primary" isDisabled={from === null || to === null || isBackwards} onPress={add}>{t('worksheet.add.confirm')}</Button></>}
    >
      <Stack>
        <p>{t('worksheet.add.why')}</p>
        <DateField label={t('worksheet.from')} value={from} onChange={setFrom} isRequired />
        <DateField label={t('worksheet.to')} value={to} onChange={setTo} isRequired error={isBackwards ? t('worksheet.to-before-from') : undefined} />
        <Checkbox value={isMonthOnly} onChange={setMonthOnly}>{t('worksheet.add.month-only')}</Checkbox>
      </Stack>
    </Dialog>
  );
}
