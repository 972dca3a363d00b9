import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { z } from 'zod';
import { api } from '../../../kernel/ui/api.ts';
import { useWhenKept } from '../../../kernel/offline/ui/theQueue.ts';
import type { ContactList } from '../../safety/contract.ts';
import type { AlarmList, Concern, ConcernList, ContactPage, Coverage, EncounterDetail, KeptSettings, Outing, OutingCards, OutingPage, OutingSummary, OutreachFigures, Place, PlaceHistory, PlacePage, Presence, StreetContact, StreetMap, StreetWords } from '../contract.ts';

/** The addresses are those that a device keeps for when there is no network, letter by letter (`src/app/pack`). */
export const outingsOf = (span = '') => queryOptions({ queryKey: ['outreach', 'outings', span], queryFn: ({ signal }) => api.get<z.infer<typeof OutingPage>>(`/api/outings${span}`, { signal, ...(span === '' ? { orKept: '/api/outings?whose=mine' } : {}) }), refetchInterval: 60_000 });
export const outingOf = (id: string) => queryOptions({ queryKey: ['outreach', 'outing', id], queryFn: ({ signal }) => api.get<Outing>(`/api/outings/${id}`, { signal }), enabled: id !== '', refetchInterval: 30_000 });
export const summaryOf = (id: string) => queryOptions({ queryKey: ['outreach', 'summary', id], queryFn: ({ signal }) => api.get<z.infer<typeof OutingSummary>>(`/api/outings/${id}/summary`, { signal }) });
export const placesOf = (retired = false) => queryOptions({ queryKey: ['outreach', 'places', retired], queryFn: ({ signal }) => api.get<z.infer<typeof PlacePage>>(`/api/places${retired ? '?retired=true' : ''}`, { signal }), staleTime: 60_000 });
export const placeOf = (id: string) => queryOptions({ queryKey: ['outreach', 'place', id], queryFn: ({ signal }) => api.get<Place>(`/api/places/${id}`, { signal }), enabled: id !== '' });
export const placeHistoryOf = (id: string) => queryOptions({ queryKey: ['outreach', 'place-history', id], queryFn: ({ signal }) => api.get<z.infer<typeof PlaceHistory>>(`/api/places/${id}/history`, { signal }) });
export const presenceOf = (id: string, from: string, to: string, by: 'week' | 'month') => queryOptions({ queryKey: ['outreach', 'presence', id, from, to, by], queryFn: ({ signal }) => api.get<Presence>(`/api/places/${id}/presence?from=${from}&to=${to}&by=${by}`, { signal }), staleTime: 60_000 });
export const coverage = queryOptions({ queryKey: ['outreach', 'coverage'], queryFn: ({ signal }) => api.get<Coverage>('/api/coverage', { signal }), staleTime: 60_000 });
export const contactsOf = (of: 'outingId' | 'placeId' | 'encounterId', id: string) => queryOptions({ queryKey: ['outreach', 'contacts', of, id], queryFn: ({ signal }) => api.get<z.infer<typeof ContactPage>>(`/api/street-contacts?${of}=${id}`, { signal }), enabled: id !== '' });
export const contactOf = (id: string) => queryOptions({ queryKey: ['outreach', 'contact', id], queryFn: ({ signal }) => api.get<StreetContact>(`/api/street-contacts/${id}`, { signal }) });
export const encounterOf = (id: string) => queryOptions({ queryKey: ['outreach', 'encounter', id], queryFn: ({ signal }) => api.get<EncounterDetail>(`/api/encounters/${id}`, { signal }) });
/** Whom this telephone knows by their card with no network. */
export const cardsOf = (outingId: string) => queryOptions({ queryKey: ['outreach', 'cards', outingId], queryFn: ({ signal }) => api.get<OutingCards>(`/api/outings/${outingId}/cards`, { signal }), staleTime: 5 * 60_000, enabled: outingId !== '' });
export const alarmsOf = (which: 'open' | 'all' = 'open') => queryOptions({ queryKey: ['outreach', 'alarms', which], queryFn: ({ signal }) => api.get<z.infer<typeof AlarmList>>(`/api/outing-alarms${which === 'all' ? '?which=all' : ''}`, { signal }), refetchInterval: 30_000 });
export const concerns = queryOptions({ queryKey: ['outreach', 'concerns'], queryFn: ({ signal }) => api.get<ConcernList>('/api/street-concerns', { signal, orKept: '/api/street-concerns?whose=mine' }), refetchInterval: 60_000 });
export const concernOf = (contactId: string) => queryOptions({ queryKey: ['outreach', 'concern', contactId], queryFn: ({ signal }) => api.get<Concern>(`/api/street-contacts/${contactId}/concern`, { signal }) });
export const streetWords = queryOptions({ queryKey: ['outreach', 'words'], queryFn: ({ signal }) => api.get<z.infer<typeof StreetWords>>('/api/street-words', { signal }), staleTime: 60 * 60_000 });
export const figuresOf = (from: string, to: string) => queryOptions({ queryKey: ['outreach', 'figures', from, to], queryFn: ({ signal }) => api.get<OutreachFigures>(`/api/outreach-figures?from=${from}&to=${to}`, { signal }) });
export const settings = queryOptions({ queryKey: ['outreach', 'settings'], queryFn: ({ signal }) => api.get<KeptSettings>('/api/outreach-settings', { signal }) });

/** Everything of the street is read anew when the server has something of it that this device noted. */
export function useFreshStreet(): void {
  const client = useQueryClient();
  const anew = useCallback(() => { void client.invalidateQueries({ queryKey: ['outreach'] }); }, [client]);
  useWhenKept('street-contact', anew);
  useWhenKept('street-outcome', anew);
  useWhenKept('street-check', anew);
  useWhenKept('street-hour', anew);
  useWhenKept('street-encounter', anew);
  useWhenKept('place', anew);
  useWhenKept('outing', anew);
  useWhenKept('outing-plan', anew);
}
export const streetMap = (from: string, to: string) => queryOptions({ queryKey: ['outreach', 'map', from, to], queryFn: ({ signal }) => api.get<StreetMap>(`/api/street-map?from=${from}&to=${to}`, { signal }), staleTime: 60_000 });
/** Numbers that the programme itself wrote: they are in what a device keeps for the road. */
export const onCall = queryOptions({ queryKey: ['outreach', 'on-call'], queryFn: ({ signal }) => api.get<ContactList>('/api/emergency-contacts', { signal }), staleTime: 10 * 60_000 });
