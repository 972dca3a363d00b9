/** A text file as written: keys with dots, or nested objects, whichever reads better. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

/** A text file as used: one flat list from full key to ICU message. */
export type Messages = Readonly<Record<string, string>>;

/** Full keys of a text file: `{ persons: { title: 'Persone' } }` and `{ 'persons.title': 'Persone' }` give the same. */
export function flatten(tree: TextTree, prefix = ''): Messages {
  const flat: Record<string, string> = {};
  for (const [key, value] of Object.entries(tree)) {
    const full = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof value === 'string') flat[full] = value;
    else Object.assign(flat, flatten(value, full));
  }
  return flat;
}

/** The room a key belongs to: its first word. */
export const roomOf = (key: string): string => key.split('.', 1)[0] ?? key;
