import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { CalendarFeed } from '../contract.ts';
import { feedOf } from './queries.ts';

/** One's own hours on one's own telephone: a secret address, shown once, that can be renewed and taken back. */
export function CalendarPanel(): ReactNode {
  const { t, formatDate, formatDateTime } = useText();
  const client = useQueryClient();
  const feed = useQuery(feedOf);
  const [withPlace, setWithPlace] = useState(false);
  const again = { onSettled: () => client.invalidateQueries({ queryKey: ['agenda', 'calendar'] }) };
  const renew = useMutation({ mutationFn: () => api.post<{ address: string }>('/api/agenda/calendar', { body: { withPlace } }), ...again });
  const revoke = useMutation({ mutationFn: () => api.delete<CalendarFeed>('/api/agenda/calendar'), onSuccess: () => { renew.reset(); toast.say(t('agenda.calendar.revoked')); }, ...again });
  const address = renew.data?.address;
  const since = feed.data?.since;
  const readAt = feed.data?.readAt;
  return (
    <Panel title={t('agenda.calendar')}>
      <Stack>
        <p className="quiet">{t('agenda.calendar.lead')}</p>
        {(feed.error ?? renew.error ?? revoke.error) && <ProblemPanel problem={feed.error ?? renew.error ?? revoke.error} />}
        {since && <p>{t(readAt ? 'agenda.calendar.read' : 'agenda.calendar.since', { since: formatDate(since), read: readAt ? formatDateTime(readAt) : '' })}</p>}
        {address && (
          <Notice tone="good" title={t('agenda.calendar.once')}>
            <code className="agenda-address">{address}</code>
            <div><Button size="small" onPress={() => void navigator.clipboard.writeText(address).then(() => toast.say(t('agenda.due.copied')), () => toast.say(t('agenda.due.not-copied')))}>{t('agenda.calendar.copy')}</Button></div>
          </Notice>
        )}
        <Switch value={withPlace} onChange={setWithPlace} hint={t('agenda.calendar.place-hint')}>{t('agenda.calendar.place')}</Switch>
        <Row>
          <Button isPending={renew.isPending} onPress={() => renew.mutate()}>{t(since ? 'agenda.calendar.renew' : 'agenda.calendar.make')}</Button>
          {since && <Button kind="quiet" isPending={revoke.isPending} onPress={() => revoke.mutate()}>{t('agenda.calendar.revoke')}</Button>}
        </Row>
      </Stack>
    </Panel>
  );
}
