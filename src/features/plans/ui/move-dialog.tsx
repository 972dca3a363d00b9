import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { AgreedHow, type Plan, type PlanMove } from '../contract.ts';
import { agreedMoves, dayIn, planMachine } from '../domain.ts';
import { useChange, usePlanReference } from './queries.ts';

export interface MoveDialogProps {
  readonly plan: Plan;
  readonly caseId: string;
  readonly move: PlanMove;
  readonly onClose: () => void;
}

/** Languages in which the team's mediators and interpreters most often speak with people. */
const spoken = ['it', 'en', 'fr', 'ar', 'bn', 'ur', 'pa', 'hi', 'uk', 'ru', 'ro', 'bg', 'es', 'pt', 'sq', 'zh', 'wo', 'bm', 'ff', 'ha', 'ig', 'yo', 'pcm', 'ti', 'am', 'so', 'fa', 'ps', 'tr', 'si', 'ta'];

/** What a move still asks: the reason, or how the person agreed and in which language. */
export function MoveDialog({ plan, caseId, move, onClose }: MoveDialogProps): ReactNode {
  const { t, languageName, language: own } = useText();
  const change = useChange(caseId, 'plan');
  const reference = usePlanReference();
  const isAgreed = agreedMoves.includes(move);
  const needsReason = planMachine.moves[move].needs?.includes('reason') ?? false;
  const [id] = useState(() => newId());
  const [reason, setReason] = useState('');
  const [how, setHow] = useState<AgreedHow | null>(null);
  const [language, setLanguage] = useState<string | null>(plan.agreement?.language ?? null);
  const [words, setWords] = useState('');
  const [reviewOn, setReviewOn] = useState<string | null>(null);
  const isReady = (!needsReason || reason.trim() !== '') && (!isAgreed || (how !== null && language !== null));
  const days = (key: 'usual' | 'highRisk'): number => reference.data?.reviewDays[key] ?? 0;
  const languages = spoken.map((code) => ({ value: code, label: languageName(code) })).toSorted((a, b) => a.label.localeCompare(b.label, own));

  async function save(): Promise<void> {
    const agreement = isAgreed ? { how, language, words } : null;
    await change.mutateAsync({ method: 'post', path: `/api/plans/${plan.id}/moves`, body: { id, move, reason: needsReason ? reason : null, agreement, reviewOn: isAgreed ? reviewOn : null }, ifMatch: plan.version });
    onClose();
  }
  return (
    <Dialog
      title={t(`plans.move.${move}`)}
      isOpen
      onClose={onClose}
      actions={<Button kind="primary" isDisabled={!isReady} isPending={change.isPending} onPress={() => void save().catch(() => undefined)}>{t(`plans.move.${move}`)}</Button>}
    >
      {needsReason && <TextArea label={t(`plans.move-reason.${move}`)} isRequired rows={2} maxLength={500} value={reason} onChange={setReason} />}
      {isAgreed && (
        <>
          <ChoiceChips label={t('plans.agree.how')} isRequired value={how} onChange={setHow} choices={AgreedHow.options.map((value) => ({ value, label: t(`plans.how.${value}`) }))} />
          <ComboBox label={t('plans.agree.language')} isRequired value={language} onChange={setLanguage} choices={languages} />
          <TextArea label={t('plans.agree.words')} rows={2} maxLength={500} value={words} onChange={setWords} />
          <DateField label={t('plans.agree.review')} hint={t('plans.agree.review-hint', { usual: days('usual'), high: days('highRisk') })} minValue={dayIn(new Date())} value={reviewOn} onChange={setReviewOn} />
        </>
      )}
      {change.error && <ProblemPanel problem={change.error} />}
    </Dialog>
  );
}
