import type { Routes } from '../../kernel/http/app.ts';
import { Pack } from './contract.ts';
import { pathsOf } from './paths.ts';

/** What a device keeps for when there is no network. */
export const packRoutes: Routes = (app) => {
  app.get('/api/pack', { schema: { summary: 'The addresses that a device keeps the answers of, for today and tomorrow and for this hat', tags: ['pack'], response: { 200: Pack } } }, (request) => request.act(pathsOf));
};
