import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { SpeakableCode } from '../../features/persons/contract.ts';
import type { SavedLists } from '../../features/lists/contract.ts';
import { useText } from '../../kernel/i18n/text.tsx';
import { api } from '../../kernel/ui/api.ts';
import { CommandPalette } from '../../kernel/ui/CommandPalette.tsx';
import type { PaletteAction, SearchHit } from '../../kernel/ui/CommandPalette.tsx';
import { discretion } from '../../kernel/ui/discretion.ts';
import type { IconName } from '../../kernel/ui/icons.ts';
import type { Entry } from './navigation.ts';

const drawings: Readonly<Record<string, IconName>> = {
  person: 'person', case: 'document', service: 'services', organisation: 'network', appointment: 'calendar', account: 'person', norm: 'legal', report: 'reports', encounter: 'street',
};

/** As many services as fit under the people found; the rest stand in "Servizi". */
const mostServices = 6;

interface FoundReport { readonly id: string; readonly reference: string; readonly organisation: string | null }
interface FoundService { readonly id: string; readonly name: string; readonly organisation: { readonly name: string } }

async function findPersons(text: string, signal: AbortSignal): Promise<readonly SearchHit[]> {
  const { items } = await api.post<{ items: SearchHit[] }>('/api/search', { body: { q: text }, signal });
  return items;
}

async function findServices(text: string, signal: AbortSignal): Promise<readonly SearchHit[]> {
  const { items } = await api.post<{ items: FoundService[] }>('/api/services/search', { body: { words: text.slice(0, 100) }, signal });
  return items.slice(0, mostServices).map(({ id, name, organisation }) => ({ id, kind: 'service', label: name, detail: organisation.name, to: `/services/${id}` }));
}

/** How a segnalazione is called on the telephone, or the beginning of it. */
const reference = /^s-[2-9a-z-]{2,}$/i;

async function findReports(text: string, signal: AbortSignal): Promise<readonly SearchHit[]> {
  const boxes = await Promise.all((['waiting', 'going', 'held', 'over'] as const).map((box) => api.get<{ items: FoundReport[] }>(`/api/inbound-referrals?${new URLSearchParams({ box, words: text })}`, { signal })));
  return boxes.flatMap(({ items }) => items.slice(0, mostServices)).map(({ id, reference: label, organisation }) => ({ id, kind: 'report', label, detail: organisation, to: `/reports/${id}` }));
}

/** Somebody met again on the street without a name goes by a code like everybody else. */
async function findMet(text: string, signal: AbortSignal): Promise<readonly SearchHit[]> {
  const code = SpeakableCode.safeParse(text);
  if (!code.success) return [];
  const { items } = await api.get<{ items: { id: string; code: string }[] }>(`/api/encounters?code=${code.data}`, { signal });
  return items.map((one) => ({ id: one.id, kind: 'encounter', label: one.code, detail: null, to: `/street/encounters/${one.id}` }));
}

/** People first, for those whose work is with people; the others are not even asked for. */
async function findAll(text: string, signal: AbortSignal, withPersons: boolean): Promise<readonly SearchHit[]> {
  if (withPersons && reference.test(text.trim())) return findReports(text.trim(), signal);
  const found = await Promise.all([...(withPersons ? [findPersons(text, signal), findMet(text.trim(), signal)] : []), findServices(text, signal)]);
  return found.flat();
}

export interface SearchProps {
  readonly entries: readonly Entry[];
  readonly onClose: () => void;
  readonly onGo: (to: string) => void;
  readonly onEmergency: () => void;
  readonly onKeys: () => void;
  readonly onLock: () => void;
}

/** Ctrl K: what the server finds, the role's ways in and what the frame can do. Loaded when first opened. */
export default function Search({ entries, onClose, onGo, onEmergency, onKeys, onLock }: SearchProps): ReactNode {
  const { t } = useText();
  const withPersons = entries.some((entry) => entry.id === 'persons');
  const withLists = entries.some((entry) => entry.id === 'lists');
  const lists = useQuery({ queryKey: ['lists', 'saved'], queryFn: ({ signal }) => api.get<SavedLists>('/api/lists', { signal }), enabled: withLists });
  const actions: PaletteAction[] = [
    ...entries.map((entry) => ({ id: `go-${entry.id}`, label: t(`shell.nav.${entry.id}`), icon: entry.icon, onSelect: () => onGo(entry.path) })),
    ...(lists.data?.items ?? []).map((list): PaletteAction => ({ id: `list-${list.id}`, label: list.name, detail: t('shell.nav.lists'), icon: 'filter', onSelect: () => onGo(`/lists/${list.id}`) })),
    { id: 'emergency', label: t('shell.emergency'), icon: 'emergency', keywords: '112 118 1522', onSelect: onEmergency },
    { id: 'discretion', label: t('shell.discretion'), detail: 'F2', icon: 'eye-off', keywords: 'discreta discretion', onSelect: discretion.toggle },
    { id: 'lock', label: t('shell.lock.now'), detail: `${t('shell.help.shift')} F2`, icon: 'lock', onSelect: onLock },
    { id: 'security', label: t('shell.account.security'), icon: 'shield', keywords: 'password passkey', onSelect: () => onGo('/account') },
    { id: 'keys', label: t('shell.help.keys'), detail: 'Ctrl ?', icon: 'help', onSelect: onKeys },
    { id: 'help', label: t('shell.help'), icon: 'help', onSelect: () => onGo('/help') },
  ];
  return <CommandPalette isOpen onClose={onClose} actions={actions} search={(text, signal) => findAll(text, signal, withPersons)} onHit={(hit) => onGo(hit.to)} iconOf={(kind) => drawings[kind] ?? 'search'} />;
}
