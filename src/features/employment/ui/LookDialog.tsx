import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { LookVerdict, Placement } from '../contract.ts';
import { actorsCalled, useDeed } from './queries.ts';

/**
 * Whoever coordinates looks at a placement: the name of the employer beside the alleged actors that they may read, and a yes or a "talk first". Neither can be
 * said before the comparison has come, and no reason can be written.
 */
export function LookDialog({ placement, onClose }: { placement: Placement; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => newId());
  const { name } = placement.employer;
  const found = useQuery(actorsCalled(name.slice(0, 120)));
  const keep = useDeed(() => {
    toast.say(t('employment.look.kept'));
    onClose();
  });
  const say = (verdict: LookVerdict): void => keep.mutate({ method: 'put', path: `/api/placement-looks/${id}`, body: { placementId: placement.id, verdict } });
  const isRead = found.data !== undefined;
  return (
    <Dialog title={t('employment.look.title', { name })} isOpen onClose={onClose}
      actions={<><Button isDisabled={!isRead} isPending={keep.isPending} onPress={() => say('talk-first')}>{t('employment.look.no')}</Button><Button kind="primary" isDisabled={!isRead} isPending={keep.isPending} onPress={() => say('clear')}>{t('employment.look.yes')}</Button></>}>
      <Stack>
        <p>{t('employment.look.help')}</p>
        {found.error && <ProblemPanel problem={found.error} onRetry={() => void found.refetch()} />}
        {!found.data && !found.error && <Skeleton lines={2} />}
        {found.data && found.data.items.length === 0 && <p>{t('employment.look.none')}</p>}
        {found.data && found.data.items.length > 0 && (
          <Notice tone="late" title={t('employment.look.found', { count: found.data.items.length })}>
            <ul>{found.data.items.map((one) => <li key={one.actorId}><TextLink href={`/cases/${one.caseId}?tab=reserved`}>{t('employment.look.found.line', { name: one.name, code: one.code })}</TextLink></li>)}</ul>
          </Notice>
        )}
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}
