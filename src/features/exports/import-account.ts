import { createHash } from 'node:crypto';
import { strFromU8 } from 'fflate';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '#database/tables.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import { SEALED_COLUMNS } from '#platform/reseal.ts';
import type { Id } from '#rules/ids.ts';
import { type ReadArchive, readArchive, wrongFile } from './read-archive.ts';
import { plainName } from './read-tables.ts';
import { exportedTables, READ_ONLY } from './tables.ts';

type Ctx = Needs<'cipher' | 'files' | 'clock'>;
type Row = Record<string, unknown>;

/** What was brought: rows and stored files. */
export interface ImportedAccount {
  readonly rows: number;
  readonly files: number;
}

/**
 * Brings an export into the empty account with that address, all or nothing. `admin` is the schema's owner: issued papers can be written by
 * nobody else. Values are sealed anew under this installation's keys. Refuses, with a sentence, a file that is not as it was made or of
 * another schema, an account that is not there, and one that holds anything.
 */
export async function importAccount(
  ctx: Ctx,
  admin: Kysely<Tables>,
  accounts: Kysely<Tables>,
  input: { readonly zip: Uint8Array; readonly email: string },
): Promise<ImportedAccount> {
  const archive = readArchive(input.zip);
  await checkSchema(admin, archive.manifest.schema);
  const account = await accounts
    .selectFrom('accounts')
    .select('id')
    .where('email', '=', input.email.trim().toLowerCase())
    .executeTakeFirst();
  if (!account) throw refusal('no_account', `There is no account with the address ${input.email}. Sign up first.`);
  const stored: string[] = [];
  try {
    return await admin.transaction().execute(tx => bring(ctx, tx, archive, { accountId: account.id, stored }));
  } catch (fault) {
    for (const key of stored) await ctx.files.delete(key);
    throw fault;
  }
}

interface Into {
  readonly accountId: Id<'account'>;
  /** Keys of what the file store got, so that it can be taken back. */
  readonly stored: string[];
}

/** What somebody has who has only just signed up: it may be there beforehand, and what is brought comes beside it. */
const BESIDE: readonly string[] = ['accounts', 'facts', 'mails'];

async function bring(ctx: Ctx, tx: Transaction<Tables>, archive: ReadArchive, into: Into): Promise<ImportedAccount> {
  await sql`SELECT set_config('app.account_id', ${into.accountId}, true)`.execute(tx);
  const tables = (await byForeignKeys(tx, exportedTables())).filter(table => !(table in READ_ONLY));
  await checkEmpty(tx, tables, into.accountId);
  let rows = 0;
  let files = 0;
  for (const table of tables) {
    let all = rowsOf(archive, table, into.accountId);
    if (table === 'accounts') {
      await nameAccount(tx, all[0]);
      continue;
    }
    if (table === 'files') {
      all = await Promise.all(all.map(row => storeBytes(ctx, archive, into, row)));
      files = all.length;
    }
    if (table === 'mails') all = all.map(neverSent);
    await insert(
      tx,
      table,
      all.map(row => sealed(ctx, table, row, into.accountId)),
    );
    rows += all.length;
  }
  await tx
    .insertInto('facts')
    .values({
      account_id: into.accountId,
      id: newId('fact'),
      kind: 'account.imported',
      subject_id: into.accountId,
      details: JSON.stringify({ rows, files }),
      happened_at: sql<Temporal.Instant>`${ctx.clock.now().toString()}::timestamptz`,
    })
    .execute();
  return { rows, files };
}

async function checkSchema(admin: Kysely<Tables>, schema: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM kysely_migration ORDER BY name DESC LIMIT 1`.execute(admin);
  if (rows[0]?.name === schema) return;
  throw refusal(
    'other_schema',
    `This file was made by another version of the program (${schema}, here ${rows[0]?.name ?? 'none'}). Bring both installations to one version and export again.`,
  );
}

async function checkEmpty(tx: Transaction<Tables>, tables: readonly string[], accountId: string): Promise<void> {
  for (const table of tables.filter(it => !BESIDE.includes(it))) {
    const { rows } = await sql`SELECT 1 FROM ${sql.table(table)} WHERE account_id = ${accountId} LIMIT 1`.execute(tx);
    if (rows.length > 0)
      throw refusal('not_empty', `That account is not empty: it has ${table.replaceAll('_', ' ')}. Use a new account.`);
  }
}

/** A table stands after those that it points at. */
async function byForeignKeys(tx: Transaction<Tables>, tables: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ child: string; parent: string }>`
    SELECT child.relname AS child, parent.relname AS parent FROM pg_constraint c
    JOIN pg_class child ON child.oid = c.conrelid JOIN pg_class parent ON parent.oid = c.confrelid
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND c.conrelid <> c.confrelid`.execute(tx);
  const ordered = new Set<string>();
  const place = (table: string) => {
    if (ordered.has(table) || !tables.includes(table)) return;
    for (const { parent } of rows.filter(it => it.child === table)) place(parent);
    ordered.add(table);
  };
  for (const table of tables) place(table);
  return [...ordered];
}

/** Rows of a table with this account's id wherever the other's stood. */
function rowsOf(archive: ReadArchive, table: string, accountId: string): Row[] {
  const { manifest } = archive;
  const text = strFromU8(archive.file(`tables/${table}.json`)).replaceAll(manifest.accountId, accountId);
  const rows: Row[] = JSON.parse(text);
  const own = table === 'accounts' ? 'id' : 'account_id';
  if (rows.length !== manifest.tables[table] || rows.some(row => row[own] !== accountId))
    throw wrongFile(`Its ${table} are not those of one account.`);
  return rows;
}

/** The person is called as before; address, password and the proof of the address stay those of the new account. */
async function nameAccount(tx: Transaction<Tables>, row: Row | undefined): Promise<void> {
  if (!row) throw wrongFile('It does not say whose account it is.');
  await sql`
    UPDATE accounts SET (name, title, first_name, last_name, profession, setup_closed_at) =
      (SELECT name, title, first_name, last_name, profession, setup_closed_at
       FROM json_populate_record(NULL::accounts, ${JSON.stringify(row)}::json))
    WHERE id = ${row.id}`.execute(tx);
}

async function storeBytes(ctx: Ctx, archive: ReadArchive, into: Into, { path, ...row }: Row): Promise<Row> {
  const bytes = archive.file(String(path));
  if (createHash('sha256').update(bytes).digest('hex') !== row.sha256)
    throw wrongFile(`${path} is not the file that was stored.`);
  const key = `${into.accountId}/${row.kind}/${row.id}`;
  into.stored.push(key);
  await ctx.files.put(key, bytes, String(row.content_type));
  return { ...row, store_key: key };
}

/** What still waited for its turn is not sent from here: the other installation sends it. */
function neverSent(row: Row): Row {
  if (row.state !== 'queued') return row;
  return { ...row, state: 'refused', reason: 'the account was moved before this was sent from here' };
}

function sealed(ctx: Ctx, table: string, row: Row, accountId: string): Row {
  const entries = SEALED_COLUMNS.filter(it => it.table === table).map(it => {
    const value = row[plainName(it.column)];
    const place = { table, column: it.column, row: it.row === 'account_id' ? accountId : String(row[it.row]) };
    return [it.column, typeof value === 'string' ? ctx.cipher.seal(value, place) : null];
  });
  return { ...row, ...Object.fromEntries(entries) };
}

async function insert(tx: Transaction<Tables>, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const target = sql.table(table);
  await sql`
    INSERT INTO ${target} SELECT * FROM json_populate_recordset(NULL::${target}, ${JSON.stringify(rows)}::json)`.execute(
    tx,
  );
}

function refusal(code: string, message: string): Refusal {
  return new Refusal({ code: `import_account.${code}`, message });
}
