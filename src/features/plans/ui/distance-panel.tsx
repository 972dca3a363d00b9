import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Columns, Panel } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { DistanceMoment, type DistanceReading, GoalDomain } from '../contract.ts';
import { distanceSpans } from '../domain.ts';
import { DistanceLegend, DistancePicture, SpansPicture, stopOf } from './pictures.tsx';
import { useCasePlan, useChange } from './queries.ts';

/** The way made in each area, as the person sees it and as the worker sees it. */
export function DistancePanel({ caseId }: { caseId: string }): ReactNode {
  const { t } = useText();
  const query = useCasePlan(caseId);
  const [isAsked, setAsked] = useState(false);
  if (!query.data) return null;
  const { distance, plan } = query.data;
  const areas = GoalDomain.options.filter((domain) => distance.some((reading) => reading.domain === domain));
  const first = plan?.goals[0]?.domain ?? null;
  return (
    <Panel title={t('plans.distance.title')} of="case" actions={<Button size="small" icon="plus" onPress={() => setAsked(true)}>{t('plans.distance.add')}</Button>}>
      {areas.length === 0 && <p className="quiet">{t('plans.distance.empty')}</p>}
      {areas.length > 0 && <DistanceLegend />}
      {distanceSpans(distance).some((span) => span.end !== null) && <Spans readings={distance} areas={areas} />}
      <Columns min="narrow">
        {areas.map((domain) => <Area key={domain} domain={domain} readings={distance.filter((reading) => reading.domain === domain)} />)}
      </Columns>
      {isAsked && <DistanceDialog caseId={caseId} suggested={first} onClose={() => setAsked(false)} />}
    </Panel>
  );
}

/** From start to end, drawn and in a table: what the closing is about. */
function Spans({ readings, areas }: { readings: readonly DistanceReading[]; areas: readonly GoalDomain[] }): ReactNode {
  const { t } = useText();
  const spans = distanceSpans(readings);
  const said = (domain: GoalDomain, ratedBy: 'person' | 'worker'): string => {
    const span = spans.find((one) => one.domain === domain && one.ratedBy === ratedBy);
    if (!span) return '—';
    if (span.end === null || span.change === null) return t('plans.distance.only-start', { start: span.start.value });
    return t(`plans.distance.span-${span.change > 0 ? 'better' : span.change < 0 ? 'worse' : 'same'}`, { start: span.start.value, end: span.end.value });
  };
  return (
    <section>
      <h3>{t('plans.distance.spans')}</h3>
      <Columns min="wide">
        <SpansPicture areas={areas} spans={spans} />
        <table className="plain-table">
          <caption className="only-heard">{t('plans.distance.spans')}</caption>
          <thead><tr><th scope="col">{t('plans.plan.area')}</th><th scope="col">{t('plans.distance.person')}</th><th scope="col">{t('plans.distance.worker')}</th></tr></thead>
          <tbody>{areas.map((domain) => <tr key={domain}><th scope="row">{t(`plans.goal-domain.${domain}`)}</th><td>{said(domain, 'person')}</td><td>{said(domain, 'worker')}</td></tr>)}</tbody>
        </table>
      </Columns>
    </section>
  );
}

function Area({ domain, readings }: { domain: GoalDomain; readings: readonly DistanceReading[] }): ReactNode {
  const { t, formatDate } = useText();
  const rows = Map.groupBy(readings, stopOf);
  return (
    <section>
      <h3>{t(`plans.goal-domain.${domain}`)}</h3>
      <DistancePicture readings={readings} />
      <table className="plain-table">
        <caption className="only-heard">{t(`plans.goal-domain.${domain}`)}</caption>
        <thead><tr><th scope="col">{t('plans.distance.when')}</th><th scope="col">{t('plans.distance.person')}</th><th scope="col">{t('plans.distance.worker')}</th></tr></thead>
        <tbody>
          {[...rows.entries()].map(([key, row]) => (
            <tr key={key}>
              <th scope="row">{t(`plans.distance.${row[0]?.moment ?? 'entry'}`)}, {formatDate(row[0]?.at ?? '')}</th>
              {(['person', 'worker'] as const).map((who) => <td key={who} className="number">{row.findLast((reading) => reading.ratedBy === who)?.value ?? '—'}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const values = ['1', '2', '3', '4', '5'] as const;
type Value = (typeof values)[number];

function DistanceDialog({ caseId, suggested, onClose }: { caseId: string; suggested: GoalDomain | null; onClose: () => void }): ReactNode {
  const { t } = useText();
  const change = useChange(caseId, 'plan');
  const [ids] = useState(() => ({ person: newId(), worker: newId() }));
  const [domain, setDomain] = useState(suggested);
  const [moment, setMoment] = useState<DistanceMoment | null>('entry');
  const [given, setGiven] = useState<{ person: Value | null; worker: Value | null }>({ person: null, worker: null });
  const choices = values.map((value) => ({ value, label: value }));

  async function save(): Promise<void> {
    for (const ratedBy of ['person', 'worker'] as const) {
      const value = given[ratedBy];
      if (value !== null) await change.mutateAsync({ method: 'put', path: `/api/distance-readings/${ids[ratedBy]}`, body: { caseId, domain, moment, ratedBy, value: Number(value) } });
    }
    onClose();
  }
  const isReady = domain !== null && moment !== null && (given.person !== null || given.worker !== null);
  return (
    <Dialog
      title={t('plans.distance.add')}
      isOpen
      onClose={onClose}
      actions={<Button kind="primary" isDisabled={!isReady} isPending={change.isPending} onPress={() => void save().catch(() => undefined)}>{t('plans.plan.save')}</Button>}
    >
      <Select label={t('plans.plan.area')} value={domain} onChange={setDomain} choices={GoalDomain.options.map((value) => ({ value, label: t(`plans.goal-domain.${value}`) }))} />
      <ChoiceChips label={t('plans.distance.moment')} value={moment} onChange={setMoment} choices={DistanceMoment.options.map((value) => ({ value, label: t(`plans.distance.${value}`) }))} />
      <ChoiceChips label={t('plans.distance.value-person')} hint={t('plans.distance.scale')} value={given.person} onChange={(person) => setGiven({ ...given, person })} choices={choices} />
      <ChoiceChips label={t('plans.distance.value-worker')} value={given.worker} onChange={(worker) => setGiven({ ...given, worker })} choices={choices} />
      {change.error && <ProblemPanel problem={change.error} />}
    </Dialog>
  );
}
