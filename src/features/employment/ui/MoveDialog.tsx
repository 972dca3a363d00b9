import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { MoveReason, Placement, PlacementMove } from '../contract.ts';
import { reasonsFor } from '../domain.ts';
import { useDeed } from './queries.ts';
import { useDialogForm } from './useDialogForm.ts';

/** One step of a placement: the day or the reason that it needs, and words for whoever reads it later. */
export function MoveDialog({ placement, move, checkDays, onClose }: { placement: Placement; move: PlacementMove; checkDays: readonly number[]; onClose: () => void }): ReactNode {
  const { t, formatList } = useText();
  const [id] = useState(() => newId());
  const today = italianDay(new Date());
  const hasDay = move === 'start' || move === 'end';
  const form = useDialogForm<{ on: string | null; reason: MoveReason | null; words: string }>(`placement-move/${placement.id}/${move}`, { on: hasDay ? today : null, reason: null, words: '' });
  const { on, reason, words } = form.value;
  const reasons = reasonsFor(move);
  const keep = useDeed(() => {
    form.draft.clear();
    toast.say(t('employment.kept'));
    onClose();
  });
  const isReady = (!hasDay || (on !== null && on <= today)) && (reasons.length === 0 || reason !== null);
  const send = (): void => keep.mutate({ method: 'post', path: `/api/placements/${placement.id}/moves`, body: { id, move, ...(on && hasDay ? { on } : {}), ...(reason ? { reason } : {}), ...(words.trim() ? { words: words.trim() } : {}) } });
  return (
    <Dialog title={t(`employment.move.${move}`)} isOpen size="small" onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={keep.isPending} onPress={send}>{t('ui.save')}</Button></>}>
      <Stack>
        <p>{t(`employment.move.${move}.help`, { days: formatList(checkDays.map(String)) })}</p>
        <DraftFound draft={form.draft} isDirty={form.isDirty} onTake={form.take} />
        {hasDay && <DateField label={t(`employment.move.${move}.day`)} isRequired value={on} maxValue={today} onChange={(day) => form.set({ on: day })} error={on !== null && on > today ? t('employment.balance.lies-ahead') : undefined} />}
        {reasons.length > 0 && <ChoiceChips label={t('employment.reason')} isRequired value={reason} onChange={(value) => form.set({ reason: value })} choices={reasons.map((value) => ({ value, label: t(`employment.reason.${value}`) }))} />}
        <TextArea label={t('employment.words')} maxLength={800} value={words} onChange={(text) => form.set({ words: text })} />
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}
