import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import type { InterviewSettings } from '../contract.ts';
import { interviewSettings } from './queries.ts';

/** How interviews are held in the programme: said by whoever coordinates. */
export function SettingsPanel(): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(interviewSettings);
  const keep = useMutation({
    mutationFn: ({ personSignature, version }: InterviewSettings) => api.put<InterviewSettings>('/api/interview-settings', { body: { personSignature }, ifMatch: version }),
    onSuccess: (kept) => {
      client.setQueryData(interviewSettings.queryKey, kept);
      toast.say(t('desk.settings.kept'));
    },
    onError: () => refetch(),
  });
  return (
    <Panel title={t('desk.settings')}>
      <Stack>
        {error && <ProblemPanel problem={error} onRetry={() => void refetch()} />}
        {keep.error && <ProblemPanel problem={keep.error} />}
        {data && <Checkbox value={data.personSignature} isDisabled={keep.isPending} hint={t('desk.settings.person-signature.hint')} onChange={(personSignature) => keep.mutate({ ...data, personSignature })}>{t('desk.settings.person-signature')}</Checkbox>}
      </Stack>
    </Panel>
  );
}
