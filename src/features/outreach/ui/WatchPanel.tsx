import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { CheckChips } from '../../../kernel/ui/Chips.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Columns, Panel, Row } from '../../../kernel/ui/Panel.tsx';
import { useDeed } from '../../../kernel/ui/useDeed.ts';
import type { KeptSettings, OutreachSettings } from '../contract.ts';
import { colleaguesHere } from './outing/Hours.tsx';
import { settings } from './queries.ts';

/** How watch is kept over who is out: by whoever coordinates. */
export function WatchPanel(): ReactNode {
  const { t } = useText();
  const kept = useQuery(settings);
  return (
    <Panel title={t('outreach.watch.title')} of="team">
      {kept.error && !kept.data ? <ProblemPanel problem={kept.error} onRetry={() => void kept.refetch()} /> : null}
      {kept.data && <Form key={kept.data.version} kept={kept.data} />}
    </Panel>
  );
}

function Form({ kept: { version, ...stands } }: { kept: KeptSettings }): ReactNode {
  const { t } = useText();
  const colleagues = useQuery(colleaguesHere);
  const [form, setForm] = useState<OutreachSettings>(stands);
  const deed = useDeed([['outreach']]);
  const set = (change: Partial<OutreachSettings>): void => setForm((before) => ({ ...before, ...change }));
  return (
    <>
      <p className="quiet">{t('outreach.watch.yours')}</p>
      <Columns min="narrow">
        <NumberField label={t('outreach.watch.check')} minValue={10} maxValue={240} step={5} value={form.checkMinutes} onChange={(value) => set({ checkMinutes: value ?? form.checkMinutes })} />
        <NumberField label={t('outreach.watch.escalate')} minValue={5} maxValue={240} step={5} value={form.escalateMinutes} onChange={(value) => set({ escalateMinutes: value ?? form.escalateMinutes })} />
        <NumberField label={t('outreach.watch.again')} hint={t('outreach.watch.again.hint')} minValue={5} maxValue={240} step={5} value={form.againMinutes} onChange={(value) => set({ againMinutes: value ?? form.againMinutes })} />
        <NumberField label={t('outreach.watch.back')} hint={t('outreach.watch.back.hint')} minValue={15} maxValue={1440} step={15} value={form.hoursBackMinutes} onChange={(value) => set({ hoursBackMinutes: value ?? form.hoursBackMinutes })} />
        <NumberField label={t('outreach.watch.weeks')} minValue={1} maxValue={52} value={form.coverageWeeks} onChange={(value) => set({ coverageWeeks: value ?? form.coverageWeeks })} />
      </Columns>
      <CheckChips label={t('outreach.watch.deputies')} hint={t('outreach.watch.deputies.hint')} value={form.deputies} choices={(colleagues.data?.items ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${t(`role.${one.role}`)}` }))} onChange={(deputies) => set({ deputies })} />
      {deed.error && <ProblemPanel problem={deed.error} />}
      <Row><Button isDisabled={JSON.stringify(form) === JSON.stringify(stands)} isPending={deed.isPending} onPress={() => deed.mutate({ method: 'put', path: '/api/outreach-settings', body: form, ifMatch: version })}>{t('outreach.watch.save')}</Button></Row>
    </>
  );
}
