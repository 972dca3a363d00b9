import { useCallback, useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { useQueue } from '../../../../kernel/offline/ui/theQueue.ts';
import { useDevice } from '../../../../kernel/fields/ui/device.ts';
import type { EditFields } from '../../../../kernel/fields/contract.ts';
import { coarsely } from '../position/telephone.ts';
import type { MyPosition } from '../position/useMyPosition.ts';
import { bodyOf, type ContactForm, isHereNow } from './form.ts';

/** The call that ties an emergency to the contact from which it was opened. */
export const tieOf = (contactId: string, emergencyId: string) => ({ method: 'PUT' as const, path: `/api/street-contacts/${contactId}/outcomes/${newId()}`, body: { kind: 'emergency', subjectId: emergencyId }, record: { kind: 'street-contact', id: contactId } });

/** A contact that this screen has just kept. */
export interface KeptContact {
  readonly id: string;
  readonly callId: string;
  readonly form: ContactForm;
  readonly at: Date;
}

export interface Keeping {
  readonly last: KeptContact | null;
  readonly problem: unknown;
  /** Answers whether this device has it: until then the screen holds the words. */
  readonly keep: (form: ContactForm, outingId: string | null) => Promise<boolean>;
  /** Takes the last one back: out of the queue where it has not left, and otherwise by a call of its own; it stays to be seen, and counts no more. */
  readonly takeBack: () => Promise<boolean>;
  readonly forget: () => void;
}

/**
 * Keeps a contact and what belongs to it: who they are again, the card, the hour of the desk. Everything has its id from here, so that it may leave twice.
 * @param position where the telephone is, if its holder wants it told: saving never waits for it
 */
export function useKeepContact(position: MyPosition): Keeping {
  const queue = useQueue();
  const { t, formatTime } = useText();
  const [last, setLast] = useState<KeptContact | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const device = useDevice();
  const gone = useRef(new Set<string>());

  /** A position that comes late joins the contact as one of its fields, made coarse before it leaves. */
  const addWhere = async (id: string, callId: string, href: string): Promise<void> => {
    const fix = await position.coming();
    if (!fix || gone.current.has(id)) return;
    const body: EditFields = { id: newId(), device, notedAt: new Date().toISOString(), edits: [{ field: 'position', value: coarsely(fix), seen: 0 }] };
    await queue.send({ method: 'PATCH', path: `/api/street-contacts/${id}/fields`, body, record: { kind: 'street-contact', id }, after: [callId], href, says: { key: 'outreach.says.position' } });
  };

  const keep: Keeping['keep'] = async (form, outingId) => {
    const now = new Date();
    const id = newId();
    const href = outingId === null ? '/street' : `/street/outings/${outingId}`;
    const fix = position.now();
    try {
      const callId = await queue.send({ method: 'PUT', path: `/api/street-contacts/${id}`, body: bodyOf(form, outingId, now, fix && coarsely(fix)), record: { kind: 'street-contact', id }, href: `/street/contacts/${id}`, says: { key: 'outreach.says.contact', values: { time: formatTime(now) } } });
      if (form.again.kind === 'new') {
        const encounterId = newId();
        const { alias, cardSecret } = form.again;
        const record = { kind: 'street-encounter', id: encounterId };
        const opened = await queue.send({ method: 'PUT', path: `/api/encounters/${encounterId}`, body: { alias: alias === '' ? null : alias, contactId: id }, record, after: [callId], href, says: { key: 'outreach.says.encounter' } });
        if (cardSecret !== null) await queue.send({ method: 'PUT', path: `/api/encounters/${encounterId}/cards/${newId()}`, body: { secret: cardSecret }, record, after: [opened], href, says: { key: 'outreach.says.card' } });
      }
      if (form.again.kind === 'card') {
        await queue.send({ method: 'PUT', path: `/api/street-contacts/${id}/encounter`, body: { cardSecret: form.again.secret }, record: { kind: 'street-encounter', id }, after: [callId], href: `/street/contacts/${id}`, says: { key: 'outreach.says.card-read', values: { time: formatTime(now) } } });
      }
      const { hour } = form;
      if (hour !== null) {
        const goesBy = form.again.kind === 'known' ? form.again.words : form.again.kind === 'new' && form.again.alias !== '' ? form.again.alias : form.goesBy.trim();
        const body = { id: newId(), contactId: id, code: goesBy.length >= 2 ? goesBy.slice(0, 60) : t('outreach.hour.somebody', { time: formatTime(now) }), language: form.language ?? 'it' };
        await queue.send({ method: 'POST', path: `/api/street-hours/${hour.id}/give`, body, record: { kind: 'street-hour', id: hour.id }, after: [callId], href, says: { key: 'outreach.says.hour', values: { time: formatTime(hour.startsAt) } } });
      }
      if (form.emergencyId !== null) await queue.send({ ...tieOf(id, form.emergencyId), after: [callId], href: `/street/contacts/${id}`, says: { key: 'outreach.says.emergency' } });
      setLast({ id, callId, form, at: now });
      setProblem(null);
      if (fix === null && isHereNow(form)) void addWhere(id, callId, href).catch(setProblem);
      return true;
    } catch (error) {
      setProblem(error);
      return false;
    }
  };

  const takeBack: Keeping['takeBack'] = async () => {
    if (!last) return false;
    gone.current.add(last.id);
    try {
      const putBack = await queue.takeBack(last.callId);
      if (putBack === undefined) await queue.send({ method: 'PUT', path: `/api/street-contacts/${last.id}/taken-back`, body: { takenBack: true }, record: { kind: 'street-contact', id: last.id }, says: { key: 'outreach.says.taken-back' } });
      setLast(null);
      return true;
    } catch (error) {
      setProblem(error);
      return false;
    }
  };

  const forget = useCallback(() => setLast(null), []);
  return { last, problem, keep, takeBack, forget };
}
