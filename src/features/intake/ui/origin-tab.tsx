import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import type { CaseInbound } from '../contract.ts';
import { ContentView } from './ContentView.tsx';

/** From which segnalazioni a case came: read there, so that nobody asks the person again what somebody has told already. Nothing where there is none. */
export default function CaseOrigin({ caseId }: { readonly caseId: string; readonly personId: string }): ReactNode {
  const { t, formatDate } = useText();
  const found = useQuery({ queryKey: ['intake', 'case', caseId], queryFn: ({ signal }) => api.get<CaseInbound>(`/api/cases/${caseId}/inbound-referrals`, { signal }) });
  if (!found.data || found.data.items.length === 0) return null;
  return (
    <Panel title={t('intake.origin')} of="restricted">
      <Stack>
        {found.data.items.map((one) => (
          <section key={one.id}>
            <p><TextLink href={`/reports/${one.id}`}>{one.reference}</TextLink> <span className="quiet small">{formatDate(one.at)} · {t(`intake.agreement.${one.agreement}`)}</span></p>
            {one.content && <ContentView content={one.content} />}
          </section>
        ))}
      </Stack>
    </Panel>
  );
}
