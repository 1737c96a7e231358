import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey } from '#features/api-keys/index.ts';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { showId } from '#rules/ids.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { entryPath, LISTS } from './entry-words.ts';
import { listEntries } from './store.ts';
import { verifyChains } from './verify-chain.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
afterAll(() => it.close());

const happen = (owner: Owner, kind = 'expense.recorded') =>
  asOwner(it.ctx.db, owner, tx => recordFact(it.ctx, tx, { kind, subjectId: newId('expense') }));
const log = (owner: Owner) => asOwner(it.ctx.db, owner, tx => listEntries(tx, {}, 1_000));
const brokenOf = async (owner: Owner) =>
  (await verifyChains(it.database.admin)).broken.filter(it => it.accountId === owner.accountId);
const tamper = (text: string, owner: Owner) => it.database.admin.query(text, [owner.accountId]);

async function threeEntries(): Promise<Owner> {
  const owner = await it.makeAccount();
  for (let i = 0; i < 3; i++) await happen(owner);
  return owner;
}

test('what a signed-in locum does is kept with the session, a hash of the address and the device', async () => {
  const browser = await signedIn(it, app, 'logged@example.org');
  await browser.post(
    '/account/name',
    { title: 'Dr', firstName: 'Amara', lastName: 'Okafor', profession: 'gp' },
    { 'x-caller': '198.51.100.7', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' },
  );
  const { rows } = await it.database.admin.query(
    `SELECT e.actor_kind, e.caller_hash, e.actor_id = s.id AS this_session FROM audit_entries e
     JOIN accounts a ON a.id = e.account_id JOIN sessions s ON s.account_id = a.id
     WHERE a.email = 'logged@example.org' AND e.kind = 'account.renamed'`,
  );
  expect(rows).toEqual([{ actor_kind: 'owner', caller_hash: 'hash of 198.51.100.7', this_session: true }]);
  const page = await browser.get('/account/log');
  expect(page.text).toContain('Name or profession changed');
  expect(page.text).not.toContain('198.51.100.7');
});

test('what a program does by an API key is kept as done by that key', async () => {
  const owner = await it.makeAccount();
  const key = await makeKey(it.ctx, owner, { label: 'Books', scope: 'write', days: 30 });
  const answer = await app.request('http://localhost:3000/api/v1/audit-log?subject=api_key', {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(await answer.json()).toMatchObject({ items: [{ kind: 'api_key.made', words: 'API key made', place: 1 }] });
  const made = await app.request('http://localhost:3000/api/v1/organisations', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Hill Surgery', kind: 'gp_practice', nation: 'england' }),
  });
  expect(made.status).toBe(201);
  expect((await log(owner))[0]).toMatchObject({ kind: 'organisation.added', actor: 'api_key', place: 2 });
});

test('an entry stands exactly if what it tells of was committed', async () => {
  const owner = await it.makeAccount();
  await asOwner(it.ctx.db, owner, async tx => {
    await recordFact(it.ctx, tx, { kind: 'profile.changed', subjectId: owner.accountId });
    throw new Error('changed my mind');
  }).catch(() => undefined);
  expect(await log(owner)).toEqual([]);
  await happen(owner);
  expect(await log(owner)).toHaveLength(1);
});

test('many things at once make one chain without a gap', async () => {
  const owner = await it.makeAccount();
  await Promise.all(Array.from({ length: 20 }, () => happen(owner)));
  expect((await log(owner)).map(entry => entry.place)).toEqual(Array.from({ length: 20 }, (_, i) => 20 - i));
  expect(await brokenOf(owner)).toEqual([]);
});

test('the application can add to the log and change nothing of it', async () => {
  const owner = await threeEntries();
  for (const change of ["UPDATE audit_entries SET kind = 'x'", 'DELETE FROM audit_entries', 'TRUNCATE audit_entries'])
    await expect(
      asOwner(it.ctx.db, owner, tx => sql.raw(change).execute(tx.db)),
      change,
    ).rejects.toThrow('permission denied');
});

test('a place and hashes that somebody hands in are not taken', async () => {
  const owner = await threeEntries();
  const forged = { place: 77, previous: 'forged', hash: 'forged' };
  await asOwner(it.ctx.db, owner, tx =>
    tx.db
      .insertInto('audit_entries')
      .values({
        account_id: owner.accountId,
        id: newId('fact'),
        kind: 'profile.changed',
        subject_id: owner.accountId,
        details: '{}',
        actor_kind: 'owner',
        happened_at: it.ctx.clock.now(),
        ...forged,
      })
      .execute(),
  );
  expect((await log(owner))[0]?.place).toBe(4);
  expect(await brokenOf(owner)).toEqual([]);
});

test.each([
  [
    'an altered entry',
    'UPDATE audit_entries SET details = \'{"a":1}\' WHERE account_id = $1 AND place = 2',
    2,
    'altered',
  ],
  [
    'an altered time',
    "UPDATE audit_entries SET happened_at = happened_at + interval '1 microsecond' WHERE account_id = $1 AND place = 3",
    3,
    'altered',
  ],
  ['another who', "UPDATE audit_entries SET actor_kind = 'staff' WHERE account_id = $1 AND place = 1", 1, 'altered'],
  ['a removed entry', 'DELETE FROM audit_entries WHERE account_id = $1 AND place = 2', 2, 'missing'],
  ['a removed beginning', 'DELETE FROM audit_entries WHERE account_id = $1 AND place = 1', 1, 'missing'],
  ['a cut end', 'DELETE FROM audit_entries WHERE account_id = $1 AND place = 3', 3, 'cut'],
] as const)('%s is found, even where a superuser did it', async (_, statement, place, why) => {
  const owner = await threeEntries();
  const before = await verifyChains(it.database.admin);
  expect(before.broken.filter(it => it.accountId === owner.accountId)).toEqual([]);
  await tamper(statement, owner);
  expect(await brokenOf(owner)).toEqual([{ accountId: owner.accountId, place, why }]);
});

test('a log that was sealed anew as a whole holds, and shows by another seal', async () => {
  const owner = await threeEntries();
  const before = (await verifyChains(it.database.admin)).seal;
  expect((await verifyChains(it.database.admin)).seal).toBe(before);
  const last = 'audit_entries WHERE account_id = $1 AND place = 3';
  await tamper(`UPDATE audit_entries SET kind = 'expense.deleted' WHERE account_id = $1 AND place = 3`, owner);
  await tamper(
    `UPDATE audit_entries e SET hash = encode(sha256(convert_to(audit_text(e), 'UTF8')), 'hex') WHERE account_id = $1 AND place = 3`,
    owner,
  );
  expect((await tamper(`SELECT kind FROM ${last}`, owner)).rows).toEqual([{ kind: 'expense.deleted' }]);
  expect(await brokenOf(owner)).toEqual([]);
  expect((await verifyChains(it.database.admin)).seal).not.toBe(before);
});

test('the log outlives the account', async () => {
  const owner = await threeEntries();
  await tamper('DELETE FROM accounts WHERE id = $1', owner);
  const { rows } = await tamper('SELECT count(*)::int AS n FROM audit_entries WHERE account_id = $1', owner);
  expect(rows[0].n).toBe(3);
  expect(await brokenOf(owner)).toEqual([]);
});

test('the page is filtered by what, by whom and by days, and pages once through everything', async () => {
  const browser = await signedIn(it, app, 'filters@example.org');
  const owner = await ownerNamed('filters@example.org');
  for (let i = 0; i < 55; i++) await happen(owner, 'expense.recorded');
  const first = await browser.get('/account/log?subject=expense');
  const second = await browser.get(olderOf(first.text));
  expect(linesOf(first.text) + linesOf(second.text)).toBe(55);
  expect((await browser.get('/account/log?subject=expense&actor=owner')).text).toContain('Nothing of this kind');
  expect(linesOf((await browser.get('/account/log?subject=expense&from=2026-11-24&to=2026-11-24')).text)).toBe(50);
  expect((await browser.get('/account/log?subject=expense&to=2026-11-23')).text).toContain('Nothing of this kind');
  const csv = await browser.get('/account/log.csv?subject=expense');
  expect(csv.text.trim().split('\r\n')).toHaveLength(56);
});

test('every line leads to a page that there is', async () => {
  const browser = await signedIn(it, app, 'leads@example.org');
  const missing: string[] = [];
  for (const path of new Set(Object.values(LISTS))) if ((await browser.get(path)).status !== 200) missing.push(path);
  expect(missing).toEqual([]);
  const subjectId = newId('invoice');
  const invoice = `/invoices/${showId('invoice', subjectId)}`;
  expect(entryPath({ kind: 'claim.made', subjectId, details: {} })).toBe(invoice);
  expect(entryPath({ kind: 'form_a.made', subjectId: newId('formA'), details: { invoiceId: subjectId } })).toBe(
    invoice,
  );
  expect(entryPath({ kind: 'invoice.draft_deleted', subjectId, details: {} })).toBe('/invoices');
});

test('another locum’s log is nobody else’s to read', async () => {
  const [mine, theirs] = [await threeEntries(), await threeEntries()];
  const accounts = await asOwner(it.ctx.db, mine, tx =>
    tx.db.selectFrom('audit_entries').select('account_id').execute(),
  );
  expect(new Set(accounts.map(row => row.account_id))).toEqual(new Set([mine.accountId]));
  expect(theirs.accountId).not.toBe(mine.accountId);
  expect(await app.browser().get('/account/log.csv')).toMatchObject({ status: 303 });
});

async function ownerNamed(email: string): Promise<Owner> {
  const { rows } = await it.database.admin.query('SELECT id FROM accounts WHERE email = $1', [email]);
  return ownerOf(rows[0].id);
}

function olderOf(text: string): string {
  return (/href="([^"]+)"[^>]*rel="next"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&');
}

function linesOf(text: string): number {
  return text.split('Expense recorded').length - 1;
}
