import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { type Appointment, CancelReason, type Series, type SeriesMoves } from '../contract.ts';
import { ScopeField, useSeriesScope } from './SeriesScope.tsx';

export interface CancelDialogProps {
  readonly appointment: Appointment;
  readonly onClose: () => void;
  /** This one alone is called off. */
  readonly onCancel: (reason: CancelReason) => void;
}

/** Calls an appointment off with its reason, or with it those of its row that follow, or all that were not held: all at once, and taken back at once. */
export function CancelDialog({ appointment, onClose, onCancel }: CancelDialogProps): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [reason, setReason] = useState<CancelReason | null>(null);
  const several = useSeriesScope(appointment);
  const { code } = appointment;
  const cancel = useMutation({
    mutationFn: (body: SeriesMoves) => api.post<Series>(`/api/appointment-series/${appointment.series?.id ?? ''}/moves`, { body }),
    onSuccess: (_, { move, items }) => {
      if (move === 'cancel') toast.undo(t('agenda.series.cancelled', { code, count: items.length }), () => cancel.mutate({ move: 'take-back', items: items.map(({ appointmentId }) => ({ id: newId(), appointmentId })) }));
      else toast.say(t('agenda.series.back', { code, count: items.length }));
      onClose();
    },
    onError: (_, { move }) => { if (move === 'take-back') toast.say(t('agenda.series.not-back', { code })); },
    onSettled: () => client.invalidateQueries({ queryKey: ['agenda'] }),
  });
  const confirm = (): void => {
    if (!reason) return;
    if (several.scope === 'this') onCancel(reason);
    else cancel.mutate({ move: 'cancel', reason, items: several.affected.map(({ id }) => ({ id: newId(), appointmentId: id })) });
  };
  return (
    <Dialog
      title={t('agenda.cancel.title', { code })} isOpen isAlert onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={reason === null} isPending={cancel.isPending} onPress={confirm}>{several.scope === 'this' ? t('agenda.cancel.confirm') : t('agenda.series.cancel', { count: several.affected.length })}</Button></>}
    >
      <Stack>
        {cancel.error && <ProblemPanel problem={cancel.error} />}
        <ScopeField of={several} />
        <ChoiceChips label={t('agenda.cancel.why')} hint={t('agenda.cancel.seen')} value={reason} onChange={setReason} choices={CancelReason.options.map((value) => ({ value, label: t(`agenda.cancel.${value}`) }))} />
      </Stack>
    </Dialog>
  );
}
