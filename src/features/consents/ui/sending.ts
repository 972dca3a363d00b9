import type { FileToSend, ToSend } from '../../../kernel/offline/waiting.ts';
import { useQueued } from '../../../kernel/offline/ui/theQueue.ts';
import type { ConsentMoveRequest, NewConsent } from '../contract.ts';

/** A yes recorded by voice goes through the one queue, the recording before it in pieces: the same with and without a network. */
export const yesToSend = (caseId: string, consentId: string, body: ConsentMoveRequest, file: FileToSend): ToSend => ({
  method: 'POST', path: `/api/consents/${consentId}/moves`, body, file, record: { kind: 'consent', id: consentId }, href: `/cases/${caseId}?tab=consents`, says: { key: 'consents.queued.yes' },
});

export const askToSend = (consentId: string, body: NewConsent): ToSend => ({
  method: 'PUT', path: `/api/consents/${consentId}`, body, record: { kind: 'consent', id: consentId }, href: `/cases/${body.caseId}?tab=consents`, says: { key: 'consents.queued' },
});

/** Consents that were asked on this device and that the server does not know yet. */
export function useAskedHere(caseId: string, name: NewConsent['switch']): readonly string[] {
  return useQueued('consent').flatMap(({ path, body, record }) => {
    // Its shape is what this room gave the queue.
    const given = path === `/api/consents/${record.id}` ? (body as NewConsent) : undefined;
    return given?.caseId === caseId && given.switch === name ? [record.id] : [];
  });
}
