import { createHash } from 'node:crypto';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { Kysely, PostgresDialect } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tables } from '#database/tables.ts';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import { SUMS_FILE } from '#platform/archive/zip.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { showId } from '#rules/ids.ts';
import { livedAccount } from '#tests/cast/lived-account.ts';
import { apiClient, itemsOf } from '#tests/support/api-client.ts';
import { type Browser, signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { askForExport, forgetOldExports, openExport } from './ask-export.ts';
import { importAccount } from './import-account.ts';
import { listExports } from './store.ts';
import { exportedTables, LEFT_OUT, READ_ONLY } from './tables.ts';

const EMAIL = 'mover@locums.example';
let [here, there]: TestContext[] = [];
let owner: Owner;
let mine: Browser;
let zip: Uint8Array;

beforeAll(async () => {
  here = await testContext();
  there = await testContext();
  const app = testApp(from());
  mine = await signedIn(from(), app, EMAIL);
  owner = await ownerIn(from());
  await livedAccount(from(), owner);
  // closing is about the installation; the cast's own export waits for nobody
  await from().database.admin.query('DELETE FROM account_closures');
  await from().database.admin.query('DELETE FROM account_exports');
  await from().database.admin.query("UPDATE expenses SET description = '=1+1' WHERE account_id = $1", [
    owner.accountId,
  ]);
  zip = await exported();
}, 60_000);
afterAll(async () => {
  await here?.close();
  await there?.close();
});

const from = () => here ?? missing();
const into = () => there ?? missing();
const admin = () => new Kysely<Tables>({ dialect: new PostgresDialect({ pool: into().database.admin }) });
const bring = (bytes: Uint8Array, email: string) =>
  importAccount(into().ctx, admin(), into().database.signIn, { zip: bytes, email });

async function ownerIn(at: TestContext, email = EMAIL): Promise<Owner> {
  const { rows } = await at.database.admin.query('SELECT id FROM accounts WHERE email = $1', [email]);
  return ownerOf(rows[0].id);
}

async function exported(): Promise<Uint8Array> {
  const id = await askForExport(from().ctx, owner);
  await from().work();
  return (await openExport(from().ctx, owner, id)).bytes;
}

test('every table of an account is exported, or named as left out with its reason; none is both', async () => {
  const { rows } = await from().database.admin.query(
    "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'account_id'",
  );
  const named = [...exportedTables(), ...Object.keys(LEFT_OUT)];
  expect(named.toSorted()).toEqual(['accounts', ...rows.map(row => row.table_name)].toSorted());
  expect(Object.keys(READ_ONLY).filter(table => !exportedTables().some(it => it === table))).toEqual([]);
});

describe('the file', () => {
  test('has each table as JSON and CSV with all its rows, each stored file, and the sum of every one', async () => {
    const files = unzipSync(zip);
    const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()));
    for (const table of exportedTables()) {
      const rows = JSON.parse(strFromU8(files[`tables/${table}.json`] ?? new Uint8Array()));
      expect([table, rows.length]).toEqual([table, manifest.tables[table]]);
      expect(rows.length, table).toBeGreaterThan(0);
      expect(files[`tables/${table}.csv`]?.length, table).toBeGreaterThan(10);
    }
    const sums = strFromU8(files[SUMS_FILE] ?? new Uint8Array())
      .trimEnd()
      .split('\n');
    expect(sums).toHaveLength(Object.keys(files).length - 1);
    for (const line of sums) expect(sumOf(files[line.slice(66)])).toBe(line.slice(0, 64));
    expect(Object.keys(files).filter(name => name.startsWith('files/'))).toHaveLength(manifest.files);
    expect(manifest.files).toBeGreaterThan(2);
    expect(manifest.schema).toMatch(/^\d{4}-/);
  });

  test('says bank details openly, and no password, secret, session or key', async () => {
    const files = unzipSync(zip);
    const [profile] = JSON.parse(strFromU8(files['tables/profiles.json'] ?? new Uint8Array()));
    expect(profile.sort_code).toMatch(/^[\d-]+$/);
    expect(Object.keys(profile).filter(name => name.endsWith('_sealed'))).toEqual([]);
    const all = Object.entries(files)
      .map(([, bytes]) => Buffer.from(bytes).toString('latin1'))
      .join('\n');
    const { rows } = await from().database.admin.query(
      "SELECT (SELECT string_agg(token, ' ') FROM sessions) AS tokens, (SELECT string_agg(password, ' ') FROM credentials) AS passwords, (SELECT string_agg(key_hash, ' ') FROM api_keys) AS keys, (SELECT string_agg(secret_sealed, ' ') FROM second_factors) AS sealed",
    );
    const secrets = Object.values<string>(rows[0]).join(' ').split(' ');
    expect(secrets.length).toBeGreaterThan(3);
    const { rows: letters } = await from().database.admin.query("SELECT 1 FROM mails WHERE text_body LIKE '%token=%'");
    expect(letters.length).toBeGreaterThan(0);
    expect([...secrets, 'JBSWY3DPEHPK3PXP', 'token='].filter(secret => all.includes(secret))).toEqual([]);
  });

  test('has no cell that a spreadsheet takes for a formula', () => {
    const csv = strFromU8(unzipSync(zip)['tables/expenses.csv'] ?? new Uint8Array());
    expect(csv).toContain("'=1+1");
    expect(csv).not.toMatch(/(^|,)"?=1/m);
  });
});

describe('brought into an empty account of another installation', () => {
  let theirs: Browser;
  let moved: Owner;

  beforeAll(async () => {
    theirs = await signedIn(into(), testApp(into()), EMAIL);
    moved = await ownerIn(into());
  });

  test('a file that was changed, or of another version, or for nobody, is refused in a sentence and changes nothing', async () => {
    const before = await snapshot();
    const changed = rezipped(files => ({ ...files, 'tables/payments.json': strToU8('[]\n') }));
    await expect(bring(changed, EMAIL)).rejects.toThrow('tables/payments.json is not as it was made');
    await expect(
      bring(
        rezipped(({ 'tables/payments.json': _, ...rest }) => rest),
        EMAIL,
      ),
    ).rejects.toThrow('is missing');
    await expect(bring(strToU8('no zip'), EMAIL)).rejects.toThrow('does not open');
    const older = resummed('manifest.json', text =>
      text.replace(/"schema": "[^"]+"/, '"schema": "0001-owner-and-roles"'),
    );
    await expect(bring(older, EMAIL)).rejects.toThrow('another version of the program');
    await expect(bring(zip, 'nobody@locums.example')).rejects.toThrow('no account with the address');
    const late = resummed('tables/payments.json', text => text.replace(/"amount_pence":\d+/, '"amount_pence":-1'));
    await expect(bring(late, EMAIL)).rejects.toThrow();
    expect(await snapshot()).toEqual(before);
  });

  test('every row is there, to the penny and the microsecond', async () => {
    const { files } = await bring(zip, EMAIL);
    expect(files).toBeGreaterThan(2);
    for (const table of exportedTables().filter(it => !(it in READ_ONLY) && it !== 'accounts')) {
      const [was, is] = [await rowsOf(from(), owner, table), await rowsOf(into(), moved, table)];
      expect(was.length, table).toBeGreaterThan(0);
      expect(
        was.filter(row => !is.includes(row)),
        table,
      ).toEqual([]);
      if (!['facts', 'mails'].includes(table)) expect(is.length, table).toBe(was.length);
    }
  });

  test('every file opens there and has the same sum', async () => {
    const { rows } = await into().database.admin.query('SELECT id, sha256, name FROM files WHERE account_id = $1', [
      moved.accountId,
    ]);
    expect(rows.filter(row => row.name.endsWith('.pdf')).length).toBeGreaterThan(2);
    for (const { id, sha256, name } of rows) {
      const file = await asOwner(into().ctx.db, moved, tx => readStoredFile(into().ctx, tx, id));
      expect([name, sumOf(file.bytes)]).toEqual([name, sha256]);
      if (name.endsWith('.pdf')) expect(Buffer.from(file.bytes.subarray(0, 5)).toString(), name).toBe('%PDF-');
    }
  });

  test('Today, money, tax and the pension ledger show the same figures', async () => {
    for (const path of [
      '/today',
      '/invoices',
      '/tax/2026-27',
      '/pension',
      '/pension/ledger',
      '/expenses',
      '/profile',
    ]) {
      const [was, is] = [await mine.get(path), await theirs.get(path)];
      expect([path, is.status]).toEqual([path, was.status]);
      expect(figuresIn(is.text), path).toEqual(figuresIn(was.text));
    }
    expect(figuresIn((await theirs.get('/tax/2026-27')).text).length).toBeGreaterThan(5);
  });

  test('bank details open under the new place, and the log there begins with what was brought', async () => {
    const page = await theirs.get('/profile/billing');
    expect(page.text).toContain('Stored: ••••0915');
    const { rows } = await into().database.admin.query(
      "SELECT count(*)::int AS n FROM audit_entries WHERE account_id = $1 AND kind = 'account.imported'",
      [moved.accountId],
    );
    expect(rows[0].n).toBe(1);
  });

  test('a second time it is refused, for the account is not empty any more', async () => {
    await expect(bring(zip, EMAIL)).rejects.toThrow('That account is not empty');
    expect((await mine.get('/today')).status).toBe(200);
  });

  async function snapshot() {
    const { rows } = await into().database.admin.query(
      'SELECT (SELECT count(*)::int FROM organisations) AS organisations, (SELECT count(*)::int FROM files) AS files, (SELECT count(*)::int FROM facts) AS facts',
    );
    return { rows, disk: into().onDisk() };
  }
});

describe('downloading it', () => {
  test('needs a proof of the last ten minutes, and is nobody else’s', async () => {
    const [newest] = await asOwner(from().ctx.db, owner, listExports);
    const path = `/account/export/${showId('accountExport', newest?.id ?? missing())}/file`;
    expect((await mine.get(path)).status).toBe(200);
    const other = await signedIn(from(), testApp(from()), 'other@locums.example');
    expect((await other.get(path)).status).toBe(404);
    from().ctx.clock.set(TUESDAY.add({ minutes: 11 }));
    expect((await mine.get(path)).location).toContain('/account/confirm');
    expect((await mine.post('/account/export', {})).status).toBe(403);
    from().ctx.clock.set(TUESDAY);
  });

  test('is told by mail, and asked for twice it is made once', async () => {
    const [newest] = await asOwner(from().ctx.db, owner, listExports);
    const id = newest?.id ?? missing();
    await askForExport(from().ctx, owner, id);
    await from().work();
    const all = await asOwner(from().ctx.db, owner, listExports);
    expect(all.filter(it => it.state === 'ready')).toHaveLength(1);
    const mails = (await from().mailbox.list()).filter(it => it.subject.includes('ready to be downloaded'));
    expect(mails).toHaveLength(1);
  });

  test('by the API works with a key that may write, and with no other', async () => {
    const write = await apiClient(from(), owner);
    const [made = missing()] = itemsOf(await write.call('GET', '/account-exports'));
    const read = await apiClient(from(), owner, 'read');
    const file = `/account-exports/${made.id}/file`;
    expect([(await write.call('GET', file)).status, (await read.call('GET', file)).status]).toEqual([200, 403]);
    expect((await write.call('GET', `/account-exports/${made.id}`)).json).toMatchObject({
      id: made.id,
      state: 'ready',
    });
  });
});

test('after seven days it opens no more, and the night takes it away', async () => {
  const [newest] = await asOwner(from().ctx.db, owner, listExports);
  const kept = from().onDisk().length;
  from().ctx.clock.set(TUESDAY.add({ hours: 7 * 24 }));
  await expect(openExport(from().ctx, owner, newest?.id ?? missing())).rejects.toThrow('not_found');
  await forgetOldExports(from().ctx, owner);
  await forgetOldExports(from().ctx, owner);
  expect(from().onDisk()).toHaveLength(kept - 1);
  expect((await asOwner(from().ctx.db, owner, listExports)).filter(it => it.fileId !== null)).toEqual([]);
});

/** The rows as text, without whose they are and what is bound to a place. */
async function rowsOf(at: TestContext, who: Owner, table: string): Promise<string[]> {
  const { rows } = await at.database.admin.query(
    `SELECT to_jsonb(t) AS row FROM ${table} t WHERE account_id = $1 ORDER BY 1`,
    [who.accountId],
  );
  return rows
    .filter(({ row }) => !(table === 'files' && row.kind === 'account_export'))
    .filter(
      ({ row }) => !(table === 'mails' && ['account_export', 'verify_email', 'reset_password'].includes(row.kind)),
    )
    .filter(({ row }) => !(table === 'facts' && row.kind.startsWith('account_export.')))
    .map(({ row }) =>
      JSON.stringify(
        Object.fromEntries(
          Object.entries(row).map(([key, value]) => [
            key,
            key.endsWith('_sealed')
              ? value !== null
              : typeof value === 'string'
                ? value.replaceAll(who.accountId, 'whose')
                : value,
          ]),
        ),
      ),
    );
}

/** Every amount and per cent that a page says, in order. */
function figuresIn(html: string): string[] {
  return html.replace(/<[^>]*>/g, ' ').match(/[-−]?£[\d,]+(\.\d\d)?|[\d.]+%/g) ?? [];
}

function rezipped(change: (files: Record<string, Uint8Array>) => Record<string, Uint8Array>): Uint8Array {
  return zipSync(change(unzipSync(zip)));
}

/** The export with one file changed and its sum made to fit, as somebody would who wants it to pass. */
function resummed(name: string, change: (text: string) => string): Uint8Array {
  return rezipped(files => {
    const old = files[name] ?? missing();
    const bytes = strToU8(change(strFromU8(old)));
    expect(sumOf(bytes)).not.toBe(sumOf(old));
    const sums = strFromU8(files[SUMS_FILE] ?? missing()).replace(sumOf(old), sumOf(bytes));
    return { ...files, [name]: bytes, [SUMS_FILE]: strToU8(sums) };
  });
}

function sumOf(bytes: Uint8Array | undefined): string {
  return createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');
}

function missing(): never {
  throw new Error('made before the tests');
}
