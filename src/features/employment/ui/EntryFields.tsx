import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { countryCodes } from '../../../kernel/i18n/languages.ts';
import { useText } from '../../../kernel/i18n/text.tsx';
import { CheckChips, ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { Sector } from '../../worksheet/contract.ts';
import { type BalanceEntry, Recognition, SkillKnown, SkillLevel, Transport, WishedHours, WorkLimit } from '../contract.ts';
import { PaperField } from './CentrePanel.tsx';
import type { EntryForm } from './entry-form.ts';
import { EscoField } from './EscoField.tsx';
import { jobsTold } from './queries.ts';
import { aboutRead, aboutTyped } from './words.ts';

interface About { readonly caseId: string; readonly fields: EntryForm; readonly set: (change: Partial<EntryForm>) => void; readonly faults: readonly string[]; readonly entries: readonly BalanceEntry[] }

function CountryField({ fields, set }: Pick<About, 'fields' | 'set'>): ReactNode {
  const { t, countryName, language } = useText();
  const choices = useMemo(() => ['IT', ...countryCodes].filter((code, at, all) => all.indexOf(code) === at).map((value) => ({ value, label: countryName(value) })).toSorted((one, other) => one.label.localeCompare(other.label, language)), [countryName, language]);
  return <ComboBox label={t('employment.balance.country')} value={fields.country} onChange={(country) => set({ country })} choices={choices} />;
}

/** A job, wherever it was. What was told in the profile or the worksheet is offered, so that nobody is asked twice. */
export function JobFields({ caseId, fields, set, faults, entries, isNew }: About & { isNew: boolean }): ReactNode {
  const { t } = useText();
  const told = useQuery({ ...jobsTold(caseId), enabled: isNew });
  const brought = new Set(entries.flatMap(({ content }) => (content.kind === 'job' && content.broughtFrom ? [content.broughtFrom] : [])));
  const offered = (told.data ?? []).filter((one) => !brought.has(one.id));
  const sectorName = (sector: string | null): string => (sector === null ? t('worksheet.sector.none') : t(`worksheet.sector.${sector}`));
  const take = (id: string | null): void => {
    const job = offered.find((one) => one.id === id);
    if (!job) return set({ broughtFrom: null });
    set({ broughtFrom: job.id, sector: job.sector, from: aboutTyped(job.from), to: aboutTyped(job.to), isPresent: false });
  };
  const wrong = (typed: string): string | undefined => (aboutRead(typed) === undefined ? t('employment.balance.about.wrong') : undefined);
  return (
    <Stack>
      {told.error && <ProblemPanel problem={told.error} onRetry={() => void told.refetch()} />}
      {offered.length > 0 && (
        <ChoiceChips label={t('employment.balance.brought')} hint={t('employment.balance.brought.hint')} value={fields.broughtFrom} onChange={take}
          choices={offered.map((one) => ({ value: one.id, label: `${sectorName(one.sector)}: ${aboutTyped(one.from) || '…'} – ${aboutTyped(one.to) || '…'}` }))} />
      )}
      <TextField label={t('employment.balance.title')} isRequired maxLength={160} value={fields.title} onChange={(title) => set({ title })} />
      <EscoField kind="occupation" value={fields.esco} onChange={(esco) => set({ esco })} typed={fields.title} />
      <div className="employment-fields">
        <TextField label={t('employment.balance.place')} maxLength={160} value={fields.place} onChange={(place) => set({ place })} />
        <CountryField fields={fields} set={set} />
        <Select label={t('employment.balance.sector')} value={Sector.safeParse(fields.sector).data ?? null} onChange={(sector) => set({ sector })} choices={Sector.options.map((value) => ({ value, label: t(`worksheet.sector.${value}`) }))} />
      </div>
      <div className="employment-fields">
        <TextField label={t('employment.balance.from')} hint={t('employment.balance.about.hint')} maxLength={7} value={fields.from} onChange={(from) => set({ from })} error={wrong(fields.from)} />
        <TextField label={t('employment.balance.to')} hint={t('employment.balance.about.hint')} maxLength={7} isDisabled={fields.isPresent} value={fields.isPresent ? '' : fields.to} onChange={(to) => set({ to })} error={wrong(fields.to) ?? (faults.includes('to') ? t('employment.balance.to-before-from') : undefined)} />
      </div>
      <Checkbox value={fields.isPresent} onChange={(isPresent) => set({ isPresent })}>{t('employment.balance.present')}</Checkbox>
      <TextArea label={t('employment.balance.did')} maxLength={800} value={fields.did} onChange={(did) => set({ did })} />
    </Stack>
  );
}

export function TrainingFields({ caseId, fields, set, faults }: About): ReactNode {
  const { t } = useText();
  return (
    <Stack>
      <TextField label={t('employment.balance.training.title')} isRequired maxLength={160} value={fields.title} onChange={(title) => set({ title })} />
      <div className="employment-fields">
        <TextField label={t('employment.balance.place')} maxLength={160} value={fields.place} onChange={(place) => set({ place })} />
        <CountryField fields={fields} set={set} />
        <TextField label={t('employment.balance.year')} inputMode="numeric" maxLength={4} value={fields.year} onChange={(year) => set({ year })} error={faults.includes('year') ? t('employment.balance.year.wrong') : undefined} />
      </div>
      <ChoiceChips label={t('employment.balance.recognition')} canClear={false} value={Recognition.safeParse(fields.recognition).data ?? null} onChange={(recognition) => set({ recognition })} choices={Recognition.options.map((value) => ({ value, label: t(`employment.recognition.${value}`) }))} />
      <PaperField caseId={caseId} label={t('employment.balance.paper')} value={fields.documentId} onChange={(documentId) => set({ documentId })} />
    </Stack>
  );
}

export function SkillFields({ caseId, fields, set, faults }: About): ReactNode {
  const { t } = useText();
  return (
    <Stack>
      <TextField label={t('employment.balance.skill.words')} hint={t('employment.balance.skill.words.hint')} isRequired maxLength={160} value={fields.title} onChange={(title) => set({ title })} />
      <EscoField kind="skill" value={fields.esco} onChange={(esco) => set({ esco })} typed={fields.title} />
      <ChoiceChips label={t('employment.balance.level')} isRequired value={SkillLevel.safeParse(fields.level).data ?? null} onChange={(level) => set({ level })} choices={SkillLevel.options.map((value) => ({ value, label: t(`employment.skill-level.${value}`) }))} />
      <ChoiceChips label={t('employment.balance.how-known')} isRequired value={SkillKnown.safeParse(fields.known).data ?? null} onChange={(known) => set({ known })} choices={SkillKnown.options.map((value) => ({ value, label: t(`employment.skill-known.${value}`) }))} />
      {fields.known !== 'told' && <PaperField caseId={caseId} label={t('employment.balance.paper')} value={fields.documentId} onChange={(documentId) => set({ documentId })} error={faults.includes('documentId') ? t('employment.balance.paper.missing') : undefined} />}
    </Stack>
  );
}

export function WishesFields({ fields, set }: About): ReactNode {
  const { t } = useText();
  return (
    <Stack>
      <TextArea label={t('employment.balance.wants')} maxLength={800} value={fields.did} onChange={(did) => set({ did })} />
      <ChoiceChips label={t('employment.balance.hours')} value={WishedHours.safeParse(fields.hours).data ?? null} onChange={(hours) => set({ hours })} choices={WishedHours.options.map((value) => ({ value, label: t(`employment.wished-hours.${value}`) }))} />
      <CheckChips label={t('employment.balance.transport')} value={Transport.options.filter((one) => fields.transport.includes(one))} onChange={(transport) => set({ transport })} choices={Transport.options.map((value) => ({ value, label: t(`employment.transport.${value}`) }))} />
      <TextField label={t('employment.balance.reach')} maxLength={160} value={fields.reach} onChange={(reach) => set({ reach })} />
      <TextArea label={t('employment.balance.children')} rows={2} maxLength={300} value={fields.children} onChange={(children) => set({ children })} />
      <CheckChips label={t('employment.balance.limits')} hint={t('employment.balance.limits.hint')} value={WorkLimit.options.filter((one) => fields.limits.includes(one))} onChange={(limits) => set({ limits })} choices={WorkLimit.options.map((value) => ({ value, label: t(`employment.limit.${value}`) }))} />
      <TextArea label={t('employment.balance.limit-words')} rows={2} maxLength={300} value={fields.limitWords} onChange={(limitWords) => set({ limitWords })} />
      <TextArea label={t('employment.balance.not-wanted')} rows={2} maxLength={300} value={fields.notWanted} onChange={(notWanted) => set({ notWanted })} />
    </Stack>
  );
}
