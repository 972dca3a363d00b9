import { useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { Button, LinkButton } from '../../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../../kernel/ui/Dialog.tsx';
import { Columns, Panel, Row } from '../../../../kernel/ui/Panel.tsx';
import { placeOf } from '../queries.ts';
import { PositionSwitch } from '../position/PositionSwitch.tsx';
import { HourDialog, Hours } from './Hours.tsx';
import { isEarly, isOutThere } from './now.ts';
import { LanguagesMissing, MoveWithReason, type OutingProps, Stops, WhoAndWhat } from './parts.tsx';

/** The button that was pressed goes with the step it made: whoever has no mouse goes on from the title. After whatever closed has given back the focus in vain. */
const titleTakesFocus = (): void => {
  setTimeout(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('main h1')?.focus();
  }, 100);
};

/** Before leaving: one large button, and under it what to know. */
export function Planned({ outing, taps }: OutingProps): ReactNode {
  const { t, formatTime, formatDate } = useText();
  const [isKeeping, setKeeping] = useState(false);
  const [asksEarly, setEarly] = useState(false);
  const isOut = isOutThere(taps.reader);
  useEffect(() => titleTakesFocus, []);
  // Read now, so that the device has them when there is no network.
  const places = useQueries({ queries: outing.stops.map(({ placeId }) => placeOf(placeId)) }).flatMap(({ data }) => (data ? [data] : []));
  const warnings = places.filter(({ dangers, accessNotes }) => dangers !== '' || accessNotes !== '');
  return (
    <>
      <Panel title={t('outreach.leave.title')} of="team">
        <p>{t(isOut ? 'outreach.leave.help' : 'outreach.leave.help.watch', { minutes: outing.checkMinutes, time: formatTime(outing.endsAt) })}</p>
        {taps.reader !== 'colleague' && <div className="street-contact street-start"><Button kind={isOut ? 'primary' : 'secondary'} size="large" icon="street" isPending={taps.isPending} onPress={() => { if (isOut && isEarly(outing, new Date())) setEarly(true); else void taps.tap('start'); }}>{t(isOut ? 'outreach.leave.go' : 'outreach.heard.start')}</Button></div>}
        {isOut && <PositionSwitch outingId={outing.id} />}
      </Panel>
      <Columns>
        <Panel title={t('outreach.outing.stops')} of="team">
          <Stops stops={outing.stops} />
          <LanguagesMissing missing={outing.languagesMissing} />
          {warnings.map((place) => (
            <section key={place.id} className="street-group">
              <h3>{place.name}</h3>
              {place.accessNotes !== '' && <p>{place.accessNotes}</p>}
              {place.dangers !== '' && <p><strong>{t('outreach.place.dangers')}:</strong> {place.dangers}</p>}
            </section>
          ))}
        </Panel>
        <Panel title={t('outreach.outing.plan')} of="team"><WhoAndWhat outing={outing} /></Panel>
        <Panel title={t('outreach.hours.title')} of="team" actions={<Button icon="plus" onPress={() => setKeeping(true)}>{t('outreach.hours.keep')}</Button>}><Hours outing={outing} /></Panel>
      </Columns>
      <Row>
        <LinkButton icon="edit" href={`/street/outings/${outing.id}/plan`}>{t('outreach.outing.change')}</LinkButton>
        <LinkButton icon="print" href={`/api/outings/${outing.id}/sheet`} target="_blank">{t('outreach.outing.sheet')}</LinkButton>
        <MoveWithReason outing={outing} move="cancel" />
      </Row>
      {asksEarly && (
        <Dialog title={t('outreach.leave.early', { day: formatDate(outing.startsAt, 'weekday'), time: formatTime(outing.startsAt) })} size="small" isOpen isAlert onClose={() => setEarly(false)} actions={<><Button size="large" onPress={() => setEarly(false)}>{t('ui.cancel')}</Button><Button kind="primary" size="large" onPress={() => { setEarly(false); void taps.leaveEarly(); }}>{t('outreach.leave.early.go')}</Button></>}>
          <p>{t('outreach.leave.early.help', { minutes: outing.checkMinutes })}</p>
        </Dialog>
      )}
      {isKeeping && <HourDialog outing={outing} onClose={() => setKeeping(false)} />}
    </>
  );
}
