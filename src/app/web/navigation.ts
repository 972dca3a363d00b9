import type { Role } from '../../kernel/identity/contract.ts';
import type { IconName } from '../../kernel/ui/icons.ts';

/** The ways in, named after the day's work. Words are `shell.nav.<id>`. */
export const entries = {
  today: { path: '/', icon: 'today' },
  street: { path: '/street', icon: 'street' },
  reports: { path: '/reports', icon: 'reports' },
  post: { path: '/mail', icon: 'send' },
  desk: { path: '/desk', icon: 'desk' },
  persons: { path: '/persons', icon: 'search' },
  services: { path: '/services', icon: 'services' },
  received: { path: '/received', icon: 'reports' },
  danger: { path: '/emergency', icon: 'phone' },
  emergencies: { path: '/emergencies', icon: 'emergency' },
  followed: { path: '/cases', icon: 'people' },
  lists: { path: '/lists', icon: 'filter' },
  conferences: { path: '/conferences', icon: 'table' },
  letters: { path: '/letters', icon: 'document' },
  network: { path: '/network', icon: 'network' },
  table: { path: '/table', icon: 'table' },
  legal: { path: '/legal', icon: 'legal' },
  training: { path: '/training', icon: 'training' },
  monitoring: { path: '/monitoring', icon: 'monitoring' },
  team: { path: '/team', icon: 'team' },
  instruments: { path: '/instruments', icon: 'edit' },
  imports: { path: '/imports', icon: 'import' },
  duplicates: { path: '/duplicates', icon: 'link' },
  notice: { path: '/notice', icon: 'document' },
  feedback: { path: '/feedback', icon: 'reports' },
  audit: { path: '/audit', icon: 'audit' },
  programmes: { path: '/programmes', icon: 'programme' },
  work: { path: '/employment', icon: 'programme' },
  wages: { path: '/wage-tables', icon: 'table' },
  terms: { path: '/terms', icon: 'settings' },
  users: { path: '/users', icon: 'person' },
} as const satisfies Record<string, { path: string; icon: IconName }>;

export type EntryId = keyof typeof entries;

/** What each role sees, in the order of its day. The first four stand in the bar of a phone. */
const byRole: Readonly<Record<Role, readonly EntryId[]>> = {
  mediator: ['today', 'street', 'desk', 'followed', 'persons', 'lists', 'reports', 'services', 'notice', 'network', 'training', 'conferences', 'danger'],
  psychologist: ['today', 'desk', 'followed', 'persons', 'lists', 'services', 'street', 'reports', 'letters', 'network', 'training', 'instruments', 'danger'],
  legal: ['today', 'legal', 'followed', 'persons', 'lists', 'desk', 'services', 'work', 'wages', 'street', 'reports', 'letters', 'network', 'training', 'instruments', 'terms', 'danger'],
  labour: ['today', 'followed', 'work', 'persons', 'lists', 'desk', 'street', 'services', 'wages', 'reports', 'letters', 'network', 'training', 'danger'],
  educator: ['today', 'desk', 'street', 'followed', 'persons', 'lists', 'services', 'reports', 'letters', 'network', 'training', 'instruments', 'danger'],
  coordinator: ['today', 'followed', 'persons', 'lists', 'desk', 'reports', 'street', 'services', 'work', 'wages', 'letters', 'network', 'table', 'legal', 'training', 'monitoring', 'team', 'duplicates', 'instruments', 'terms', 'imports', 'danger', 'emergencies', 'notice', 'feedback'],
  prefecture: ['today', 'monitoring', 'table', 'services', 'network', 'training', 'reports', 'terms'],
  sui: ['today', 'reports', 'services', 'network', 'training'],
  reporter: ['today', 'reports', 'services', 'conferences', 'network', 'training'],
  partner: ['today', 'received', 'services', 'conferences', 'reports', 'network', 'training'],
  trainer: ['today', 'training', 'services', 'network'],
  trainee: ['today', 'training', 'services'],
  dpo: ['today', 'audit', 'emergencies', 'notice', 'feedback', 'monitoring', 'terms'],
  admin: ['today', 'users', 'post', 'programmes'],
};

/** Ways in that a telephone made ready opens with no network too: what they need is in its pack (`vite.config.ts`, `src/app/pack`). */
const keptOutside: ReadonlySet<EntryId> = new Set<EntryId>(['today', 'street', 'desk', 'notice']);

export const opensWithout = ({ id }: Pick<Entry, 'id'>): boolean => keptOutside.has(id);

export interface Entry {
  readonly id: EntryId;
  readonly path: string;
  readonly icon: IconName;
}

/** The role's ways in, of those whose room is built. @param paths addresses that exist */
export function entriesFor(role: Role, paths: ReadonlySet<string>): Entry[] {
  return byRole[role].filter((id) => paths.has(entries[id].path)).map((id) => ({ id, path: entries[id].path, icon: entries[id].icon }));
}
