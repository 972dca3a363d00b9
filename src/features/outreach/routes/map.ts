import { Problem } from '../../../kernel/http/problems.ts';
import type { Routes } from '../../../kernel/http/server.ts';
import { Tiles } from '../../../kernel/tiles/tiles.ts';
import * as contract from '../contract.ts';
import { mapOf, mustShowOurLand } from '../store/map.ts';

/** Pieces of the background that one person may ask for in a minute: a screen shows some twenty at a time. */
const TILES_A_MINUTE = 600;

/** Who was met where, coarsely, and the background on which it is drawn. */
export const mapRoutes: Routes = (app, house) => {
  const tiles = house.mapTiles && new Tiles(house.mapTiles);
  app.get('/api/street-map', { schema: { summary: 'Who was met by month, by place and by piece of land, as counts', tags: ['outreach'], querystring: contract.StreetMapQuery, response: { 200: contract.StreetMap } } },
    (request) => request.act(async (act) => ({ ...(await mapOf(act, request.query)), tiles: house.mapTiles ? { attribution: house.mapTiles.attribution } : null })));
  app.get('/api/map-tiles/:z/:x/:y', { config: { rateLimit: { max: TILES_A_MINUTE, timeWindow: '1 minute' } }, schema: { summary: 'A piece of the map’s background, where the operator named a server of it: through this one, and only of our land', tags: ['outreach'], params: contract.TileAsked } }, async (request, reply) => {
    if (!tiles) throw new Problem('not-found');
    await request.act((act) => mustShowOurLand(act, request.params));
    const { bytes, type } = await tiles.get(request.params);
    return reply.header('content-type', type).send(bytes);
  });
};
