import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, type Owner } from '#platform/access.ts';
import { livedAccount } from './cast/lived-account.ts';
import { type TestContext, testContext } from './support/context.ts';

/** Tables of one owner's rows, as the migrated database has them: none can be forgotten here. */
let tables: string[];
let it: TestContext;
let [mine, theirs]: Owner[] = [];

beforeAll(async () => {
  it = await testContext();
  const { rows } = await it.database.admin.query<{ table_name: string }>(
    "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'account_id' ORDER BY 1",
  );
  tables = rows.map(row => row.table_name);
  [mine, theirs] = [await livedAccount(it), await livedAccount(it)];
});
afterAll(() => it.close());

const me = () => mine ?? missing();
const them = () => theirs ?? missing();

test('every table with an owner is locked by row-level security that binds its owner too', async () => {
  const { rows } = await it.database.admin.query<{ relname: string }>(
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND relforcerowsecurity",
  );
  const locked = rows.map(row => row.relname);
  expect([...tables, 'accounts'].filter(table => !locked.includes(table))).toEqual([]);
  expect(tables.length).toBeGreaterThanOrEqual(18);
});

test('each of them holds rows of both owners, so that the tests below can fail', async () => {
  for (const table of tables) {
    const { rows } = await it.database.admin.query(
      `SELECT DISTINCT account_id FROM ${table} WHERE account_id = ANY($1)`,
      [[me().accountId, them().accountId]],
    );
    expect(rows, table).toHaveLength(2);
  }
});

test('with the WHERE left out only one’s own rows are read', async () => {
  for (const table of readable()) {
    const rows = await asOwner(
      it.ctx.db,
      me(),
      async tx => (await sql<{ account_id: string }>`SELECT account_id FROM ${sql.table(table)}`.execute(tx.db)).rows,
    );
    expect(new Set(rows.map(row => row.account_id)), table).toEqual(new Set([me().accountId]));
  }
});

test('with the WHERE left out no row of another is changed or deleted', async () => {
  for (const table of readable()) {
    const own = (await rowsOf(table, me())).length;
    for (const statement of [`UPDATE ${table} SET account_id = account_id`, `DELETE FROM ${table}`]) {
      const touched = await affected(statement);
      // some are refused altogether: the right is not given, or the rows have to stand
      expect(
        touched === undefined || touched <= BigInt(own),
        `${table}: ${statement} touched ${touched} of ${own}`,
      ).toBe(true);
    }
  }
  expect(await affected('UPDATE organisations SET account_id = account_id')).toBe(1n);
  expect(await affected('DELETE FROM expenses')).toBe(BigInt((await rowsOf('expenses', me())).length));
});

test('a row cannot be written in another’s name', async () => {
  for (const table of readable()) {
    const [row] = await rowsOf(table, them());
    const copy = asOwner(it.ctx.db, me(), tx =>
      sql`INSERT INTO ${sql.table(table)} SELECT * FROM json_populate_record(NULL::${sql.table(table)}, ${JSON.stringify(row)}::json)`.execute(
        tx.db,
      ),
    );
    await expect(copy, table).rejects.toThrow(/row-level security|permission denied/);
    const moved = asOwner(it.ctx.db, me(), tx =>
      sql.raw(`UPDATE ${table} SET account_id = '${them().accountId}'`).execute(tx.db),
    );
    await expect(moved, table).rejects.toThrow(/row-level security|permission denied|cannot be/);
  }
});

test('without an owner nothing is there', async () => {
  for (const table of readable()) {
    const { rows } = await sql.raw<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`).execute(it.ctx.db);
    expect(rows[0]?.n, table).toBe(0);
  }
});

test('the role of sign-in sees nothing of the work, the role of work nothing of passwords', async () => {
  for (const table of tables.filter(name => !SIGN_IN.includes(name))) {
    await expect(sql.raw(`SELECT 1 FROM ${table}`).execute(it.database.signIn), table).rejects.toThrow(
      'permission denied',
    );
  }
  await expect(asOwner(it.ctx.db, me(), tx => sql`SELECT 1 FROM credentials`.execute(tx.db))).rejects.toThrow(
    'permission denied',
  );
});

test('the role of strangers sees listings and their addresses, and nothing else at all', async () => {
  const { rows } = await it.database.admin.query<{ table_name: string }>(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  for (const { table_name: table } of rows) {
    const read = sql.raw(`SELECT 1 FROM ${table}`).execute(it.database.strangers);
    if (table === 'listings' || table === 'listing_slugs') expect((await read).rows, table).toHaveLength(2);
    else await expect(read, table).rejects.toThrow('permission denied');
    const written = sql.raw(`DELETE FROM ${table}`).execute(it.database.strangers);
    await expect(written, table).rejects.toThrow('permission denied');
  }
});

const SIGN_IN = ['sessions', 'credentials', 'api_keys', 'account_closures', 'audit_entries'];

/** How many rows a statement touches as the owner; undone at once. Undefined where it is refused. */
async function affected(statement: string): Promise<bigint | undefined> {
  let count: bigint | undefined;
  await asOwner(it.ctx.db, me(), async tx => {
    count = (await sql.raw(statement).execute(tx.db)).numAffectedRows;
    throw new RollBack();
  }).catch(() => {});
  return count;
}

class RollBack extends Error {}

function readable(): string[] {
  return tables.filter(table => table !== 'credentials');
}

async function rowsOf(table: string, owner: Owner): Promise<unknown[]> {
  const { rows } = await it.database.admin.query(`SELECT to_json(t.*) AS row FROM ${table} t WHERE account_id = $1`, [
    owner.accountId,
  ]);
  return rows.map(row => row.row);
}

function missing(): never {
  throw new Error('the owners are made before the tests');
}
