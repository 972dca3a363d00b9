import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import type { InterviewList } from '../../desk/contract.ts';
import type { Heading } from '../../persons/contract.ts';
import { type Agenda, type Appointment, type CalendarFeed, type Colleague, type ContactsDue, type HoursThere, type InTheWay, type InTheWayAsked, type MediatorsFree, type NotFree, notFreePath, type Queue, type Resources, type Series, type Sooner } from '../contract.ts';

interface Listed<T> { items: T[]; next: string | null }

export const agendaOf = (day: string, days = 1) => queryOptions({
  queryKey: ['agenda', 'day', day, days],
  queryFn: ({ signal }) => api.get<Agenda>(`/api/agenda?day=${day}&days=${days}`, { signal, ...(days === 1 ? { orKept: `/api/agenda/own?day=${day}` } : {}) }),
  // Colleagues mark arrivals on their own screens: the waiting person shows here within the minute.
  refetchInterval: 30_000,
});

/** When colleagues and rooms are there: drawn beside the appointments. */
export const hoursThereOf = (day: string, days = 1) => queryOptions({
  queryKey: ['agenda', 'there', day, days],
  queryFn: ({ signal }) => api.get<HoursThere>(`/api/agenda/hours-there?day=${day}&days=${days}`, { signal }),
  staleTime: 5 * 60_000,
});

/** Who could not come the whole while. @param period null while it is not chosen: then nothing is asked @param except an appointment that would be put there itself */
export const notFreeIn = (period: { readonly startsAt: string; readonly endsAt: string } | null, except?: string) => queryOptions({
  queryKey: ['agenda', 'not-free', period?.startsAt, period?.endsAt, except],
  queryFn: ({ signal }) => api.get<NotFree>(notFreePath({ from: period?.startsAt ?? '', minutes: period ? (Date.parse(period.endsAt) - Date.parse(period.startsAt)) / 60_000 : 0, except }), { signal }),
  enabled: period !== null,
});

/** When mediators are there and not taken, for two weeks. @param language null for all */
export const mediatorsFreeOf = (from: string, language: string | null) => queryOptions({
  queryKey: ['agenda', 'mediators-free', from, language],
  queryFn: ({ signal }) => api.get<MediatorsFree>(`/api/agenda/mediators-free?${new URLSearchParams({ from, ...(language ? { language } : {}) })}`, { signal }),
});

/** What stands in the way of some hours. @param asked null while they are not chosen: then nothing is asked */
export const inTheWayOf = (asked: InTheWayAsked | null) => queryOptions({
  queryKey: ['agenda', 'in-the-way', asked],
  queryFn: ({ signal }) => api.post<InTheWay>('/api/agenda/in-the-way', { body: asked, signal }),
  enabled: asked !== null,
});

/** The appointments booked together. @param id null where it stands alone: then nothing is asked */
export const seriesOf = (id: string | null) => queryOptions({
  queryKey: ['agenda', 'series', id],
  queryFn: ({ signal }) => api.get<Series>(`/api/appointment-series/${id ?? ''}`, { signal }),
  enabled: id !== null,
});

export const colleagues = queryOptions({
  queryKey: ['agenda', 'colleagues'],
  queryFn: ({ signal }) => api.get<{ items: Colleague[] }>('/api/desk/colleagues', { signal }),
  staleTime: 10 * 60_000,
});

export const resourcesOf = queryOptions({
  queryKey: ['agenda', 'resources'],
  queryFn: ({ signal }) => api.get<Resources>('/api/agenda/resources', { signal }),
  staleTime: 5 * 60_000,
});

export const queueOf = queryOptions({
  queryKey: ['agenda', 'queue'],
  queryFn: ({ signal }) => api.get<Queue>('/api/agenda/queue', { signal }),
  refetchInterval: 20_000,
});

export const contactsDueOf = queryOptions({ queryKey: ['agenda', 'due'], queryFn: ({ signal }) => api.get<ContactsDue>('/api/agenda/contacts-due', { signal }), staleTime: 60_000 });
/** Whether an hour fell free is looked at again by itself. */
export const soonerOf = queryOptions({ queryKey: ['agenda', 'sooner'], queryFn: ({ signal }) => api.get<Sooner>('/api/agenda/sooner', { signal }), refetchInterval: 60_000 });
export const feedOf = queryOptions({ queryKey: ['agenda', 'calendar'], queryFn: ({ signal }) => api.get<CalendarFeed>('/api/agenda/calendar', { signal }) });

export const unsigned = queryOptions({ queryKey: ['desk', 'unsigned'], queryFn: ({ signal }) => api.get<InterviewList>('/api/interviews/unsigned', { signal }) });

export const appointmentsOf = (caseId: string) => queryOptions({
  queryKey: ['agenda', 'appointments', caseId],
  queryFn: ({ signal }) => api.get<Listed<Appointment>>(`/api/cases/${caseId}/appointments`, { signal }),
});

export const interviewsOf = (caseId: string) => queryOptions({
  queryKey: ['desk', 'interviews', caseId],
  queryFn: ({ signal }) => api.get<InterviewList>(`/api/cases/${caseId}/interviews`, { signal }),
});

export const headingOf = (personId: string) => queryOptions({ queryKey: ['persons', 'heading', personId], queryFn: ({ signal }) => api.get<Heading>(`/api/persons/${personId}`, { signal }) });

/** Languages in which appointments and interviews are most often held here, the commonest first; more come from the person. */
export const spokenHere = ['it', 'en', 'fr', 'ar', 'bn', 'uk', 'ur', 'hi', 'pa', 'ro', 'bg', 'zh', 'es', 'sq', 'pt', 'ru', 'wo', 'bm', 'ff', 'so', 'ti', 'fa', 'ps', 'tw', 'yo'] as const;
