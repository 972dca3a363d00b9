/** What a summed instrument says over time, and what was heard before, as they cross the wire. */
import { z } from 'zod';
import { Words } from './contract.ts';

export const CourseOf = z.strictObject({ instrument: z.string().max(80) });
export const Course = z.object({
  points: z.array(z.object({
    id: z.uuid(), at: z.iso.datetime(), version: z.int(), language: z.string(), least: z.int(), most: z.int(), bands: z.array(z.string()), isComputable: z.boolean(),
    subscales: z.array(z.object({ code: z.string(), least: z.int(), most: z.int(), isComputable: z.boolean() })), apart: z.enum(['other-questions', 'other-points', 'other-language']).nullable(),
  })),
});
export type Course = z.infer<typeof Course>;

export const Heard = z.object({
  items: z.array(z.object({
    code: z.string(),
    said: z.array(z.object({ screeningId: z.uuid(), instrument: z.object({ id: z.string(), title: Words }), code: z.string(), text: Words, at: z.iso.datetime() })),
  })),
});
export type Heard = z.infer<typeof Heard>;
