import type { ReactNode } from 'react';
import { useText } from '../../../kernel/i18n/text.tsx';
import { useQueued } from '../../../kernel/offline/ui/theQueue.ts';
import { LinkButton } from '../../../kernel/ui/Button.tsx';
import { ComboBox } from '../../../kernel/ui/ComboBox.tsx';
import { Notice } from '../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../kernel/ui/Panel.tsx';
import { Select } from '../../../kernel/ui/Select.tsx';
import { TextArea, TextField } from '../../../kernel/ui/TextField.tsx';
import { Switch } from '../../../kernel/ui/Toggles.tsx';
import { CONSENT, takenBackHere } from '../../consents/domain.ts';
import { type SheetAsked, type SheetMatter, SheetPurpose } from '../contract.ts';

interface ReaderFieldsProps {
  readonly asked: SheetAsked;
  readonly matter: SheetMatter;
  readonly onChange: (change: Partial<SheetAsked>) => void;
}

/** Who will read it, for what, and on what this rests: the consent that stands, or what to do about the one that is missing. */
export function ReaderFields({ asked, matter, onChange }: ReaderFieldsProps): ReactNode {
  const { t } = useText();
  return (
    <Stack>
      <ComboBox label={t('sheets.body')} hint={t('sheets.body-hint')} value={asked.organisationId} onChange={(organisationId) => onChange({ organisationId })} choices={matter.bodies.map(({ id, name }) => ({ value: id, label: name }))} />
      <TextField label={t(asked.organisationId === null ? 'sheets.addressee-alone' : 'sheets.addressee')} hint={t('sheets.addressee-hint')} value={asked.addressee} onChange={(addressee) => onChange({ addressee })} />
      <Select label={t('sheets.purpose')} isRequired value={asked.purpose} onChange={(purpose) => onChange({ purpose })} choices={SheetPurpose.options.map((value) => ({ value, label: t(`consents.purpose.${value}`) }))} />
      <TextArea label={t('sheets.why')} hint={t('sheets.why-hint')} isRequired value={asked.why} onChange={(why) => onChange({ why })} rows={2} />
      <Basis asked={asked} matter={matter} onChange={onChange} />
    </Stack>
  );
}

function Basis({ asked, matter, onChange }: ReaderFieldsProps): ReactNode {
  const { t, formatDate } = useText();
  // What the person took back at this device holds here before the server knows of it.
  const takenBack = takenBackHere(useQueued(CONSENT));
  if (asked.organisationId === null && asked.addressee.trim() === '') return null;
  const consent = matter.consents.find((one) => one.organisationId === asked.organisationId && one.purpose === asked.purpose && !takenBack.has(one.id));
  if (consent) return <Notice tone="good" title={t('sheets.consent')}>{t('sheets.consent-for', { purpose: t(`consents.purpose.${consent.purpose}`), until: consent.validUntil ? formatDate(consent.validUntil) : 'none' })}</Notice>;
  return (
    <Notice tone="late" title={t('sheets.no-consent')} actions={<LinkButton size="small" href={`/cases/${asked.caseId}?tab=consents`}>{t('sheets.ask-consent')}</LinkButton>}>
      <p>{t(asked.organisationId === null ? 'sheets.no-consent-written' : 'sheets.no-consent-why')}</p>
      <Switch value={asked.vitalWords !== null} onChange={(isVital) => onChange({ vitalWords: isVital ? '' : null })}>{t('sheets.vital')}</Switch>
      {asked.vitalWords !== null && <TextArea label={t('sheets.vital-words')} hint={t('sheets.vital-hint')} isRequired value={asked.vitalWords} onChange={(vitalWords) => onChange({ vitalWords })} rows={2} />}
    </Notice>
  );
}
