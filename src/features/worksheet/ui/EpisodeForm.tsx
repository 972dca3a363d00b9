import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { CheckChips } from '../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { DateField } from '../../../kernel/ui/DateField.tsx';
import { FiveAnswers } from '../../../kernel/ui/FiveAnswers.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextField } from '../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../kernel/ui/Toggles.tsx';
import { ContractKind, type Episode, PayMeans, PromiseUnit, Sector } from '../contract.ts';
import { told, typed } from '../domain.ts';
import { levelsKnown, provincesOfItaly } from './queries.ts';
import { useFigures } from './words.ts';

interface Form { readonly episode: Episode; readonly onChange: (change: Partial<Episode>) => void }

/** Where, when, for whom and on which promise: what a lawyer asks first about a job. */
export function EpisodeForm({ episode, onChange }: Form): ReactNode {
  const { t } = useFigures();
  return (
    <Stack>
      <div className="worksheet-fields">
        <DateField label={t('worksheet.from')} value={episode.from} onChange={(from) => from && onChange({ from })} />
        <DateField label={t('worksheet.to')} value={episode.to} onChange={(to) => to && onChange({ to })} error={episode.from > episode.to ? t('worksheet.to-before-from') : undefined} />
      </div>
      <div className="worksheet-fields">
        <Checkbox value={episode.fromMonthOnly} onChange={(fromMonthOnly) => onChange({ fromMonthOnly })}>{t('worksheet.from-month-only')}</Checkbox>
        <Checkbox value={episode.toMonthOnly} onChange={(toMonthOnly) => onChange({ toMonthOnly })}>{t('worksheet.to-month-only')}</Checkbox>
      </div>
      <div className="worksheet-fields">
        <TextField label={t('worksheet.employer')} hint={t('worksheet.employer.hint')} value={episode.employer} maxLength={600} onChange={(employer) => onChange({ employer })} />
        <TextField label={t('worksheet.intermediary')} hint={t('worksheet.intermediary.hint')} value={episode.intermediary} maxLength={600} onChange={(intermediary) => onChange({ intermediary })} />
        <TextField label={t('worksheet.place')} hint={t('worksheet.place.hint')} value={episode.place} maxLength={600} onChange={(place) => onChange({ place })} />
      </div>
      <Classification episode={episode} onChange={onChange} />
      <Promised episode={episode} onChange={onChange} />
      <FiveAnswers label={t('worksheet.contract')} value={episode.contract} onChange={(contract) => onChange({ contract, ...(contract === 'yes' ? {} : { contractKind: null }) })} />
      {episode.contract === 'yes' && (
        <Select label={t('worksheet.contract-kind')} value={episode.contractKind} onChange={(contractKind) => onChange({ contractKind })} choices={ContractKind.options.map((value) => ({ value, label: t(`worksheet.contract-kind.${value}`) }))} />
      )}
      <FiveAnswers label={t('worksheet.payslips')} value={episode.payslips} onChange={(payslips) => onChange({ payslips })} />
      <FiveAnswers label={t('worksheet.contributions')} help={t('worksheet.contributions.help')} value={episode.contributions} onChange={(contributions) => onChange({ contributions })} />
    </Stack>
  );
}

/** Which line of the tables is compared with. The levels offered are those that the tables know. */
function Classification({ episode, onChange }: Form): ReactNode {
  const { t } = useFigures();
  const provinces = useQuery(provincesOfItaly);
  // The same list for as long as it is the same: a new one would take back what is being typed, whenever the worksheet is kept meanwhile.
  const named = useMemo(() => (provinces.data?.items ?? []).map(({ code, name }) => ({ value: code, label: `${name} (${code})` })), [provinces.data]);
  const levels = useQuery(levelsKnown);
  const fitting = (levels.data?.items ?? []).filter((one) => one.sector === episode.sector && (one.province === episode.province || one.province === 'IT')).map((one) => one.level);
  const choices = [...new Set([...fitting, ...(episode.level === null ? [] : [episode.level])])];
  const isAsked = episode.sector !== null && episode.province !== null;
  return (
    <div className="worksheet-fields">
      <Select label={t('worksheet.sector')} value={episode.sector} onChange={(sector) => onChange({ sector, level: null })} choices={Sector.options.map((value) => ({ value, label: t(`worksheet.sector.${value}`) }))} />
      <ComboBox label={t('worksheet.province')} value={episode.province} onChange={(province) => onChange({ province })} choices={named} />
      {choices.length > 0 ? <Select label={t('worksheet.level')} help={t('worksheet.level.help')} value={episode.level} onChange={(level) => onChange({ level })} choices={choices.map((value) => ({ value, label: value }))} />
        : <TextField label={t('worksheet.level')} hint={isAsked ? t('worksheet.level.no-table') : undefined} help={t('worksheet.level.help')} value={episode.level ?? ''} maxLength={80} onChange={(level) => onChange({ level: level.trim() === '' ? null : level })} />}
    </div>
  );
}

function Promised({ episode, onChange }: Form): ReactNode {
  const { t, language } = useFigures();
  const [amount, setAmount] = useState(() => typed(episode.promised, 'money', language));
  const value = told(amount, 'money');
  return (
    <>
      <div className="worksheet-fields">
        <TextField label={t('worksheet.promised')} hint={t('worksheet.cell-hint')} value={amount} error={value === null ? t('worksheet.cell-fault') : undefined}
          onChange={(text) => {
            setAmount(text);
            const promised = told(text, 'money');
            if (promised !== null) onChange({ promised });
          }}
        />
        <Select label={t('worksheet.promised-per')} value={episode.promisedPer} onChange={(promisedPer) => onChange({ promisedPer })} choices={PromiseUnit.options.map((one) => ({ value: one, label: t(`worksheet.per.${one}`) }))} />
      </div>
      <CheckChips label={t('worksheet.means')} value={episode.means} onChange={(means) => onChange({ means })} choices={PayMeans.options.map((one) => ({ value: one, label: t(`worksheet.means.${one}`) }))} />
    </>
  );
}
