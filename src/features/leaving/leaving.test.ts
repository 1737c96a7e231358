import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { jobTable } from '#main/jobs.ts';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import { storeFile } from '#platform/stored-file.ts';
import { livedAccount } from '#tests/cast/lived-account.ts';
import { type Browser, signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { askToLeave, remindOfErasure, stayAfterAll } from './ask-to-leave.ts';
import { accountsToErase, eraseAccount, eraseAgain } from './erase-account.ts';
import { readClosure } from './store.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
beforeEach(() => it.ctx.clock.set(TUESDAY));
afterAll(() => it.close());

const later = (days: number) => it.ctx.clock.set(TUESDAY.add({ hours: days * 24 }));
const mailsAbout = async (words: string) => {
  await it.work();
  return (await it.mailbox.list()).filter(mail => mail.subject.includes(words));
};
const accountOf = async (email: string): Promise<Owner> => {
  const { rows } = await it.database.admin.query('SELECT id FROM accounts WHERE email = $1', [email]);
  return ownerOf(rows[0].id);
};
/** The night's job; answers how many were due. */
const eraseDue = async (ctx: TestContext['ctx'] = it.ctx) => {
  const due = await accountsToErase(ctx, it.database.signIn);
  await jobTable(ctx, it.database.signIn)
    .find(job => job.name === 'accounts.erase')
    ?.run({});
  return due.length;
};
/** The cast's account has a closure already. */
const leave = async (owner: Owner) => {
  await stayAfterAll(it.ctx, owner);
  await askToLeave(it.ctx, owner);
};
const stillThere = async (owner: Owner) =>
  (await it.database.admin.query('SELECT 1 FROM accounts WHERE id = $1', [owner.accountId])).rows.length;

describe('a locum who leaves', () => {
  let locum: Browser;
  let owner: Owner;

  beforeAll(async () => {
    locum = await signedIn(it, app, 'leaver@locums.example');
    owner = await accountOf('leaver@locums.example');
  });

  test('types the account’s own address; another keeps the account, and what was typed', async () => {
    const answer = await locum.post('/account/leave', { email: 'somebody@locums.example' });
    expect([answer.status, await asOwner(it.ctx.db, owner, readClosure)]).toEqual([422, undefined]);
    expect(answer.text).toContain('somebody@locums.example');
    expect(answer.text).toContain('Type leaver@locums.example');
  });

  test('has thirty days, told by mail with the address of the certificate, and can come back', async () => {
    expect((await locum.post('/account/leave', { email: 'Leaver@locums.example ' })).location).toContain(
      'account-closing',
    );
    expect((await locum.get('/account/leave')).text).toContain('Thu 24 Dec 2026');
    expect((await locum.get('/today')).text).toContain('Your account will be deleted on Thu 24 Dec 2026');
    await askToLeave(it.ctx, owner);
    const mails = await mailsAbout('will be deleted on Thu 24 Dec 2026');
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('/erased/');

    later(29);
    expect(await eraseDue()).toBe(0);
    expect((await locum.post('/account/stay', {})).location).toContain('account-kept');
    later(31);
    expect(await eraseDue()).toBe(0);
    expect(await stillThere(owner)).toBe(1);
    expect(await mailsAbout('Your account stays')).toHaveLength(1);
    await stayAfterAll(it.ctx, owner);
    expect(await mailsAbout('Your account stays')).toHaveLength(1);
  });

  test('is reminded seven days and one day before, once each, however often the day’s work runs', async () => {
    it.ctx.clock.set(TUESDAY);
    await askToLeave(it.ctx, owner);
    const before = (await mailsAbout('will be deleted on Thu 24 Dec 2026')).length;
    for (const day of [1, 22, 23, 23, 24, 29, 29]) {
      later(day);
      await remindOfErasure(it.ctx, owner);
    }
    expect((await mailsAbout('will be deleted on Thu 24 Dec 2026')).length - before).toBe(2);
    await stayAfterAll(it.ctx, owner);
  });

  test('vanishes from the directory at once and is back when they stay', async () => {
    const slug = 'amara-who-leaves';
    await it.database.admin.query(
      "INSERT INTO publications (account_id, visibility, updated_at) VALUES ($1, 'published', now())",
      [owner.accountId],
    );
    await it.database.admin.query('INSERT INTO listing_slugs VALUES ($2, $1, true)', [owner.accountId, slug]);
    const shown = async () => {
      await it.work();
      const { rows } = await it.database.admin.query('SELECT 1 FROM listings WHERE account_id = $1', [owner.accountId]);
      return rows.length;
    };
    await stayAfterAll(it.ctx, owner);
    await locum.post('/account/name', { title: 'Dr', firstName: 'Amara', lastName: 'Okafor', profession: 'gp' });
    expect(await shown()).toBe(1);
    await askToLeave(it.ctx, owner);
    expect(await shown()).toBe(0);
    await stayAfterAll(it.ctx, owner);
    expect(await shown()).toBe(1);
  });
});

describe('erasure', () => {
  test('takes every row, file, session and listing of the account, and nobody else’s; the certificate and the log stay', async () => {
    const [owner, other] = [await livedAccount(it), await livedAccount(it)];
    const paper = Buffer.from('National Insurance AB123456C of Quagga');
    for (const who of [owner, other])
      await asOwner(it.ctx.db, who, tx =>
        storeFile(it.ctx, tx, { kind: 'document', name: 'p.pdf', contentType: 'application/pdf', bytes: paper }),
      );
    await it.ctx.files.put(`${owner.accountId}/document/orphan`, paper, 'application/pdf');
    const known = await valuesOf(owner, other);
    expect(known.size).toBeGreaterThan(100);
    const filesOfOther = await Array.fromAsync(it.ctx.files.list(other.accountId));

    await leave(owner);
    const secret = /erased\/([\w-]+)/.exec(
      (
        await it.database.admin.query(
          "SELECT text_body FROM mails WHERE account_id = $1 AND text_body LIKE '%/erased/%'",
          [owner.accountId],
        )
      ).rows[0].text_body,
    )?.[1];
    later(30);
    // mails and facts that still wait must not trip over the account that is gone
    expect(await eraseDue()).toBe(1);
    expect(await it.queue.drain(jobTable(it.ctx, it.database.signIn), it.ctx.clock.now())).toEqual([]);

    const left = await dump();
    const told = [...left].flatMap(([table, text]) =>
      [...known].filter(value => text.includes(value)).map(value => `${table}: ${value}`),
    );
    expect(told.filter(line => !KEPT.test(line))).toEqual([]);
    expect(await Array.fromAsync(it.ctx.files.list(owner.accountId))).toEqual([]);
    expect(await Array.fromAsync(it.ctx.files.list(other.accountId))).toEqual(filesOfOther);
    expect(await stillThere(other)).toBe(1);

    const certificate = await app.browser().get(`/erased/${secret}`);
    expect(certificate.status).toBe(200);
    expect(certificate.text).toContain('Thu 24 Dec 2026');
    expect(certificate.text).toMatch(/bookings.*invoices/s);
    expect(certificate.text).not.toContain('Okafor');
    expect((await app.browser().get('/erased/another')).status).toBe(404);
  });

  test('is done again after a backup brought the account back', async () => {
    const owner = await livedAccount(it);
    await eraseAccount(it.ctx, it.database.signIn, owner.accountId);
    expect(await eraseAgain(it.ctx, it.database.signIn)).toBe(0);
    await it.database.admin.query(
      `INSERT INTO accounts (id, email, email_verified, name, first_name, last_name, profession, declared_adult_at, created_at, updated_at)
       VALUES ($1, 'back@locums.example', true, 'A B', 'A', 'B', 'gp', now(), now(), now())`,
      [owner.accountId],
    );
    expect(await eraseAgain(it.ctx, it.database.signIn)).toBe(1);
    expect(await stillThere(owner)).toBe(0);
  });

  test('goes on where it stopped: a fault of the file store leaves the row, and the next night ends it', async () => {
    const owner = await livedAccount(it);
    await leave(owner);
    later(30);
    const failing = { ...it.ctx, files: { ...it.ctx.files, put: () => Promise.reject(new Error('disk full')) } };
    await expect(eraseDue(failing)).rejects.toThrow('disk full');
    expect(await stillThere(owner)).toBe(1);
    expect(await eraseDue()).toBe(1);
    expect(await stillThere(owner)).toBe(0);
  });
});

test('the role that pages and API work as cannot delete an account', async () => {
  const owner = await it.makeAccount();
  await expect(
    asOwner(it.ctx.db, owner, tx => tx.db.deleteFrom('accounts').where('id', '=', tx.accountId).execute()),
  ).rejects.toThrow('permission denied');
});

/** What may still name the account: that it was erased, and the log of actions, by ids and the hashes of its chain. */
const KEPT = /^(erasures|audit_entries): ([0-9a-f-]{36}|[0-9a-f]{64})$/;

/** Every text of six letters or more that stands in a row of this account and in none of the other's. */
async function valuesOf(owner: Owner, other: Owner): Promise<Set<string>> {
  const texts = async (who: Owner) => {
    const found = new Set<string>();
    for (const [, rows] of await rowsOf(who))
      for (const row of rows) for (const value of Object.values(row)) collect(value, found);
    return found;
  };
  const [mine, theirs] = [await texts(owner), await texts(other)];
  return new Set([...mine].filter(value => !theirs.has(value)));
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string' && value.length >= 6 && !/^[\d:.TZ+-]+$/.test(value)) into.add(value);
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) collect(part, into);
}

async function tables(having?: string): Promise<string[]> {
  const { rows } = await it.database.admin.query(
    `SELECT DISTINCT table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ${having ? 'AND column_name = $1' : ''}`,
    having ? [having] : [],
  );
  return rows.map(row => row.table_name);
}

async function rowsOf(who: Owner): Promise<Map<string, Record<string, unknown>[]>> {
  const all = new Map<string, Record<string, unknown>[]>();
  for (const table of await tables('account_id')) {
    const { rows } = await it.database.admin.query(`SELECT to_json(t.*) AS row FROM ${table} t WHERE account_id = $1`, [
      who.accountId,
    ]);
    all.set(
      table,
      rows.map(row => row.row),
    );
  }
  return all;
}

/** Every table of the database as text. */
async function dump(): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for (const table of await tables()) {
    const { rows } = await it.database.admin.query(`SELECT t::text AS row FROM ${table} t`);
    all.set(table, rows.map(row => row.row).join('\n'));
  }
  return all;
}
