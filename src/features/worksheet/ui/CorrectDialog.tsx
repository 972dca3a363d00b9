import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { told, typed } from '../domain.ts';
import type { RateLine } from '../wire.ts';

/** A line put right: the amount or the days of its validity, with the reason. The old line stays readable. */
export function CorrectDialog({ rate, onClose, onDone }: { rate: RateLine; onClose: () => void; onDone: () => void }): ReactNode {
  const { t, language } = useText();
  const [amount, setAmount] = useState(() => typed({ least: rate.cents, most: rate.cents }, 'money', language));
  const [validFrom, setFrom] = useState<string | null>(rate.validFrom);
  const [validTo, setTo] = useState<string | null>(rate.validTo);
  const [reason, setReason] = useState('');
  const [id] = useState(() => newId());
  const value = told(amount, 'money');
  const cents = value !== null && typeof value !== 'string' && value.least === value.most && value.least > 0 ? value.least : null;
  const { sector, province, level, basis, ordinaryMinutes, overtimePercent, holidayPercent, thirdElementPercent } = rate;
  const correct = useMutation({
    mutationFn: () => api.put(`/api/wage-rates/${id}`, { body: { corrects: rate.id, reason, rate: { sector, province, level, basis, cents, ordinaryMinutes, overtimePercent, holidayPercent, thirdElementPercent, validFrom, validTo } } }),
    onSuccess: onDone,
  });
  return (
    <Dialog title={t('worksheet.tables.correct')} isOpen onClose={onClose}
      actions={<><Button kind="quiet" onPress={onClose}>{t('worksheet.leave')}</Button><Button kind="primary" isPending={correct.isPending} isDisabled={cents === null || validFrom === null || reason.trim().length < 3} onPress={() => correct.mutate()}>{t('worksheet.tables.correct.confirm')}</Button></>}
    >
      <Stack>
        <p>{t('worksheet.tables.correct.why')}</p>
        <TextField label={t('worksheet.tables.column.amount')} value={amount} onChange={setAmount} error={cents === null ? t('worksheet.tables.amount-fault') : undefined} />
        <DateField label={t('worksheet.tables.column.validFrom')} value={validFrom} onChange={setFrom} isRequired />
        <DateField label={t('worksheet.tables.column.validTo')} value={validTo} onChange={setTo} />
        <TextArea label={t('worksheet.tables.correct.reason')} value={reason} onChange={setReason} isRequired maxLength={600} />
        {correct.error && <ProblemPanel problem={correct.error} />}
      </Stack>
    </Dialog>
  );
}
