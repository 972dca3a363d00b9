import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { OutgoingMail } from '../../../kernel/mail/contract.ts';
import { api } from '../../../kernel/ui/api.ts';
import { useDeed } from '../../../kernel/ui/useDeed.ts';
import type { ColleagueList } from '../../agenda/contract.ts';
import type { Organisations } from '../../directory/contract.ts';
import type { Boxes, KnownSenders, MailMessage, MailPage, MailShelf } from '../contract.ts';

const root = 'mailbox';

export const boxes = queryOptions({ queryKey: [root, 'boxes'], queryFn: ({ signal }) => api.get<Boxes>('/api/mailboxes', { signal }) });
export const mailOn = (shelf: MailShelf) => infiniteQueryOptions({
  queryKey: [root, 'mail', shelf],
  queryFn: ({ pageParam, signal }) => api.get<MailPage>(`/api/mail?${new URLSearchParams({ shelf, ...(pageParam ? { after: pageParam } : {}) })}`, { signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
  refetchInterval: 60_000,
});
export const mailOf = (id: string) => queryOptions({ queryKey: [root, 'one', id], queryFn: ({ signal }) => api.get<MailMessage>(`/api/mail/${id}`, { signal }) });
export const senders = queryOptions({ queryKey: [root, 'senders'], queryFn: ({ signal }) => api.get<KnownSenders>('/api/known-senders', { signal }) });
export const outgoing = queryOptions({ queryKey: [root, 'outgoing'], queryFn: ({ signal }) => api.get<OutgoingMail>('/api/outgoing-mail', { signal }) });
export const teamColleagues = queryOptions({ queryKey: [root, 'colleagues'], queryFn: ({ signal }) => api.get<typeof ColleagueList._zod.output>('/api/desk/colleagues', { signal }), staleTime: 10 * 60_000 });
export const networkBodies = queryOptions({ queryKey: [root, 'bodies'], queryFn: ({ signal }) => api.get<Organisations>('/api/services/organisations', { signal }), staleTime: 10 * 60_000 });

/** A change to the mailbox, after which its lists are read again. */
export const useMailDeed = (onDone?: () => void) => useDeed([[root], ['today'], ['intake', 'beside']], onDone);
