import { sql } from 'kysely';
import Papa from 'papaparse';
import type { OwnedTransaction } from '#platform/access.ts';
import type { ArchiveEntry } from '#platform/archive/zip.ts';
import { archiveName } from '#platform/archive/zip.ts';
import type { Needs } from '#platform/context.ts';
import { SEALED_COLUMNS } from '#platform/reseal.ts';
import type { Id } from '#rules/ids.ts';
import { ARCHIVE_KINDS, exportedTables, SIGN_IN_MAILS } from './tables.ts';

/** A stored file and the name that it has in the archive. */
export interface ExportedFile {
  readonly id: Id<'file'>;
  readonly path: string;
}

/** What one moment of the account looks like as tables. */
export interface ReadTables {
  /** A JSON and a CSV for each table, empty ones too. */
  readonly entries: readonly ArchiveEntry[];
  readonly counts: Readonly<Record<string, number>>;
  readonly files: readonly ExportedFile[];
  /** Name of the newest migration. */
  readonly schema: string;
}

/**
 * Every exported table of the account, all as they are at one moment. Sealed values are opened, and stand under their column's name without
 * `_sealed`. Call it first in a transaction.
 */
export async function readTables(ctx: Needs<'cipher'>, tx: OwnedTransaction): Promise<ReadTables> {
  await sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`.execute(tx.db);
  const counts: Record<string, number> = {};
  const entries: ArchiveEntry[] = [];
  let files: ExportedFile[] = [];
  for (const table of exportedTables()) {
    let rows = (await rowTexts(tx, table)).map(text => opened(ctx, tx, table, text));
    if (table === 'mails') rows = rows.filter(text => !SIGN_IN_MAILS.includes(JSON.parse(text).kind));
    if (table === 'files') {
      const kept = rows.map(text => JSON.parse(text)).filter(row => !ARCHIVE_KINDS.includes(row.kind));
      files = kept.map(({ id, kind, name }) => ({ id, path: `files/${archiveName(kind)}/${id} ${archiveName(name)}` }));
      rows = kept.map(({ store_key: _, ...row }, at) => JSON.stringify({ ...row, path: files[at]?.path }));
    }
    counts[table] = rows.length;
    entries.push(
      { name: `tables/${table}.json`, bytes: Buffer.from(rows.length === 0 ? '[]\n' : `[\n${rows.join(',\n')}\n]\n`) },
      { name: `tables/${table}.csv`, bytes: Buffer.from(csvOf(await columnsOf(tx, table), rows)) },
    );
  }
  return { entries, counts, files, schema: await newestMigration(tx) };
}

/** Rows as the database writes them: moments keep their microseconds, and JSON its numbers. */
async function rowTexts(tx: OwnedTransaction, table: string): Promise<string[]> {
  const own = sql.ref(table === 'accounts' ? 'id' : 'account_id');
  const { rows } = await sql<{ row: string }>`
    SELECT to_json(t)::text AS row FROM ${sql.table(table)} AS t WHERE ${own} = ${tx.accountId} ORDER BY 1`.execute(
    tx.db,
  );
  return rows.map(({ row }) => row);
}

function opened(ctx: Needs<'cipher'>, tx: OwnedTransaction, table: string, text: string): string {
  const sealed = SEALED_COLUMNS.filter(it => it.table === table);
  if (sealed.length === 0) return text;
  const row: Record<string, unknown> = JSON.parse(text);
  const columns = Object.entries(row).map(([column, value]) => {
    const place = sealed.find(it => it.column === column);
    if (!place) return [column, value];
    const at = { table, column, row: place.row === 'account_id' ? tx.accountId : String(row[place.row]) };
    return [plainName(column), typeof value === 'string' ? ctx.cipher.open(value, at) : null];
  });
  return JSON.stringify(Object.fromEntries(columns));
}

/** The name of a sealed column's value in an export. */
export function plainName(column: string): string {
  return column.replace(/_sealed$/, '');
}

/** UTF-8 with a mark; cells that look like formulas are made harmless, and what is a list or a structure is written as JSON. */
function csvOf(columns: readonly string[], rows: readonly string[]): string {
  const records = rows.map(text => {
    const row: Record<string, unknown> = JSON.parse(text);
    return columns.map(column => {
      const value = row[column];
      return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
    });
  });
  const text = Papa.unparse({ fields: [...columns], data: records }, { escapeFormulae: true, newline: '\r\n' });
  return `\uFEFF${text}\r\n`;
}

async function columnsOf(tx: OwnedTransaction, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT attname AS name FROM pg_attribute
    WHERE attrelid = ${`public.${table}`}::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`.execute(tx.db);
  const sealed = SEALED_COLUMNS.filter(it => it.table === table).map(it => it.column);
  return rows.map(({ name }) => {
    if (table === 'files' && name === 'store_key') return 'path';
    return sealed.includes(name) ? plainName(name) : name;
  });
}

async function newestMigration(tx: OwnedTransaction): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM kysely_migration ORDER BY name DESC LIMIT 1`.execute(tx.db);
  if (!rows[0]) throw new Error('a database without migrations');
  return rows[0].name;
}
