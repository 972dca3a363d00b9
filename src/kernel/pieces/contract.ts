/** What crosses the wire of a file that goes in pieces. */
import { z } from 'zod';

/**
 * How large a piece is that a device cuts, in bytes. At 400 kbit/s with 400 ms there and back (`bench/pieces.ts`) it takes some three seconds: what a
 * cut costs, and what an urgent call waits behind it; half of it would spend a quarter of the line on waiting for answers.
 */
export const PIECE = 128 * 1024;
/** Devices may hold files that another version cut. In bytes. */
export const LARGEST_PIECE = 256 * 1024;
const SMALLEST_PIECE = 16 * 1024;
/** The largest file that goes in pieces; rooms take less. In bytes. */
export const LARGEST_UPLOAD = 25 * 1_048_576;

export const NewUpload = z.object({ bytes: z.int().min(1).max(LARGEST_UPLOAD), piece: z.int().min(SMALLEST_PIECE).max(LARGEST_PIECE) });
export type NewUpload = z.infer<typeof NewUpload>;

/** How far a file has come: the numbers of the pieces that the server has. A file that a room took is whole. */
export const Upload = z.object({ id: z.uuid(), pieces: z.int(), have: z.array(z.int()).max(Math.ceil(LARGEST_UPLOAD / SMALLEST_PIECE)), isTaken: z.boolean() });
export type Upload = z.infer<typeof Upload>;

export const PieceOf = z.object({ id: z.uuid(), number: z.coerce.number().int().min(0).max(Math.ceil(LARGEST_UPLOAD / SMALLEST_PIECE)) });
export const PieceKept = z.object({ have: z.int() });

/** What a file was, as whoever may never see it is told: of one whose bytes are lost nothing else is known. */
export const FileKind = z.enum(['picture', 'sound', 'document', 'file']);
export type FileKind = z.infer<typeof FileKind>;
export const LostFile = z.object({ kind: FileKind, bytes: z.int().min(1).max(LARGEST_UPLOAD) });
export type LostFile = z.infer<typeof LostFile>;

/** How a call names the file that went before it: its upload, and the SHA-256 of the whole, in hexadecimal. */
export const SentFile = z.object({ id: z.uuid(), digest: z.string().regex(/^[0-9a-f]{64}$/) });
export type SentFile = z.infer<typeof SentFile>;
