import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { StateMark } from '../../../../kernel/offline/ui/SendMark.tsx';
import { useQueue, useQueued } from '../../../../kernel/offline/ui/theQueue.ts';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { Dialog } from '../../../../kernel/ui/Dialog.tsx';
import { Notice, ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { Row, Stack } from '../../../../kernel/ui/Panel.tsx';
import type { StreetContact } from '../../contract.ts';
import type { Again } from './form.ts';
import { WhoAgain } from './WhoAgain.tsx';

/** Who was met, said after the contact was kept; and a card that was read with no network and turned out to be nobody's, until somebody has seen to it. */
export function WhoWasMet({ contact, callId }: { contact: StreetContact; callId: string | undefined }): ReactNode {
  const { t } = useText();
  const queue = useQueue();
  const [isOpen, setOpen] = useState(false);
  const refused = useQueued('street-encounter').find(({ record, refusal }) => record.id === contact.id && refusal !== undefined);
  const ask = <Button icon="person" onPress={() => setOpen(true)}>{t(contact.encounter === null ? 'outreach.who.say' : 'outreach.who.other')}</Button>;
  return (
    <>
      {refused && (
        <Notice tone="late" live title={t('problem.card-unknown.title')} actions={<Row>{ask}<Button onPress={() => void queue.again(refused.id)}>{t('outreach.who.try-again')}</Button></Row>}>
          <StateMark state="needs-you" /> {t('problem.card-unknown.help')}
        </Notice>
      )}
      {!refused && <Row>{ask}</Row>}
      {isOpen && <WhoDialog contact={contact} refusedId={refused?.id ?? null} callId={callId} onClose={() => setOpen(false)} />}
    </>
  );
}

function WhoDialog({ contact, refusedId, callId, onClose }: { contact: StreetContact; refusedId: string | null; callId: string | undefined; onClose: () => void }): ReactNode {
  const { t, formatTime } = useText();
  const queue = useQueue();
  const [again, setAgain] = useState<Again>({ kind: 'nobody' });
  const [problem, setProblem] = useState<unknown>(null);
  async function keep(): Promise<void> {
    const record = { kind: 'street-encounter', id: contact.id };
    const common = { method: 'PUT' as const, record, after: callId === undefined ? [] : [callId], href: `/street/contacts/${contact.id}` };
    try {
      // What was refused holds back whatever follows it of the same record: it is replaced by what is said now.
      if (refusedId !== null) await queue.takeBack(refusedId);
      if (again.kind === 'known') await queue.send({ ...common, path: `/api/street-contacts/${contact.id}/encounter`, body: { encounterId: again.id }, says: { key: 'outreach.says.encounter' } });
      else if (again.kind === 'card') await queue.send({ ...common, path: `/api/street-contacts/${contact.id}/encounter`, body: { cardSecret: again.secret }, says: { key: 'outreach.says.card-read', values: { time: formatTime(contact.at) } } });
      else if (again.kind === 'new') {
        const encounterId = newId();
        await queue.send({ ...common, path: `/api/encounters/${encounterId}`, body: { alias: again.alias === '' ? null : again.alias, contactId: contact.id }, says: { key: 'outreach.says.encounter' } });
        if (again.cardSecret !== null) await queue.send({ ...common, path: `/api/encounters/${encounterId}/cards/${newId()}`, body: { secret: again.cardSecret }, says: { key: 'outreach.says.card' } });
      }
      onClose();
    } catch (error) {
      setProblem(error);
    }
  }
  return (
    <Dialog title={t('outreach.who.say')} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t('ui.cancel')}</Button><Button kind="primary" isDisabled={again.kind === 'nobody'} onPress={() => void keep()}>{t('outreach.who.keep')}</Button></>}>
      <Stack>
        <WhoAgain form={{ again }} set={(change) => setAgain(change.again)} outingId={contact.outingId} />
        {problem !== null && <ProblemPanel problem={problem} />}
      </Stack>
    </Dialog>
  );
}
