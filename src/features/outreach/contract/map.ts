import { z } from 'zod';
import { Day, Id } from './common.ts';

/** Fewer people than this in a piece of land and a month are "few", also for the team. */
export const FEW = 5;
export const StreetMapQuery = z.object({ from: Day, to: Day });
/**
 * Who was met, by Italian months (`on` is the first day), by places and by pieces of land a hundredth of a degree wide. People are counted as met, not as
 * distinct; null where they were fewer than `few`. A contact without a position of its own stands in the piece of its place; one with neither stands nowhere.
 */
export const StreetMap = z.object({
  few: z.int(),
  places: z.array(z.object({ placeId: Id, on: Day, people: z.int(), contacts: z.int() })).max(4_000),
  cells: z.array(z.object({ latitude: z.number(), longitude: z.number(), on: Day, people: z.int().nullable() })).max(4_000),
  nowhere: z.array(z.object({ on: Day, people: z.int().nullable() })).max(40),
  /** The background that the operator chose, with whose map it is; null where there is none. */
  tiles: z.object({ attribution: z.string() }).nullable(),
});
export type StreetMap = z.infer<typeof StreetMap>;

/** A piece of the background: zoom, column and row, as tiles are cut. */
export const TileAsked = z.object({ z: z.coerce.number().int().min(0).max(30), x: z.coerce.number().int().min(0), y: z.coerce.number().int().min(0) });
