import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { SafeText } from '../../../kernel/ui/SafeText.tsx';
import { KeyValues, Tag } from '../../../kernel/ui/Tag.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import type { Service } from '../contract.ts';
import { FreshnessTag } from './FreshnessTag.tsx';
import { useService, useServiceChange } from './queries.ts';
import { ServiceForm } from './ServiceForm.tsx';

/** One service: what it does, for whom, how to get there, and when somebody last made sure. */
export default function ServiceScreen(): ReactNode {
  const { t } = useText();
  const { serviceId = '' } = useParams({ strict: false });
  const service = useService(serviceId);
  const change = useServiceChange();
  const [isEdited, setEdited] = useState(false);
  const breadcrumb = <TextLink href="/services">{t('directory.title')}</TextLink>;
  if (!service.data) {
    return <Page title={t('directory.title')} breadcrumb={breadcrumb}>{service.error ? <ProblemPanel problem={service.error} onRetry={() => void service.refetch()} /> : <Skeleton lines={6} />}</Page>;
  }
  const { name, organisation, freshness, mayChange, active, confidentialAddress } = service.data;

  if (isEdited) {
    return (
      <Page title={name} breadcrumb={breadcrumb} width="reading">
        <ServiceForm
          service={service.data} isPending={change.isPending} problem={change.error} onCancel={() => setEdited(false)}
          onSave={(changed) => change.mutateAsync({ kind: 'change', id: serviceId, changed, version: service.data.version })}
          onSaved={() => { setEdited(false); toast.say(t('directory.saved')); }}
        />
      </Page>
    );
  }
  return (
    <Page
      title={name} lead={organisation.name} breadcrumb={breadcrumb} width="reading"
      marks={<><FreshnessTag freshness={freshness} />{!active && <Tag>{t('directory.inactive')}</Tag>}</>}
      action={mayChange ? <Button kind="primary" icon="check" isPending={change.isPending} onPress={() => change.mutate({ kind: 'verify', id: serviceId }, { onSuccess: () => toast.say(t('directory.verified-now')) })}>{t('directory.verify')}</Button> : undefined}
      secondary={mayChange ? <Button icon="edit" onPress={() => setEdited(true)}>{t('directory.edit')}</Button> : undefined}
    >
      <Stack>
        {change.error && <ProblemPanel problem={change.error} />}
        {freshness.state !== 'fresh' && <Notice tone="late" title={t('directory.ask-first')}>{t(`directory.ask-first.${freshness.state}`, { days: freshness.days ?? 0, limit: freshness.limit })}</Notice>}
        {confidentialAddress && <Notice title={t('directory.confidential')}>{t('directory.confidential-why')}</Notice>}
        <Panel of={confidentialAddress ? 'team' : 'network'} title={t('directory.about')}><Facts service={service.data} /></Panel>
      </Stack>
    </Page>
  );
}

function Facts({ service }: { service: Service }): ReactNode {
  const { t, formatDate, formatList, languageName } = useText();
  const lines: readonly { readonly key: string; readonly value: ReactNode }[] = [
    { key: 'category', value: t(`directory.category.${service.category}`) },
    { key: 'description', value: service.description && <SafeText block>{service.description}</SafeText> },
    { key: 'access-rule', value: service.accessRule && <SafeText block>{service.accessRule}</SafeText> },
    { key: 'without-papers', value: t(`directory.without-papers.${service.withoutPapers}`) },
    { key: 'documents-needed', value: service.documentsNeeded && <SafeText block>{service.documentsNeeded}</SafeText> },
    { key: 'languages', value: formatList(service.languages.map(languageName)) },
    { key: 'cost', value: service.cost && <SafeText>{service.cost}</SafeText> },
    { key: 'hours', value: service.hours && <SafeText>{service.hours}</SafeText> },
    { key: 'area', value: service.area && <SafeText>{service.area}</SafeText> },
    { key: 'how-to-refer', value: service.howToRefer && <SafeText block>{service.howToRefer}</SafeText> },
    { key: 'verified', value: service.verified && t('directory.verified-on', { day: formatDate(service.verified.on), name: service.verified.by }) },
  ];
  return <KeyValues items={lines.filter(({ value }) => value).map(({ key, value }) => ({ key, label: t(`directory.${key}`), value }))} />;
}
