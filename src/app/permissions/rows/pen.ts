import { idOf } from '../../people.ts';
import type { Named, Scene } from '../scene.ts';

type Value = string | number | boolean | null | readonly string[];
/** Column by column, as JSON would say it; bytes in hexadecimal. */
export type Row = Readonly<Record<string, Value>>;

/** A row to be put in its table before something is tried, in place of whatever stood there. */
export interface Placed {
  readonly table: string;
  readonly where: Row;
  readonly row: Row;
}

/** The row on which rights are tried. */
export interface SceneRow {
  readonly where: Row;
  readonly row: Row;
  /** What an update sets, where leaving every column as it is would not do: most often the acting colleague's signature. */
  readonly change?: Row;
  /** What must stand before this row means anything. */
  readonly upon?: readonly Placed[];
  /** It stands in the scene already and is not put there again. */
  readonly stands?: boolean;
}
export type SceneRows = Readonly<Record<string, SceneRow>>;

/** What a row is written with: the scene, whom the row names, and who is acting upon it. */
export interface Pen {
  readonly scene: Scene;
  readonly who: Named;
  readonly actor: Named;
}

export const sealed = '\\x7365616c6564';
export const longAgo = '2026-01-01';

/** A row of the scene's programme with an id made of its word. */
export function row({ scene }: Pen, word: string, values: Row, further: Pick<SceneRow, 'change' | 'upon'> = {}): SceneRow {
  const id = idOf(`row ${word}`);
  return { where: { id }, row: { id, programme_id: scene.programmeId, ...values }, ...further };
}

export const placed = (table: string, { where, row: values }: SceneRow): Placed => ({ table, where, row: values });
