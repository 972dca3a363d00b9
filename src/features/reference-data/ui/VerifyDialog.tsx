import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { CollectionName, Stretch } from '../contract.ts';
import { useReferenceDeed } from './queries.ts';
import { useSaying } from './saying.ts';

/** Says that one has looked: at which source, and on which day. */
export function VerifyDialog({ collection, entry, stretch, name, today, onClose }: { collection: CollectionName; entry: string; stretch: Stretch; name: string; today: string; onClose: () => void }): ReactNode {
  const { t } = useText();
  const { say } = useSaying();
  const [id] = useState(() => newId());
  const [source, setSource] = useState(stretch.source === 'proposal' ? '' : stretch.source);
  const [lookedOn, setLookedOn] = useState<string | null>(today);
  const [isTried, setTried] = useState(false);
  const deed = useReferenceDeed(() => {
    toast.say(t('reference-data.done.verify'));
    onClose();
  });
  const send = (): void => {
    setTried(true);
    if (source.trim().length < 3 || lookedOn === null) return;
    deed.mutate(stretch.valueId
      ? { method: 'post', path: `/api/reference-values/${stretch.valueId}/moves`, body: { id, move: 'verify', source, lookedOn } }
      : { method: 'put', path: `/api/reference-checks/${id}`, body: { collection, entry, validFrom: stretch.validFrom, outcome: 'verified', source, lookedOn } });
  };
  return (
    <Dialog title={t('reference-data.verify-title', { name })} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={deed.isPending} onPress={send}>{t('reference-data.move.verify')}</Button></>}>
      <Stack>
        <p><strong>{say(stretch.body)}</strong></p>
        <TextArea label={t('reference-data.looked-at')} hint={t('reference-data.looked-at-hint')} isRequired rows={2} maxLength={500} value={source} onChange={setSource} error={isTried && source.trim().length < 3 ? t('reference-data.fault.source') : undefined} />
        <DateField label={t('reference-data.looked-on')} isRequired maxValue={today} value={lookedOn} onChange={setLookedOn} error={isTried && lookedOn === null ? t('reference-data.fault.day') : undefined} />
        {deed.error && <ProblemPanel problem={deed.error} />}
      </Stack>
    </Dialog>
  );
}
