import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import type { IntakeSettings } from '../contract.ts';
import { useIntakeDeed } from './queries.ts';

/** Whether anybody may report here, without an account: off until who coordinates says so. */
export function PublicPanel(): ReactNode {
  const { t, formatDateTime } = useText();
  const found = useQuery({ queryKey: ['intake', 'settings'], queryFn: ({ signal }) => api.get<IntakeSettings>('/api/intake-settings', { signal }) });
  const [isAsked, setAsked] = useState(false);
  const deed = useIntakeDeed(() => setAsked(false));
  if (!found.data) return found.error ? <ProblemPanel problem={found.error} onRetry={() => void found.refetch()} /> : null;
  const { publicOpen, version, changed } = found.data;
  const change = (): void => deed.mutate({ method: 'put', path: '/api/intake-settings', body: { publicOpen: !publicOpen }, ifMatch: version });
  return (
    <Panel title={t('intake.public')} of="team">
      <Stack>
        <Row><Tag tone={publicOpen ? 'good' : 'neutral'}>{t(publicOpen ? 'intake.public.on' : 'intake.public.off')}</Tag><Button size="small" onPress={() => setAsked(true)}>{t(publicOpen ? 'intake.public.close' : 'intake.public.open')}</Button></Row>
        {changed && <p className="small">{t(publicOpen ? 'intake.public.opened-by' : 'intake.public.closed-by', { name: changed.by, at: formatDateTime(changed.at) })}</p>}
        <p className="quiet small">{t('intake.public.help')}</p>
      </Stack>
      {isAsked && (
        <Dialog title={t(publicOpen ? 'intake.public.close' : 'intake.public.open')} size="small" isOpen onClose={() => setAsked(false)} actions={<><Button onPress={() => setAsked(false)}>{t('ui.cancel')}</Button><Button kind="primary" isPending={deed.isPending} onPress={change}>{t(publicOpen ? 'intake.public.close' : 'intake.public.open')}</Button></>}>
          <Stack><p>{t(publicOpen ? 'intake.public.close-help' : 'intake.public.open-help')}</p>{deed.error && <ProblemPanel problem={deed.error} />}</Stack>
        </Dialog>
      )}
    </Panel>
  );
}
