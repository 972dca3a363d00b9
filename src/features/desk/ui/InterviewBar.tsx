import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Icon } from '../../../kernel/ui/Icon.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SaveState } from '../../../kernel/ui/SaveState.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { type Here, type Interview, StopReason } from '../contract.ts';
import { minutesOf } from '../domain.ts';
import { headingFrom, RoomFields } from './Heading.tsx';
import { interviewOf } from './queries.ts';
import { ReadTogether } from './ReadTogether.tsx';
import { Attendance, Paused, ThirdParties } from './InTheRoom.tsx';
import { type MoveAsked, useHeadingChange, useInterviewMove } from './noted.ts';
import type { Sections } from './useSections.ts';

type Open = 'stop' | 'emergency' | 'room' | 'sign' | null;

/** Always in sight: pause, stop, emergency, who is in the room, whether what was written is safe. */
export function InterviewBar({ interview, sections, isHeld, here }: { interview: Interview; sections: Sections; isHeld: boolean; here: readonly Here[] }): ReactNode {
  const { t, formatList } = useText();
  const { hat } = useSession();
  const client = useQueryClient();
  const [open, setOpen] = useState<Open>(null);
  const [why, setWhy] = useState<StopReason | null>(null);
  const keep = (kept: Interview): void => {
    client.setQueryData(interviewOf(interview.id).queryKey, kept);
    void client.invalidateQueries({ queryKey: ['desk', 'unsigned'] });
    setOpen(null);
    setWhy(null);
  };
  const move = useInterviewMove(interview, keep);
  const ask = (asked: MoveAsked): void => move.mutate(asked, { onSuccess: () => { setOpen(null); setWhy(null); } });
  const { state } = interview;
  const isSignedByPerson = interview.personSignatures.some((one) => one.outcome === 'signed');
  const isMine = interview.author.id === hat?.id;

  return (
    <>
      <div className="interview-bar never-printed" role="toolbar" aria-label={t('desk.interview.bar')}>
        {state === 'running' && <Button icon="clock" isPending={move.isPending} onPress={() => ask({ name: 'pause' })}>{t('desk.interview.pause')}</Button>}
        {state === 'paused' && <Button kind="primary" isPending={move.isPending} onPress={() => ask({ name: 'resume', ...(why === null ? {} : { reason: why }) })}>{t('desk.interview.resume')}</Button>}
        {state === 'stopped' && !isSignedByPerson && <Button isPending={move.isPending} onPress={() => ask({ name: 'start' })}>{t('desk.interview.start-again')}</Button>}
        {state !== 'stopped' && <Button onPress={() => setOpen('stop')}>{t('desk.interview.stop')}</Button>}
        {state === 'stopped' && isMine && <Button kind="primary" icon="edit" isDisabled={sections.isDirty} onPress={() => setOpen('sign')}>{t('desk.interview.sign')}</Button>}
        <Button icon="people" onPress={() => setOpen('room')}>{t('desk.room.short', { count: interview.present.length })}</Button>
        <Button kind="quiet" icon="emergency" onPress={() => setOpen('emergency')}>{t('desk.emergency')}</Button>
        <span className="interview-sitting quiet small">{t('desk.sitting', { number: interview.sittings.length, minutes: minutesOf(interview.sittings) })}</span>
        {here.length > 0 && <span className="interview-here small"><Icon name="people" /> {t('desk.here', { names: formatList(here.map((one) => one.name)) })}</span>}
        <SaveState onDevice={sections.onDevice} onServer={sections.onServer} isDirty={sections.isDirty} isSending={sections.isSending} failed={sections.deviceFailed && sections.isDirty} />
      </div>
      {move.error && <ProblemPanel problem={move.error} />}
      {state === 'paused' && <Paused interview={interview} why={why} onWhy={setWhy} />}
      <ThirdParties interview={interview} onKept={keep} />
      {state === 'stopped' && <Notice tone="neutral" title={t('desk.stopped.title')} actions={<ReadTogether language={interview.language} reading="ground" label={t('desk.read.ground')} />}>{t('desk.stopped.help')}</Notice>}
      {open === 'stop' && <StopDialog isPending={move.isPending} onClose={() => setOpen(null)} onStop={(reason) => ask({ name: 'stop', reason })} />}
      {open === 'emergency' && <EmergencyDialog canStop={state !== 'stopped'} isPending={move.isPending} onClose={() => setOpen(null)} onStop={() => ask({ name: 'stop', reason: 'emergency' })} />}
      {open === 'room' && <RoomDialog interview={interview} onClose={() => setOpen(null)} onKept={keep} />}
      {open === 'sign' && (
        <Dialog title={t('desk.sign.title')} isOpen isAlert onClose={() => setOpen(null)} actions={<><Button onPress={() => setOpen(null)}>{t('ui.cancel')}</Button><Button kind="primary" isPending={move.isPending} onPress={() => ask({ name: 'sign' })}>{t('desk.interview.sign')}</Button></>}>
          <p>{t('desk.sign.help')}</p>
          {isHeld && <p>{t('desk.sign.here')}</p>}
          {interview.besides.length > 0 && <p>{t('desk.sign.besides', { count: interview.besides.length })}</p>}
        </Dialog>
      )}
    </>
  );
}

function StopDialog({ isPending, onClose, onStop }: { isPending: boolean; onClose: () => void; onStop: (reason: StopReason) => void }): ReactNode {
  const { t } = useText();
  const [reason, setReason] = useState<StopReason | null>(null);
  return (
    <Dialog title={t('desk.stop.title')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={reason === null} isPending={isPending} onPress={() => { if (reason) onStop(reason); }}>{t('desk.stop.confirm')}</Button></>}>
      <p>{t('desk.stop.help')}</p>
      <ChoiceChips label={t('desk.stop.why')} value={reason} onChange={setReason} choices={StopReason.options.map((value) => ({ value, label: t(`desk.stop.${value}`) }))} />
    </Dialog>
  );
}

/** Free of charge in Italy; the whole protocol stands under the emergency of the top bar. */
const numbers = [['112', 'police'], ['118', 'ambulance'], ['1522', 'violence'], ['800290290', 'trafficking']] as const;

function EmergencyDialog({ canStop, isPending, onClose, onStop }: { canStop: boolean; isPending: boolean; onClose: () => void; onStop: () => void }): ReactNode {
  const { t } = useText();
  return (
    <Dialog title={t('desk.emergency')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.close')}</Button>{canStop && <Button kind="danger" isPending={isPending} onPress={onStop}>{t('desk.emergency.stop')}</Button>}</>}>
      <Stack>
        <p>{t('desk.emergency.help')}</p>
        <Row>{numbers.map(([number, who]) => <LinkButton key={number} icon="phone" size="large" href={`tel:${number}`}>{`${number === '800290290' ? '800 290 290' : number} · ${t(`shell.emergency.${who}`)}`}</LinkButton>)}</Row>
      </Stack>
    </Dialog>
  );
}

function RoomDialog({ interview, onClose, onKept }: { interview: Interview; onClose: () => void; onKept: (kept: Interview) => void }): ReactNode {
  const { t } = useText();
  const [heading, setHeading] = useState(() => headingFrom(interview));
  const save = useHeadingChange(interview, (changed) => { if (changed) onKept(changed); else onClose(); });
  return (
    <Dialog title={t('desk.room')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isPending={save.isPending} onPress={() => save.mutate(heading)}>{t('desk.room.save')}</Button></>}>
      <Stack>
        {save.error && <ProblemPanel problem={save.error} />}
        <RoomFields value={heading} onChange={setHeading} />
        <Attendance interview={interview} />
      </Stack>
    </Dialog>
  );
}
