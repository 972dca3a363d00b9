import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { MailWish as Wish } from '../../../kernel/mail/contract.ts';
import type { MailState } from '../../../kernel/mail/contract.ts';
import { api } from '../../../kernel/ui/api.ts';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';

/** Whether and how often one is told by mail that there is news; and whether such a letter got lost. */
export function MailWish(): ReactNode {
  const { t, formatDateTime } = useText();
  const client = useQueryClient();
  const wish = useQuery({ queryKey: ['mail-wish'], queryFn: ({ signal }) => api.get<MailState>('/api/mail-wish', { signal }) });
  const change = useMutation({
    mutationFn: (news: MailState['news']) => api.put('/api/mail-wish', { body: { news } }),
    onSuccess: () => toast.say(t('mail.wish.saved')),
    onSettled: () => client.invalidateQueries({ queryKey: ['mail-wish'] }),
  });
  const [failure] = wish.data?.failures ?? [];
  return (
    <Panel title={t('mail.wish')}>
      <Stack>
        <p className="quiet">{t('mail.wish.help')}</p>
        {wish.error && <ProblemPanel problem={wish.error} onRetry={() => void wish.refetch()} />}
        {!wish.data && !wish.error && <Skeleton lines={2} />}
        {wish.data && !wish.data.isOn && <Notice title={t('mail.wish.off')}>{t('mail.wish.off.why')}</Notice>}
        {failure && <Notice tone="late" title={t('mail.wish.failed')}>{t('mail.wish.failed.line', { when: formatDateTime(failure.at), why: t(`mail.failure.${failure.code}`) })}</Notice>}
        {change.error && <ProblemPanel problem={change.error} />}
        {wish.data && (
          <ChoiceChips
            label={t('mail.wish.news')} canClear={false} value={change.isPending ? change.variables : wish.data.news} onChange={(news) => news && change.mutate(news)}
            choices={Wish.shape.news.options.map((value) => ({ value, label: t(`mail.wish.${value}`) }))}
          />
        )}
      </Stack>
    </Panel>
  );
}
