import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftInvoice } from '#features/invoices/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { type Id, type Named, showId } from '#rules/ids.ts';
import { ISSUED, NOT_ISSUED } from './cast/issued-papers.ts';
import { livedAccount } from './cast/lived-account.ts';
import { addDelivered, addPractice } from './cast/working-locum.ts';
import { type ApiClient, apiClient } from './support/api-client.ts';
import { type TestContext, testContext } from './support/context.ts';

interface Column {
  readonly table_name: string;
  readonly column_name: string;
  readonly data_type: string;
}

let it: TestContext;
let owner: Owner;
let columns: Column[];

beforeAll(async () => {
  it = await testContext();
  owner = await livedAccount(it);
  const { rows } = await it.database.admin.query<Column>(
    "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, ordinal_position",
  );
  columns = rows;
});
afterAll(() => it.close());

const TABLES = Object.keys(ISSUED);

/** Rows of a table that are issued: drafts may change. */
function issuedIn(table: string): string {
  if (table === 'invoices') return "state <> 'draft'";
  if (table === 'invoice_lines')
    return "EXISTS (SELECT FROM invoices i WHERE i.account_id = invoice_lines.account_id AND i.id = invoice_id AND i.state <> 'draft')";
  return 'true';
}

/** All that has to stand, as text: the columns that may change are left out. */
async function frozen(): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const table of TABLES) {
    const { rows } = await it.database.admin.query<{ row: string }>(
      `SELECT (to_jsonb(${table}) - $2::text[])::text AS row FROM ${table} WHERE account_id = $1 AND ${issuedIn(table)} ORDER BY 1`,
      [owner.accountId, ISSUED[table]],
    );
    found.set(
      table,
      rows.map(row => row.row),
    );
  }
  return found;
}

/** Nothing that stood is gone or different; more may have been issued since. */
function expectStanding(before: Map<string, string[]>, after: Map<string, string[]>, by: string): void {
  for (const [table, rows] of before) {
    const now = new Set(after.get(table));
    expect(
      rows.filter(row => !now.has(row)),
      `${by} changed ${table}`,
    ).toEqual([]);
  }
}

/** Runs a statement as the application's role for the account; answers whether the database took it with at least one row. */
async function taken(statement: string): Promise<boolean> {
  try {
    const result = await asOwner(it.ctx.db, owner, tx => sql.raw(statement).execute(tx.db));
    return (result.numAffectedRows ?? 0n) > 0n;
  } catch {
    return false;
  }
}

/** Another value for a column than it has. */
function changed({ column_name: name, data_type: type }: Column): string {
  if (type === 'date') return `coalesce(${name}, '2026-01-01') + 1`;
  if (type.startsWith('timestamp')) return `coalesce(${name}, now()) + interval '1 hour'`;
  if (type === 'boolean') return `NOT coalesce(${name}, false)`;
  if (type === 'uuid') return 'gen_random_uuid()';
  if (type === 'jsonb') return `'{"changed": true}'::jsonb`;
  if (type === 'integer' || type === 'bigint') return `coalesce(${name}, 0) + 1`;
  return `coalesce(${name}, '') || 'x'`;
}

test('every table that keeps a paper is said to stand or not to be issued, so that a new one cannot be forgotten', () => {
  const papers = columns
    .filter(it => (it.column_name === 'file_id' || it.column_name === 'content') && it.table_name !== 'mails')
    .map(it => it.table_name);
  expect([...new Set(papers)].filter(table => !(table in ISSUED) && !NOT_ISSUED.includes(table))).toEqual([]);
});

test('each of these tables holds something issued, so that the tests below can fail', async () => {
  for (const [table, rows] of await frozen()) expect(rows.length, table).toBeGreaterThan(0);
});

test('the application’s role cannot change a column of what is issued, but for those that say what became of it', async () => {
  const before = await frozen();
  let tried = 0;
  for (const table of TABLES) {
    for (const column of columns.filter(it => it.table_name === table)) {
      if (ISSUED[table]?.includes(column.column_name)) continue;
      const statement = `UPDATE ${table} SET ${column.column_name} = ${changed(column)} WHERE ${issuedIn(table)}`;
      expect(await taken(statement), statement).toBe(false);
      tried++;
    }
  }
  expect(tried).toBeGreaterThan(120);
  expectStanding(before, await frozen(), 'an UPDATE');
});

test('nor delete or empty it, nor take a line of it elsewhere or add one', async () => {
  const before = await frozen();
  for (const table of TABLES) {
    expect(await taken(`DELETE FROM ${table} WHERE ${issuedIn(table)}`), table).toBe(false);
    expect(await taken(`TRUNCATE ${table} CASCADE`), table).toBe(false);
  }
  const practice = await addPractice(it, owner);
  const bookings = [await addDelivered(it, owner, practice, '2026-11-19')];
  const draft = await draftInvoice(it.ctx, owner, {
    organisation: practice,
    bookings,
    purchaseOrder: null,
    notes: null,
  });
  const lines = `invoice_lines WHERE ${issuedIn('invoice_lines')}`;
  expect(
    await taken(
      `UPDATE invoice_lines SET invoice_id = '${draft}', position = position + 50 WHERE ${issuedIn('invoice_lines')}`,
    ),
  ).toBe(false);
  expect(
    await taken(
      `INSERT INTO invoice_lines (account_id, invoice_id, position, kind, description, amount_pence) SELECT account_id, invoice_id, 99, kind, 'more', 1 FROM ${lines} LIMIT 1`,
    ),
  ).toBe(false);
  // the same on the draft goes through: it is the state that refuses
  expect(await taken(`UPDATE invoice_lines SET description = 'again' WHERE invoice_id = '${draft}'`)).toBe(true);
  expectStanding(before, await frozen(), 'a DELETE');
});

test('the papers’ own bytes cannot be put in place of others, and their records not deleted', async () => {
  for (const table of TABLES.filter(name =>
    columns.some(it => it.table_name === name && it.column_name === 'file_id'),
  )) {
    const files = `id IN (SELECT file_id FROM ${table} WHERE ${issuedIn(table)})`;
    expect(await taken(`DELETE FROM files WHERE ${files}`), table).toBe(false);
    expect(await taken(`UPDATE files SET sha256 = 'x' WHERE ${files}`), table).toBe(false);
  }
});

const KINDS: Readonly<Record<string, Named>> = {
  invoices: 'invoice',
  credit_notes: 'creditNote',
  interest_invoices: 'interestInvoice',
  formal_letters: 'formalLetter',
  account_statements: 'accountStatement',
  form_as: 'formA',
  form_bs: 'formB',
  booking_schedules: 'schedule',
  payments: 'payment',
  remittances: 'remittance',
  write_offs: 'writeOff',
};

/** One issued thing of each kind, as the API shows its id. */
async function issuedIds(): Promise<string[]> {
  const ids: string[] = [];
  for (const [table, kind] of Object.entries(KINDS)) {
    const { rows } = await it.database.admin.query<{ id: Id<Named> }>(
      `SELECT id FROM ${table} WHERE account_id = $1 AND ${issuedIn(table)} ORDER BY id LIMIT 1`,
      [owner.accountId],
    );
    ids.push(...rows.map(row => showId(kind, row.id)));
  }
  return ids;
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, Schema>>;
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
}

async function writeRoutes(api: ApiClient): Promise<Route[]> {
  const document = (await api.call('GET', '/openapi.json')).json as unknown as {
    readonly paths: Record<
      string,
      Record<
        string,
        { requestBody?: { content?: Record<string, { schema?: { properties?: Record<string, Schema> } }> } }
      >
    >;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => ['post', 'put', 'patch', 'delete'].includes(method))
      .map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        body: operation.requestBody?.content?.['application/json']?.schema?.properties ?? {},
      })),
  );
}

/** Something that a field of that name takes, more often than not. */
function sample(name: string, { type, enum: choices }: Schema, ids: readonly string[]): unknown {
  if (choices?.[0] !== undefined) return choices[0];
  if (/amount|rate$|fee/i.test(name)) return '1.00';
  if (/on$|date|from|to$/i.test(name)) return '2026-11-24';
  if (name === 'invoice') return ids.find(id => id.startsWith('inv_'));
  if (name === 'lines') return undefined;
  if (type === 'boolean') return true;
  if (type === 'number' || type === 'integer') return 1;
  if (type === 'array') return [];
  return 'changed';
}

test('no write of the API changes what is issued, whatever id and fields it is given', async () => {
  const api = await apiClient(it, owner);
  const [ids, routes, before] = [await issuedIds(), await writeRoutes(api), await frozen()];
  expect(routes.length).toBeGreaterThan(60);
  const answers: number[] = [];
  for (const { method, path, body } of routes) {
    // a key has so many calls a minute
    it.ctx.clock.set(it.ctx.clock.now().add({ minutes: 1 }));
    const fields = Object.entries(body).map(([name, schema]) => [name, sample(name, schema, ids)] as const);
    for (const id of path.includes('{') ? ids : ['']) {
      const whole = path.replaceAll(/\{[^}]+\}/g, id);
      const { status } = await api.call(method, whole, Object.fromEntries(fields.filter(([name]) => name !== 'id')));
      expect(status, `${method} ${whole}`).toBeLessThan(500);
      answers.push(status);
    }
    if (answers.at(-1) !== 404) expectStanding(before, await frozen(), `${method} ${path}`);
  }
  // some went through, so that they could have changed something
  expect(answers.filter(status => status === 429 || status === 401)).toEqual([]);
  expect(answers.length).toBeGreaterThan(500);
  expect(answers.filter(status => status < 300).length).toBeGreaterThan(5);
  expectStanding(before, await frozen(), 'the API');
}, 300_000);
