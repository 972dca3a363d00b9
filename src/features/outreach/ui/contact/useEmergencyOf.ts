import { useState } from 'react';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { useQueue } from '../../../../kernel/offline/ui/theQueue.ts';
import { useEmergencyAbout } from '../../../../kernel/ui/emergency-door.ts';
import { tieOf } from './useKeepContact.ts';

/** A contact that is on the screen and kept, as far as an emergency opened from it needs it. */
interface Shown {
  readonly id: string;
  /** The call that keeps it, where it may not have left yet. */
  readonly callId?: string;
  /** Emergencies that came of it. */
  readonly emergencies: readonly string[];
}

/** What is being written, where nothing of it is kept yet. */
interface Written {
  readonly emergencyId: string | null;
  readonly open: (emergencyId: string) => void;
}

/**
 * An emergency opened while a contact is on the screen keeps the tie to it. One that is being written holds it until it is kept, so that nothing points to a
 * contact that was never made; one that is kept is tied at once, through the queue.
 */
export function useEmergencyOf(contact: Shown | null, written: Written | null): void {
  const { t } = useText();
  const queue = useQueue();
  const [tied, setTied] = useState<readonly string[]>([]);
  useEmergencyAbout(written
    ? { words: t('outreach.emergency.this-one'), isTied: (id) => written.emergencyId === id, tie: async (id) => written.open(id) }
    : contact && {
      words: t(contact.callId === undefined ? 'outreach.emergency.shown' : 'outreach.emergency.last'),
      isTied: (id) => contact.emergencies.includes(id) || tied.includes(`${contact.id} ${id}`),
      tie: async (id, after) => {
        await queue.send({ ...tieOf(contact.id, id), after: [...after, ...(contact.callId === undefined ? [] : [contact.callId])], href: `/street/contacts/${contact.id}`, says: { key: 'outreach.says.emergency' } });
        setTied((before) => [...before, `${contact.id} ${id}`]);
      },
    });
}
