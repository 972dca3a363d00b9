import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { NumberField } from '../../../kernel/ui/NumberField.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { keyFor } from '../../ready-steps/domain.ts';
import type { Body, CollectionShown } from '../contract.ts';
import { BodyFields } from './BodyFields.tsx';
import { ValueForm } from './ValueForm.tsx';

const words = { it: '', en: '' };
const firstBodies: Readonly<Partial<Record<CollectionShown['name'], Body>>> = { 'holidays': { words }, 'duty-norms': { words }, 'case-flags': { words, tone: 'info', readers: 'case', offered: true } };
const months = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'] as const;
const two = (number: number): string => String(number).padStart(2, '0');
const italianOf = (body: Body | null): string => {
  const said = body?.['words'];
  return typeof said === 'object' && said !== null && 'it' in said ? String(said.it) : '';
};

/** Adds what the system does not come with: the feast of the town's patron, a kind of flag, a norm. */
export function AddDialog({ of, today, onClose }: { of: CollectionShown; today: string; onClose: () => void }): ReactNode {
  const { t } = useText();
  const [day, setDay] = useState<number | null>(null);
  const [month, setMonth] = useState<(typeof months)[number] | null>(null);
  const taken = new Set(of.entries.map((one) => one.entry));
  const isHoliday = of.name === 'holidays';
  const entryFor = (body: Body | null): string | null => {
    if (isHoliday) return day === null || month === null ? null : `${month}-${two(day)}`;
    return italianOf(body).trim().length < 2 ? null : keyFor(italianOf(body), taken);
  };
  const isTaken = isHoliday && taken.has(entryFor(null) ?? '');
  return (
    <ValueForm title={t(`reference-data.add.${of.name}`)} collection={of.name} entryFor={(body) => (isTaken ? null : entryFor(body))} draftKey={`reference/${of.name}/new`} today={today} stretches={[]} firstBody={firstBodies[of.name] ?? {}} afterwards={t('reference-data.then-no-more')} onClose={onClose}>
      {({ body, onChange, fault }) => (
        <>
          {isHoliday && (
            <div className="reference-pair">
              <NumberField label={t('reference-data.field.day')} isRequired minValue={1} maxValue={31} value={day} onChange={setDay} error={isTaken ? t('reference-data.fault.taken') : undefined} />
              <Select label={t('reference-data.field.month')} isRequired value={month} onChange={setMonth} choices={months.map((value) => ({ value, label: t(`reference-data.month.${value}`) }))} />
            </div>
          )}
          <BodyFields collection={of.name} body={body ?? {}} onChange={onChange} limits={{}} fault={fault} />
        </>
      )}
    </ValueForm>
  );
}
