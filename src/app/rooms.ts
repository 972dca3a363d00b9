import type { Routes } from '../kernel/http/server.ts';
import { identityRoutes } from '../kernel/identity/routes.ts';

/** Every room that answers over HTTP. The gate comes first: its hook decides who is asking. */
export const rooms: readonly Routes[] = [identityRoutes];
