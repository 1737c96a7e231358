import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asOwner, type Owner } from '#platform/access.ts';
import { readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { type Id, showId } from '#rules/ids.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { correctDocument, proposalFor } from './correct-document.ts';
import { correctionInput, documentInput } from './input.ts';
import { keepDocument, setValidity } from './keep-document.ts';
import { remindOfExpiry } from './remind.ts';
import { listVersions, readDocument } from './store.ts';

let it: TestContext;
let owner: Owner;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  it.ctx.clock.set(TUESDAY);
  owner = await it.makeAccount();
});

const picture = async () =>
  new Uint8Array(
    await sharp({ create: { width: 40, height: 40, channels: 3, background: '#fff' } })
      .png()
      .toBuffer(),
  );
const keep = async (change: Record<string, unknown> = {}) =>
  keepDocument(it.ctx, owner, readInput(documentInput, { category: 'life_support', title: 'BLS', ...change }), {
    name: 'bls.png',
    bytes: await picture(),
  });
const correct = (id: Id<'document'>, change: Record<string, unknown>) =>
  correctDocument(it.ctx, owner, id, readInput(correctionInput, { category: 'life_support', title: 'BLS', ...change }));
const read = (id: Id<'document'>) => asOwner(it.ctx.db, owner, tx => readDocument(tx, id));
const proposed = (id: Id<'document'>) =>
  asOwner(it.ctx.db, owner, async tx => {
    const document = await readDocument(tx, id);
    return document && (await proposalFor(tx, document, 'gp'))?.toString();
  });
const reminders = async () => {
  await remindOfExpiry(it.ctx, owner);
  const { rows } = await it.database.admin.query(
    "SELECT subject FROM mails WHERE account_id = $1 AND kind = 'locum_document' ORDER BY id",
    [owner.accountId],
  );
  return rows.map(row => row.subject);
};

test('what was entered wrongly is corrected without a new file, in the version that stands', async () => {
  const id = await keep({ issuedOn: '2025-11-20', expiresOn: '2026-11-20' });
  const { fileId } = (await read(id)) ?? {};
  await correct(id, { category: 'training', title: 'Fire safety', issuedOn: '2026-11-20', expiresOn: '2027-11-20' });
  expect(await read(id)).toMatchObject({ category: 'training', title: 'Fire safety', version: 1, fileId });
  const [version, ...older] = await asOwner(it.ctx.db, owner, tx => listVersions(tx, id));
  expect(version?.expiresOn?.toString()).toBe('2027-11-20');
  expect(older).toEqual([]);
});

test('an expiry before the issue is refused, and a stranger’s document is not there', async () => {
  const id = await keep();
  expect(() =>
    readInput(correctionInput, { category: 'dbs', title: 'A', issuedOn: '2026-11-20', expiresOn: '2026-11-20' }),
  ).toThrow();
  owner = await it.makeAccount();
  await expect(correct(id, {})).rejects.toMatchObject({ reason: { status: 404 } });
});

test('another day of expiry is reminded of anew, the same one is not', async () => {
  const id = await keep({ expiresOn: '2026-12-01' });
  expect(await reminders()).toEqual(['BLS expires in 7 days']);
  await correct(id, { title: 'Basic life support', expiresOn: '2026-12-01' });
  expect(await reminders()).toHaveLength(1);
  await correct(id, { title: 'Basic life support', expiresOn: '2026-11-25' });
  expect(await reminders()).toEqual(['BLS expires in 7 days', 'Basic life support expires tomorrow']);
});

test('a usual day of expiry is proposed where only the issue is known, and entered by nobody', async () => {
  const id = await keep({ issuedOn: '2026-11-20' });
  expect(await proposed(id)).toBe('2027-11-20');
  expect((await read(id))?.expiresOn).toBeNull();
  await setValidity(it.ctx, owner, 'life_support', 18);
  expect(await proposed(id)).toBe('2028-05-20');
  await setValidity(it.ctx, owner, 'life_support', 0);
  expect(await proposed(id)).toBeUndefined();
  expect(await proposed(await keep())).toBeUndefined();
  expect(await proposed(await keep({ issuedOn: '2026-11-20', expiresOn: '2027-01-01' }))).toBeUndefined();
});

test('the page proposes the day and takes it by one button', async () => {
  const browser = await signedIn(it, testApp(it), 'amara@example.org');
  const kept = await browser.upload(
    '/documents',
    { id: showId('document', newId('document')), category: 'life_support', title: 'BLS', issuedOn: '2026-11-20' },
    { name: 'bls.png', bytes: await picture() },
  );
  const path = kept.location?.split('?')[0] ?? '';
  expect((await browser.get(path)).text).toContain('Sat 20 Nov 2027');
  const values = { category: 'life_support', title: 'BLS', issuedOn: '2026-11-20', expiresOn: '2027-11-20' };
  expect((await browser.post(`${path}/correct`, values)).status).toBe(303);
  const after = await browser.get(path);
  expect(after.text).not.toContain('Take this day');
  expect(after.text).toContain('Sat 20 Nov 2027');
  const wrong = await browser.post(`${path}/correct`, { ...values, title: '' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('Enter a title.');
});
