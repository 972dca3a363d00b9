import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { CheckChips, ChoiceChips } from '../../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../../kernel/ui/ComboBox.tsx';
import { Dialog } from '../../../../kernel/ui/Dialog.tsx';
import { Notice } from '../../../../kernel/ui/Notice.tsx';
import { NumberField } from '../../../../kernel/ui/NumberField.tsx';
import { Row, Stack } from '../../../../kernel/ui/Panel.tsx';
import { TextArea, TextField } from '../../../../kernel/ui/TextField.tsx';
import { Checkbox } from '../../../../kernel/ui/Toggles.tsx';
import { delicateIn } from '../../../intake/domain.ts';
import { Agreed, Familiarity, isPrinted, type Material, type StreetHour, StreetReferral } from '../../contract.ts';
import { countryChoices, languageChoices } from '../choices.ts';
import { faultOfNote, NOTE_LENGTH } from './form.ts';
import type { RowProps } from './Rows.tsx';
import { WhoAgain } from './WhoAgain.tsx';

export type AddPart = 'menu' | 'again' | 'note' | 'appointment' | 'materials' | 'more' | 'language';

const parts = [['again', 'person'], ['appointment', 'calendar'], ['note', 'note'], ['materials', 'package'], ['more', 'more']] as const;

export interface AddDialogProps extends RowProps {
  readonly part: AddPart;
  readonly onPart: (part: AddPart | null) => void;
  /** Hours of the desk that are kept for whoever holds this telephone, and not given yet. */
  readonly hours: readonly StreetHour[];
  readonly outingId: string | null;
}

/** Everything that a contact may hold and most do not: one step behind the rows. */
export function AddDialog({ part, onPart, hours, outingId, form, set }: AddDialogProps): ReactNode {
  const { t } = useText();
  const close = (): void => onPart(null);
  return (
    <Dialog title={t(`outreach.add.${part}`)} isOpen onClose={close} actions={<>{part !== 'menu' && part !== 'language' && <Button size="large" onPress={() => onPart('menu')}>{t('outreach.add.more-things')}</Button>}<Button kind="primary" size="large" onPress={close}>{t('outreach.add.done')}</Button></>}>
      {part === 'menu' && <ul className="street-ways">{parts.map(([id, icon]) => <li key={id}><Button size="large" icon={icon} onPress={() => onPart(id)}>{t(`outreach.add.${id}`)}</Button></li>)}</ul>}
      {part === 'again' && <WhoAgain form={form} set={set} outingId={outingId} />}
      {part === 'note' && <Note form={form} set={set} />}
      {part === 'appointment' && <Appointment form={form} set={set} hours={hours} isOnOuting={outingId !== null} />}
      {part === 'materials' && <Materials form={form} set={set} />}
      {part === 'more' && <More form={form} set={set} />}
      {part === 'language' && <OtherLanguage form={form} set={set} onDone={close} />}
    </Dialog>
  );
}

function Note({ form, set }: RowProps): ReactNode {
  const { t } = useText();
  const fault = faultOfNote(form.note);
  const left = NOTE_LENGTH - form.note.trim().length;
  return (
    <Stack gap="small">
      <TextArea label={t('outreach.note.label')} hint={t('outreach.note.hint')} rows={4} maxLength={NOTE_LENGTH} value={form.note} onChange={(note) => set({ note })} error={fault === 'phone' || fault === 'plate' || fault === 'too-long' ? t(`outreach.note.${fault}`) : undefined} />
      <p className="quiet small" aria-live="polite">{t('outreach.note.left', { count: left })}</p>
      {fault === 'name-like' && <Notice tone="late">{t('outreach.note.name-like')}</Notice>}
      {delicateIn(form.note).length > 0 && <Notice live>{t('outreach.note.delicate')}</Notice>}
    </Stack>
  );
}

function Appointment({ form, set, hours, isOnOuting }: RowProps & { hours: readonly StreetHour[]; isOnOuting: boolean }): ReactNode {
  const { t, formatDate, formatTime, languageName } = useText();
  if (hours.length === 0) return <Notice title={t('outreach.hour.none')}>{t(isOnOuting ? 'outreach.hour.none-help' : 'outreach.hour.no-outing')}</Notice>;
  return (
    <Stack>
      <ChoiceChips
        label={t('outreach.hour.label')} hint={t('outreach.hour.hint')} value={form.hour?.id ?? null}
        choices={hours.map((hour) => ({ value: hour.id, label: t('outreach.hour.words', { day: formatDate(hour.startsAt, 'weekday'), time: formatTime(hour.startsAt), with: hour.member.name }) }))}
        onChange={(hourId) => { const hour = hours.find(({ id }) => id === hourId); set({ hour: hour ? { id: hour.id, startsAt: hour.startsAt } : null }); }}
      />
      {form.hour !== null && form.again.kind === 'nobody' && <TextField label={t('outreach.hour.goes-by')} hint={t('outreach.hour.goes-by.hint')} value={form.goesBy} maxLength={60} onChange={(goesBy) => set({ goesBy })} />}
      {form.hour !== null && <p className="quiet">{t(form.language === null ? 'outreach.hour.no-language' : 'outreach.hour.language', { language: form.language === null ? '' : languageName(form.language) })}</p>}
    </Stack>
  );
}

/** How many of each, and in which language. */
function Materials({ form, set }: RowProps): ReactNode {
  const text = useText();
  const { t } = text;
  if (form.materials.length === 0) return <p className="quiet">{t('outreach.materials.none')}</p>;
  const change = (index: number, next: Partial<Material>): void => set({ materials: form.materials.map((one, at) => (at === index ? { ...one, ...next } : one)) });
  return (
    <Stack>
      {form.materials.map((one, index) => (
        <fieldset key={`${one.kind} ${form.materials.slice(0, index).filter(({ kind }) => kind === one.kind).length}`} className="street-group">
          <legend>{t(`outreach.material.${one.kind}`)}</legend>
          <Row>
            <NumberField label={t('outreach.materials.quantity')} minValue={1} maxValue={10_000} value={one.quantity} onChange={(quantity) => change(index, { quantity: quantity ?? 1 })} />
            {isPrinted(one.kind) && <ComboBox label={t('outreach.materials.language')} value={one.language ?? form.language} choices={languageChoices(text)} onChange={(language) => change(index, { language })} />}
            {isPrinted(one.kind) && <Button kind="quiet" icon="plus" onPress={() => set({ materials: [...form.materials, { kind: one.kind, language: null, quantity: 1 }] })}>{t('outreach.materials.other-language')}</Button>}
          </Row>
        </fieldset>
      ))}
    </Stack>
  );
}

function OtherLanguage({ form, set, onDone }: RowProps & { onDone: () => void }): ReactNode {
  const text = useText();
  const { t } = text;
  return <ComboBox label={t('outreach.contact.language')} value={form.language} choices={languageChoices(text)} onChange={(language) => { set({ language }); if (language !== null) onDone(); }} />;
}

function More({ form, set }: RowProps): ReactNode {
  const text = useText();
  const { t } = text;
  return (
    <Stack>
      <ComboBox label={t('outreach.more.nationality')} value={form.nationality} choices={countryChoices(text)} onChange={(nationality) => set({ nationality })} />
      <Checkbox value={form.saidThemselves} onChange={(saidThemselves) => set({ saidThemselves })} hint={t('outreach.more.said.hint')}>{t('outreach.more.said')}</Checkbox>
      <ChoiceChips label={t('outreach.more.familiarity')} value={form.familiarity} choices={Familiarity.options.filter((one) => one !== 'unknown').map((value) => ({ value, label: t(`outreach.familiarity.${value}`) }))} onChange={(familiarity) => set({ familiarity })} />
      <CheckChips label={t('outreach.more.agreed')} value={form.agreed} choices={Agreed.options.map((value) => ({ value, label: t(`outreach.agreed.${value}`) }))} onChange={(agreed) => set({ agreed })} />
      <CheckChips label={t('outreach.more.referrals')} value={form.referrals} choices={StreetReferral.options.map((value) => ({ value, label: t(`outreach.referral.${value}`) }))} onChange={(referrals) => set({ referrals })} />
    </Stack>
  );
}
