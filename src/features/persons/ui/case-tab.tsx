import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Columns, Stack } from '../../../kernel/ui/Panel.tsx';
import { Contacts } from './Contacts.tsx';
import { Facts } from './Facts.tsx';
import { FamilyPanel } from './FamilyPanel.tsx';
import { IdentityLadder } from './IdentityLadder.tsx';
import { MinorTrack } from './MinorTrack.tsx';
import { Names } from './Names.tsx';
import { useHeading } from './queries.ts';
import { SafeContactPanel } from './SafeContact.tsx';
import { United } from './United.tsx';

/** "Identità e contatti": who the person is, how far that is known, and how they may be reached without harm. */
export default function IdentityTab({ caseId, personId }: { caseId: string; personId: string }): ReactNode {
  const { t } = useText();
  const { data: heading, error, refetch } = useHeading(personId);
  if (error && !heading) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (!heading) return <Skeleton lines={6} />;
  return (
    <Stack>
      <p className="quiet small">{t('persons.tab.lead')}</p>
      {heading.minorTrack && <MinorTrack heading={heading} />}
      <Columns min="wide">
        <Stack>
          <SafeContactPanel heading={heading} />
          <Contacts heading={heading} />
          {!heading.minorTrack && <MinorTrack heading={heading} />}
          <FamilyPanel heading={heading} />
        </Stack>
        <Stack>
          <Names heading={heading} />
          <Facts heading={heading} />
          <IdentityLadder heading={heading} />
          <United heading={heading} caseId={caseId} />
        </Stack>
      </Columns>
    </Stack>
  );
}
