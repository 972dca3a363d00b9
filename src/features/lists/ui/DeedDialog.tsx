import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { italianDay } from '../../../kernel/italian-day.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { type BulkRun, type Chosen, DeedGiven, type DeedName, deedFacts, UNDO_MINUTES } from '../contract.ts';
import { caseload, flagKinds, receivers, useDeed } from './queries.ts';
import { RunResult } from './RunResult.tsx';

/** What one is asked for, before anything is checked. */
type Draft = Readonly<Record<string, string | boolean | null>>;
interface FieldsProps {
  readonly draft: Draft;
  readonly onChange: (change: Draft) => void;
}
const textIn = (draft: Draft, key: string): string | null => {
  const value = draft[key];
  return typeof value === 'string' ? value : null;
};

/** The same for many: what is asked once, whether it can be taken back, and then how it went. */
export function DeedDialog({ deed, chosen, count, onClose }: { deed: DeedName; chosen: Chosen; count: number; onClose: (isDone: boolean) => void }): ReactNode {
  const { t } = useText();
  const [id] = useState(() => newId());
  const [draft, setDraft] = useState<Draft>(() => ({ ...firstDraft[deed], ...(deed === 'raise-flag' ? { startsOn: italianDay(new Date()) } : {}) }));
  const run = useDeed<BulkRun>();
  const given = DeedGiven.safeParse({ deed, ...draft });
  const Fields = fields[deed];
  const isAsked = run.data !== undefined;
  const close = (): void => onClose(isAsked);
  return (
    <Dialog title={t(`lists.deed.${deed}`)} isOpen onClose={close} actions={isAsked
      ? <Button kind="primary" onPress={close}>{t('ui.close')}</Button>
      : <><Button onPress={close}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!given.success} isPending={run.isPending} onPress={() => { if (given.success) run.mutate({ method: 'put', path: `/api/bulk-runs/${id}`, body: { given: given.data, chosen } }); }}>{t('lists.do.count', { n: count })}</Button></>}>
      {isAsked ? <RunResult id={id} /> : (
        <Stack>
          <Notice tone={deedFacts[deed].canUndo ? 'info' : 'late'} title={t('lists.do.for', { n: count })}>{t(deedFacts[deed].canUndo ? `lists.undo-how.${deed}` : 'lists.undo-never', { minutes: UNDO_MINUTES })}</Notice>
          <Fields draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
          {run.error && <ProblemPanel problem={run.error} />}
        </Stack>
      )}
    </Dialog>
  );
}

const firstDraft: Readonly<Record<DeedName, Draft>> = {
  assign: { memberId: null, answersForIt: true }, 'hand-over': { toMember: null }, review: { reviewOn: null }, task: { title: '', dueOn: null, to: 'owner' },
  'raise-flag': { kind: null, startsOn: null, endsOn: null }, 'lower-flag': { kind: null, reason: '' },
};

function AssignFields({ draft, onChange }: FieldsProps): ReactNode {
  const { t, languageName, formatNumber } = useText();
  const team = useQuery(caseload);
  const to = team.data?.items.find((one) => one.memberId === draft['memberId']);
  return (
    <>
      <ComboBox label={t('lists.assign.to')} isRequired value={textIn(draft, 'memberId')} onChange={(memberId) => onChange({ memberId, answersForIt: team.data?.items.find((one) => one.memberId === memberId)?.role !== 'mediator' })}
        choices={(team.data?.items ?? []).map((one) => ({ value: one.memberId, label: `${one.name} — ${t(`role.${one.role}`)}`, detail: [t('cases.weight', { cases: one.cases, weight: formatNumber(one.weight) }), ...one.languages.map(languageName)].join(' · ') }))} />
      {to && to.role !== 'mediator' && <Checkbox value={draft['answersForIt'] === true} onChange={(answersForIt) => onChange({ answersForIt })} hint={t('lists.assign.answers.hint')}>{t('lists.assign.answers')}</Checkbox>}
      {team.error && <ProblemPanel problem={team.error} />}
    </>
  );
}

function HandOverFields({ draft, onChange }: FieldsProps): ReactNode {
  const { t, languageName } = useText();
  const colleagues = useQuery(receivers);
  return (
    <>
      <ComboBox label={t('lists.hand-over.to')} hint={t('lists.hand-over.hint')} isRequired value={textIn(draft, 'toMember')} onChange={(toMember) => onChange({ toMember })}
        choices={(colleagues.data?.items ?? []).map((one) => ({ value: one.memberId, label: `${one.name} — ${t(`role.${one.role}`)}`, detail: one.languages.map(languageName).join(' · ') }))} />
      {colleagues.error && <ProblemPanel problem={colleagues.error} />}
    </>
  );
}

function ReviewFields({ draft, onChange }: FieldsProps): ReactNode {
  const { t } = useText();
  return <DateField label={t('lists.review.on')} hint={t('lists.review.hint')} isRequired value={textIn(draft, 'reviewOn')} onChange={(reviewOn) => onChange({ reviewOn })} />;
}

function TaskFields({ draft, onChange }: FieldsProps): ReactNode {
  const { t } = useText();
  return (
    <>
      <TextField label={t('lists.task.title')} hint={t('lists.task.hint')} isRequired maxLength={200} value={textIn(draft, 'title') ?? ''} onChange={(title) => onChange({ title })} />
      <ChoiceChips label={t('lists.task.to')} isRequired canClear={false} value={textIn(draft, 'to')} onChange={(to) => onChange({ to })} choices={(['owner', 'me'] as const).map((value) => ({ value, label: t(`lists.task.to.${value}`) }))} />
      <DateField label={t('lists.task.due')} value={textIn(draft, 'dueOn')} onChange={(dueOn) => onChange({ dueOn })} />
    </>
  );
}

function KindField({ draft, onChange }: FieldsProps): ReactNode {
  const { t, language } = useText();
  const kinds = useQuery(flagKinds);
  return (
    <>
      <Select label={t('lists.flag.kind')} isRequired value={textIn(draft, 'kind')} onChange={(kind) => onChange({ kind })} choices={(kinds.data?.items ?? []).map((one) => ({ value: one.id, label: language === 'en' ? one.words.en : one.words.it }))} />
      {kinds.error && <ProblemPanel problem={kinds.error} />}
    </>
  );
}

function RaiseFields({ draft, onChange }: FieldsProps): ReactNode {
  const { t } = useText();
  return (
    <>
      <KindField draft={draft} onChange={onChange} />
      <p className="quiet small">{t('lists.flag.no-words')}</p>
      <Row>
        <DateField label={t('lists.flag.from')} isRequired value={textIn(draft, 'startsOn')} onChange={(startsOn) => onChange({ startsOn })} />
        <DateField label={t('lists.flag.to')} value={textIn(draft, 'endsOn')} onChange={(endsOn) => onChange({ endsOn })} />
      </Row>
    </>
  );
}

function LowerFields({ draft, onChange }: FieldsProps): ReactNode {
  const { t } = useText();
  return (
    <>
      <KindField draft={draft} onChange={onChange} />
      <TextArea label={t('lists.flag.reason')} hint={t('lists.flag.reason.hint')} isRequired rows={2} maxLength={500} value={textIn(draft, 'reason') ?? ''} onChange={(reason) => onChange({ reason })} />
    </>
  );
}

const fields: Readonly<Record<DeedName, (props: FieldsProps) => ReactNode>> = { assign: AssignFields, 'hand-over': HandOverFields, review: ReviewFields, task: TaskFields, 'raise-flag': RaiseFields, 'lower-flag': LowerFields };
