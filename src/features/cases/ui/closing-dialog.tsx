import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { ClosingReason } from '../contract.ts';
import type { CaseHeader, ClosingReadiness } from '../contract.ts';
import { readinessOf, useDeed } from './queries.ts';

/** The owner asks to close: what is still open, why, how it ended, whether the person may be reached afterwards, and what follows. */
export function ClosingDialog({ header, because = null, onClose }: { header: CaseHeader; because?: ClosingReason | null; onClose: () => void }): ReactNode {
  const { t, formatList } = useText();
  const readiness = useQuery(readinessOf(header.id));
  const [id] = useState(() => newId());
  const [reason, setReason] = useState<ClosingReason | null>(because);
  const [outcome, setOutcome] = useState('');
  const [safe, setSafe] = useState<'yes' | 'no' | null>(null);
  const ask = useDeed(() => {
    toast.say(t('cases.closing.asked'));
    onClose();
  });
  const isReady = reason !== null && outcome.trim().length >= 3 && safe !== null;
  const ready = readiness.data;
  const saidNo = ready?.followUpConsent === 'refused' || ready?.followUpConsent === 'withdrawn';
  return (
    <Dialog
      title={t('cases.closing.ask')} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={ask.isPending} onPress={() => ask.mutate({ method: 'put', path: `/api/case-closings/${id}`, body: { caseId: header.id, reason, outcome, followUpSafe: safe === 'yes' } })}>{t('cases.closing.send')}</Button></>}
    >
      <Stack>
        <Notice>{t('cases.closing.help')}</Notice>
        {ready && <StillOpen caseId={header.id} ready={ready} />}
        <Select label={t('cases.closing.reason')} isRequired value={reason} onChange={setReason} choices={ClosingReason.options.map((value) => ({ value, label: t(`cases.closing-reason.${value}`) }))} />
        <TextArea label={t('cases.closing.outcome')} hint={t('cases.closing.outcome.hint')} isRequired maxLength={5000} value={outcome} onChange={setOutcome} />
        <ChoiceChips label={t('cases.closing.safe')} hint={t('cases.closing.safe.hint')} isRequired value={safe} onChange={setSafe} choices={[{ value: 'yes', label: t('cases.closing.safe.yes') }, { value: 'no', label: t('cases.closing.safe.no') }]} />
        {ready && safe === 'yes' && (saidNo
          ? <Notice>{t('cases.closing.follow-up.no')}</Notice>
          : <Notice>{t('cases.closing.follow-up.yes', { months: formatList(ready.followUpMonths.map(String)) })} {ready.followUpConsent !== 'given' && <>{t('cases.closing.follow-up.ask')} <TextLink href={`/cases/${header.id}?tab=consents`}>{t('cases.closing.follow-up.ask-now')}</TextLink></>}</Notice>)}
        {ask.error && <ProblemPanel problem={ask.error} />}
      </Stack>
    </Dialog>
  );
}

/** What stands in the way, and what is worth doing before: each leads to where it is done. */
function StillOpen({ caseId, ready }: { caseId: string; ready: ClosingReadiness }): ReactNode {
  const { t } = useText();
  const lines = [
    ready.goalsWithoutOutcome > 0 && { tab: 'plan', words: t('cases.closing.open.goals', { count: ready.goalsWithoutOutcome }) },
    ready.openReferrals > 0 && { tab: 'services', words: t('cases.closing.open.referrals', { count: ready.openReferrals }) },
    ready.openTasks > 0 && { tab: 'path', words: t('cases.closing.open.tasks', { count: ready.openTasks }) },
    ready.areasAtStart > ready.areasAtEnd && { tab: 'plan', words: t('cases.closing.open.scale', { done: ready.areasAtEnd, count: ready.areasAtStart }) },
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <Notice tone={ready.goalsWithoutOutcome > 0 ? 'late' : 'info'} title={t('cases.closing.open')}>
      <ul>{lines.map((line) => <li key={line.words}><TextLink href={`/cases/${caseId}?tab=${line.tab}`}>{line.words}</TextLink></li>)}</ul>
    </Notice>
  );
}
