import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../kernel/ui/Button.tsx';
import { EmptyState } from '../../../kernel/ui/EmptyState.tsx';
import { Panel, Row } from '../../../kernel/ui/Panel.tsx';
import type { Employment } from '../contract.ts';
import { PlacementCard } from './PlacementCard.tsx';
import { PlacementDialog } from './PlacementDialog.tsx';

/** Placements of a person, those under way first, and the way to propose another. */
export function PlacementsPanel({ all }: { all: Employment }): ReactNode {
  const { t } = useText();
  const [isProposing, setProposing] = useState(false);
  const propose = <Button kind="primary" icon="plus" onPress={() => setProposing(true)}>{t('employment.propose')}</Button>;
  const isOver = (state: string): number => Number(state === 'ended' || state === 'not-started');
  const placements = all.placements.toSorted((one, other) => isOver(one.state) - isOver(other.state));
  return (
    <Panel title={t('employment.placements')} of="restricted" actions={<Row><LinkButton size="small" kind="quiet" href="/employment">{t('employment.list.open')}</LinkButton>{all.may.write && placements.length > 0 && propose}</Row>}>
      {placements.length === 0 ? <EmptyState icon="programme" title={t('employment.placements.none')} why={t('employment.placements.none.why')} action={all.may.write ? propose : undefined} />
        : <ul className="employment-lines">{placements.map((one) => <PlacementCard key={one.id} all={all} placement={one} />)}</ul>}
      {isProposing && <PlacementDialog caseId={all.caseId} onClose={() => setProposing(false)} />}
    </Panel>
  );
}
