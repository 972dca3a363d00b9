import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog, ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { OwnWords, SafeText } from '../../../kernel/ui/SafeText.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Complaint, ComplaintMove } from '../contract.ts';
import { complaintOf, useComplaintMove } from './queries.ts';

/** A complaint, for whoever must answer it: what was said, what was done, what can be done now. */
export function ComplaintDialog({ id, onClose }: { id: string; onClose: () => void }): ReactNode {
  const { t } = useText();
  const complaint = useQuery(complaintOf(id));
  const [asked, setAsked] = useState<ComplaintMove | null>(null);
  const deed = useComplaintMove(id, () => { setAsked(null); toast.say(t('feedback.step-kept')); });
  const ask = (move: ComplaintMove | null): void => {
    deed.reset();
    setAsked(move);
  };
  return (
    <>
      <Dialog title={t('feedback.one')} size="wide" isOpen onClose={onClose}>
        {complaint.error && <ProblemPanel problem={complaint.error} onRetry={() => void complaint.refetch()} />}
        {!complaint.data && !complaint.error && <Skeleton lines={6} />}
        {complaint.data && <Told of={complaint.data} onMove={ask} />}
      </Dialog>
      {asked !== null && (
        <ReasonDialog title={t(`feedback.move.${asked}`)} label={t(`feedback.words.${asked}`)} confirm={t(`feedback.move.${asked}`)} minLength={3} isOpen isPending={deed.isPending} onClose={() => ask(null)} onConfirm={(words) => deed.mutate({ id: newId(), move: asked, words })}>
          {t(`feedback.move-help.${asked}`)}
          {deed.error && <ProblemPanel problem={deed.error} />}
        </ReasonDialog>
      )}
    </>
  );
}

function Told({ of: { content, state, late, receivedOn, answerDueOn, writtenBy, steps, moves }, onMove }: { of: Complaint; onMove: (move: ComplaintMove) => void }): ReactNode {
  const { t, formatDate, formatDateTime, languageName } = useText();
  return (
    <Stack>
      <p className="complaint-facts">
        <Tag>{t(`feedback.state.${state}`)}</Tag>
        {late && <Tag tone="late">{t('feedback.late')}</Tag>}
        <span className="quiet small">{t('feedback.received-on', { day: formatDate(receivedOn) })} · {t('feedback.due', { day: formatDate(answerDueOn) })} · {t('feedback.written-by', { name: writtenBy })}</span>
      </p>
      {content ? (
        <>
          <OwnWords lang={content.language}>{content.words}</OwnWords>
          <p className="quiet small">{t(`feedback.told-by.${content.toldBy}`)} · {languageName(content.language)}</p>
          <p>{content.answerTo === '' ? t('feedback.no-answer-to') : <>{t('feedback.answer-to')}: <SafeText>{content.answerTo}</SafeText></>}</p>
        </>
      ) : <Notice>{t('feedback.gone')}</Notice>}
      {steps.length > 0 && (
        <ol className="complaint-steps" aria-label={t('feedback.steps')}>
          {steps.map((step) => (
            <li key={step.id}>
              <span className="quiet small">{formatDateTime(step.at)} · {step.by}</span>
              <div><strong>{t(`feedback.done.${step.move}`)}</strong> {step.words !== null && <SafeText>{step.words}</SafeText>}</div>
            </li>
          ))}
        </ol>
      )}
      <Row>{moves.map((move, at) => <Button key={move} kind={at === 0 ? 'primary' : 'secondary'} onPress={() => onMove(move)}>{t(`feedback.move.${move}`)}</Button>)}</Row>
    </Stack>
  );
}
