import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';

const file = join(import.meta.dirname, 'tables.gen.ts');

interface Column {
  table_name: string;
  column_name: string;
  udt_name: string;
  is_nullable: 'YES' | 'NO';
  has_default: boolean;
}

const plain: Readonly<Record<string, string>> = {
  uuid: 'string',
  text: 'string',
  bool: 'boolean',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  bytea: 'Buffer',
  date: 'string',
  tstzrange: 'string',
  _text: 'string[]',
  _int2: 'number[]',
  time: 'string',
  _uuid: 'string[]',
  timestamptz: 'Time',
  jsonb: 'Json',
};

/** The row types of the migrated database, as TypeScript: a wrong column fails when types are checked. @throws on a type it has no word for */
export async function describeTables(database: Kysely<unknown>): Promise<string> {
  const { rows } = await sql<Column>`
    select c.table_name, c.column_name, c.udt_name, c.is_nullable, (c.column_default is not null or c.is_identity = 'YES') as has_default
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and c.table_name not like 'kysely%' order by c.table_name, c.ordinal_position`.execute(database);

  const tables = Map.groupBy(rows, (row) => row.table_name);
  const lines = [
    '// Written by `npm run reti -- database types` from the migrated database. Not edited by hand.',
    "import type { ColumnType, Generated } from 'kysely';",
    '',
    'type Time = ColumnType<Date, Date | string, Date | string>;',
    'type TimeOrNull = ColumnType<Date | null, Date | string | null, Date | string | null>;',
    'type Json = ColumnType<unknown, string, string>;',
    'type JsonOrNull = ColumnType<unknown, string | null, string | null>;',
    'type TimeGiven = ColumnType<Date, Date | string | undefined, Date | string>;',
    'type JsonGiven = ColumnType<unknown, string | undefined, string>;',
    '',
    'export interface Tables {',
  ];
  for (const [table, columns] of tables) {
    lines.push(`  ${table}: {`);
    for (const column of columns) {
      const base = plain[column.udt_name];
      if (!base) throw new Error(`${table}.${column.column_name} has the type ${column.udt_name}, for which there is no word yet`);
      const type = column.is_nullable === 'NO' ? base : base === 'Time' || base === 'Json' ? `${base}OrNull` : `${base} | null`;
      const given = type === 'Time' || type === 'Json' ? `${type}Given` : `Generated<${type}>`;
      lines.push(`    ${column.column_name}: ${column.has_default ? given : type};`);
    }
    lines.push('  };');
  }
  return `${lines.join('\n')}\n}\n`;
}

export async function writeTableTypes(database: Kysely<unknown>): Promise<void> {
  writeFileSync(file, await describeTables(database));
}

export const writtenTableTypes = (): string => readFileSync(file, 'utf8');
