import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { StatusDots } from '../../../kernel/ui/Timeline.tsx';
import { euros } from '../../worksheet/domain.ts';
import type { Employment, Placement, PlacementMove } from '../contract.ts';
import { CheckLine } from './CheckLine.tsx';
import { LookDialog } from './LookDialog.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import { PlacementDialog } from './PlacementDialog.tsx';
import { dotsOf, offerWords, toneOf } from './words.ts';

/** The step that one most often takes next. */
const forward: readonly PlacementMove[] = ['agree', 'apply', 'start'];

/** One placement: with whom, what is offered beside the table, how far it has come, whether it holds, and what can be done now. */
export function PlacementCard({ all, placement }: { all: Employment; placement: Placement }): ReactNode {
  const { t, formatDate, language } = useText();
  const [moving, setMoving] = useState<PlacementMove | null>(null);
  const [isChanging, setChanging] = useState(false);
  const [isLooking, setLooking] = useState(false);
  const { employer, terms, state } = placement;
  const isBefore = state === 'proposed' || state === 'agreed' || state === 'applying';
  const primary = forward.findLast((move) => placement.moves.includes(move) && (move !== 'start' || state === 'applying')) ?? null;
  const reasons = placement.steps.filter((step) => step.reason !== null || step.words !== null);
  return (
    <li>
      <Stack>
        <div>
          <Row><h3><SafeText>{`${terms.title}, ${employer.name}`}</SafeText></h3><Tag tone={toneOf(state)}>{t(`employment.state.${state}`)}</Tag></Row>
          <p className="quiet small">{[t(`employment.kind.${placement.kind}`), ...(employer.place ? [employer.place] : []), ...offerWords(placement, { t, language }), t('employment.owner', { name: placement.owner.name })].join(' · ')}</p>
          {employer.qualityNetwork !== 'unknown' && employer.qualitySeenOn && <p className="small">{t(`employment.employer.quality.tag.${employer.qualityNetwork}`, { date: formatDate(employer.qualitySeenOn) })}</p>}
          {terms.words && <SafeText block>{terms.words}</SafeText>}
        </div>
        <StatusDots label={t('employment.dots')} steps={dotsOf(placement, t)} />
        <PayBesideTable placement={placement} language={language} />
        {isBefore && <LookState all={all} placement={placement} onLook={() => setLooking(true)} />}
        {reasons.length > 0 && (
          <ul className="small employment-checks">{reasons.map((step) => <li key={step.id}>{[t(`employment.move.${step.move}`), ...(step.reason ? [t(`employment.reason.${step.reason}`)] : [])].join(': ')} <span className="quiet">{t('employment.by', { name: step.by.name, date: formatDate(step.at) })}</span>{step.words && <SafeText block>{step.words}</SafeText>}</li>)}</ul>
        )}
        {placement.checks.length > 0 && <ul className="employment-checks" aria-label={t('employment.checks')}>{placement.checks.map((check) => <CheckLine key={check.id} all={all} placement={placement} check={check} onEnd={() => setMoving('end')} />)}</ul>}
        {all.may.write && (
          <Row>
            {primary && <Button kind="primary" size="small" onPress={() => setMoving(primary)}>{t(`employment.move.${primary}`)}</Button>}
            {placement.moves.filter((move) => move !== primary).map((move) => <Button key={move} size="small" kind="quiet" onPress={() => setMoving(move)}>{t(`employment.move.${move}`)}</Button>)}
            {state !== 'ended' && state !== 'not-started' && <Button size="small" kind="quiet" icon="edit" onPress={() => setChanging(true)}>{t('employment.change')}</Button>}
          </Row>
        )}
      </Stack>
      {moving && <MoveDialog placement={placement} move={moving} checkDays={all.checkDays} onClose={() => setMoving(null)} />}
      {isChanging && <PlacementDialog caseId={all.caseId} placement={placement} onClose={() => setChanging(false)} />}
      {isLooking && <LookDialog placement={placement} onClose={() => setLooking(false)} />}
    </li>
  );
}

/** What is offered beside what the table of the day says; where there is nothing to compare, why. */
function PayBesideTable({ placement: { pay }, language }: { placement: Placement; language: string }): ReactNode {
  const { t } = useText();
  if (pay.kind === 'not-compared') return <p className="quiet small">{t(`employment.pay.why.${pay.why}`)}</p>;
  const figures = { offered: euros(pay.offered, language), due: euros(pay.due, language), gap: euros(pay.gap, language) };
  return (
    <Notice tone={pay.gap > 0 ? 'late' : 'good'} title={t(pay.gap > 0 ? 'employment.pay.below' : 'employment.pay.not-below', figures)}>
      <p className="small">{[t('employment.pay.source', { source: pay.sourceTitle, reference: pay.reference }), ...(pay.third ? [t('employment.pay.third')] : [])].join(' ')}</p>
      <Row>{pay.demonstration && <Tag tone="late">{t('employment.pay.demonstration')}</Tag>}{pay.verifiedOn === null && <Tag>{t('employment.pay.not-verified')}</Tag>}</Row>
    </Notice>
  );
}

/** How it stands with the coordinator's look: the same words for every placement, whatever was seen. */
function LookState({ all, placement: { look }, onLook }: { all: Employment; placement: Placement; onLook: () => void }): ReactNode {
  const { t, formatDate } = useText();
  const deed = all.may.look ? <Button size="small" kind={look?.holds ? 'quiet' : 'primary'} icon="eye" onPress={onLook}>{t(look ? 'employment.look.again' : 'employment.look.do')}</Button> : undefined;
  if (look?.holds) return <Row><p className="quiet small">{t('employment.look.clear', { date: formatDate(look.validUntil) })}</p>{deed}</Row>;
  const words = look === null ? t('employment.look.waiting') : look.verdict === 'talk-first' ? t('employment.look.talk-first') : t('employment.look.lapsed', { date: formatDate(look.validUntil) });
  return <Notice tone="info" title={words} actions={deed}>{t('employment.look.waiting.help')}</Notice>;
}
