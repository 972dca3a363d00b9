import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { Standing, type WriteEmployer } from '../contract.ts';
import { bodiesOfProgramme, employersCalled } from './queries.ts';

/** Somebody who stands already, or one that is written down now. */
export type ChosenEmployer = { readonly id: string; readonly name: string } | { readonly isNew: true; readonly written: WriteEmployer };
export const noEmployer: WriteEmployer = { name: '', organisationId: null, place: '', sector: null, qualityNetwork: 'unknown', qualitySeenOn: null };

interface Field { readonly value: ChosenEmployer | null; readonly onChange: (value: ChosenEmployer | null) => void; readonly error?: string | undefined }

/** With whom: found by name among those that the team knows, or written down here. */
export function EmployerField({ value, onChange, error }: Field): ReactNode {
  const { t } = useText();
  const [sought, setSought] = useState('');
  const found = useQuery(employersCalled(sought.trim()));
  const chosen = value !== null && 'id' in value ? value : null;
  const choices = useMemo(() => {
    const items = (found.data?.items ?? []).map((one) => ({ value: one.id, label: one.name, ...(one.place ? { detail: one.place } : {}) }));
    return chosen && !items.some((one) => one.value === chosen.id) ? [{ value: chosen.id, label: chosen.name }, ...items] : items;
  }, [found.data, chosen]);
  const isNew = value !== null && 'isNew' in value;
  return (
    <Stack>
      {!isNew && (
        <ComboBox label={t('employment.employer')} hint={t('employment.employer.hint')} isRequired value={chosen?.id ?? null} choices={choices} onSearch={setSought} isSearching={found.isFetching} error={error}
          onChange={(id) => onChange(id === null ? null : { id, name: choices.find((one) => one.value === id)?.label ?? '' })} />
      )}
      {found.error && <ProblemPanel problem={found.error} onRetry={() => void found.refetch()} />}
      <Checkbox value={isNew} onChange={(yes) => onChange(yes ? { isNew: true, written: { ...noEmployer, name: sought.trim() } } : null)}>{t('employment.employer.new')}</Checkbox>
      {isNew && <NewEmployer written={value.written} onChange={(written) => onChange({ isNew: true, written })} />}
    </Stack>
  );
}

function NewEmployer({ written, onChange }: { written: WriteEmployer; onChange: (written: WriteEmployer) => void }): ReactNode {
  const { t } = useText();
  const bodies = useQuery(bodiesOfProgramme);
  const choices = useMemo(() => (bodies.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })), [bodies.data]);
  const set = (change: Partial<WriteEmployer>): void => onChange({ ...written, ...change });
  const today = italianDay(new Date());
  return (
    <Stack>
      <div className="employment-fields">
        <TextField label={t('employment.employer.name')} isRequired maxLength={200} value={written.name} onChange={(name) => set({ name })} />
        <TextField label={t('employment.employer.place')} maxLength={160} value={written.place} onChange={(place) => set({ place })} />
        <ComboBox label={t('employment.employer.organisation')} value={written.organisationId} choices={choices}
          onChange={(organisationId) => set({ organisationId, ...(organisationId !== null && written.name.trim() === '' ? { name: choices.find((one) => one.value === organisationId)?.label ?? '' } : {}) })} />
      </div>
      <ChoiceChips label={t('employment.employer.quality')} hint={t('employment.employer.quality.help')} canClear={false} value={written.qualityNetwork}
        onChange={(quality) => set({ qualityNetwork: quality ?? 'unknown', qualitySeenOn: quality === 'unknown' || quality === null ? null : written.qualitySeenOn ?? today })} choices={Standing.options.map((value) => ({ value, label: t(`employment.employer.quality.${value}`) }))} />
      {written.qualityNetwork !== 'unknown' && <DateField label={t('employment.employer.quality-seen')} isRequired maxValue={today} value={written.qualitySeenOn} onChange={(qualitySeenOn) => set({ qualitySeenOn })} />}
    </Stack>
  );
}
