import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { TextLink } from '../../../kernel/ui/Button.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Tag } from '../../../kernel/ui/Tag.tsx';
import { MinorPanel } from './MinorPanel.tsx';
import { PlanPanel } from './PlanPanel.tsx';
import { ThreeFacts } from './ThreeFacts.tsx';
import { emergencies } from './queries.ts';
import './safety.css';

/** What keeps this person safe: the plan made with them, the path of a child, the emergencies there were. */
export default function SafetyTab({ caseId }: { caseId: string; personId: string }): ReactNode {
  return (
    <Stack gap="large">
      <MinorPanel caseId={caseId} />
      <PlanPanel caseId={caseId} />
      <ThreeFacts caseId={caseId} />
      <Emergencies caseId={caseId} />
    </Stack>
  );
}

function Emergencies({ caseId }: { caseId: string }): ReactNode {
  const { t, formatDateTime } = useText();
  const standing = useInfiniteQuery(emergencies('standing', caseId));
  const closed = useInfiniteQuery(emergencies('closed', caseId));
  const lines = [standing, closed].flatMap((list) => list.data?.pages.flatMap((page) => page.items) ?? []);
  return (
    <Panel title={t('safety.emergencies.of-case')} of="case">
      {lines.length === 0 && <p className="quiet">{t('safety.emergencies.of-case.none')}</p>}
      <ul className="safety-lines">
        {lines.map((line) => (
          <li key={line.id}>
            <span><TextLink href={`/emergency/${line.id}`}>{t(`shell.emergency.kind.${line.kind}`)}</TextLink><br /><span className="quiet small">{formatDateTime(line.openedAt)} · {line.openedBy.name}</span></span>
            <span>{line.recordLate && <Tag tone="late">{t('safety.emergency.record-late')}</Tag>} <Tag tone={line.state === 'open' ? 'danger' : 'neutral'}>{t(`safety.emergency.state.${line.state}`)}</Tag></span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
