import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { ConflictCards } from '../../../../kernel/fields/ui/ConflictCards.tsx';
import { useRecordFields } from '../../../../kernel/fields/ui/useRecordFields.ts';
import { SendMark } from '../../../../kernel/offline/ui/SendMark.tsx';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { DraftFound } from '../../../../kernel/ui/DraftFound.tsx';
import { ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { NumberField } from '../../../../kernel/ui/NumberField.tsx';
import { Columns, Panel, Row, Stack } from '../../../../kernel/ui/Panel.tsx';
import { TextArea } from '../../../../kernel/ui/TextField.tsx';
import { useDraft } from '../../../../kernel/ui/useDraft.ts';
import { type Material, MaterialKind, type Outing } from '../../contract.ts';

type DiaryField = 'weather' | 'kilometres' | 'incidents' | 'diary' | 'materialsGiven';
/** What was typed into a field, and which version of it stood on the screen when the first letter was. */
interface Typed { readonly value: unknown; readonly seen: number }
type Form = Readonly<Partial<Record<DiaryField, Typed>>>;

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Written in one's own time, with and without a network, also by several of the crew at once: each field comes together by itself, and the same one asks. */
export function Diary({ outing }: { outing: Outing }): ReactNode {
  const { t } = useText();
  const record = { kind: 'outing', id: outing.id };
  const fields = useRecordFields(record, `/api/outings/${outing.id}/fields`, { says: { key: 'outreach.says.diary' }, href: `/street/outings/${outing.id}` });
  const [form, setForm] = useState<Form>({});
  const [problem, setProblem] = useState<unknown>(null);
  const stands = (field: DiaryField): unknown => (fields.now || fields.isWaiting(field) ? fields.shown(field) : outing[field]);
  const shown = (field: DiaryField): unknown => (form[field] ? form[field].value : stands(field));
  const changed = Object.entries(form).filter(([field, { value }]) => !isSame(value, stands(field as DiaryField)));
  const isDirty = changed.length > 0;
  const draft = useDraft(`outing-diary-fields/${outing.id}`, form, isDirty);
  const set = (field: DiaryField, value: unknown): void => setForm((before) => ({ ...before, [field]: { value, seen: before[field]?.seen ?? fields.versionOf(field) } }));
  const save = async (): Promise<void> => {
    try {
      await fields.edit(Object.fromEntries(changed.map(([field, { value }]) => [field, value])), Object.fromEntries(changed.map(([field, { seen }]) => [field, seen])));
      setProblem(null);
      setForm({});
      draft.clear();
    } catch (error) {
      setProblem(error);
    }
  };
  const given = (shown('materialsGiven') ?? []) as readonly Material[];
  const quantity = (kind: MaterialKind): number => given.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.quantity, 0);
  const give = (kind: MaterialKind, count: number | null): void => {
    const others = given.filter((one) => one.kind !== kind);
    set('materialsGiven', count === null || count < 1 ? others : [...others, { kind, language: null, quantity: count }]);
  };
  const kinds = MaterialKind.options.filter((kind) => [...outing.materials, ...given].some((one) => one.kind === kind));
  const text = (field: DiaryField): string => String(shown(field) ?? '');
  const labelOf = (field: string): string => t(`outreach.diary.field.${field}`);
  const wordsOf = (field: string, value: unknown): string =>
    field === 'materialsGiven' ? ((value ?? []) as readonly Material[]).map((one) => `${t(`outreach.material.${one.kind}`)} ${one.quantity}`).join(', ') : String(value ?? '');
  return (
    <Stack>
      {fields.now && <ConflictCards now={fields.now} edits={fields} labelOf={labelOf} wordsOf={wordsOf} isText={(field) => field === 'diary' || field === 'incidents' || field === 'weather'} mayDecide />}
      <Panel title={t('outreach.diary.title')} of="team">
        <Stack>
          <DraftFound draft={draft} isDirty={isDirty} onTake={setForm} />
          <TextArea label={t('outreach.diary.words')} hint={t('outreach.diary.words.hint')} rows={5} maxLength={4_000} value={text('diary')} onChange={(value) => set('diary', value)} />
          <TextArea label={t('outreach.diary.incidents')} hint={t('outreach.diary.incidents.hint')} rows={2} maxLength={2_000} value={text('incidents')} onChange={(value) => set('incidents', value)} />
          <Row>
            <TextArea label={t('outreach.diary.weather')} rows={1} maxLength={280} value={text('weather')} onChange={(value) => set('weather', value)} />
            <NumberField label={t('outreach.diary.kilometres')} minValue={0} maxValue={2_000} value={shown('kilometres') as number | null} onChange={(value) => set('kilometres', value)} />
          </Row>
          <Columns min="narrow">{kinds.map((kind) => <NumberField key={kind} label={t('outreach.diary.given', { what: t(`outreach.material.${kind}`) })} minValue={0} maxValue={10_000} value={quantity(kind)} onChange={(count) => give(kind, count)} />)}</Columns>
          {problem !== null && <ProblemPanel problem={problem} />}
          <Row><Button kind="primary" isDisabled={!isDirty} onPress={() => void save()}>{t('outreach.diary.save')}</Button><SendMark record={record} /></Row>
        </Stack>
      </Panel>
    </Stack>
  );
}
