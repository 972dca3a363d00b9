import type { ReactNode } from 'react';
import type { Role } from '../../kernel/identity/contract.ts';

/** One screen of a room. A room adds its lines below; nothing else in the shell changes. */
export interface RoomScreen {
  /** Address, with parts like `$personId`. */
  readonly path: string;
  /** The room's folder name: its words are loaded together with the screen. */
  readonly room: string;
  /** Rooms whose words are shown here too; a forgotten one still arrives, a moment later. */
  readonly borrows?: readonly string[];
  /** Who finds a way here; the server decides what they may see. Everyone, when absent. */
  readonly roles?: readonly Role[];
  readonly load: () => Promise<{ default: () => ReactNode }>;
}

/** Every address behind the sign-in. */
export const rooms: readonly RoomScreen[] = [
  { path: '/', room: 'today', load: () => import('../../features/today/ui/TodayScreen.tsx') },
  { path: '/account', room: 'shell', load: () => import('./screens/Security.tsx') },
  { path: '/help', room: 'shell', load: () => import('./screens/Help.tsx') },
  { path: '/plans/$planId/copy', room: 'plans', roles: ['psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/plans/ui/copy-screen.tsx') },
  { path: '/persons', room: 'persons', roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/persons/ui/SearchScreen.tsx') },
  { path: '/persons/new', room: 'persons', roles: ['mediator', 'psychologist', 'legal', 'labour', 'educator', 'coordinator'], load: () => import('../../features/persons/ui/NewPersonScreen.tsx') },
];
