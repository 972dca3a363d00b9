import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import ConsentsTab from './case-tab.tsx';
import { consentsOf, headingOf } from './queries.ts';

/**
 * Notice and consents of one person alone, as they are opened from a talk: with them nothing else of the case file need be fetched, so that of a person of the day they open
 * on a device without a network too, and what the person decides is written there.
 */
export default function AnswersScreen(): ReactNode {
  const { t } = useText();
  const { caseId = '' } = useParams({ strict: false });
  const personId = useQuery(consentsOf(caseId)).data?.personId ?? '';
  const heading = useQuery({ ...headingOf(personId), enabled: personId !== '' });
  return (
    <Page title={t('consents.record.back')} lead={heading.data?.code} width="full" breadcrumb={<TextLink href={`/cases/${caseId}?tab=consents`}>{t('consents.answers.file')}</TextLink>}>
      <ConsentsTab caseId={caseId} personId={personId} />
    </Page>
  );
}
