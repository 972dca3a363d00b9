import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row } from '../../../kernel/ui/Panel.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { useDeed } from './queries.ts';

/** What one says of the minutes of a conference where one was. */
export function MinutesAnswerRow({ seatId, edition }: { seatId: string; edition: number }): ReactNode {
  const { t } = useText();
  const [isReserving, setReserving] = useState(false);
  const say = useDeed(() => {
    setReserving(false);
    toast.say(t('conferences.done'));
  });
  const path = `/api/conference-seats/${seatId}/minutes`;
  return (
    <>
      <Row>
        <Button kind="primary" isPending={say.isPending} onPress={() => say.mutate({ method: 'post', path, body: { edition, said: 'approved' } })}>{t('conferences.minutes.approve')}</Button>
        <Button onPress={() => setReserving(true)}>{t('conferences.minutes.reserve')}</Button>
      </Row>
      {say.error && !isReserving && <ProblemPanel problem={say.error} />}
      <ReasonDialog title={t('conferences.minutes.reserve')} label={t('conferences.minutes.reserve.words')} isOpen={isReserving} minLength={3} onClose={() => setReserving(false)} confirm={t('conferences.minutes.reserve')} isPending={say.isPending} onConfirm={(words) => say.mutate({ method: 'post', path, body: { edition, said: 'with-reservations', words } })}>
        {t('conferences.minutes.reserve.help')}
        {say.error && <ProblemPanel problem={say.error} />}
      </ReasonDialog>
    </>
  );
}
