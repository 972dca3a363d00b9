/** Instruments of a programme as they are written, read second and put in use. */
import { z } from 'zod';
import { Instrument, InstrumentContent, OffReason, TeamRole, Words } from './contract.ts';

export const InstrumentState = z.enum(['draft', 'reviewed', 'in-use', 'withdrawn']);
export type InstrumentState = z.infer<typeof InstrumentState>;
export const InstrumentMove = z.enum(['review', 'send-back', 'put-in-use', 'withdraw']);
export type InstrumentMove = z.infer<typeof InstrumentMove>;

/** `from`: the version it begins with, whose words are taken along; left out for an empty one. */
export const BeginInstrument = z.strictObject({
  instrument: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(60), from: z.int().min(1).nullable(), content: InstrumentContent.nullable(),
});
export type BeginInstrument = z.infer<typeof BeginInstrument>;
export const WriteInstrument = z.strictObject({ content: InstrumentContent });
export const MoveInstrument = z.strictObject({ id: z.uuid(), move: InstrumentMove, reason: z.string().trim().min(3).max(2000) });
export type MoveInstrument = z.infer<typeof MoveInstrument>;

const Line = {
  id: z.uuid(), instrument: z.string(), release: z.int(), title: Words, state: InstrumentState, author: z.string(), mine: z.boolean(), version: z.int(), questions: z.int(),
};
export const EditedLine = z.object(Line);
export type EditedLine = z.infer<typeof EditedLine>;
export const EditedList = z.object({
  items: z.array(EditedLine), may: z.boolean(),
  house: z.array(z.object({ id: z.string(), version: z.int(), title: Words, off: z.object({ reason: OffReason, text: Words }).nullable(), verified: z.boolean(), languages: z.array(z.string()), askedIn: z.array(z.string()).nullable().describe('In which its questions may be put; null: in any, in the words of whoever asks'), whoMayUse: z.array(TeamRole) })),
});
export type EditedList = z.infer<typeof EditedList>;

export const Edited = z.object({
  ...Line, content: InstrumentContent, base: Instrument.nullable(),
  problems: z.array(z.string()), may: z.object({ write: z.boolean(), moves: z.array(InstrumentMove) }),
  moves: z.array(z.object({ id: z.uuid(), move: InstrumentMove, reason: z.string(), by: z.string(), at: z.iso.datetime() })),
});
export type Edited = z.infer<typeof Edited>;

export const FormRead = z.object({
  content: InstrumentContent, taken: z.int(), notes: z.array(z.object({ sheet: z.enum(['survey', 'choices', 'settings']), row: z.int(), code: z.string(), what: z.string() })), problems: z.array(z.string()),
});
export type FormRead = z.infer<typeof FormRead>;
