import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { CheckChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { useDeed } from '../../../kernel/ui/useDeed.ts';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { MaterialKind, type Outing, OutingPurpose } from '../contract.ts';
import { LanguagesMissing } from './outing/parts.tsx';
import { colleaguesHere } from './outing/Hours.tsx';
import { faultsOf, languagesLacking, type PlanForm, planBody, planOf, timesOfDay } from './outing/plan.ts';
import { PickStops } from './outing/PickStops.tsx';
import { outingOf, placesOf } from './queries.ts';
import './street.css';

/** Plans an outing, or changes its plan. */
export default function PlanScreen(): ReactNode {
  const { t } = useText();
  const { outingId } = useParams({ strict: false });
  const outing = useQuery(outingOf(outingId ?? ''));
  const title = t(outingId === undefined ? 'outreach.plan.new' : 'outreach.plan.change');
  if (outingId !== undefined && !outing.data) return <Page title={title}>{outing.error ? <ProblemPanel problem={outing.error} onRetry={() => void outing.refetch()} /> : <Skeleton lines={6} />}</Page>;
  return <Planning title={title} before={outingId === undefined ? undefined : outing.data} />;
}

function Planning({ title, before }: { title: string; before: Outing | undefined }): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const navigate = useNavigate();
  const { place: beginsAt } = useSearch({ strict: false }) as { place?: string };
  const [id] = useState(() => before?.id ?? newId());
  const [stands] = useState<PlanForm>(() => planOf(before, hat?.role === 'coordinator' ? '' : (hat?.id ?? ''), italianDay(new Date()), beginsAt));
  const [form, setForm] = useState(stands);
  const [isTried, setTried] = useState(false);
  const isDirty = JSON.stringify(form) !== JSON.stringify(stands);
  const draft = useDraft(`outing-plan/${before?.id ?? 'new'}`, form, isDirty);
  const colleagues = useQuery(colleaguesHere);
  const places = useQuery(placesOf());
  const deed = useDeed([['outreach'], ['today']], () => { draft.clear(); void navigate({ to: `/street/outings/${id}` }); });
  const set = (change: Partial<PlanForm>): void => setForm((one) => ({ ...one, ...change }));
  const team = colleagues.data?.items ?? [];
  const chosenPlaces = (places.data?.items ?? []).filter((place) => form.stops.some(({ placeId }) => placeId === place.id));
  const lacking = languagesLacking(chosenPlaces, team.filter((one) => form.crew.includes(one.id)));
  // Where one alone coordinates, nobody has to be asked who.
  const coordinators = team.filter(({ role }) => role === 'coordinator');
  const whole: PlanForm = { ...form, answerableId: form.answerableId ?? (coordinators.length === 1 ? (coordinators[0]?.id ?? null) : null) };
  const faults = faultsOf(whole);
  const saying = (field: keyof PlanForm): string | undefined => { const fault = isTried ? faults[field] : undefined; return fault === undefined ? undefined : t(`outreach.plan.fault.${fault}`); };
  const names = team.map((one) => ({ value: one.id, label: `${one.name} · ${t(`role.${one.role}`)}` }));

  function save(): void {
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    deed.mutate(before ? { method: 'put', path: `/api/outings/${id}/plan`, body: planBody(whole), ifMatch: before.version } : { method: 'put', path: `/api/outings/${id}`, body: planBody(whole) });
  }
  return (
    <Page title={title} windowTitle={t('outreach.window')} breadcrumb={<TextLink href="/street">{t('outreach.title')}</TextLink>} action={<Button kind="primary" icon="check" isPending={deed.isPending} onPress={save}>{t('outreach.plan.save')}</Button>}>
      <DraftFound draft={draft} isDirty={isDirty} onTake={setForm} />
      {colleagues.error && <ProblemPanel problem={colleagues.error} onRetry={() => void colleagues.refetch()} />}
      {isTried && Object.keys(faults).length > 0 && <Notice tone="late">{t('outreach.plan.faults')}</Notice>}
      {deed.error && <ProblemPanel problem={deed.error} />}
      <Columns min="wide">
        <Panel title={t('outreach.plan.when')} of="team">
          <Row>
            <DateField label={t('outreach.plan.day')} isRequired value={form.day} onChange={(day) => set({ day })} error={saying('day')} />
            <Select label={t('outreach.plan.from')} value={form.from} canClear={false} choices={timesOfDay} onChange={(from) => set({ from: from ?? form.from })} />
            <Select label={t('outreach.plan.to')} hint={t('outreach.plan.to.hint')} value={form.to} canClear={false} choices={timesOfDay} onChange={(to) => set({ to: to ?? form.to })} error={saying('to')} />
          </Row>
          <CheckChips label={t('outreach.plan.crew')} hint={t('outreach.plan.crew.hint')} isRequired value={form.crew} choices={names} onChange={(crew) => set({ crew, buddyId: form.buddyId !== null && crew.includes(form.buddyId) ? null : form.buddyId })} error={saying('crew')} />
          <Select label={t('outreach.plan.answerable')} hint={t('outreach.plan.answerable.hint')} isRequired value={whole.answerableId} choices={names.filter(({ value }) => coordinators.some(({ id: memberId }) => memberId === value))} onChange={(answerableId) => set({ answerableId })} error={saying('answerableId')} />
          <Select label={t('outreach.plan.buddy')} hint={t('outreach.plan.buddy.hint')} value={form.buddyId} choices={names.filter(({ value }) => !form.crew.includes(value))} onChange={(buddyId) => set({ buddyId })} />
        </Panel>
        <Panel title={t('outreach.plan.where')} of="team">
          <PickStops form={form} set={set} error={saying('stops')} />
          {form.stops.length > 0 && form.crew.length > 0 && <LanguagesMissing missing={lacking} />}
        </Panel>
        <Panel title={t('outreach.plan.what')} of="team">
          <Stack>
            <CheckChips label={t('outreach.plan.purposes')} isRequired value={form.purposes} choices={OutingPurpose.options.map((value) => ({ value, label: t(`outreach.purpose.${value}`) }))} onChange={(purposes) => set({ purposes })} error={saying('purposes')} />
            <TextField label={t('outreach.plan.words')} value={form.purposeWords} maxLength={280} onChange={(purposeWords) => set({ purposeWords })} />
            <TextField label={t('outreach.plan.vehicle')} hint={t('outreach.plan.vehicle.hint')} value={form.vehicle} maxLength={60} onChange={(vehicle) => set({ vehicle })} error={saying('vehicle')} />
            <NumberField label={t('outreach.plan.check')} hint={t('outreach.plan.check.hint')} minValue={10} maxValue={240} step={5} value={form.checkMinutes} onChange={(checkMinutes) => set({ checkMinutes })} />
          </Stack>
        </Panel>
        <Panel title={t('outreach.plan.materials')} of="team">
          <Columns min="narrow">{MaterialKind.options.map((kind) => <NumberField key={kind} label={t(`outreach.material.${kind}`)} minValue={0} maxValue={10_000} value={form.materials[kind] ?? null} onChange={(count) => set({ materials: { ...form.materials, [kind]: count } })} />)}</Columns>
        </Panel>
      </Columns>
    </Page>
  );
}
