import { z } from 'zod';
import { Country, LanguageCode } from '../../persons/contract.ts';

export { Country, LanguageCode };

export const Id = z.uuid();
export const Moment = z.iso.datetime({ offset: true });
export const Day = z.iso.date();
export const byId = z.object({ id: Id });
export const Done = z.object({ done: z.literal(true) });
export const After = z.object({ after: z.string().max(400).optional() });

/** Somebody of the staff, by name and role. */
export const Colleague = z.object({ memberId: Id, name: z.string(), role: z.string() });
export type Colleague = z.infer<typeof Colleague>;

/**
 * The header that says what the device's clock shows at the moment of sending (ISO 8601). What was noted with a clock that is wrong is put right by
 * the difference; every call of the web app carries it (`kernel/ui/api.ts`), written anew at every attempt. Who calls otherwise may say it in the body, as `sentAt`.
 */
export const DEVICE_CLOCK = 'x-reti-clock';
/** When it happened by the device's clock, and what that clock showed when the call was made (where the header is not sent). */
export const deviceMoments = { deviceAt: Moment, sentAt: Moment.optional() };

/** One line in any script, without the control signs of machines. */
export const Line = z.string().trim().regex(/^\P{Cc}*$/u);

/**
 * A telephone number (seven or more digits in a row, however they are parted) or an Italian plate (AB 123 CD, in use since 1994) in words that are
 * not made for them. The field's rule: neither plates nor ways to reach somebody in free words (domain, 3.1).
 */
export const phoneIn = (text: string): boolean => /(?:\+|\b)\d(?:[\s./-]{0,2}\d){6,}/.test(text.replaceAll(/\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b/g, ' '));
export const plateIn = (text: string): boolean => /(?<![\p{L}\d])[a-hj-npr-tv-z]{2}[\s-]?\d{3}[\s-]?[a-hj-npr-tv-z]{2}(?![\p{L}\d])/iu.test(text);

/** Free words of the street: short, one or more lines, with neither a telephone number nor a plate. Errors: `phone-in-words`, `plate-in-words`. */
export const Words = (most: number) => z.string().trim().max(most).refine((text) => !phoneIn(text), { message: 'phone-in-words' }).refine((text) => !plateIn(text), { message: 'plate-in-words' });

/** Degrees, WGS 84. */
export const Latitude = z.number().min(-90).max(90);
export const Longitude = z.number().min(-180).max(180);

/** To a hundredth of a degree: about a kilometre. */
export const coarse = (degrees: number): number => Math.round(degrees * 100) / 100;

/** Where people are met: held to a hundredth of a degree on the device, again here, and by the database. */
export const CoarsePosition = z.object({ latitude: Latitude, longitude: Longitude }).transform(({ latitude, longitude }) => ({ latitude: coarse(latitude), longitude: coarse(longitude) }));
export type CoarsePosition = z.infer<typeof CoarsePosition>;
export const KeptPosition = z.object({ latitude: z.number(), longitude: z.number() });
export type KeptPosition = z.infer<typeof KeptPosition>;

/** What is handed out. `information` and `contact-card` are printed words, with their language. */
export const MaterialKind = z.enum(['information', 'contact-card', 'hygiene-kit', 'water-food', 'clothing-blanket', 'reflective-vest', 'condoms', 'phone-card', 'transport-ticket', 'other']);
export type MaterialKind = z.infer<typeof MaterialKind>;
/** Whether it is words on paper, of which one has to bring those that people read. */
export const isPrinted = (kind: MaterialKind): boolean => kind === 'information' || kind === 'contact-card';
/** `language` of printed words; null where nobody said it, as in what was written before. */
export const Material = z.object({ kind: MaterialKind, language: LanguageCode.nullable().default(null), quantity: z.int().min(1).max(10_000) });
export type Material = z.infer<typeof Material>;
export const Materials = z.array(Material).max(60);
