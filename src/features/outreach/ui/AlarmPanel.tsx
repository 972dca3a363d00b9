import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row } from '../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { useDeed } from '../../../kernel/ui/useDeed.ts';
import type { Alarm } from '../contract.ts';
import { isOutThere, readerOf } from './outing/now.ts';
import { alarmsOf } from './queries.ts';

/** Alarms that stand, of one outing or of all: where they were last known to be, what to do in its order, who holds it since when, and when it goes further. */
export function AlarmPanel({ outingId }: { outingId?: string }): ReactNode {
  const alarms = useQuery(alarmsOf());
  const open = (alarms.data?.items ?? []).filter((one) => outingId === undefined || one.outingId === outingId);
  return <>{open.map((alarm) => <One key={alarm.id} alarm={alarm} isHere={outingId !== undefined} />)}</>;
}

function One({ alarm, isHere }: { alarm: Alarm; isHere: boolean }): ReactNode {
  const { t, formatTime, formatDateTime, formatList } = useText();
  const { hat } = useSession();
  const [move, setMove] = useState<'acknowledge' | 'close' | null>(null);
  const deed = useDeed([['outreach'], ['today']], () => setMove(null));
  const { lastKnown, outing } = alarm;
  const isOut = isOutThere(readerOf(outing, hat));
  const isTaken = alarm.state === 'acknowledged';
  const isMine = isTaken && alarm.heldBy?.memberId === hat?.id;
  const take = isMine ? 'outreach.alarm.still' : isTaken ? 'outreach.alarm.take-over' : 'outreach.alarm.take';
  const lapsed = isTaken ? undefined : alarm.steps.findLast((step) => step.move === 'climb');
  const taken = alarm.steps.findLast((step) => step.move === 'acknowledge');
  return (
    <Notice
      tone="danger" live
      title={t(`outreach.alarm.${alarm.kind}`, { time: formatTime(alarm.dueAt) })}
      actions={(
        <Row>
          {!isHere && <TextLink href={`/street/outings/${alarm.outingId}`}>{t('outreach.alarm.open')}</TextLink>}
          {alarm.moves.includes('acknowledge') && <Button kind={isTaken ? 'secondary' : 'primary'} onPress={() => setMove('acknowledge')}>{t(take)}</Button>}
          {isTaken && alarm.moves.includes('close') && <Button onPress={() => setMove('close')}>{t('outreach.alarm.close')}</Button>}
        </Row>
      )}
    >
      <p>{t('outreach.alarm.who', { crew: formatList(outing.crew.map(({ name }) => name)), vehicle: outing.vehicle || '—', until: formatTime(outing.endsAt) })}</p>
      <p>{lastKnown ? t('outreach.alarm.last', { at: formatDateTime(lastKnown.at), place: lastKnown.place ? `${lastKnown.place.name}, ${lastKnown.place.town}` : t('outreach.alarm.no-place'), by: lastKnown.by?.name ?? '' }) : t('outreach.alarm.never')}</p>
      {lastKnown?.position && <p className="number">{t('outreach.alarm.position.coarse', { latitude: String(lastKnown.position.latitude), longitude: String(lastKnown.position.longitude) })}</p>}
      {alarm.crewAt && <p className="number">{t('outreach.alarm.crew-at', { name: alarm.crewAt.by.name, at: formatDateTime(alarm.crewAt.takenAt), latitude: alarm.crewAt.latitude.toFixed(5), longitude: alarm.crewAt.longitude.toFixed(5), metres: alarm.crewAt.accuracyMetres })}</p>}
      {isOut
        ? <p><strong>{t(`outreach.alarm.yours.${alarm.kind}`)}</strong></p>
        : <ol>{['call', 'buddy', 'go', 'police'].map((line) => <li key={line}>{t(`outreach.alarm.do.${line}`, { crew: formatList(outing.crew.map(({ name }) => name)), buddy: outing.buddy?.name ?? t('outreach.outing.no-buddy') })}</li>)}</ol>}
      {taken && <p>{t(isTaken ? 'outreach.alarm.taken' : 'outreach.alarm.was-taken', { by: taken.by?.name ?? '', at: formatTime(taken.at) })} <SafeText>{taken.words}</SafeText></p>}
      {lapsed && <p>{t('outreach.alarm.lapsed', { at: formatTime(lapsed.at) })}</p>}
      {alarm.escalatesAt !== null && <p className="quiet">{t(isTaken ? 'outreach.alarm.climbs' : alarm.climbs === 0 ? 'outreach.alarm.escalates' : 'outreach.alarm.told-again', { time: formatTime(alarm.escalatesAt) })}</p>}
      <ReasonDialog
        title={t(move === 'close' ? 'outreach.alarm.close' : take)} isOpen={move !== null} onClose={() => setMove(null)} label={t('outreach.alarm.words')} minLength={3} isPending={deed.isPending} confirm={t(move === 'close' ? 'outreach.alarm.close' : take)}
        onConfirm={(words) => { if (move) deed.mutate({ method: 'post', path: `/api/outing-alarms/${alarm.id}/moves`, body: { id: newId(), move, words } }); }}
      >
        <p>{t(move === 'close' ? 'outreach.alarm.close.help' : 'outreach.alarm.take.help')}</p>
        {deed.error && <ProblemPanel problem={deed.error} />}
      </ReasonDialog>
    </Notice>
  );
}
