import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { Button, TextLink } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { Skeleton } from '../../../kernel/ui/EmptyState.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Page } from '../../../kernel/ui/Page.tsx';
import { Columns, Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { asProblem } from '../../../kernel/ui/problems.ts';
import { useSession } from '../../../kernel/ui/session.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { instantOf, startTimes } from '../../agenda/domain/days.ts';
import { NeedDomain } from '../../plans/contract.ts';
import { type Material, type NewConferenceGiven, type Point, Voice, Way } from '../contract.ts';
import { NameSaid } from './name-said.tsx';
import { NotFreeNotice } from './not-free.tsx';
import { materialOf, useDeed } from './queries.ts';
import { bodiesGiven, SheetBuilder, type SheetsDraft, sheetsFrom } from './sheet-builder.tsx';
import './conferences.css';

/** Calls a conference on a case. */
export default function CallScreen(): ReactNode {
  const { t } = useText();
  const { caseId = '' } = useParams({ strict: false });
  const material = useQuery({ ...materialOf(caseId), refetchOnWindowFocus: false, staleTime: Infinity });
  return (
    <Page title={t('conferences.call')} lead={t('conferences.call.lead')} breadcrumb={<TextLink href={`/cases/${caseId}?tab=conferences`}>{material.data?.code ?? t('conferences.title')}</TextLink>}>
      {material.error && <ProblemPanel problem={material.error} onRetry={() => void material.refetch()} />}
      {material.isPending && <Skeleton lines={6} />}
      {material.data && <CallForm caseId={caseId} material={material.data} />}
    </Page>
  );
}

const nobody: readonly string[] = [];

interface Form {
  readonly day: string | null;
  readonly time: string | null;
  readonly lasts: string;
  readonly way: Way;
  readonly place: string;
  readonly question: string;
  readonly points: readonly Point[];
  readonly knows: Voice['knows'] | null;
  readonly nameSaid: Voice['nameSaid'];
  readonly words: string;
  readonly sheets: SheetsDraft;
}

function CallForm({ caseId, material }: { caseId: string; material: Material }): ReactNode {
  const { t } = useText();
  const navigate = useNavigate();
  const { account, hat } = useSession();
  const [id] = useState(() => newId());
  const [form, setForm] = useState<Form>(() => ({ day: null, time: null, lasts: '60', way: 'in-person', place: '', question: '', points: [], knows: null, nameSaid: 'not-asked', words: '', sheets: sheetsFrom(material) }));
  const [isTried, setTried] = useState(false);
  const isDirty = form.question !== '' || form.sheets.seats.length > 0;
  const draft = useDraft(`conference/${caseId}`, form, isDirty);
  const call = useDeed(() => {
    draft.clear();
    toast.say(t('conferences.called'));
    void navigate({ href: `/conferences/${id}` });
  });
  const put = (change: Partial<Form>): void => {
    setForm({ ...form, ...change });
    // What was refused is being put right: the old answer no longer holds.
    if (call.error) call.reset();
  };
  const sitting = [...(hat && account ? [{ memberId: hat.id, name: account.name }] : []), ...material.colleagues.filter((one) => form.sheets.seats.some((seat) => seat.memberId === one.memberId))];
  const points = form.points.filter((point) => point.words.trim().length > 1);
  const required = (isThere: boolean): string | undefined => (isTried && !isThere ? t('ui.invalid.required') : undefined);
  const wrong = call.error ? asProblem(call.error).errors.map((error) => error.path) : [];
  const named = (path: string): string | undefined => (wrong.includes(path) ? t('problem.conference-names-person.title') : undefined);
  const send = (): void => {
    setTried(true);
    if (form.day === null || form.time === null || form.knows === null || form.question.trim().length < 5 || form.sheets.seats.length === 0) return;
    const asked: NewConferenceGiven = {
      caseId, startsAt: instantOf(form.day, form.time).toISOString(), lasts: Number(form.lasts), way: form.way, ...(form.place.trim() === '' ? {} : { place: form.place }), question: form.question, points: [...points],
      voice: { knows: form.knows, nameSaid: form.nameSaid, words: form.words }, bodies: bodiesGiven(form.sheets.bodies), seats: [...form.sheets.seats],
    };
    call.mutate({ method: 'put', path: `/api/conferences/${id}`, body: asked });
  };
  return (
    <Stack gap="large">
      <DraftFound draft={draft} isDirty={isDirty} onTake={setForm} />
      <Panel title={t('conferences.question')} of="case">
        <Stack>
          <TextArea label={t('conferences.question')} hint={t('conferences.question.hint')} isRequired rows={2} maxLength={1000} value={form.question} onChange={(question) => put({ question })} error={required(form.question.trim().length >= 5) ?? named('question')} />
          <Points points={form.points} onChange={(next) => put({ points: next })} />
        </Stack>
      </Panel>
      <Panel title={t('conferences.when')}>
        <Stack>
          <Columns min="narrow">
            <DateField label={t('conferences.day')} isRequired minValue={italianDay(new Date())} value={form.day} onChange={(day) => put({ day })} error={required(form.day !== null)} />
            <Select label={t('conferences.hour')} isRequired value={form.time} onChange={(time) => put({ time })} choices={startTimes.map((time) => ({ value: time, label: time }))} error={required(form.time !== null)} />
            <Select label={t('conferences.lasts')} canClear={false} value={form.lasts} onChange={(lasts) => put({ lasts: lasts ?? form.lasts })} choices={['30', '45', '60', '90', '120'].map((value) => ({ value, label: value }))} />
          </Columns>
          <ChoiceChips label={t('conferences.way')} canClear={false} value={form.way} onChange={(way) => put({ way: way ?? form.way })} choices={Way.options.map((value) => ({ value, label: t(`conferences.way.${value}`) }))} />
          <TextField label={t('conferences.place')} hint={t('conferences.place.hint')} maxLength={300} value={form.place} onChange={(place) => put({ place })} error={named('place')} />
          <NotFreeNotice from={form.day !== null && form.time !== null ? instantOf(form.day, form.time).toISOString() : null} minutes={Number(form.lasts)} asked={sitting} />
        </Stack>
      </Panel>
      <Panel title={t('conferences.voice')} of="case">
        <Stack>
          <ChoiceChips label={t('conferences.knows')} isRequired value={form.knows} onChange={(knows) => put({ knows })} choices={Voice.shape.knows.options.map((value) => ({ value, label: t(`conferences.knows.${value}`) }))} error={required(form.knows !== null)} />
          <TextArea label={t('conferences.voice.before')} hint={t('conferences.voice.before.hint')} rows={3} maxLength={4000} value={form.words} onChange={(words) => put({ words })} />
          <NameSaid value={form.nameSaid} onChange={(nameSaid) => put({ nameSaid })} />
        </Stack>
      </Panel>
      <SheetBuilder material={material} value={form.sheets} onChange={(sheets) => put({ sheets })} question={{ words: form.question, items: points.map((point) => ({ code: point.domain, level: null, words: point.words })) }} taken={nobody} isTried={isTried} wrong={wrong} />
      {call.error && <ProblemPanel problem={call.error} />}
      <Row end><span className="quiet small">{t('conferences.draft.kept')}</span><Button kind="primary" isPending={call.isPending} onPress={send}>{t('conferences.call')}</Button></Row>
    </Stack>
  );
}

function Points({ points, onChange }: { points: readonly Point[]; onChange: (points: Point[]) => void }): ReactNode {
  const { t } = useText();
  const change = (id: string, part: Partial<Point>): void => onChange(points.map((point) => (point.id === id ? { ...point, ...part } : point)));
  return (
    <fieldset className="conference-points">
      <legend>{t('conferences.points')}</legend>
      <Stack gap="small">
        {points.length === 0 && <p className="quiet">{t('conferences.point.none')}</p>}
        {points.map((point, at) => (
          <Columns key={point.id} min="narrow">
            <TextField label={t('conferences.point', { n: at + 1 })} maxLength={300} value={point.words} onChange={(words) => change(point.id, { words })} />
            <Row>
              <Select label={t('conferences.point.domain')} value={point.domain} onChange={(domain) => change(point.id, { domain })} choices={NeedDomain.options.map((value) => ({ value, label: t(`plans.need.${value}`) }))} />
              <Button kind="quiet" size="small" onPress={() => onChange(points.filter((one) => one.id !== point.id))}>{t('conferences.points.remove', { n: at + 1 })}</Button>
            </Row>
          </Columns>
        ))}
        <div><Button size="small" icon="plus" onPress={() => onChange([...points, { id: newId(), domain: null, words: '' }])}>{t('conferences.points.add')}</Button></div>
      </Stack>
    </fieldset>
  );
}
