import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { v7 as newId } from 'uuid';
import { useText } from '../../../../kernel/i18n/text.tsx';
import { queueActs } from '../../../../kernel/offline/ui/theQueue.ts';
import { Button } from '../../../../kernel/ui/Button.tsx';
import { ProblemPanel } from '../../../../kernel/ui/Notice.tsx';
import { Stack } from '../../../../kernel/ui/Panel.tsx';
import { useSession } from '../../../../kernel/ui/session.tsx';
import { interviewFrom } from '../../../desk/domain.ts';
import { BecomePerson } from '../../contract.ts';

/** Who is on this telephone as a person already: the ids that its own call bears. */
interface Met { readonly personId: string; readonly caseId: string; readonly callId: string }

/**
 * A talk begun at once with somebody just met, with and without a network: they become a person with a case, the interview is opened for it, and each waits for the
 * one before. Every id is made here, so that leaving twice is harmless; the code comes with the network.
 * @param isGroup then it is with somebody of them who is no person yet
 */
export function TalkNow({ contactId, language, isGroup }: { contactId: string; language: string | null; isGroup: boolean }): ReactNode {
  const { t } = useText();
  const navigate = useNavigate();
  const { hat } = useSession();
  const [problem, setProblem] = useState<unknown>(null);
  const [isPending, setPending] = useState(false);
  const record = { kind: 'street-contact', id: contactId };
  const met = isGroup ? undefined : queueActs.pending(record).flatMap(({ id, path, body }): Met[] => {
    const given = path === `/api/street-contacts/${contactId}/person` ? BecomePerson.safeParse(body).data : undefined;
    return given ? [{ personId: given.personId, caseId: given.caseId, callId: id }] : [];
  })[0];
  const begin = async (): Promise<void> => {
    setPending(true);
    try {
      const ids = met ?? { personId: newId(), caseId: newId() };
      const callId = met?.callId ?? await queueActs.send({
        method: 'PUT', path: `/api/street-contacts/${contactId}/person`, record, href: `/street/contacts/${contactId}`, says: { key: 'outreach.says.person' },
        body: { ...ids, noteId: newId(), linkId: newId(), doubtId: newId() },
      });
      const id = newId();
      const given = { ...interviewFrom({ caseId: ids.caseId, kind: 'first', language: language ?? 'it', role: hat?.role ?? '' }), place: 'street' as const, notedAt: new Date().toISOString() };
      await queueActs.send({ method: 'PUT', path: `/api/interviews/${id}`, body: given, record: { kind: 'interview', id }, after: [callId], href: `/interviews/${id}`, says: { key: 'outreach.says.talk' }, about: { code: '', personId: ids.personId } });
      await navigate({ to: `/interviews/${id}` });
    } catch (error) {
      setProblem(error);
      setPending(false);
    }
  };
  return (
    <Stack gap="small">
      {problem !== null && <ProblemPanel problem={problem} />}
      <Button size="large" icon="edit" isPending={isPending} onPress={() => void begin()}>{t('outreach.becomes.talk')}</Button>
    </Stack>
  );
}
