import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { SendMark } from '../../../../kernel/offline/ui/SendMark.tsx';
import { useQueued } from '../../../../kernel/offline/ui/theQueue.ts';
import { Button, LinkButton } from '../../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../../kernel/ui/Dialog.tsx';
import { emergencyDoor } from '../../../../kernel/ui/emergency-door.ts';
import { Columns, Panel, Row, Stack } from '../../../../kernel/ui/Panel.tsx';
import { TextArea } from '../../../../kernel/ui/TextField.tsx';
import { ContactLines, queuedLines } from '../ContactLines.tsx';
import { contactsOf } from '../queries.ts';
import { Due } from './Due.tsx';
import { Hours } from './Hours.tsx';
import { PositionSwitch } from '../position/PositionSwitch.tsx';
import { OutingConflicts } from './Diary.tsx';
import { stopsShown, useOutingFields } from './fields.ts';
import { isOutThere } from './now.ts';
import { MoveWithReason, type OutingProps, StopOutcomeField, Stops } from './parts.tsx';

/** Out there: "we are fine" by one tap, when the next is due, and the way to a contact under the thumb. Whoever watches from home says whom they heard. */
export function UnderWay({ outing, taps }: OutingProps): ReactNode {
  const { t } = useText();
  const [asks, setAsks] = useState<'help' | 'back' | null>(null);
  const contacts = useQuery(contactsOf('outingId', outing.id));
  const queued = queuedLines(useQueued('street-contact'), outing.id);
  const sent = contacts.data?.items ?? [];
  const waiting = queued.filter(({ id }) => !sent.some((one) => one.id === id));
  const fields = useOutingFields(outing.id);
  const isOut = isOutThere(taps.reader);
  const mayTap = taps.reader !== 'colleague';
  return (
    <div className="street-way">
      <Due outing={outing} taps={taps} />
      {mayTap && !isOut && (
        <div className="street-contact street-start">
          <Button size="large" icon="check" isPending={taps.isPending} onPress={() => void taps.tap('check-in')}>{t('outreach.heard.check-in')}</Button>
        </div>
      )}
      <OutingConflicts outing={outing} fields={fields} />
      <Columns>
        <Panel title={t('outreach.way.contacts', { count: sent.filter(({ takenBackAt }) => takenBackAt === null).length + waiting.length })} of="team">
          <ContactLines contacts={sent} queued={waiting} />
        </Panel>
        <Panel title={t('outreach.outing.stops')} of="team">
          <Stops stops={stopsShown(outing, fields)}>
            {(stop) => (
              <Row>
                <LinkButton size="small" icon="plus" href={`/street/contact?outing=${outing.id}&place=${stop.placeId}`}>{t('outreach.way.contact-here')}</LinkButton>
                <StopOutcomeField stop={stop} fields={fields} />
              </Row>
            )}
          </Stops>
          <Row><SendMark record={{ kind: 'outing', id: outing.id }} /><LinkButton size="small" icon="edit" href={`/street/outings/${outing.id}/plan`}>{t('outreach.outing.change')}</LinkButton></Row>
        </Panel>
        <Panel title={t('outreach.hours.title')} of="team"><Hours outing={outing} /></Panel>
        <Panel title={t('outreach.way.safety')} of="team">
          <p>{t(outing.buddy ? 'outreach.way.buddy' : 'outreach.way.no-buddy', { name: outing.buddy?.name ?? '', answerable: outing.answerable.name })}</p>
          {isOut && <PositionSwitch outingId={outing.id} />}
          <Stack gap="small">
            {mayTap && !isOut && <Button size="large" kind="danger" icon="emergency" onPress={() => setAsks('help')}>{t('outreach.heard.help')}</Button>}
            {mayTap && <Button size="large" icon="home" onPress={() => setAsks('back')}>{t(isOut ? 'outreach.way.back' : 'outreach.heard.check-out')}</Button>}
            <MoveWithReason outing={outing} move="cancel" />
          </Stack>
        </Panel>
      </Columns>
      <div className="street-bar street-bar-way">
        {/* Both under the thumb wherever the page stands: asking for help is no matter of finding it. */}
        {isOut && (
          <div>
            <Button size="large" kind="danger" icon="emergency" onPress={() => setAsks('help')}>{t('outreach.way.help')}</Button>
            <Button size="large" icon="check" isPending={taps.isPending} onPress={() => void taps.tap('check-in')}>{t('outreach.way.fine')}</Button>
          </div>
        )}
        <LinkButton kind="primary" size="large" icon="plus" href={`/street/contact?outing=${outing.id}`}>{t('outreach.contact.new')}</LinkButton>
      </div>
      {asks === 'help' && <AskHelp outingId={outing.id} taps={taps} onClose={() => setAsks(null)} />}
      {asks === 'back' && (
        <Dialog title={t(isOut ? 'outreach.way.back' : 'outreach.heard.check-out')} size="small" isOpen isAlert onClose={() => setAsks(null)} actions={<><Button size="large" onPress={() => setAsks(null)}>{t('ui.cancel')}</Button><Button kind="primary" size="large" onPress={() => { setAsks(null); void taps.tap('check-out'); }}>{t(isOut ? 'outreach.way.back.all' : 'outreach.heard.check-out.all')}</Button></>}>
          <p>{t('outreach.way.back.help')}</p>
        </Dialog>
      )}
    </div>
  );
}

function AskHelp({ outingId, taps, onClose }: Pick<OutingProps, 'taps'> & { outingId: string; onClose: () => void }): ReactNode {
  const { t } = useText();
  const isOut = isOutThere(taps.reader);
  const [words, setWords] = useState('');
  return (
    <Dialog
      title={t(isOut ? 'outreach.help.title' : 'outreach.heard.help')} isOpen isAlert onClose={onClose}
      actions={<><Button size="large" icon="phone" onPress={() => { onClose(); emergencyDoor.open(); }}>{t('outreach.help.numbers')}</Button><Button kind="danger" size="large" icon="send" onPress={() => { onClose(); void taps.tap('help', words.trim()); }}>{t(isOut ? 'outreach.help.ask' : 'outreach.heard.help.tell')}</Button></>}
    >
      <p>{t(isOut ? 'outreach.help.what' : 'outreach.heard.help.what')}</p>
      <p><strong>{t('outreach.help.no-signal')}</strong></p>
      <TextArea label={t('outreach.help.words')} rows={2} maxLength={280} value={words} onChange={setWords} />
      {isOut && <PositionSwitch outingId={outingId} />}
    </Dialog>
  );
}
