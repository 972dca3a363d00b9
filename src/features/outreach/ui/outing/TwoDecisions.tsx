import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { Columns, Panel, Stack } from '../../../../kernel/ui/Panel.tsx';
import { KeyValues } from '../../../../kernel/ui/Tag.tsx';
import type { Outing } from '../../contract.ts';
import { placesOf } from '../queries.ts';
import { colleaguesHere } from './Hours.tsx';
import type { Decision } from './plan.ts';

export interface TwoDecisionsProps {
  readonly mine: Decision;
  readonly now: Decision;
  readonly outing: Outing;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}

/** Two people decided otherwise who goes when and where: both plans, who and when, and the choice. Nothing is sent before it is made. */
export function TwoDecisions({ mine, now, outing, onMine, onTheirs }: TwoDecisionsProps): ReactNode {
  const { t, formatDateTime } = useText();
  return (
    <Panel title={t('outreach.plan.two')} of="team">
      <Stack>
        <p>{outing.planChanged ? t('outreach.plan.two.by', { name: outing.planChanged.by.name, at: formatDateTime(outing.planChanged.at) }) : t('outreach.plan.two.state')}</p>
        <Columns>
          <Side title={t('outreach.plan.two.now')} decision={now} outing={outing}><Button onPress={onTheirs}>{t('outreach.plan.two.keep')}</Button></Side>
          <Side title={t('outreach.plan.two.mine')} decision={mine} outing={outing}><Button onPress={onMine}>{t('outreach.plan.two.take')}</Button></Side>
        </Columns>
      </Stack>
    </Panel>
  );
}

function Side({ title, decision, outing, children }: { title: string; decision: Decision; outing: Outing; children: ReactNode }): ReactNode {
  const { t, formatDate, formatList } = useText();
  const team = useQuery(colleaguesHere).data?.items ?? [];
  const places = useQuery(placesOf()).data?.items ?? [];
  const nameOf = (id: string | null): string => team.find((one) => one.id === id)?.name ?? [...outing.crew, outing.answerable, ...(outing.buddy ? [outing.buddy] : [])].find(({ memberId }) => memberId === id)?.name ?? '—';
  const placeOf = (id: string): string => places.find((one) => one.id === id)?.name ?? outing.stops.find(({ placeId }) => placeId === id)?.name ?? '—';
  return (
    <section className="outing-card" aria-label={title}>
      <h3>{title}</h3>
      <KeyValues compact items={[
        { key: 'when', label: t('outreach.plan.day'), value: decision.day === null ? '—' : t('outreach.days.line', { day: formatDate(decision.day, 'weekday'), from: decision.from, to: decision.to }) },
        { key: 'crew', label: t('outreach.outing.crew'), value: formatList(decision.crew.map(nameOf)) },
        { key: 'answerable', label: t('outreach.outing.answerable'), value: nameOf(decision.answerableId) },
        { key: 'buddy', label: t('outreach.outing.buddy'), value: decision.buddyId === null ? t('outreach.outing.no-buddy') : nameOf(decision.buddyId) },
        { key: 'stops', label: t('outreach.outing.stops'), value: formatList(decision.stops.map(({ placeId }) => placeOf(placeId))) },
      ]} />
      {children}
    </section>
  );
}
