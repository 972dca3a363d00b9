import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { useQueue } from '../../../../kernel/offline/ui/theQueue.ts';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../../kernel/ui/Panel.tsx';
import { TextField } from '../../../../kernel/ui/TextField.tsx';
import type { StreetContact, StreetHour } from '../../contract.ts';

/** Gives one of the hours that are kept for whoever holds this telephone. @param after the call that brings the contact, where it has not left */
export function GiveHourDialog({ contact, hours, alias, after, onClose }: { contact: StreetContact; hours: readonly StreetHour[]; alias: string; after: readonly string[]; onClose: () => void }): ReactNode {
  const { t, formatDate, formatTime } = useText();
  const queue = useQueue();
  const [hourId, setHour] = useState<string | null>(hours[0]?.id ?? null);
  const [goesBy, setGoesBy] = useState(alias);
  const [problem, setProblem] = useState<unknown>(null);
  const give = async (): Promise<void> => {
    try {
      await queue.send({ method: 'POST', path: `/api/street-hours/${hourId}/give`, record: { kind: 'street-hour', id: hourId ?? '' }, after, href: `/street/contacts/${contact.id}`, says: { key: 'outreach.says.hour', values: { time: '' } }, body: { id: newId(), contactId: contact.id, code: goesBy.trim(), language: contact.language ?? 'it' } });
      onClose();
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <Dialog title={t('outreach.becomes.appointment')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={hourId === null || goesBy.trim().length < 2} onPress={() => void give()}>{t('outreach.hour.give')}</Button></>}>
      <Stack>
        <ChoiceChips label={t('outreach.hour.label')} canClear={false} value={hourId} choices={hours.map((hour) => ({ value: hour.id, label: t('outreach.hour.words', { day: formatDate(hour.startsAt, 'weekday'), time: formatTime(hour.startsAt), with: hour.member.name }) }))} onChange={setHour} />
        <TextField label={t('outreach.hour.goes-by')} hint={t('outreach.hour.goes-by.hint')} isRequired value={goesBy} maxLength={60} onChange={setGoesBy} />
        {problem !== null && <ProblemPanel problem={problem} />}
      </Stack>
    </Dialog>
  );
}
