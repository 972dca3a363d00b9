import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { ConflictCards } from '../../../../kernel/fields/ui/ConflictCards.tsx';
import type { RecordFields } from '../../../../kernel/fields/ui/useRecordFields.ts';
import { useTyped } from '../../../../kernel/fields/ui/useTyped.ts';
import { SendMark } from '../../../../kernel/offline/ui/SendMark.tsx';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { DraftFound } from '../../../../kernel/ui/DraftFound.tsx';
import { ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { NumberField } from '../../../../kernel/ui/NumberField.tsx';
import { Panel, Row, Stack } from '../../../../kernel/ui/Panel.tsx';
import { TextArea } from '../../../../kernel/ui/TextField.tsx';
import { type Material, MaterialKind, type Outing } from '../../contract.ts';
import { useOutingWords } from './fields.ts';
import { MaterialFields } from './MaterialFields.tsx';

/** Values of an outing that two people wrote without seeing each other, with the choice, as long as it is open. */
export function OutingConflicts({ outing, fields }: { outing: Outing; fields: RecordFields }): ReactNode {
  const { labelOf, wordsOf } = useOutingWords(outing);
  if (!fields.now) return null;
  return <ConflictCards now={fields.now} edits={fields} labelOf={labelOf} wordsOf={wordsOf} isText={(field) => field === 'diary' || field === 'incidents' || field === 'weather' || field === 'purposeWords'} mayDecide={outing.state !== 'closed' && outing.state !== 'cancelled'} />;
}

/** Written in one's own time, with and without a network, also by several of the crew at once: each field comes together by itself, and the same one asks. */
export function Diary({ outing, fields }: { outing: Outing; fields: RecordFields }): ReactNode {
  const { t } = useText();
  const form = useTyped(fields, (field) => outing[field as keyof Outing], `outing-diary-fields/${outing.id}`);
  const given = (form.shown('materialsGiven') ?? []) as readonly Material[];
  const kinds = MaterialKind.options.filter((kind) => [...outing.materials, ...given].some((one) => one.kind === kind));
  const taken = (kind: MaterialKind): string[] => outing.materials.flatMap((one) => (one.kind === kind && one.language !== null ? [one.language] : []));
  const text = (field: string): string => String(form.shown(field) ?? '');
  return (
    <Panel title={t('outreach.diary.title')} of="team">
      <Stack>
        <DraftFound draft={form.draft} isDirty={form.isDirty} onTake={form.take} />
        <TextArea label={t('outreach.diary.words')} hint={t('outreach.diary.words.hint')} rows={5} maxLength={4_000} value={text('diary')} onChange={(value) => form.set('diary', value)} />
        <TextArea label={t('outreach.diary.incidents')} hint={t('outreach.diary.incidents.hint')} rows={2} maxLength={2_000} value={text('incidents')} onChange={(value) => form.set('incidents', value)} />
        <Row>
          <TextArea label={t('outreach.diary.weather')} rows={1} maxLength={280} value={text('weather')} onChange={(value) => form.set('weather', value)} />
          <NumberField label={t('outreach.diary.kilometres')} minValue={0} maxValue={2_000} value={form.shown('kilometres') as number | null} onChange={(value) => form.set('kilometres', value)} />
        </Row>
        <MaterialFields kinds={kinds} materials={given} onChange={(materials) => form.set('materialsGiven', materials)} languages={taken} label={(what) => t('outreach.diary.given', { what })} />
        {form.problem !== null && <ProblemPanel problem={form.problem} />}
        <Row><Button kind="primary" isDisabled={!form.isDirty} onPress={() => void form.save()}>{t('outreach.diary.save')}</Button><SendMark record={{ kind: 'outing', id: outing.id }} /></Row>
      </Stack>
    </Panel>
  );
}
