import type { ReactNode } from 'react';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { DistancePanel } from './distance-panel.tsx';
import { NeedsPanel } from './needs-panel.tsx';
import { PlanPanel } from './plan-panel.tsx';
import type { CaseTabProps } from './profile-tab.tsx';
import './plans.css';

/** What weighs, what was agreed to do about it, and the way made so far. */
export default function PlanTab({ caseId }: CaseTabProps): ReactNode {
  return (
    <Stack gap="large">
      <PlanPanel caseId={caseId} />
      <NeedsPanel caseId={caseId} />
      <DistancePanel caseId={caseId} />
    </Stack>
  );
}
