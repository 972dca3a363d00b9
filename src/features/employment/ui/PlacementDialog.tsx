import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../kernel/i18n/text.tsx';
import { italianDay } from '../../../kernel/italian-day.ts';
import { api } from '../../../kernel/ui/api.ts';
import { Button } from '../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { Dialog } from '../../../kernel/ui/Dialog.tsx';
import { DraftFound } from '../../../kernel/ui/DraftFound.tsx';
import { Notice, ProblemPanel } from '../../../kernel/ui/Notice.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Panel, Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { toast } from '../../../kernel/ui/toasts.ts';
import { ContractKind, Sector } from '../../worksheet/contract.ts';
import { PayPer, type Placement, PlacementKind, type PlacementTerms, Standing } from '../contract.ts';
import { type ChosenEmployer, EmployerField } from './EmployerField.tsx';
import { toldBefore } from './queries.ts';
import { useDialogForm } from './useDialogForm.ts';

interface Form {
  readonly kind: PlacementKind;
  readonly employer: ChosenEmployer | null;
  /** As it is typed: cents and minutes are made of it when it is sent. */
  readonly pay: string;
  readonly hours: number | null;
  readonly terms: PlacementTerms;
}
const noTerms: PlacementTerms = { title: '', contractKind: null, minutesPerWeek: null, daysPerWeek: null, payCents: null, payPer: null, sector: null, province: null, level: null, from: null, until: null, unilav: 'unknown', unilavSeenOn: null, words: '' };

/** Euro as people write them; undefined where they are none. */
function centsOf(typed: string): number | null | undefined {
  const text = typed.trim().replaceAll(/[\s€]/g, '');
  if (text === '') return null;
  const found = /^(\d{1,5})(?:[.,](\d{1,2}))?$/.exec(text);
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : undefined;
}

/** A placement that is proposed, or what is offered put right. Who offers it is chosen once. */
export function PlacementDialog({ caseId, placement, onClose }: { caseId: string; placement?: Placement; onClose: () => void }): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const [ids] = useState(() => ({ placement: placement?.id ?? newId(), employer: newId() }));
  const form = useDialogForm<Form>(`placement/${placement?.id ?? caseId}`, {
    kind: placement?.kind ?? 'job', employer: placement ? { id: placement.employer.id, name: placement.employer.name } : null,
    pay: placement?.terms.payCents == null ? '' : (placement.terms.payCents / 100).toFixed(2).replace('.', ','), hours: placement?.terms.minutesPerWeek == null ? null : placement.terms.minutesPerWeek / 60, terms: placement?.terms ?? noTerms,
  });
  const { kind, employer, pay, hours, terms } = form.value;
  const set = (change: Partial<PlacementTerms>): void => form.set({ terms: { ...terms, ...change } });
  const cents = centsOf(pay);
  const isBackwards = terms.from !== null && terms.until !== null && terms.until < terms.from;
  const isEmployerReady = employer !== null && ('id' in employer || (employer.written.name.trim().length >= 3 && (employer.written.qualityNetwork === 'unknown' || employer.written.qualitySeenOn !== null)));
  const isReady = isEmployerReady && terms.title.trim() !== '' && cents !== undefined && !isBackwards && (terms.unilav !== 'yes' || terms.unilavSeenOn !== null);
  const keep = useMutation({
    mutationFn: async () => {
      if (employer === null) return;
      if ('isNew' in employer) await api.put(`/api/employers/${ids.employer}`, { body: employer.written, ifMatch: 0 });
      const body = { caseId, kind, employerId: 'id' in employer ? employer.id : ids.employer, terms: { ...terms, title: terms.title.trim(), payCents: cents ?? null, payPer: cents == null ? null : terms.payPer ?? 'month', minutesPerWeek: hours === null ? null : Math.round(hours * 60) } };
      await api.put(`/api/placements/${ids.placement}`, { body, ifMatch: placement?.version ?? 0 });
    },
    onSuccess: () => {
      form.draft.clear();
      toast.say(t('employment.kept'));
      onClose();
    },
    onSettled: () => Promise.all([['employment'], ['cases'], ['today']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  return (
    <Dialog title={t(placement ? 'employment.change' : 'employment.propose')} isOpen size="wide" onClose={onClose}
      actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={!isReady} isPending={keep.isPending} onPress={() => keep.mutate()}>{t('ui.save')}</Button></>}>
      <Stack>
        {!placement && <Notice tone="info">{t('employment.propose.help')}</Notice>}
        <DraftFound draft={form.draft} isDirty={form.isDirty} onTake={form.take} />
        {!placement && <ChoiceChips label={t('employment.kind')} canClear={false} value={kind} onChange={(next) => form.set({ kind: next ?? kind })} choices={PlacementKind.options.map((value) => ({ value, label: t(`employment.kind.${value}`) }))} />}
        {!placement && <EmployerField value={employer} onChange={(next) => form.set({ employer: next })} />}
        {!placement && employer && <ToldBefore caseId={caseId} name={'id' in employer ? employer.name : employer.written.name.trim()} />}
        <TextField label={t('employment.offer.title')} isRequired maxLength={160} value={terms.title} onChange={(title) => set({ title })} />
        <div className="employment-fields">
          <Select label={t('employment.offer.contract')} value={terms.contractKind} onChange={(contractKind) => set({ contractKind })} choices={ContractKind.options.map((value) => ({ value, label: t(`worksheet.contract-kind.${value}`) }))} />
          <NumberField label={t('employment.offer.hours')} value={hours} minValue={1} maxValue={84} step={0.5} onChange={(next) => form.set({ hours: next })} />
          <NumberField label={t('employment.offer.days')} value={terms.daysPerWeek} minValue={1} maxValue={7} onChange={(daysPerWeek) => set({ daysPerWeek })} />
        </div>
        <div className="employment-fields">
          <TextField label={t('employment.offer.pay')} inputMode="text" value={pay} maxLength={12} onChange={(typed) => form.set({ pay: typed })} error={cents === undefined ? t('employment.offer.pay.wrong') : undefined} />
          <ChoiceChips label={t('employment.offer.per')} canClear={false} value={terms.payPer ?? 'month'} onChange={(payPer) => set({ payPer })} choices={PayPer.options.map((value) => ({ value, label: t(`employment.offer.per.${value}`) }))} />
        </div>
        {(kind === 'job' || kind === 'other') && <WhichTable terms={terms} onChange={set} />}
        <div className="employment-fields">
          <DateField label={t('employment.offer.from')} value={terms.from} onChange={(from) => set({ from })} />
          <DateField label={t('employment.offer.until')} value={terms.until} onChange={(until) => set({ until })} error={isBackwards ? t('employment.offer.until-before-from') : undefined} />
        </div>
        <ChoiceChips label={t('employment.offer.unilav')} canClear={false} value={terms.unilav} onChange={(seen) => set({ unilav: seen ?? 'unknown', unilavSeenOn: seen === 'yes' ? terms.unilavSeenOn ?? italianDay(new Date()) : null })} choices={Standing.options.map((value) => ({ value, label: t(`employment.offer.unilav.${value}`) }))} />
        {terms.unilav === 'yes' && <DateField label={t('employment.offer.unilav-seen')} isRequired value={terms.unilavSeenOn} onChange={(unilavSeenOn) => set({ unilavSeenOn })} error={terms.unilavSeenOn === null ? t('employment.offer.day-missing') : undefined} />}
        <TextArea label={t('employment.offer.words')} maxLength={800} value={terms.words} onChange={(words) => set({ words })} />
        {keep.error && <ProblemPanel problem={keep.error} />}
      </Stack>
    </Dialog>
  );
}

/** Somebody of a like name stands in what this person told of their work: known to whoever reads their worksheet, and shown to nobody else. */
function ToldBefore({ caseId, name }: { caseId: string; name: string }): ReactNode {
  const { t } = useText();
  const told = useQuery(toldBefore(caseId, name));
  if (told.error) return <ProblemPanel problem={told.error} onRetry={() => void told.refetch()} />;
  return told.data?.alike !== true ? null : <Notice tone="late" live title={t('employment.employer.told-before')}>{t('employment.employer.told-before.help')}</Notice>;
}

/** Which line of the wage tables the offer is compared with. The levels offered are those that the tables know. */
function WhichTable({ terms, onChange }: { terms: PlacementTerms; onChange: (change: Partial<PlacementTerms>) => void }): ReactNode {
  const { t } = useText();
  const provinces = useQuery({ queryKey: ['worksheet', 'provinces'], queryFn: ({ signal }) => api.get<{ items: { code: string; name: string }[] }>('/api/wage-tables/provinces', { signal }), staleTime: Infinity });
  const levels = useQuery({ queryKey: ['worksheet', 'levels'], queryFn: ({ signal }) => api.get<{ items: { sector: string; province: string; level: string }[] }>('/api/wage-tables/levels', { signal }) });
  const named = useMemo(() => (provinces.data?.items ?? []).map(({ code, name }) => ({ value: code, label: `${name} (${code})` })), [provinces.data]);
  const known = (levels.data?.items ?? []).filter((one) => one.sector === terms.sector && (one.province === terms.province || one.province === 'IT')).map((one) => one.level);
  const choices = [...new Set([...known, ...(terms.level === null ? [] : [terms.level])])];
  return (
    <Panel level={3} tone="plain" title={t('employment.offer.table')}>
      <div className="employment-fields">
        <Select label={t('employment.balance.sector')} value={terms.sector} onChange={(sector) => onChange({ sector, level: null })} choices={Sector.options.map((value) => ({ value, label: t(`worksheet.sector.${value}`) }))} />
        <ComboBox label={t('employment.offer.province')} value={terms.province} onChange={(province) => onChange({ province })} choices={named} />
        {choices.length > 0 ? <Select label={t('employment.offer.level')} value={terms.level} onChange={(level) => onChange({ level })} choices={choices.map((value) => ({ value, label: value }))} />
          : <TextField label={t('employment.offer.level')} value={terms.level ?? ''} maxLength={80} onChange={(level) => onChange({ level: level.trim() === '' ? null : level })} />}
      </div>
    </Panel>
  );
}
