import type { Routes } from '../../kernel/http/app.ts';
import { Today } from './contract.ts';
import { readToday } from './store.ts';

/** The first screen of everybody's day. */
export const todayRoutes: Routes = (app) => {
  app.get('/api/today', { config: { inCalls: true }, schema: { summary: 'What this day holds for whoever asks', tags: ['today'], response: { 200: Today } } }, (request) => request.act(readToday));
};
