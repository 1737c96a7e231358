import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey } from '#features/api-keys/index.ts';
import { billDelivered } from '#features/billing/index.ts';
import { addExpense } from '#features/expenses/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { makeFormB } from '#features/pensions/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { pence } from '#rules/money.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import { ONE_ROW_EACH } from './cast/one-row-each.ts';
import { addDelivered, addPractice, fillProfile } from './cast/working-locum.ts';
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
  [mine, theirs] = [await liveALittle(), await liveALittle()];
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
  expect(await affected('DELETE FROM expenses')).toBe(1n);
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

const SIGN_IN = ['sessions', 'credentials', 'api_keys'];

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

/** An account with at least one row in every table. */
async function liveALittle(): Promise<Owner> {
  const owner = await it.makeAccount();
  await fillProfile(it, owner);
  const practice = await addPractice(it, owner);
  const booking = await addDelivered(it, owner, practice, '2026-11-16');
  await it.database.admin.query(
    "INSERT INTO booking_extras (account_id, id, booking_id, kind, description, amount_pence, position) VALUES ($1, gen_random_uuid(), $2, 'work', 'Visit', 1000, 0)",
    [owner.accountId, booking],
  );
  const invoice = await billDelivered(it.ctx, owner, {
    organisation: practice,
    bookings: [booking],
    purchaseOrder: null,
    notes: null,
  });
  const today = it.ctx.clock.today();
  const { rows } = await it.database.admin.query('SELECT total_pence FROM invoices WHERE id = $1', [invoice]);
  await recordPayment(it.ctx, owner, invoice, {
    receivedOn: today,
    amount: pence(Number(rows[0].total_pence)),
    note: null,
  });
  await makeFormB(it.ctx, owner, today.toPlainYearMonth().toString() as PensionMonth);
  await addExpense(it.ctx, owner, {
    category: 'adminCosts',
    spentOn: today,
    description: 'Phone',
    amount: pence(100),
    booking: null,
  });
  await makeKey(it.ctx, owner, { label: 'Key', scope: 'read', days: 30 });
  await it.database.admin.query(
    "INSERT INTO sessions (id, account_id, token, expires_at, created_at, updated_at) VALUES (gen_random_uuid(), $1, gen_random_uuid()::text, now() + interval '1 day', now(), now())",
    [owner.accountId],
  );
  await it.database.admin.query(
    "INSERT INTO credentials (id, account_id, provider_id, provider_account_id, created_at, updated_at) VALUES (gen_random_uuid(), $1, 'credential', $2, now(), now())",
    [owner.accountId, owner.accountId],
  );
  for (const statement of ONE_ROW_EACH) await it.database.admin.query(statement, [owner.accountId]);
  return owner;
}

function missing(): never {
  throw new Error('the owners are made before the tests');
}
