import { useState } from 'react';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useText } from '../../../kernel/i18n/text.tsx';
import { Button } from '../../../kernel/ui/Button.tsx';
import { CheckChips, ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Panel, Row, Stack } from '../../../kernel/ui/Panel.tsx';
import { SaveState } from '../../../kernel/ui/SaveState.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import { UnsavedDialog } from '../../../kernel/ui/Dialog.tsx';
import { useDraft } from '../../../kernel/ui/useDraft.ts';
import { useUnsavedGuard } from '../../../kernel/ui/useUnsavedGuard.ts';
import { type Service, ServiceCategory, ServiceChanged, WithoutPapers } from '../contract.ts';

/** Languages that are asked for most; others are kept as they are written. */
const usual = ['it', 'en', 'fr', 'ar', 'bn', 'uk', 'ur', 'ro', 'es', 'pa', 'hi', 'wo', 'sq', 'zh'] as const;

export interface ServiceFormProps {
  /** Absent for a new one. */
  readonly service?: Service;
  /** Who runs it, for a new one. */
  readonly above?: ReactNode;
  readonly isReady?: boolean;
  readonly isPending: boolean;
  readonly problem: unknown;
  /** Sends it; resolves once the server has it. */
  readonly onSave: (changed: ServiceChanged) => Promise<unknown>;
  /** Where one goes next, once nothing typed can be lost any more. */
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

const begun = { name: '', category: null, description: '', languages: [], accessRule: '', documentsNeeded: '', withoutPapers: 'unknown', cost: '', hours: '', area: '', howToRefer: '', confidentialAddress: false, active: true } as const;

type Shown = Omit<ServiceChanged, 'category'> & { category: ServiceCategory | null };

/** What is written about a service. A protected place shows no field that could tell where it is. */
export function ServiceForm({ service, above, isReady = true, isPending, problem, onSave, onSaved, onCancel }: ServiceFormProps): ReactNode {
  const { t, languageName } = useText();
  const [shown, setShown] = useState<Shown>(service ?? { ...begun, languages: [] });
  const [isDirty, setDirty] = useState(false);
  const draft = useDraft(`service/${service?.id ?? 'new'}`, shown, isDirty);
  const guard = useUnsavedGuard(isDirty);
  const save = (changed: ServiceChanged): void => {
    // A refusal reaches the form as its problem; what was typed stays.
    onSave(changed).then(() => {
      draft.clear();
      // One leaves only after the guard has stood down.
      flushSync(() => setDirty(false));
      onSaved();
    }, () => undefined);
  };
  const set = <K extends keyof Shown>(key: K) => (value: Shown[K]): void => {
    setDirty(true);
    setShown((before) => ({ ...before, [key]: value }));
  };
  const parsed = ServiceChanged.safeParse(shown.confidentialAddress ? { ...shown, description: '', cost: '', hours: '', area: '' } : shown);

  return (
    <Panel of={shown.confidentialAddress ? 'team' : 'network'} title={t('directory.about')}>
      <Stack>
        <DraftFound draft={draft} isDirty={isDirty} onTake={(found) => { setDirty(true); setShown(found); }} />
        {above}
        <TextField label={t('directory.name')} isRequired maxLength={200} value={shown.name} onChange={set('name')} />
        <Select label={t('directory.category')} isRequired value={shown.category} onChange={set('category')} choices={ServiceCategory.options.map((value) => ({ value, label: t(`directory.category.${value}`) }))} />
        <Switch value={shown.confidentialAddress} onChange={set('confidentialAddress')} hint={t('directory.confidential-why')}>{t('directory.confidential')}</Switch>
        {!shown.confidentialAddress && <TextArea label={t('directory.description')} rows={2} maxLength={2_000} value={shown.description} onChange={set('description')} />}
        <TextArea label={t('directory.access-rule')} rows={2} maxLength={1_000} value={shown.accessRule} onChange={set('accessRule')} />
        <ChoiceChips label={t('directory.without-papers')} canClear={false} value={shown.withoutPapers} onChange={(value) => set('withoutPapers')(value ?? 'unknown')} choices={WithoutPapers.options.map((value) => ({ value, label: t(`directory.without-papers.${value}`) }))} />
        <TextArea label={t('directory.documents-needed')} rows={2} maxLength={1_000} value={shown.documentsNeeded} onChange={set('documentsNeeded')} />
        <CheckChips label={t('directory.languages')} value={shown.languages} onChange={set('languages')} choices={[...new Set([...usual, ...shown.languages])].map((value) => ({ value, label: languageName(value) }))} />
        {!shown.confidentialAddress && (
          <>
            <TextField label={t('directory.cost')} maxLength={300} value={shown.cost} onChange={set('cost')} />
            <TextField label={t('directory.hours')} maxLength={500} value={shown.hours} onChange={set('hours')} />
            <TextField label={t('directory.area')} hint={t('directory.area-hint')} maxLength={300} value={shown.area} onChange={set('area')} />
          </>
        )}
        <TextArea label={t('directory.how-to-refer')} rows={2} maxLength={1_000} value={shown.howToRefer} onChange={set('howToRefer')} />
        {service && <Switch value={shown.active} onChange={set('active')}>{t('directory.active')}</Switch>}
        {problem ? <ProblemPanel problem={problem} /> : null}
        <Row end>
          <SaveState onDevice={draft.savedAt} isDirty={isDirty} failed={draft.failed} isSending={isPending} />
          <Button onPress={onCancel}>{t('ui.cancel')}</Button>
          <Button kind="primary" isDisabled={!parsed.success || !isReady} isPending={isPending} onPress={() => { if (parsed.success) save(parsed.data); }}>{t('ui.save')}</Button>
        </Row>
      </Stack>
      <UnsavedDialog guard={guard} />
    </Panel>
  );
}
