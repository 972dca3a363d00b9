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
import { useTyped } from '../../../kernel/fields/ui/useTyped.ts';
import { SendMark } from '../../../kernel/offline/ui/SendMark.tsx';
import { useQueue, useQueued } from '../../../kernel/offline/ui/theQueue.ts';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { useSession } from '../../../kernel/ui/session.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { MaterialKind, type Outing, type OutingChange, OutingPurpose, planFields } from '../contract.ts';
import { LanguagesMissing } from './outing/parts.tsx';
import { colleaguesHere } from './outing/Hours.tsx';
import { useOutingFields } from './outing/fields.ts';
import { type Decision, decisionBody, decisionNow, decisionOf, faultsOf, isSameDecision, languagesLacking, newPlan, type PlanForm, planBody, timesOfDay } from './outing/plan.ts';
import { MaterialFields } from './outing/MaterialFields.tsx';
import { PickStops } from './outing/PickStops.tsx';
import { TwoDecisions } from './outing/TwoDecisions.tsx';
import { outingOf, placesOf } from './queries.ts';
import './street.css';

/** Plans an outing, or changes its plan. */
export default function PlanScreen(): ReactNode {
  const { t } = useText();
  const { outingId } = useParams({ strict: false });
  const outing = useQuery(outingOf(outingId ?? ''));
  if (outingId === undefined) return <Planning />;
  if (!outing.data) return <Page title={t('outreach.plan.change')}>{outing.error ? <ProblemPanel problem={outing.error} onRetry={() => void outing.refetch()} /> : <Skeleton lines={6} />}</Page>;
  return <Changing key={outingId} outing={outing.data} />;
}

/** A new outing: kept on this device at once, and sent by itself. */
function Planning(): ReactNode {
  const { t } = useText();
  const { hat } = useSession();
  const navigate = useNavigate();
  const queue = useQueue();
  const { place: beginsAt } = useSearch({ strict: false }) as { place?: string };
  const [id] = useState(() => newId());
  const [stands] = useState<PlanForm>(() => newPlan(hat?.role === 'coordinator' ? '' : (hat?.id ?? ''), italianDay(new Date()), beginsAt));
  const [form, setForm] = useState(stands);
  const [problem, setProblem] = useState<unknown>(null);
  const isDirty = JSON.stringify(form) !== JSON.stringify(stands);
  const draft = useDraft('outing-plan/new', form, isDirty);
  const save = async (whole: PlanForm): Promise<void> => {
    try {
      await queue.send({ method: 'PUT', path: `/api/outings/${id}`, body: planBody(whole), record: { kind: 'outing', id }, href: `/street/outings/${id}`, says: { key: 'outreach.says.plan' } });
      draft.clear();
      void navigate({ to: `/street/outings/${id}` });
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <Sheet title={t('outreach.plan.new')} form={form} set={(change) => setForm((one) => ({ ...one, ...change }))} onSave={(whole) => void save(whole)}>
      <DraftFound draft={draft} isDirty={isDirty} onTake={setForm} />
      {problem !== null && <ProblemPanel problem={problem} />}
    </Sheet>
  );
}

/**
 * A plan changed. Crew, hours, stops and watch are one decision over what was seen of them; the rest goes field by field. Where somebody decided
 * otherwise meanwhile, both plans stand side by side, and whoever looks chooses.
 */
function Changing({ outing }: { outing: Outing }): ReactNode {
  const { t } = useText();
  const navigate = useNavigate();
  const queue = useQueue();
  const record = { kind: 'outing-plan', id: outing.id };
  const waiting = useQueued('outing-plan').findLast((one) => one.record.id === outing.id);
  const typed = useTyped(useOutingFields(outing.id), (field) => outing[field as keyof Outing], `outing-plan-fields/${outing.id}`);
  const now = decisionNow(outing);
  // What is being decided, over the plan in this version; null while nothing is.
  const [own, setOwn] = useState<{ readonly decision: Decision; readonly seen: number } | null>(() => (waiting ? { decision: decisionOf(waiting.body as OutingChange), seen: Number(waiting.seen) } : null));
  const [problem, setProblem] = useState<unknown>(null);
  const isDeciding = own !== null && !isSameDecision(own.decision, now);
  const draft = useDraft(`outing-decision/${outing.id}`, own, isDeciding);
  const isOther = isDeciding && own.seen !== outing.version;
  const fields = Object.fromEntries(planFields.map((field) => [field, typed.shown(field)])) as Pick<PlanForm, typeof planFields[number]>;
  const form: PlanForm = { ...(own?.decision ?? now), ...fields };

  const set = (change: Partial<PlanForm>): void => {
    const ofFields = Object.entries(change).filter(([field]) => (planFields as readonly string[]).includes(field));
    for (const [field, value] of ofFields) typed.set(field, value);
    if (Object.keys(change).length > ofFields.length) setOwn((before) => ({ seen: before?.seen ?? outing.version, decision: { ...(before?.decision ?? now), ...change } }));
  };
  const save = async (whole: PlanForm): Promise<void> => {
    try {
      if (isDeciding) {
        // What was decided here before and has not left goes with this one, and comes back where the device cannot keep this one.
        const putBack = waiting && (await queue.takeBack(waiting.id));
        await queue.send({ method: 'PUT', path: `/api/outings/${outing.id}/plan`, body: decisionBody(whole), seen: own.seen, record, href: `/street/outings/${outing.id}/plan`, says: { key: 'outreach.says.plan' } })
          .catch(async (error: unknown) => { await putBack?.(); throw error; });
      }
      if (!(await typed.save())) return;
      draft.clear();
      void navigate({ to: `/street/outings/${outing.id}` });
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <Sheet title={t('outreach.plan.change')} form={form} set={set} onSave={(whole) => { if (!isOther) void save(whole); }}>
      <DraftFound draft={draft} isDirty={isDeciding} onTake={setOwn} />
      <DraftFound draft={typed.draft} isDirty={typed.isDirty} onTake={typed.take} />
      {isOther && <TwoDecisions mine={own.decision} now={now} outing={outing} onMine={() => setOwn({ ...own, seen: outing.version })} onTheirs={() => { if (waiting) void queue.takeBack(waiting.id).catch(setProblem); setOwn(null); draft.clear(); }} />}
      {problem !== null && <ProblemPanel problem={problem} />}
      {typed.problem !== null && <ProblemPanel problem={typed.problem} />}
      <SendMark record={record} />
    </Sheet>
  );
}

interface SheetProps {
  readonly title: string;
  readonly form: PlanForm;
  readonly set: (change: Partial<PlanForm>) => void;
  readonly onSave: (whole: PlanForm) => void;
  readonly children: ReactNode;
}

/** The form of a plan, new or known. @param children what stands above it */
function Sheet({ title, form, set, onSave, children }: SheetProps): ReactNode {
  const { t } = useText();
  const [isTried, setTried] = useState(false);
  const colleagues = useQuery(colleaguesHere);
  const places = useQuery(placesOf());
  const team = colleagues.data?.items ?? [];
  const chosenPlaces = (places.data?.items ?? []).filter((place) => form.stops.some(({ placeId }) => placeId === place.id));
  const spoken = [...new Set(chosenPlaces.flatMap(({ languages }) => languages))].slice(0, 6);
  const lacking = languagesLacking(chosenPlaces, team.filter((one) => form.crew.includes(one.id)));
  // Where one alone coordinates, nobody has to be asked who.
  const coordinators = team.filter(({ role }) => role === 'coordinator');
  const whole: PlanForm = { ...form, answerableId: form.answerableId ?? (coordinators.length === 1 ? (coordinators[0]?.id ?? null) : null) };
  const faults = faultsOf(whole);
  const saying = (field: keyof PlanForm): string | undefined => { const fault = isTried ? faults[field] : undefined; return fault === undefined ? undefined : t(`outreach.plan.fault.${fault}`); };
  const names = team.map((one) => ({ value: one.id, label: `${one.name} · ${t(`role.${one.role}`)}` }));

  function save(): void {
    setTried(true);
    if (Object.keys(faults).length === 0) onSave(whole);
  }
  return (
    <Page title={title} windowTitle={t('outreach.window')} breadcrumb={<TextLink href="/street">{t('outreach.title')}</TextLink>} action={<Button kind="primary" icon="check" onPress={save}>{t('outreach.plan.save')}</Button>}>
      {children}
      {colleagues.error && <ProblemPanel problem={colleagues.error} onRetry={() => void colleagues.refetch()} />}
      {isTried && Object.keys(faults).length > 0 && <Notice tone="late">{t('outreach.plan.faults')}</Notice>}
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
          <p className="quiet">{t('outreach.plan.materials.help')}</p>
          <MaterialFields kinds={MaterialKind.options} materials={form.materials} onChange={(materials) => set({ materials })} languages={() => spoken} label={(what) => what} />
        </Panel>
      </Columns>
    </Page>
  );
}
