import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { asProblem } from '../../../kernel/ui/problems.ts';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { goesOnItsOwn } from '../../../kernel/ui/useDeed.ts';
import { type Conference, type Material, type Seat } from '../contract.ts';
import { materialOf, seatSheetOf, useDeed } from './queries.ts';
import { bodiesGiven, SheetBuilder, sheetsFrom } from './sheet-builder.tsx';
import { SheetParts } from './sheet-parts.tsx';

/** Who is asked, what each reads, who came, to whom the name was said, and who opened what. */
export function People({ conference }: { conference: Conference }): ReactNode {
  const { t, formatDateTime } = useText();
  const [isInviting, setInviting] = useState(false);
  const nameOf = new Map(conference.seats.map((seat) => [seat.id, seat.member.name]));
  const mayInvite = conference.runs && ['called', 'postponed', 'held'].includes(conference.state);
  return (
    <Panel title={t('conferences.seats')} of="case" actions={mayInvite && <Button size="small" icon="plus" onPress={() => setInviting(true)}>{t('conferences.seats.more')}</Button>}>
      <Stack>
        <p className="quiet small">{t('conferences.caller', { name: conference.createdBy.name })}</p>
        <ul className="conference-lines">{conference.seats.map((seat) => <SeatLine key={seat.id} seat={seat} conference={conference} />)}</ul>
        {conference.reveals.length > 0 && (
          <section aria-label={t('conferences.reveals')}>
            <h3>{t('conferences.reveals')}</h3>
            <ul className="conference-lines">{conference.reveals.map((one) => (
              <li key={one.id}>{nameOf.get(one.seatId)}<SafeText block>{one.reason}</SafeText><span className="quiet small">{t('conferences.reveals.line', { by: one.by.name, at: formatDateTime(one.at), until: formatDateTime(one.until) })}{one.withdrawnAt && ` · ${t('conferences.reveals.back', { at: formatDateTime(one.withdrawnAt) })}`}</span></li>
            ))}</ul>
          </section>
        )}
        <section aria-label={t('conferences.readings')}>
          <h3>{t('conferences.readings')}</h3>
          {conference.readings.length === 0 ? <p className="quiet">{t('conferences.readings.none')}</p> : <ul className="conference-lines">{conference.readings.map((one) => <li key={`${one.seatId} ${one.what} ${one.at}`} className="small">{nameOf.get(one.seatId)} · {t(`conferences.readings.${one.what}`)} · {formatDateTime(one.at)}</li>)}</ul>}
        </section>
        {conference.steps.length > 0 && (
          <section aria-label={t('conferences.steps')}>
            <h3>{t('conferences.steps')}</h3>
            <ul className="conference-lines">{conference.steps.map((step) => <li key={step.id} className="small">{t('conferences.step.line', { what: t(`conferences.step.${step.move}`), name: step.by.name, at: formatDateTime(step.at) })}{step.reason && <SafeText block>{step.reason}</SafeText>}</li>)}</ul>
          </section>
        )}
      </Stack>
      {isInviting && <InviteDialog conference={conference} onClose={() => setInviting(false)} />}
    </Panel>
  );
}

function SeatLine({ seat, conference }: { seat: Seat; conference: Conference }): ReactNode {
  const { t, formatDateTime } = useText();
  const [opened, setOpened] = useState<'sheet' | 'name' | null>(null);
  const deed = useDeed(() => toast.say(t('conferences.done')));
  const isOpen = ['called', 'held'].includes(conference.state) && seat.leftAt === null;
  const standing = conference.reveals.find((one) => one.seatId === seat.id && one.withdrawnAt === null && one.until === seat.revealedUntil);
  const post = (path: string, body: unknown = {}): void => deed.mutate({ method: 'post', path, body });
  return (
    <li>
      <div><strong>{seat.member.name}</strong> <span className="quiet small">{[t(`role.${seat.member.role}`), seat.organisation].filter(Boolean).join(' · ')}</span></div>
      <Row>
        {seat.leftAt ? <Tag>{t('conferences.seats.left')}</Tag> : seat.stands ? <Tag tone={seat.answer === 'coming' ? 'good' : 'neutral'}>{t(`conferences.answer.${seat.answer}`)}</Tag> : <Tag tone="late">{t('conferences.seats.not-standing')}</Tag>}
        {seat.revealedUntil && <Tag tone="info" icon="unlock">{t('conferences.reveal.until', { at: formatDateTime(seat.revealedUntil) })}</Tag>}
      </Row>
      {isOpen && conference.state === 'held' && <Checkbox value={seat.present ?? false} onChange={(present) => post(`/api/conference-seats/${seat.id}/present`, { present })}>{t('conferences.present.do', { name: seat.member.name })}</Checkbox>}
      <Row>
        <Button size="small" kind="quiet" onPress={() => setOpened('sheet')}>{t('conferences.sheet.preview', { name: seat.member.name })}</Button>
        {isOpen && conference.runs && seat.stands && !seat.revealedUntil && conference.nameAgreed && <Button size="small" onPress={() => setOpened('name')}>{t('conferences.reveal')}</Button>}
        {standing && conference.runs && <Button size="small" isPending={deed.isPending} onPress={() => post(`/api/conference-reveals/${standing.id}/take-back`)}>{t('conferences.reveal.take-back')}</Button>}
        {isOpen && conference.runs && !seat.present && <Button size="small" kind="quiet" isPending={deed.isPending} onPress={() => post(`/api/conference-seats/${seat.id}/leave`)}>{t('conferences.seats.take-back')}</Button>}
      </Row>
      {deed.error && <ProblemPanel problem={deed.error} />}
      {opened === 'sheet' && <SeatSheetDialog seat={seat} onClose={() => setOpened(null)} />}
      {opened === 'name' && <RevealDialog seat={seat} onClose={() => setOpened(null)} />}
    </li>
  );
}

function SeatSheetDialog({ seat, onClose }: { seat: Seat; onClose: () => void }): ReactNode {
  const { t } = useText();
  const sheet = useQuery(seatSheetOf(seat.id));
  return (
    <Dialog title={t('conferences.sheet.of', { name: seat.member.name })} size="wide" isOpen onClose={onClose}>
      {sheet.error && <ProblemPanel problem={sheet.error} onRetry={() => void sheet.refetch()} />}
      {sheet.isPending && <Skeleton lines={4} />}
      {sheet.data && <SheetParts parts={sheet.data.parts} />}
    </Dialog>
  );
}

function RevealDialog({ seat, onClose }: { seat: Seat; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id, setId] = useState(() => newId());
  const [reason, setReason] = useState('');
  const [hours, setHours] = useState<'1' | '4' | '24' | '72'>('1');
  const say = useDeed(() => {
    toast.say(t('conferences.done'));
    onClose();
  });
  return (
    <Dialog title={t('conferences.reveal.title', { name: seat.member.name })} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={reason.trim().length < 10} isPending={say.isPending} onPress={() => say.mutate({ method: 'put', path: `/api/conference-reveals/${id}`, body: { seatId: seat.id, reason, hours: Number(hours) } }, goesOnItsOwn(() => setId(newId())))}>{t('conferences.reveal')}</Button></>}>
      <Stack>
        <p>{t('conferences.reveal.help')}</p>
        <ChoiceChips label={t('conferences.reveal.for')} canClear={false} value={hours} onChange={(next) => setHours(next ?? hours)} choices={(['1', '4', '24', '72'] as const).map((value) => ({ value, label: t(`conferences.reveal.hours.${value}`) }))} />
        <TextArea label={t('conferences.reason')} isRequired rows={3} maxLength={1000} value={reason} onChange={setReason} />
        {say.error && <ProblemPanel problem={say.error} />}
      </Stack>
    </Dialog>
  );
}

function InviteDialog({ conference, onClose }: { conference: Conference; onClose: () => void }): ReactNode {
  const { t } = useText();
  const material = useQuery({ ...materialOf(conference.caseId), staleTime: Infinity, refetchOnWindowFocus: false });
  return (
    <Dialog title={t('conferences.seats.more')} size="wide" isOpen onClose={onClose}>
      {material.error && <ProblemPanel problem={material.error} onRetry={() => void material.refetch()} />}
      {material.isPending && <Skeleton lines={6} />}
      {material.data && <InviteForm conference={conference} material={material.data} onClose={onClose} />}
    </Dialog>
  );
}

function InviteForm({ conference, material, onClose }: { conference: Conference; material: Material; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [sheets, setSheets] = useState(() => sheetsFrom(material));
  const [isTried, setTried] = useState(false);
  const invite = useDeed(() => {
    toast.say(t('conferences.done'));
    onClose();
  });
  const send = (): void => {
    setTried(true);
    if (sheets.seats.length > 0) invite.mutate({ method: 'post', path: `/api/conferences/${conference.id}/seats`, body: { bodies: bodiesGiven(sheets.bodies), seats: sheets.seats } }, goesOnItsOwn(() => setSheets((before) => ({ ...before, seats: before.seats.map((seat) => ({ ...seat, id: newId() })) }))));
  };
  return (
    <Stack>
      <SheetBuilder material={material} value={sheets} onChange={setSheets} question={{ words: conference.question ?? '', items: conference.points.map((point) => ({ code: point.domain, level: null, words: point.words })) }} taken={conference.seats.filter((seat) => seat.leftAt === null).map((seat) => seat.member.memberId)} isTried={isTried} wrong={invite.error ? asProblem(invite.error).errors.map((error) => error.path) : []} />
      {invite.error && <ProblemPanel problem={invite.error} />}
      <Row end><Button kind="primary" isPending={invite.isPending} onPress={send}>{t('conferences.seats.add')}</Button></Row>
      {isTried && sheets.seats.length === 0 && <Notice tone="late">{t('conferences.seats.none')}</Notice>}
    </Stack>
  );
}
