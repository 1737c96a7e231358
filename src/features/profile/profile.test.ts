import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '#platform/access.ts';
import { storeFile } from '#platform/stored-file.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { setMuted, tellLocum } from './notify-locum.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
afterAll(() => it.close());

const SECRETS = { niNumber: 'AB123456C', pensionNumber: '12345678', dateOfBirth: '09/03/1984' };

test('sensitive values are sealed in the table and shown by their end only', async () => {
  const browser = await signedIn(it, app, 'careful@example.org');
  await browser.post('/profile/pension', { ...SECRETS, hostCode: 'Q72' });
  await browser.post('/profile/billing', {
    tradingAs: 'sole_trader',
    sortCode: '20-09-15',
    accountNumber: '41011166',
    bankName: 'Northern Bank',
    utr: '2234567890',
  });
  const { rows } = await it.database.admin.query(
    "SELECT row_to_json(p)::text AS row FROM profiles p JOIN accounts a ON a.id = p.account_id WHERE a.email = 'careful@example.org'",
  );
  for (const secret of ['AB123456C', '12345678', '1984', '200915', '41011166', 'Northern', '2234567890'])
    expect(rows[0]?.row).not.toContain(secret);
  const page = await browser.get('/profile');
  expect(page.text).toContain('••••456C');
  const form = await browser.get('/profile/pension');
  for (const secret of ['AB123456C', '12345678', '1984-03-09']) expect(form.text).not.toContain(secret);
});

test('an empty field keeps what is stored, a tick removes it', async () => {
  const browser = await signedIn(it, app, 'keeper@example.org');
  await browser.post('/profile/pension', SECRETS);
  await browser.post('/profile/pension', { niNumber: '', pensionNumber: '', hostCode: 'Q72' });
  expect((await browser.get('/profile')).text).toContain('••••456C');
  await browser.post('/profile/pension', { remove: ['niNumber'] });
  const page = await browser.get('/profile');
  expect(page.text).not.toContain('••••456C');
  expect(page.text).toContain('••••5678');
});

test('a wrong number is refused beside its field, and the rest of what was typed stays', async () => {
  const browser = await signedIn(it, app, 'slip@example.org');
  const answer = await browser.post('/profile/billing', {
    tradingAs: 'limited_company',
    companyName: 'Okafor Medical Ltd',
    utr: '1234567890',
    sortCode: '12',
  });
  expect(answer.status).toBe(422);
  for (const text of ['its check digit is wrong', 'A sort code has six digits', 'value="Okafor Medical Ltd"'])
    expect(answer.text).toContain(text);
});

test('a wrong National Insurance number is refused, and what was typed stays', async () => {
  const browser = await signedIn(it, app, 'nino@example.org');
  await browser.post('/profile/pension', SECRETS);
  const answer = await browser.post('/profile/pension', { niNumber: 'BG123456C', hostCode: 'Q99' });
  expect(answer.status).toBe(422);
  for (const text of ['A National Insurance number is two letters', 'value="BG123456C"', 'value="Q99"'])
    expect(answer.text).toContain(text);
  const kept = (await browser.get('/profile')).text;
  expect(kept).toContain('••••456C');
  expect(kept).not.toContain('Q99');
});

test('a bank account that does not seem right is kept with a warning', async () => {
  const browser = await signedIn(it, app, 'bank@example.org');
  expect(
    await browser.post('/profile/billing', { tradingAs: 'sole_trader', sortCode: '089999', accountNumber: '66374959' }),
  ).toMatchObject({ status: 303 });
  expect((await browser.get('/profile')).text).toContain('do not seem to belong together');
});

test('the set-up can be left at any step, and a pharmacist is not asked for pension forms', async () => {
  const browser = await signedIn(it, app, 'pharmacist@example.org', 'pharmacist');
  expect((await browser.get('/set-up/billing')).text).toContain('Step 3 of 3');
  expect(await browser.get('/set-up/pension')).toMatchObject({ status: 404 });
  expect(await browser.post('/set-up/leave', {})).toMatchObject({ status: 303, location: '/today' });
  expect((await browser.get('/today')).text).not.toContain('Go on with the set-up');
});

test('a kind of mail that is switched off does not come, but one that carries a paper always does', async () => {
  const owner = await it.makeAccount();
  await asOwner(it.ctx.db, owner, tx => setMuted(tx, ['signature'], it.ctx.clock.now()));
  const told = { kind: 'signature' as const, subjectId: owner.accountId, paragraphs: ['Signed.'] };
  const button = { label: 'Open', path: '/pension' };
  await asOwner(it.ctx.db, owner, async tx => {
    await tellLocum(it.ctx, tx, { ...told, subject: 'Without a paper', button });
    const paper = { kind: 'form_a', name: 'a.pdf', contentType: 'application/pdf', bytes: Buffer.from('%PDF-1.7') };
    const attachments = [{ fileId: await storeFile(it.ctx, tx, paper), name: 'a.pdf' }];
    await tellLocum(it.ctx, tx, { ...told, subject: 'With a paper', button, attachments });
  });
  await it.work();
  const mails = (await it.mailbox.list()).filter(mail => mail.to.address === `${owner.accountId}@example.org`);
  expect(mails.map(mail => [mail.subject, mail.attachments.length])).toEqual([['With a paper', 1]]);
});
