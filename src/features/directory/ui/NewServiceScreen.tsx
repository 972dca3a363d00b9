import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { api } from '../../../kernel/ui/api.ts';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import type { Organisations } from '../contract.ts';
import { useServiceChange } from './queries.ts';
import { ServiceForm } from './ServiceForm.tsx';

/** A new service. A partner writes down those of their own organisation; the coordinator and the administrator say whose it is. */
export default function NewServiceScreen(): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const navigate = useNavigate();
  const change = useServiceChange();
  const [id] = useState(() => newId());
  const isOwn = hat?.role === 'partner';
  const [organisationId, setOrganisationId] = useState<string | null>(isOwn ? hat.organisation.id : null);
  const bodies = useQuery({ queryKey: ['directory', 'organisations'], queryFn: ({ signal }) => api.get<Organisations>('/api/services/organisations', { signal }), enabled: !isOwn });

  return (
    <Page title={t('directory.add')} breadcrumb={<TextLink href="/services">{t('directory.title')}</TextLink>} width="reading">
      <ServiceForm
        above={isOwn ? undefined : <ComboBox label={t('directory.organisation')} isRequired value={organisationId} onChange={setOrganisationId} choices={(bodies.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))} />}
        isReady={organisationId !== null} isPending={change.isPending} problem={change.error ?? bodies.error}
        onCancel={() => void navigate({ to: '/services' })}
        onSave={(changed) => change.mutateAsync({ kind: 'add', id, written: { ...changed, organisationId: organisationId ?? '' } })}
        onSaved={() => void navigate({ to: `/services/${id}` })}
      />
    </Page>
  );
}
