import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { migrate } from '#database/migrate.ts';
import { atDatabase } from './support/start-test-server.ts';

const MIGRATIONS = 'src/database/migrations';
const files = readdirSync(MIGRATIONS)
  .filter(file => file.endsWith('.sql'))
  .toSorted();

/** Rows as a database in use has them, by the migration after which they can be there. */
const ROWS: Readonly<Record<string, string>> = {
  '0002': `INSERT INTO accounts (id, email, name, first_name, last_name, profession, declared_adult_at, created_at, updated_at)
    SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, n || '@example.org', 'A B', 'A', 'B', 'gp', now(), now(), now() FROM generate_series(1, 50) n`,
  '0003': 'INSERT INTO profiles (account_id, updated_at) SELECT id, now() FROM accounts',
  '0004': `INSERT INTO organisations (account_id, id, name, kind, nation, created_at, updated_at) SELECT id, id, 'Riverside', 'gp_practice', 'england', now(), now() FROM accounts`,
  '0005': `INSERT INTO facts (account_id, id, kind, subject_id, happened_at) SELECT id, id, 'account.renamed', id, now() FROM accounts`,
  '0006': `INSERT INTO files (account_id, id, kind, name, content_type, size_bytes, sha256, store_key, created_at) SELECT id, id, 'invoice', 'x.pdf', 'application/pdf', 1, 'x', 'x', now() FROM accounts`,
  '0007': `INSERT INTO bookings (account_id, id, organisation_id, state, billing_mode, work_type, work_date, starts_at, ends_at, rate_kind, rate_pence, payment_terms_days, cancellation_terms, created_at, updated_at)
    SELECT id, id, id, 'confirmed', 'self_invoiced', 'surgery', '2026-11-24', '2026-11-24T08:30Z', '2026-11-24T13:00Z', 'session', 34000, 30, '{"bands":[]}', now(), now() FROM accounts`,
  '0008': `INSERT INTO invoices (account_id, id, organisation_id, state, number, number_text, issue_date, due_date, payment_terms_days, work_pence, expenses_pence, total_pence, content, file_id, issued_at, created_at, updated_at)
    SELECT id, id, id, 'issued', 1, 'INV-0001', '2026-11-24', '2026-12-24', 30, 100, 0, 100, '{}', id, now(), now(), now() FROM accounts`,
  '0009': `INSERT INTO payments (account_id, id, invoice_id, received_on, amount_pence, recorded_at) SELECT id, id, id, '2026-11-24', 100, now() FROM accounts`,
};

let server: pg.Pool;

beforeAll(() => {
  server = new pg.Pool({ ...inject('testServer').connection, max: 1 });
});
afterAll(() => server.end());

test('each migration takes a database that is filled as one in use is by then', async () => {
  expect(files.length).toBeGreaterThanOrEqual(13);
  const name = `filled_${process.pid}`;
  await server.query(`CREATE DATABASE ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'sessional-filled-'));
  const pool = new pg.Pool({ ...atDatabase(inject('testServer').connection, name), max: 2 });
  try {
    for (const file of files) {
      cpSync(join(MIGRATIONS, file), join(folder, file));
      await migrate(pool, folder);
      await pool.query(ROWS[file.slice(0, 4)] ?? 'SELECT 1');
    }
    const { rows } = await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM kysely_migration');
    expect(rows[0]?.n).toBe(files.length);
    const { rows: kept } = await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM payments');
    expect(kept[0]?.n).toBe(50);
  } finally {
    await pool.end();
    rmSync(folder, { recursive: true, force: true });
    await server.query(`DROP DATABASE ${name}`);
  }
}, 60_000);
