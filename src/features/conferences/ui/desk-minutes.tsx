import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import type { Conference, Seat } from '../contract.ts';
import { MinutesAnswerRow } from './minutes-answer.tsx';
import { MinutesFiles, MinutesView } from './minutes-view.tsx';
import { useDeed } from './queries.ts';

/** Reservations that the answer which stands did not take away: of earlier editions, or before somebody changed their mind. */
function earlierWords(seat: Seat, latest: number): { key: string; edition: number; words: string }[] {
  const waiting = seat.saidWords !== null && seat.saidEdition !== null && seat.saidEdition !== latest ? [{ key: seat.id, edition: seat.saidEdition, words: seat.saidWords }] : [];
  return [...seat.saidBefore.flatMap((one) => (one.words === null ? [] : [{ key: one.id, edition: one.edition, words: one.words }])), ...waiting];
}

/** The minutes: sent round, answered by those who were there, printed for whom they are. */
export function MinutesPanel({ conference }: { conference: Conference }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const [isSending, setSending] = useState(false);
  const { minutes } = conference;
  const answering = conference.seats.filter((seat) => seat.leftAt === null && seat.present);
  const mine = answering.find((seat) => seat.member.memberId === hat?.id);
  return (
    <Panel title={t('conferences.minutes')} of="case" actions={conference.runs && conference.state === 'held' && <Button size="small" icon="send" onPress={() => setSending(true)}>{t(minutes ? 'conferences.minutes.send.again' : 'conferences.minutes.send')}</Button>}>
      <Stack>
        {!minutes && <p className="quiet">{t('conferences.minutes.none')}</p>}
        {minutes && <MinutesView minutes={minutes} />}
        {minutes && <ul className="conference-lines">{answering.map((seat) => {
          const said = seat.saidEdition === minutes.edition ? seat.said : null;
          return <li key={seat.id}>{seat.member.name} <Tag tone={said === 'approved' ? 'good' : 'late'}>{t(`conferences.said.${said ?? 'waiting'}`)}</Tag>{said && seat.saidWords && <SafeText block>{seat.saidWords}</SafeText>}
            {earlierWords(seat, minutes.edition).map((one) => <p key={one.key} className="quiet">{t('conferences.said.before', { edition: String(one.edition) })} <SafeText>{one.words}</SafeText></p>)}</li>;
        })}</ul>}
        {minutes && mine && conference.state === 'held' && mine.saidEdition !== minutes.edition && <MinutesAnswerRow seatId={mine.id} edition={minutes.edition} />}
        {minutes && <Row><MinutesFiles id={conference.id} forNetwork /></Row>}
      </Stack>
      {isSending && <SendDialog conference={conference} onClose={() => setSending(false)} />}
    </Panel>
  );
}

function SendDialog({ conference, onClose }: { conference: Conference; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id, setId] = useState(() => newId());
  const [summary, setSummary] = useState(conference.minutes?.body?.summary ?? '');
  const send = useDeed(() => {
    toast.say(t('conferences.done'));
    onClose();
  });
  return (
    <Dialog title={t('conferences.minutes.send')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={send.isPending} onPress={() => send.mutate({ method: 'put', path: `/api/conference-minutes/${id}`, body: { conferenceId: conference.id, edition: (conference.minutes?.edition ?? 0) + 1, summary } }, goesOnItsOwn(() => setId(newId())))}>{t('conferences.minutes.send')}</Button></>}>
      <Stack>
        <p>{t('conferences.minutes.send.help')}</p>
        <TextArea label={t('conferences.summary')} hint={t('conferences.summary.hint')} rows={4} maxLength={4000} value={summary} onChange={setSummary} />
        {send.error && <ProblemPanel problem={send.error} />}
      </Stack>
    </Dialog>
  );
}
