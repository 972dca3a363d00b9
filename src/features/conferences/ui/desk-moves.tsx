import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog, ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { instantOf, startTimes } from '../../agenda/domain/days.ts';
import type { Conference, ConferenceMove } from '../contract.ts';
import { conferenceMachine } from '../domain.ts';
import { useDeed } from './queries.ts';

/** Whether words are owed for a step: by the machine, or because somebody has not answered yet, or the person was not told. */
function owesReason(move: ConferenceMove, { seats, minutes, voices }: Conference): boolean {
  if (move === 'approve-minutes') return seats.some((seat) => seat.leftAt === null && seat.present && seat.saidEdition !== minutes?.edition);
  if (move === 'close') return !voices.some((voice) => voice.moment === 'after' && voice.knows === 'told');
  return conferenceMachine.moves[move].needs?.includes('reason') ?? false;
}

const rare: ReadonlySet<ConferenceMove> = new Set(['postpone', 'cancel']);

/** The steps of a conference. @param isNext the one that usually comes next, or those that are rarely wanted and ask for their reason */
export function Moves({ conference, isNext }: { conference: Conference; isNext: boolean }): ReactNode {
  const { t } = useText();
  const [asking, setAsking] = useState<ConferenceMove | null>(null);
  const move = useDeed(() => {
    setAsking(null);
    toast.say(t('conferences.done'));
  });
  const go = (name: ConferenceMove, more: { reason?: string; startsAt?: string } = {}): void => move.mutate({ method: 'post', path: `/api/conferences/${conference.id}/moves`, body: { id: newId(), move: name, ...more } });
  return (
    <Row>
      {conference.moves.filter((name) => rare.has(name) !== isNext).map((name) => (
        <Button key={name} kind={isNext ? 'primary' : 'quiet'} isPending={move.isPending} onPress={() => (name === 'call-again' || owesReason(name, conference) ? setAsking(name) : go(name))}>{t(`conferences.move.${name}`)}</Button>
      ))}
      {move.error && !asking && <ProblemPanel problem={move.error} />}
      {asking === 'call-again' && <AnotherDay isPending={move.isPending} error={move.error} onClose={() => setAsking(null)} onChosen={(startsAt) => go('call-again', { startsAt })} />}
      {asking && asking !== 'call-again' && (
        <ReasonDialog title={t(`conferences.move.${asking}`)} label={t('conferences.reason')} isOpen minLength={3} onClose={() => setAsking(null)} confirm={t(`conferences.move.${asking}`)} isPending={move.isPending} onConfirm={(reason) => go(asking, { reason })}>
          {t(`conferences.move.${asking}.help`)}
          {move.error && <ProblemPanel problem={move.error} />}
        </ReasonDialog>
      )}
    </Row>
  );
}

function AnotherDay({ isPending, error, onClose, onChosen }: { isPending: boolean; error: unknown; onClose: () => void; onChosen: (startsAt: string) => void }): ReactNode {
  const { t } = useText();
  const [day, setDay] = useState<string | null>(null);
  const [time, setTime] = useState<string | null>(null);
  return (
    <Dialog title={t('conferences.move.call-again')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={day === null || time === null} isPending={isPending} onPress={() => { if (day && time) onChosen(instantOf(day, time).toISOString()); }}>{t('conferences.move.call-again')}</Button></>}>
      <Stack>
        <p>{t('conferences.move.call-again.help')}</p>
        <DateField label={t('conferences.day')} isRequired minValue={italianDay(new Date())} value={day} onChange={setDay} />
        <Select label={t('conferences.hour')} isRequired value={time} onChange={setTime} choices={startTimes.map((value) => ({ value, label: value }))} />
        {error !== null && error !== undefined && <ProblemPanel problem={error} />}
      </Stack>
    </Dialog>
  );
}
