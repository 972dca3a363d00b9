/** What may be attached to one segnalazione: so much for a link in a browser as for a key of another program. The database keeps to the same. */
export const MOST_FILES = 5;
/** In bytes. */
export const LARGEST_FILE = 10 * 1_048_576;
export const MOST_BYTES = 25 * 1_048_576;
