import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderStore } from '#adapters/file-store/folder.ts';
import { jobTable } from '#main/jobs.ts';
import { fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { asOwner } from './access.ts';
import { fieldCipher } from './encryption.ts';
import { newId } from './ids.ts';
import { isResealed, resealAccount, SEALED_COLUMNS } from './reseal.ts';
import { sealedFiles } from './sealed-files.ts';
import { readStoredFile, storeFile } from './stored-file.ts';

let made: TestContext;
const folder = mkdtempSync(join(tmpdir(), 'reseal-'));
const OLD = { id: 'test', secret: new Uint8Array(32).fill(7) };
const NEW = { id: 'k2', secret: new Uint8Array(32).fill(2) };
const under = (...keys: (typeof OLD)[]) => ({
  ...made.ctx,
  cipher: fieldCipher(keys),
  files: sealedFiles(folderStore(folder), keys),
});

beforeAll(async () => {
  made = await testContext();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await made.close();
});

test('the list of sealed columns is what the database has', async () => {
  const { rows } = await made.database.admin.query(
    "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name LIKE '%\\_sealed'",
  );
  const inDatabase = rows.map(row => `${row.table_name}.${row.column_name}`).toSorted();
  expect(SEALED_COLUMNS.map(it => `${it.table}.${it.column}`).toSorted()).toEqual(inDatabase);
});

test('by night every value and file moves to the new key; then the old key opens nothing and is needed by nothing', async () => {
  const owner = await made.makeAccount();
  await fillProfile(made, owner);
  const bytes = Buffer.from('%PDF-1.7 a paper');
  const file = await asOwner(made.ctx.db, owner, tx =>
    storeFile(under(OLD), tx, { kind: 'invoice', name: 'a.pdf', contentType: 'application/pdf', bytes }),
  );
  const calendar = newId('calendar');
  const place = { table: 'calendars', column: 'address_sealed', row: calendar };
  await made.database.admin.query(
    "INSERT INTO calendars (account_id, id, label, address_sealed, created_at) VALUES ($1, $2, 'Home', $3, now())",
    [owner.accountId, calendar, fieldCipher([OLD]).seal('https://calendar.example.org/a.ics', place)],
  );

  const both = under(NEW, OLD);
  expect(await isResealed(both, owner)).toBe(false);
  const jobs = jobTable(both, made.database.signIn);
  await jobs.find(job => job.name === 'keys.begin')?.run({});
  expect(await made.queue.drain(jobs, made.ctx.clock.now())).toEqual([]);
  expect(await isResealed(both, owner)).toBe(true);

  const { rows } = await made.database.admin.query(
    'SELECT p.*, c.address_sealed FROM profiles p JOIN calendars c USING (account_id) WHERE account_id = $1',
    [owner.accountId],
  );
  const sealed = Object.entries(rows[0]).filter(([column, value]) => column.endsWith('_sealed') && value !== null);
  expect(sealed.length).toBeGreaterThanOrEqual(8);
  expect(sealed.filter(([, value]) => !String(value).startsWith('k2.'))).toEqual([]);
  const alone = under(NEW);
  const ni = { table: 'profiles', column: 'ni_number_sealed', row: owner.accountId };
  expect(alone.cipher.open(rows[0].ni_number_sealed, ni)).toBe('AB123456C');
  expect(alone.cipher.open(rows[0].address_sealed, place)).toBe('https://calendar.example.org/a.ics');
  const read = await asOwner(made.ctx.db, owner, tx => readStoredFile(alone, tx, file));
  expect(Buffer.from(read.bytes)).toEqual(bytes);

  const told = await made.database.admin.query(
    'SELECT key_id, changed_values, changed_files FROM resealings WHERE account_id = $1',
    [owner.accountId],
  );
  expect(told.rows).toEqual([{ key_id: 'k2', changed_values: sealed.length, changed_files: 1 }]);
});

test('a value whose key is unknown stops its account, changes nothing of it, and leaves it to be done', async () => {
  const owner = await made.makeAccount();
  await fillProfile(made, owner);
  await expect(resealAccount(under(NEW), owner)).rejects.toThrow('no encryption key test');
  expect(await isResealed(under(NEW), owner)).toBe(false);
  const { rows } = await made.database.admin.query('SELECT ni_number_sealed FROM profiles WHERE account_id = $1', [
    owner.accountId,
  ]);
  expect(rows[0].ni_number_sealed).toMatch(/^test\./);
});

test('files on the disk hold none of the words of the papers', async () => {
  const owner = await made.makeAccount();
  await asOwner(made.ctx.db, owner, tx =>
    storeFile(under(NEW), tx, {
      kind: 'form_a',
      name: 'f.txt',
      contentType: 'text/plain',
      bytes: Buffer.from('NI number AB123456C'),
    }),
  );
  const kept = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name)));
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.filter(bytes => bytes.includes('AB123456C'))).toEqual([]);
});
