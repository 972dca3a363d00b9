import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ClassMark } from '../../../kernel/ui/ClassMark.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import type { Handover, HandoverLine, HandoverMove, OpenItem, OpenKind } from '../contract.ts';
import { handoverOf, useDeed } from './queries.ts';

const toneOf = (line: HandoverLine): 'late' | 'good' | 'neutral' => (line.state === 'proposed' ? 'late' : line.state === 'accepted' ? 'good' : 'neutral');

/** One handover: who, whom, which case, since when; what can be done with it, and, once opened, its note and what is open. */
export function HandoverCard({ line, showsCase }: { line: HandoverLine; showsCase: boolean }): ReactNode {
  const { t, formatDate, languageName, has } = useText();
  const [isOpen, setOpen] = useState(false);
  const dates = line.endsOn ? t('handovers.from-to', { from: formatDate(line.startsOn), to: formatDate(line.endsOn) }) : t('handovers.since', { day: formatDate(line.startsOn) });
  const about = [line.caseState && has(`cases.state.${line.caseState}`) ? t(`cases.state.${line.caseState}`) : null, line.risk ? t('handovers.risk', { risk: t(`cases.risk.${line.risk}`) }) : null, ...line.languages.map(languageName)].filter(Boolean).join(' · ');
  const state = line.kind === 'absence' && line.state === 'accepted' && !line.isRunning ? 'over' : line.state;
  return (
    <li>
      <Stack gap="small">
        {showsCase && <strong>{line.code === null ? t('handovers.no-longer') : line.opens ? <TextLink href={`/cases/${line.caseId}?tab=handover`}>{line.code}</TextLink> : line.code}</strong>}
        <div>{t(`handovers.says.${line.kind}`, { from: line.from.name, to: line.to.name })} <Tag tone={toneOf(line)}>{t(`handovers.state.${state}`)}</Tag></div>
        <div className="quiet small">{[dates, showsCase ? about : '', line.askedBy.memberId === line.from.memberId ? '' : t('handovers.asked-by', { name: line.askedBy.name })].filter(Boolean).join(' · ')}</div>
        {line.reason && <SafeText block>{line.reason}</SafeText>}
        <Row>
          <Moves line={line} />
          {line.opens && <Button size="small" kind="quiet" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>{t('handovers.details')}</Button>}
        </Row>
        {isOpen && <Details line={line} />}
      </Stack>
    </li>
  );
}

/** The steps one may take; those that must be answered for ask for words. */
function Moves({ line }: { line: HandoverLine }): ReactNode {
  const { t } = useText();
  const [asking, setAsking] = useState<HandoverMove | null>(null);
  const [id] = useState(() => newId());
  const move = useDeed(() => {
    setAsking(null);
    toast.say(t('handovers.done'));
  });
  const go = (name: HandoverMove, reason?: string): void => move.mutate({ method: 'post', path: `/api/handovers/${line.id}/moves`, body: { id, move: name, ...(reason ? { reason } : {}) } });
  return (
    <>
      {line.moves.map((name) => (
        <Button key={name} size="small" kind={name === 'accept' ? 'primary' : 'secondary'} isPending={move.isPending} onPress={() => (name === 'decline' || name === 'end' ? setAsking(name) : go(name))}>{t(`handovers.move.${name}`)}</Button>
      ))}
      {move.error && !asking && <ProblemPanel problem={move.error} />}
      {asking && (
        <ReasonDialog title={t(`handovers.move.${asking}`)} isOpen minLength={3} onClose={() => setAsking(null)} confirm={t(`handovers.move.${asking}`)} isPending={move.isPending} onConfirm={(reason) => go(asking, reason)}>
          {t(`handovers.move.${asking}.help`)}
          {move.error && <ProblemPanel problem={move.error} />}
        </ReasonDialog>
      )}
    </>
  );
}

function Details({ line }: { line: HandoverLine }): ReactNode {
  const { t, formatDateTime } = useText();
  const one = useQuery(handoverOf(line.id));
  const { hat } = useSession();
  const tell = useDeed(() => toast.say(t('handovers.done')));
  if (one.error) return <ProblemPanel problem={one.error} onRetry={() => void one.refetch()} />;
  if (!one.data) return <Skeleton lines={4} />;
  const handover = one.data;
  const isMine = handover.to.memberId === hat?.id && handover.state === 'accepted';
  return (
    <Stack>
      {handover.noteFor && <div><strong>{t('handovers.note')}</strong> <ClassMark of={handover.noteFor} />{handover.note === null ? <p className="quiet">{t('handovers.note.closed')}</p> : <SafeText block>{handover.note}</SafeText>}</div>}
      <Checklist handover={handover} mayLook={isMine} />
      <Row>
        <span>{t('handovers.told')}: {t(`handovers.told.${handover.personTold}`)}</span>
        {handover.personTold !== 'told' && <Button size="small" icon="check" isPending={tell.isPending} onPress={() => tell.mutate({ method: 'post', path: `/api/handovers/${handover.id}/told`, body: { told: 'told' } })}>{t('handovers.told.do')}</Button>}
      </Row>
      {tell.error && <ProblemPanel problem={tell.error} />}
      <ul className="small quiet">
        <li>{t('handovers.step.propose', { name: handover.askedBy.name, at: formatDateTime(handover.at) })}</li>
        {handover.steps.map((step) => <li key={step.id}>{t(`handovers.step.${step.move}`, { name: step.by.name, at: formatDateTime(step.at) })}</li>)}
      </ul>
    </Stack>
  );
}

const tabOf: Readonly<Record<OpenKind, string>> = { 'step': 'plan', 'task': 'path', 'appointment': 'interviews', 'referral': 'services', 'interview': 'interviews', 'deadline': 'profile', 'plan-review': 'plan' };

/** What was open when the case was proposed, each line as it stands today; the receiver goes through it. */
function Checklist({ handover, mayLook }: { handover: Handover; mayLook: boolean }): ReactNode {
  const { t, formatDate, has } = useText();
  const look = useDeed();
  if (handover.items.length === 0) return <p className="quiet">{t('handovers.items.none')}</p>;
  const looked = handover.items.filter((item) => item.lookedAt).length;
  const words = (item: OpenItem): string => {
    const said = `handovers.said.${item.kind}.${item.title}`;
    return `${t(`handovers.item.${item.kind}`)}${item.title && item.kind !== 'plan-review' && (item.kind === 'step' || item.kind === 'task' || item.kind === 'referral' || has(said)) ? `: ${has(said) ? t(said) : item.title}` : ''}`;
  };
  return (
    <Stack gap="small">
      <strong>{t('handovers.items', { looked, count: handover.items.length })}</strong>
      <ul>
        {handover.items.map((item) => {
          const title = words(item);
          const detail = [item.dueOn ? t('handovers.item.due', { day: formatDate(item.dueOn) }) : null, item.isOpen ? null : t('handovers.item.settled')].filter(Boolean).join(' · ');
          return (
            <li key={item.id}>
              {mayLook
                ? <Checkbox value={item.lookedAt !== null} hint={detail} onChange={(isLooked) => look.mutate({ method: 'post', path: `/api/handover-items/${item.id}/look`, body: { looked: isLooked } })}>{title}</Checkbox>
                : <span>{title}{detail && <span className="quiet small"> · {detail}</span>}</span>}
              {' '}<TextLink href={`/cases/${handover.caseId}?tab=${tabOf[item.kind]}`}>{t('handovers.item.open')}<span className="only-heard">: {title}</span></TextLink>
            </li>
          );
        })}
      </ul>
      {look.error && <ProblemPanel problem={look.error} />}
    </Stack>
  );
}
