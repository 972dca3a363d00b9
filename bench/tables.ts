import type { Client } from 'pg';

export type Row = Readonly<Record<string, unknown>>;

/** Gathers rows and writes each table's in one statement: the quickest way in that needs nothing beside the driver. */
export class Tables {
  readonly #client: Client;
  readonly #types: ReadonlyMap<string, string>;
  readonly #waiting = new Map<string, Row[]>();

  private constructor(client: Client, types: ReadonlyMap<string, string>) {
    this.#client = client;
    this.#types = types;
  }

  static async of(client: Client): Promise<Tables> {
    const { rows } = await client.query<{ place: string; type: string }>(
      "select table_name || '.' || column_name as place, udt_name as type from information_schema.columns where table_schema = 'public'");
    return new Tables(client, new Map(rows.map(({ place, type }) => [place, type])));
  }

  /** All rows of a table name the same columns; a row with a column of its own goes into a group of its own. */
  add(table: string, row: Row): void {
    const known = this.#types.has(`${table}.programme_id`);
    const given = known ? row : Object.fromEntries(Object.entries(row).filter(([column]) => column !== 'programme_id'));
    const group = `${table} ${Object.keys(given).join(' ')}`;
    const rows = this.#waiting.get(group) ?? [];
    rows.push(given);
    this.#waiting.set(group, rows);
  }

  async flush(): Promise<void> {
    for (const [group, rows] of this.#waiting) {
      const [table = '', ...columns] = group.split(' ');
      const arrays = columns.map((column, place) => `$${place + 1}::${this.#types.get(`${table}.${column}`)}[]`);
      await this.#client.query(`insert into ${table} (${columns.join(', ')}) select * from unnest(${arrays.join(', ')})`, columns.map((column) => rows.map((row) => row[column])));
    }
    this.#waiting.clear();
  }
}
