import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, openDatabase } from '#database/connection.ts';
import { migrate } from '#database/migrate.ts';
import type { Tables } from '#database/tables.ts';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import { fieldCipher } from '#platform/encryption.ts';
import { livedAccount } from '#tests/cast/lived-account.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { atDatabase } from '#tests/support/start-test-server.ts';
import { askForExport, openExport } from './ask-export.ts';
import { importAccount } from './import-account.ts';

const NAME = `plain_${randomUUID().replaceAll('-', '')}`;
const THEIR_KEYS = [{ id: 'theirs', secret: new Uint8Array(32).fill(9) }];
let made: TestContext;
let plain: Database;
let server: pg.Pool;

/** A database as operators of hosted PostgreSQL have it: its owner is no superuser, so that row-level security binds it. */
beforeAll(async () => {
  made = await testContext();
  const { connection } = inject('testServer');
  server = new pg.Pool({ ...connection, max: 1 });
  await server.query(`CREATE ROLE ${NAME}`);
  await server.query(`GRANT sessional_app, sessional_auth, sessional_public TO ${NAME} WITH SET TRUE`);
  await server.query(`CREATE DATABASE ${NAME} OWNER ${NAME}`);
  plain = await openDatabase({ connection: { ...atDatabase(connection, NAME), options: `-c role=${NAME}` } });
  await migrate(plain.admin, 'src/database/migrations');
}, 60_000);
afterAll(async () => {
  await plain?.close();
  await server.query(`DROP DATABASE ${NAME}`);
  await server.query(`DROP ROLE ${NAME}`);
  await server.end();
  await made.close();
});

test('an owner of the schema who is no superuser brings an account in, and sees no other', async () => {
  const source = await livedAccount(made);
  await made.database.admin.query('DELETE FROM account_exports');
  const id = await askForExport(made.ctx, source);
  await made.work();
  const { bytes } = await openExport(made.ctx, source, id);
  const [owner, other] = [await account('mover@locums.example'), await account('other@locums.example')];
  const ctx = { ...made.ctx, cipher: fieldCipher(THEIR_KEYS) };
  const admin = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: plain.admin }) });

  const brought = await importAccount(ctx, admin, plain.signIn, { zip: bytes, email: 'mover@locums.example' });

  expect(brought.files).toBeGreaterThan(2);
  const found = await asOwner(plain.app, owner, async tx => ({
    invoices: await tx.db.selectFrom('invoices').select(['number_text', 'total_pence']).execute(),
    profile: await tx.db.selectFrom('profiles').select('sort_code_sealed').executeTakeFirstOrThrow(),
    log: await tx.db.selectFrom('audit_entries').select('kind').where('kind', '=', 'account.imported').execute(),
  }));
  expect(found.invoices).toEqual(
    await asOwner(made.ctx.db, source, tx =>
      tx.db.selectFrom('invoices').select(['number_text', 'total_pence']).execute(),
    ),
  );
  expect(found.log).toHaveLength(1);
  const place = { table: 'profiles', column: 'sort_code_sealed', row: owner.accountId };
  expect(ctx.cipher.open(found.profile.sort_code_sealed ?? '', place)).toMatch(/^[\d-]{6,8}$/);
  const seen = (who: Owner) =>
    admin.transaction().execute(async tx => {
      await sql`SELECT set_config('app.account_id', ${who.accountId}, true)`.execute(tx);
      return (await tx.selectFrom('invoices').select('id').execute()).length;
    });
  expect([await seen(owner), await seen(other)]).toEqual([1, 0]);
  expect(await admin.selectFrom('invoices').select('id').execute()).toEqual([]);
});

async function account(email: string): Promise<Owner> {
  const id = randomUUID();
  await sql`
    INSERT INTO accounts (id, email, email_verified, name, first_name, last_name, profession, declared_adult_at, created_at, updated_at)
    VALUES (${id}, ${email}, true, 'A B', 'A', 'B', 'gp', now(), now(), now())`.execute(plain.signIn);
  return ownerOf(id);
}
