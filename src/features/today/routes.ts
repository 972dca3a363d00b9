import type { Routes } from '../../kernel/http/app.ts';
import { Today } from './contract.ts';
import { readAtHand, readToday } from './store/today.ts';

/** The first screen of everybody's day. */
export const todayRoutes: Routes = (app) => {
  app.get('/api/today', { config: { inCalls: true }, schema: { summary: 'What this day holds for whoever asks', tags: ['today'], response: { 200: Today } } }, (request) => request.act(readToday));
  app.get('/api/today/at-hand', { config: { inCalls: true }, schema: { summary: 'What of this day a telephone carries outside: own hours, own outings, what of the street waits for one', tags: ['today'], response: { 200: Today } } }, (request) => request.act(readAtHand));
};
