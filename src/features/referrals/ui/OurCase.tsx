import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { ReasonDialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { useDeed as useDeedAbout } from '../../../kernel/ui/useDeed.ts';
import type { CaseHeader, CaseMove } from '../../cases/contract.ts';
import { mayAskToClose } from '../../cases/domain.ts';
import type { ReferralState } from '../contract.ts';

/** What becomes of our own work with a person whom a programme follows too; and, when they come back, the way to go on where we were. */
export function OurCase({ caseId, state }: { caseId: string; state: ReferralState }): ReactNode {
  const { t } = useText();
  const header = useQuery({ queryKey: ['cases', caseId, 'header'], queryFn: ({ signal }) => api.get<CaseHeader>(`/api/cases/${caseId}`, { signal }) }).data;
  const [isReopening, setReopening] = useState(false);
  const deed = useDeedAbout([['referrals'], ['cases']], () => {
    setReopening(false);
    toast.say(t('referrals.our-case.moved'));
  });
  if (!header || (state !== 'together' && state !== 'done' && state !== 'returned')) return null;
  const go = (move: CaseMove, reason?: string): void => deed.mutate({ method: 'post', path: `/api/cases/${caseId}/moves`, body: { id: newId(), move, ...(reason ? { reason } : {}) } });
  const has = (move: CaseMove): boolean => header.moves.some((offer) => offer.move === move && offer.missing.length === 0);
  if (state === 'returned') {
    return (
      <Notice tone="late" title={t('referrals.our-case.back')} actions={
        <Row>
          {header.state === 'closed' && <Button kind="primary" size="small" onPress={() => setReopening(true)}>{t('referrals.our-case.reopen')}</Button>}
          {has('resume') && <Button kind="primary" size="small" isPending={deed.isPending} onPress={() => go('resume')}>{t('referrals.our-case.resume')}</Button>}
          <LinkButton size="small" href={`/cases/${caseId}?tab=profile`}>{t('referrals.our-case.what-we-know')}</LinkButton>
        </Row>
      }>
        {t('referrals.our-case.back-why')}
        {deed.error && <ProblemPanel problem={deed.error} />}
        <ReasonDialog title={t('referrals.our-case.reopen')} isOpen={isReopening} minLength={3} onClose={() => setReopening(false)} confirm={t('referrals.our-case.reopen')} isPending={deed.isPending} onConfirm={(reason) => go('reopen', reason)}>
          <p>{t('referrals.our-case.reopen-why')}</p>
        </ReasonDialog>
      </Notice>
    );
  }
  if (header.state === 'closed') return <Notice>{t('referrals.our-case.closed')}</Notice>;
  return (
    <Panel level={3} title={t('referrals.our-case')} of="case">
      <Stack gap="small">
        <p>{t(header.state === 'follow-up' ? 'referrals.our-case.light' : 'referrals.our-case.why')}</p>
        {deed.error && <ProblemPanel problem={deed.error} />}
        <Row>
          {has('follow-up') && <Button size="small" isPending={deed.isPending} onPress={() => go('follow-up')}>{t('referrals.our-case.lighten')}</Button>}
          {header.closing?.state === 'open'
            ? <span className="quiet small">{t('referrals.our-case.closing-asked')}</span>
            : mayAskToClose(header.state) && <LinkButton size="small" href={`/cases/${caseId}?tab=services&closing=anti-trafficking-programme`}>{t('referrals.our-case.close')}</LinkButton>}
        </Row>
      </Stack>
    </Panel>
  );
}
