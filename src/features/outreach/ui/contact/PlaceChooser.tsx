import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { ChoiceChips } from '../../../../kernel/ui/Chips.tsx';
import { ComboBox } from '../../../../kernel/ui/ComboBox.tsx';
import { Dialog } from '../../../../kernel/ui/Dialog.tsx';
import { Stack } from '../../../../kernel/ui/Panel.tsx';
import { Select } from '../../../../kernel/ui/Select.tsx';
import { TextField } from '../../../../kernel/ui/TextField.tsx';
import { type OutingLine, type Place, PlaceKind } from '../../contract.ts';
import { PositionSwitch } from '../position/PositionSwitch.tsx';
import type { ContactForm } from './form.ts';
import type { RowProps } from './Rows.tsx';

const agos = ['0', '15', '30', '60', '120'] as const;

/** Where and when: both are filled in already, and changed here in two touches. */
export function PlaceChooser({ form, set, outing, places, onClose }: RowProps & { outing: OutingLine | undefined; places: readonly Place[]; onClose: () => void }): ReactNode {
  const { t } = useText();
  const stops = outing?.stops ?? [];
  const [isZone, setZone] = useState(form.placeId === null);
  const at = (placeId: string): void => {
    const kind = places.find(({ id }) => id === placeId)?.kind ?? stops.find((one) => one.placeId === placeId)?.kind;
    if (kind) set({ placeId, placeKind: kind, zone: '' });
    setZone(false);
  };
  return (
    <Dialog title={t('outreach.where.title')} isOpen onClose={onClose} actions={<Button kind="primary" size="large" onPress={onClose}>{t('outreach.where.done')}</Button>}>
      <Stack>
        {stops.length > 0 && <ChoiceChips label={t('outreach.where.stops')} canClear={false} value={form.placeId} choices={stops.map((one) => ({ value: one.placeId, label: one.name }))} onChange={(value) => { if (value) at(value); }} />}
        <ComboBox label={t('outreach.where.place')} value={form.placeId} choices={places.map(({ id, name, town }) => ({ value: id, label: name, detail: town }))} onChange={(value) => { if (value) at(value); }} />
        {!isZone && <Button kind="quiet" icon="place" onPress={() => { setZone(true); set({ placeId: null }); }}>{t('outreach.where.elsewhere')}</Button>}
        {isZone && (
          <>
            <TextField label={t('outreach.where.zone')} hint={t('outreach.where.zone.hint')} value={form.zone} maxLength={80} onChange={(zone) => set({ zone, placeId: null })} />
            <Select label={t('outreach.where.kind')} value={form.placeKind} choices={PlaceKind.options.map((value) => ({ value, label: t(`outreach.kind.${value}`) }))} onChange={(placeKind) => { if (placeKind) set({ placeKind }); }} />
          </>
        )}
        {outing && <PositionSwitch outingId={outing.id} />}
        <ChoiceChips label={t('outreach.where.when')} canClear={false} value={agos.find((one) => one === String(form.ago)) ?? '0'} choices={agos.map((value) => ({ value, label: t(`outreach.where.ago.${value}`) }))} onChange={(value) => set({ ago: Number(value ?? 0) })} />
      </Stack>
    </Dialog>
  );
}

/** The words of where one is. */
export function placeWords(form: Pick<ContactForm, 'placeId' | 'zone' | 'placeKind'>, outing: OutingLine | undefined, places: readonly Place[], t: (key: string) => string): string {
  const name = places.find(({ id }) => id === form.placeId)?.name ?? outing?.stops.find(({ placeId }) => placeId === form.placeId)?.name;
  return name ?? (form.zone === '' ? t(`outreach.kind.${form.placeKind}`) : form.zone);
}
