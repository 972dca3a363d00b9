import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useQueueState, useWhenKept } from '../../../kernel/offline/ui/theQueue.ts';
import type { Answered, Waiting } from '../../../kernel/offline/waiting.ts';
import { useSession } from '../../../kernel/ui/session.tsx';
import { CaseConsents, Consent, ConsentMoved } from '../contract.ts';
import { asNoted, CONSENT, DELIVERY, openingOf } from '../domain.ts';
import { consentsOf } from './queries.ts';

/** Takes over what the server answered before the call leaves the queue, so that no state steps back for a moment. */
function takeOver(client: QueryClient, { body }: Answered): void {
  const whole = CaseConsents.safeParse(body).data;
  if (whole) client.setQueryData(consentsOf(whole.caseId).queryKey, whole);
  const one = ConsentMoved.safeParse(body).data?.consent ?? Consent.safeParse(body).data;
  if (one) client.setQueryData(consentsOf(one.caseId).queryKey, (known) => known && { ...known, consents: known.consents.some(({ id }) => id === one.id) ? known.consents.map((each) => (each.id === one.id ? one : each)) : [one, ...known.consents] });
  for (const queryKey of [['consents'], ['cases'], ['referrals']]) void client.invalidateQueries({ queryKey });
}

/** Nothing is known yet of a case that was opened on this device. */
const emptyOf = (caseId: string): CaseConsents => ({ caseId, personId: '', noticeState: 'to-give', deliveries: [], consents: [] });

/** Notice and consents of a case, with what waits on this device. `standing` is how the server knows them; `opening` are the calls that must open the case first. */
export function useConsents(caseId: string) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(consentsOf(caseId));
  const anew = useCallback((_call: Waiting, answer: Answered) => takeOver(client, answer), [client]);
  useWhenKept(CONSENT, anew);
  useWhenKept(DELIVERY, anew);
  const { waiting } = useQueueState();
  const { account, hat } = useSession();
  const by = useMemo(() => ({ id: hat?.id ?? '', name: account?.name ?? '' }), [account, hat]);
  const opening = useMemo(() => openingOf(waiting, caseId), [waiting, caseId]);
  const standing = data ?? (opening.length > 0 ? emptyOf(caseId) : undefined);
  const consents = useMemo(() => standing && asNoted(standing, waiting, by), [standing, waiting, by]);
  return { consents, standing, opening, error: consents ? null : error, refetch };
}
