import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKey } from '#features/api-keys/index.ts';
import { makeLink } from '#features/sharing/index.ts';
import { readConfig } from '#main/config.ts';
import { jobTable } from '#main/jobs.ts';
import { processorsOf } from '#main/processors.ts';
import { asOwner, ownerOf } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { KEPT_DAYS } from '#rules/retention.ts';
import { type Browser, signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { LEGAL_CHANGES, unreadChanges } from './changes.ts';
import { COOKIES } from './cookies.ts';
import { sweepAccount, sweepSignIn } from './sweep.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let locum: Browser;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
  locum = await signedIn(it, app, 'reader@locums.example');
});
afterAll(() => it.close());

const count = async (table: string, where = 'true') =>
  (await it.database.admin.query(`SELECT count(*)::int AS n FROM ${table} WHERE ${where}`)).rows[0].n;

describe('the legal pages', () => {
  test('are open to everybody and name the operator', async () => {
    for (const path of ['/privacy', '/terms', '/accessibility']) {
      const page = await app.browser().get(path);
      expect([path, page.status]).toEqual([path, 200]);
      expect(page.text).toContain('Test Operator, 1 High Street');
    }
    const text = (await app.browser().get('/.well-known/security.txt')).text;
    expect(text).toContain('Contact: mailto:privacy@example.org\nExpires: 2027-11-23T00:00:00Z');
  });

  test('list every cookie that is set, and no other', async () => {
    const set = new Set<string>();
    const browser = app.browser();
    const answers = [
      await browser.post('/sign-in', { email: 'reader@locums.example', password: 'three quiet words' }),
      await browser.get('/today'),
      await browser.post('/sign-out', {}),
      await browser.get('/tools'),
      await browser.get('/locums'),
    ];
    for (const answer of answers)
      for (const cookie of answer.headers.getSetCookie())
        if (!/^[^=]*=;/.test(cookie)) set.add(cookie.split('=')[0] ?? '');
    expect(set.size).toBeGreaterThan(0);
    const known = COOKIES.map(cookie => cookie.name);
    expect([...set].filter(name => !known.includes(name))).toEqual([]);
    const page = (await app.browser().get('/cookies')).text;
    for (const name of known) expect(page).toContain(name);
  });

  test('tell who else gets data, by what is switched on', () => {
    const env = {
      POSTMARK_TOKEN: 'token',
      S3_BUCKET: 'files',
      S3_ENDPOINT: 'https://s3.example.org',
      S3_ACCESS_KEY_ID: 'a',
      S3_SECRET_ACCESS_KEY: 'b',
      GEOCODER_URL: 'https://api.postcodes.io',
      CLAMAV_URL: 'clamav://127.0.0.1:3310',
    };
    expect(processorsOf(readConfig(env, '/srv')).map(it => it.name)).toEqual([
      'Postmark (ActiveCampaign)',
      'File store s3.example.org',
      'api.postcodes.io',
    ]);
    expect(processorsOf(readConfig({ SMTP_URL: 'smtps://mail.example.org:465' }, '/srv')).map(it => it.name)).toEqual([
      'Mail server mail.example.org:465',
    ]);
    expect(processorsOf(readConfig({}, '/srv'))).toEqual([]);
  });

  test('tell of changes that matter until they were read', async () => {
    const { rows } = await it.database.admin.query("SELECT id FROM accounts WHERE email = 'reader@locums.example'");
    const owner = ownerOf(rows[0].id);
    await it.database.admin.query("UPDATE accounts SET created_at = '2026-01-01' WHERE id = $1", [owner.accountId]);
    expect((await locum.get('/today')).text).toContain('Our privacy policy or terms changed');
    expect((await locum.get('/privacy')).text).toContain('I have read it');
    expect((await locum.post('/privacy/read', {})).location).toContain('/today');
    expect((await locum.get('/today')).text).not.toContain('Our privacy policy or terms changed');
    const newer = [{ on: LEGAL_CHANGES[0].on.add({ days: 1 }), what: 'Another' }, ...LEGAL_CHANGES];
    expect(await asOwner(it.ctx.db, owner, tx => unreadChanges(tx, newer))).toEqual([newer[0]]);
  });
});

describe('retention', () => {
  test('what ended goes on its day and not before', async () => {
    it.ctx.clock.set(TUESDAY);
    const owner = await it.makeAccount();
    await makeKey(it.ctx, owner, { label: 'Key', scope: 'read', days: 30 });
    await asOwner(it.ctx.db, owner, async tx => {
      await makeLink(it.ctx, tx, { scope: 'invoice', subjectId: newId('invoice'), actions: [] });
      await queueMail(it.ctx, tx, {
        kind: 'invoice',
        to: { name: 'M', address: 'm@example.org' },
        fromName: 'A',
        subject: 'Invoice',
        letter: { greeting: 'Hello', paragraphs: ['Words of the mail'], closing: [], footer: 'F' },
      });
    });
    await it.work();
    const mine = `account_id = '${owner.accountId}'`;
    const left = async (days: number) => {
      it.ctx.clock.set(TUESDAY.add({ hours: 24 * days }));
      await sweepAccount(it.ctx, owner);
      await sweepAccount(it.ctx, owner);
      return {
        keys: await count('api_keys', mine),
        links: await count('access_links', mine),
        mails: await count('mails', mine),
        words: await count('mails', `${mine} AND text_body <> ''`),
      };
    };
    expect(await left(30 + KEPT_DAYS.apiKey)).toEqual({ keys: 1, links: 1, mails: 1, words: 1 });
    expect(await left(31 + KEPT_DAYS.apiKey)).toEqual({ keys: 0, links: 1, mails: 1, words: 1 });
    expect(await left(KEPT_DAYS.mailBody)).toEqual({ keys: 0, links: 1, mails: 1, words: 1 });
    expect(await left(KEPT_DAYS.mailBody + 1)).toEqual({ keys: 0, links: 1, mails: 1, words: 0 });
    expect(await left(30 + KEPT_DAYS.accessLink)).toEqual({ keys: 0, links: 1, mails: 1, words: 0 });
    expect(await left(31 + KEPT_DAYS.accessLink)).toEqual({ keys: 0, links: 0, mails: 1, words: 0 });
  });

  test('ended sessions, confirmations and counts go in the night; those that work stay', async () => {
    it.ctx.clock.set(TUESDAY);
    const owner = await it.makeAccount();
    await it.database.admin.query(
      `INSERT INTO sessions (id, account_id, token, expires_at, created_at, updated_at)
       VALUES (gen_random_uuid(), $1, 'ended', $2, now(), now()), (gen_random_uuid(), $1, 'works', $3, now(), now())`,
      [owner.accountId, TUESDAY.subtract({ minutes: 1 }).toString(), TUESDAY.add({ minutes: 1 }).toString()],
    );
    await it.database.admin.query("INSERT INTO verifications VALUES (gen_random_uuid(), 'a', 'b', $1, now(), now())", [
      TUESDAY.subtract({ minutes: 1 }).toString(),
    ]);
    await sweepSignIn(it.ctx, it.database.signIn);
    expect(await count('sessions', `account_id = '${owner.accountId}'`)).toBe(1);
    expect(await count('verifications', `identifier = 'a'`)).toBe(0);
  });

  test('the log of an account goes a year after the account, and of no other', async () => {
    const [gone, late, here] = [await it.makeAccount(), await it.makeAccount(), await it.makeAccount()];
    for (const owner of [gone, late, here])
      await it.database.admin.query(
        "INSERT INTO audit_entries (account_id, id, kind, subject_id, details, actor_kind, happened_at) VALUES ($1, gen_random_uuid(), 'account.renamed', $1, '{}', 'owner', now())",
        [owner.accountId],
      );
    for (const [owner, days] of [
      [gone, 366],
      [late, 364],
    ] as const)
      await it.database.admin.query(
        `INSERT INTO erasures (erased_account, erased_at, removed) VALUES ($1, now() - interval '${days} days', '{}')`,
        [owner.accountId],
      );
    it.ctx.clock.set(Temporal.Now.instant());
    await sweepSignIn(it.ctx, it.database.signIn);
    const logs = async (id: string) => count('audit_entries', `account_id = '${id}'`);
    expect([await logs(gone.accountId), await logs(late.accountId), await logs(here.accountId)]).toEqual([0, 1, 1]);
    expect(await count('erasures', `erased_account = '${gone.accountId}'`)).toBe(0);
    expect(await count('erasures', `erased_account = '${late.accountId}'`)).toBe(1);
  });

  test('each sweep has its hour in the job table', () => {
    const jobs = jobTable(it.ctx, it.database.signIn);
    for (const name of ['retention.sweep', 'accounts.erase', 'keys.begin', 'day.begin'])
      expect(jobs.find(job => job.name === name)?.schedule, name).toBeDefined();
  });
});
