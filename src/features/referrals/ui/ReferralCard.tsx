import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { StatusDots } from '../../../kernel/ui/Timeline.tsx';
import type { ReferralLine, ReferralMove } from '../contract.ts';
import { isOfEitherSide, isPartnerMove, movesOpenTo } from '../domain/machine.ts';
import { dotsInWords } from './dots.ts';
import { LetterView } from './LetterView.tsx';
import { Messages } from './Messages.tsx';
import { MoveButtons } from './MoveDialog.tsx';
import { useReferral } from './queries.ts';
import { StepList } from './StepList.tsx';
import { TransferBody } from './TransferBody.tsx';

export interface ReferralCardProps {
  readonly line: ReferralLine;
  readonly caseId: string;
  /** The step of the plan that it serves, by its title. */
  readonly step: string | null;
  /** Goes on with a draft. */
  readonly onDraft: () => void;
  /** Looks for another service where this one ended. */
  readonly onAlternative: () => void;
}

/** What the sender does in their own name. */
const ownMoves: ReadonlySet<ReferralMove> = new Set(['hand-over', 'withdraw', 'close']);

/** One referral: where it stands as a line of dots, and close by what can be done next. */
export function ReferralCard({ line, caseId, step, onDraft, onAlternative }: ReferralCardProps): ReactNode {
  const text = useText();
  const { t } = text;
  const [isOpen, setOpen] = useState(false);
  const isDraft = line.state === 'proposed' || line.state === 'consented';
  const needsAnother = (line.state === 'declined' || line.state === 'interrupted') && line.replacedBy === null;
  const open = movesOpenTo(line);
  const own = open.filter((move) => ownMoves.has(move) || isOfEitherSide(line.kind, move));
  const heard = isDraft ? [] : open.filter((move) => isPartnerMove(move) && !isOfEitherSide(line.kind, move));
  const isTransfer = line.kind === 'transfer';
  const path = `/api/referrals/${line.id}/moves`;
  return (
    <Panel
      level={3} title={`${line.service.name} · ${line.reference}`}
      actions={<>{isTransfer && <Tag tone="info">{t('referrals.transfer')}</Tag>}<Tag tone={line.owed && line.owed.state !== 'waiting' ? 'late' : 'neutral'}>{t(`referrals.state.${line.state}`)}</Tag>{isDraft && <Button kind="primary" size="small" onPress={onDraft}>{t('referrals.go-on')}</Button>}</>}
    >
      <Stack gap="small">
        {step !== null && <p className="small">{t('referrals.for-step')} <TextLink href={`/cases/${caseId}?tab=plan`}>{step}</TextLink></p>}
        <p className="quiet">{line.organisation.name}{line.basis === 'vital-interest' ? ` · ${t('referrals.basis.vital-interest')}` : ''}</p>
        {!isDraft && line.state !== 'withdrawn' && <StatusDots label={t('referrals.way-of', { service: line.reference })} steps={dotsInWords(line, text)} />}
        {line.stoppedAt && <Notice tone="neutral">{t('referrals.withdrawn.sender')}</Notice>}
        {isTransfer && !isDraft && line.stoppedAt === null && <TransferBody line={line} caseId={caseId} />}
        {needsAnother && <Notice tone="late" title={t('referrals.alternative')} actions={<Button kind="primary" size="small" onPress={onAlternative}>{t('referrals.alternative-find')}</Button>}>{t('referrals.alternative-why')}</Notice>}
        <Row>
          {!isDraft && <Button kind="quiet" size="small" icon="document" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>{t(isOpen ? 'referrals.close-details' : 'referrals.open-details')}</Button>}
          <MoveButtons path={path} moves={own} state={line.state} kind={line.kind} together={line.together} isOurs {...(open.includes('hand-over') ? { first: 'hand-over' as const } : {})} appointmentAt={line.appointmentAt} />
        </Row>
        {isOpen && (
          <Stack>
            {heard.length > 0 && <Panel level={3} title={t('referrals.heard')} tone="quiet"><Row><MoveButtons path={path} moves={heard} state={line.state} kind={line.kind} together={line.together} isOurs appointmentAt={line.appointmentAt} /></Row></Panel>}
            <Details id={line.id} />
          </Stack>
        )}
      </Stack>
    </Panel>
  );
}

function Details({ id }: { id: string }): ReactNode {
  const { t } = useText();
  const referral = useReferral(id);
  if (!referral.data) return referral.error ? <ProblemPanel problem={referral.error} onRetry={() => void referral.refetch()} /> : <Skeleton lines={4} />;
  const { letter, steps, messages, stoppedAt, sentAt } = referral.data;
  return (
    <Stack>
      <Panel level={3} title={t('referrals.what-they-read')} tone="quiet"><LetterView letter={letter} /></Panel>
      <StepList steps={steps} />
      {sentAt && <Messages path={`/api/referrals/${id}/messages`} messages={messages} isOpen={stoppedAt === null} />}
    </Stack>
  );
}
