import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../kernel/ui/api.ts';
import { useDeed as useDeedAbout } from '../../../kernel/ui/useDeed.ts';
import type { LoadLine } from '../../workload/contract.ts';
import type { AccessRequestLine, AudienceLine, BreakGlassLine, CaseHeader, CaseLine, CaseTeam, Closing, ClosingReadiness, Colleague, Note, Notification, Task, TimelineAuthors, TimelineEvent, TrailLine, Unusual } from '../contract.ts';

interface Paged<Item> {
  readonly items: Item[];
  readonly next: string | null;
}

/** The address of a list with what narrows it; what is empty is left out. */
function addressed(path: string, asked: Readonly<Record<string, string | null | undefined>>, after: string): string {
  const query = new URLSearchParams(Object.entries({ ...asked, after }).filter((pair): pair is [string, string] => Boolean(pair[1])));
  return query.size > 0 ? `${path}?${query}` : path;
}

/** A list that comes page by page. */
function pages<Item, Whole extends Paged<Item> = Paged<Item>>(key: readonly string[], path: string, asked: Readonly<Record<string, string | null | undefined>> = {}) {
  return infiniteQueryOptions({
    queryKey: [...key, asked],
    queryFn: ({ pageParam, signal }) => api.get<Whole>(addressed(path, asked, pageParam), { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
}

export interface CaseFilter {
  readonly filter: string;
  readonly state: string | null;
  readonly risk: string | null;
  readonly code: string;
}

export const casesList = (asked: CaseFilter) => pages<CaseLine>(['cases', 'list'], '/api/cases', { ...asked });
export const headerOf = (caseId: string) => queryOptions({ queryKey: ['cases', caseId, 'header'], queryFn: ({ signal }) => api.get<CaseHeader>(`/api/cases/${caseId}`, { signal }) });
export const teamOf = (caseId: string) => queryOptions({ queryKey: ['cases', caseId, 'team'], queryFn: ({ signal }) => api.get<CaseTeam>(`/api/cases/${caseId}/team`, { signal }) });
export const tasksOf = (caseId: string) => queryOptions({ queryKey: ['cases', caseId, 'tasks'], queryFn: ({ signal }) => api.get<Paged<Task>>(`/api/cases/${caseId}/tasks`, { signal }) });
export const closingsOf = (caseId: string) => queryOptions({ queryKey: ['cases', caseId, 'closings'], queryFn: ({ signal }) => api.get<{ items: Closing[] }>(`/api/cases/${caseId}/closings`, { signal }) });
export const readinessOf = (caseId: string) => queryOptions({ queryKey: ['cases', caseId, 'closing-readiness'], queryFn: ({ signal }) => api.get<ClosingReadiness>(`/api/cases/${caseId}/closing-readiness`, { signal }), staleTime: 0 });
export const caseload = queryOptions({ queryKey: ['cases', 'caseload'], queryFn: ({ signal }) => api.get<{ items: LoadLine[] }>('/api/caseload', { signal }) });

export const notesOf = (caseId: string) => pages<Note>(['cases', caseId, 'notes'], `/api/cases/${caseId}/notes`);
export const audienceOf = (caseId: string) => pages<AudienceLine, Paged<AudienceLine> & { complete: boolean }>(['cases', caseId, 'audience'], `/api/cases/${caseId}/audience`);

export interface TimelineFilter {
  readonly kinds: string;
  readonly classes: string;
  readonly by: string | null;
  readonly since: string | null;
  readonly until: string | null;
}
export const timelineOf = (caseId: string, asked: TimelineFilter) => pages<TimelineEvent>(['cases', caseId, 'timeline'], `/api/cases/${caseId}/timeline`, { ...asked });

export const authorsOf = (caseId: string) => queryOptions({ queryKey: ['cases', caseId, 'timeline-authors'], queryFn: ({ signal }) => api.get<TimelineAuthors>(`/api/cases/${caseId}/timeline/authors`, { signal }) });
/** The same line of time as a file. */
export const timelineFile = (caseId: string, asked: TimelineFilter, form: 'pdf' | 'docx', language: string): string => addressed(`/api/cases/${caseId}/timeline/paper`, { ...asked, form, language: language === 'en' ? 'en' : 'it' }, '');

export const emergencies = pages<BreakGlassLine>(['cases', 'break-glass'], '/api/break-glass');
export const accessRequests = pages<AccessRequestLine>(['cases', 'access-requests'], '/api/access-requests');
export const closings = pages<Closing>(['cases', 'closings'], '/api/case-closings');
export const notifications = pages<Notification, Paged<Notification> & { unread: number }>(['cases', 'notifications'], '/api/notifications');
export interface TrailFilter {
  readonly member: string | null;
  readonly role: string | null;
  readonly action: string | null;
  readonly code: string | null;
  readonly since: string | null;
  readonly until: string | null;
}
export const trail = (asked: TrailFilter) => pages<TrailLine>(['cases', 'trail'], '/api/audit', { ...asked });
export const trailMembers = queryOptions({ queryKey: ['cases', 'trail-members'], queryFn: ({ signal }) => api.get<{ items: Colleague[] }>('/api/audit/members', { signal }), staleTime: 10 * 60_000 });
export const unusual = (days: number) => queryOptions({ queryKey: ['cases', 'unusual', days], queryFn: ({ signal }) => api.get<Unusual>(`/api/audit/unusual?days=${days}`, { signal }) });

/** Something done to a case; whatever of this room is on the screen is read again. */
export const useDeed = <Answer = unknown>(onDone?: (answer: Answer) => void) => useDeedAbout<Answer>([['cases']], onDone);
