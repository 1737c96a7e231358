import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { renderSchedule } from '#features/confirmations/schedule-document.ts';
import { type Entered, enterLink, listLinks, listUses, revokeLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { readInput } from '#platform/form.ts';
import { type Id, showId } from '#rules/ids.ts';
import { testApp } from '#tests/support/app.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { readPaper } from '#tests/support/read-paper.ts';
import { documentInput, packInput, renewalInput } from './input.ts';
import { deleteDocument, keepDocument, renewDocument } from './keep-document.ts';
import { remindOfExpiry } from './remind.ts';
import { askForMore, enteredPack, openPacked, packedDocuments, sendCode, sharePack, unlockPack } from './share-pack.ts';
import { listDocuments, listVersions } from './store.ts';

let it: TestContext;
let owner: Owner;
const caller = { callerHash: 'hash', device: 'Edge on Windows' };

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  it.ctx.clock.set(TUESDAY);
  owner = await it.makeAccount();
});

const picture = async (colour: string) =>
  new Uint8Array(
    await sharp({ create: { width: 120, height: 90, channels: 3, background: colour } })
      .png()
      .toBuffer(),
  );
const keep = async (title: string, change: Record<string, unknown> = {}) =>
  keepDocument(it.ctx, owner, readInput(documentInput, { category: 'dbs', title, ...change }), {
    name: `${title}.png`,
    bytes: await picture('#336699'),
  });
const share = async (documents: readonly Id<'document'>[], change: Record<string, unknown> = {}) => {
  const { url } = await sharePack(
    it.ctx,
    owner,
    readInput(packInput, {
      label: 'Sessions in January',
      recipientName: 'Maggie Hill',
      recipientEmail: 'maggie@riverside.example.nhs.uk',
      documents: documents.map(id => showId('document', id)),
      days: '30',
      guard: 'none',
      ...change,
    }),
  );
  return enterLink(it.ctx, url?.split('/').at(-1) ?? '', 'compliance');
};
const titles = async (entered: Entered) =>
  (await packedDocuments(it.ctx, entered, await enteredPack(it.ctx, entered))).map(document => document.title);
const mailTo = async (address: string) => {
  await it.work();
  return (await it.mailbox.list()).find(mail => mail.to.address === address);
};

test('a renewed document keeps its versions, and only the newest stands', async () => {
  const id = await keep('DBS', { issuedOn: '2023-12-01', expiresOn: '2026-12-01' });
  await renewDocument(it.ctx, owner, id, readInput(renewalInput, { issuedOn: '2026-11-20', expiresOn: '2029-11-20' }), {
    name: 'new.png',
    bytes: await picture('#993366'),
  });
  const [document] = await asOwner(it.ctx.db, owner, listDocuments);
  expect(document).toMatchObject({ version: 2, fileName: 'new.png' });
  expect(document?.expiresOn?.toString()).toBe('2029-11-20');
  const versions = await asOwner(it.ctx.db, owner, tx => listVersions(tx, id));
  expect(versions.map(it => it.version)).toEqual([2, 1]);
});

test('deleting takes the bytes of every version with it', async () => {
  const id = await keep('DBS');
  const { rows } = await it.database.admin.query('SELECT store_key FROM files WHERE account_id = $1', [
    owner.accountId,
  ]);
  expect(await it.ctx.files.get(rows[0].store_key)).toBeDefined();
  await deleteDocument(it.ctx, owner, id);
  expect(await it.ctx.files.get(rows[0].store_key)).toBeUndefined();
  expect(await asOwner(it.ctx.db, owner, listDocuments)).toEqual([]);
});

test('walking day by day, the locum is reminded at 60, 30, 7 and 0 days, each time once, and of a renewed one not at all', async () => {
  await keep('Indemnity', { expiresOn: '2027-02-01' });
  const renewed = await keep('Training', { expiresOn: '2027-02-01' });
  await renewDocument(it.ctx, owner, renewed, readInput(renewalInput, { expiresOn: '2030-02-01' }), {
    name: 'a.png',
    bytes: await picture('#000000'),
  });
  const sent: string[] = [];
  for (let day = 0; day < 90; day++) {
    it.ctx.clock.set(TUESDAY.add({ hours: 24 * day }));
    for (const _ of [1, 2]) await remindOfExpiry(it.ctx, owner);
    const { rows } = await it.database.admin.query(
      "SELECT subject FROM mails WHERE account_id = $1 AND kind = 'locum_document' ORDER BY id",
      [owner.accountId],
    );
    if (rows.length > sent.length) sent.push(`${it.ctx.clock.today()} ${rows.at(-1).subject}`);
    expect(rows.length).toBe(sent.length);
  }
  expect(sent).toEqual([
    '2026-12-03 Indemnity expires in 60 days',
    '2027-01-02 Indemnity expires in 30 days',
    '2027-01-25 Indemnity expires in 7 days',
    '2027-02-01 Indemnity expires today',
  ]);
});

test('a pack shows what was chosen and nothing else, and a document outside it cannot be fetched through it', async () => {
  const [dbs, cv] = [await keep('DBS'), await keep('CV')];
  const entered = await share([dbs]);
  expect(await titles(entered)).toEqual(['DBS']);
  const pack = await enteredPack(it.ctx, entered);
  await expect(openPacked(it.ctx, entered, pack, cv, caller)).rejects.toMatchObject({ reason: { status: 404 } });
  await openPacked(it.ctx, entered, pack, dbs, caller);
  const uses = await asOwner(it.ctx.db, owner, tx => listUses(tx, [entered.link.id]));
  expect(uses.map(use => [use.action, use.about])).toEqual([['downloaded', 'DBS']]);
});

test('a renewed document takes the old one’s place in a live pack only where the locum said so', async () => {
  const id = await keep('DBS', { expiresOn: '2026-12-01' });
  const follows = await share([id], { followsRenewals: 'on' });
  const stays = await share([id]);
  await renewDocument(it.ctx, owner, id, readInput(renewalInput, { expiresOn: '2029-12-01' }), {
    name: 'a.png',
    bytes: await picture('#000000'),
  });
  const expiry = async (entered: Entered) =>
    (await packedDocuments(it.ctx, entered, await enteredPack(it.ctx, entered)))[0]?.expiresOn?.toString();
  expect([await expiry(follows), await expiry(stays)]).toEqual(['2029-12-01', '2026-12-01']);
});

test('a passcode opens, a wrong one does not, and the passcode stands nowhere in the database', async () => {
  const entered = await share([await keep('DBS')], { guard: 'passcode', passcode: 'open sesame' });
  const pack = await enteredPack(it.ctx, entered);
  await expect(unlockPack(it.ctx, entered, pack, 'open barley', caller)).rejects.toThrow();
  await unlockPack(it.ctx, entered, pack, 'open sesame', caller);
  expect(await wholeDatabase()).not.toContain('sesame');
});

/** Every row of every table, as a thief would have it. */
async function wholeDatabase(): Promise<string> {
  const { rows } = await it.database.admin.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
  let dump = '';
  for (const { tablename } of rows) {
    const table = await it.database.admin.query(`SELECT coalesce(json_agg(t)::text, '') AS rows FROM "${tablename}" t`);
    dump += table.rows[0].rows;
  }
  return dump;
}

test('a mailed code opens once, for a quarter of an hour, and stands nowhere in the database, sent or not', async () => {
  const entered = await share([await keep('DBS')], { guard: 'email' });
  const pack = await enteredPack(it.ctx, entered);
  const code = async () => {
    await sendCode(it.ctx, entered, pack, caller);
    const queued = await wholeDatabase();
    const mail = await mailTo('maggie@riverside.example.nhs.uk');
    const digits = /Your code: (\d{6})$/.exec(mail?.subject ?? '')?.[1] ?? '';
    expect(mail?.text).toContain(digits);
    expect(mail?.html).toContain(digits);
    expect(digits).toHaveLength(6);
    const sent = await wholeDatabase();
    // alone: within an id or a moment any six digits may stand by chance
    const alone = new RegExp(`(?<![\\w.:-])${digits}(?![\\w-])`);
    expect(mail?.text).toMatch(alone);
    for (const dump of [queued, sent]) expect(dump).not.toMatch(alone);
    return digits;
  };
  const first = await code();
  await unlockPack(it.ctx, entered, pack, first, caller);
  await expect(unlockPack(it.ctx, entered, pack, first, caller)).rejects.toThrow();
  const second = await code();
  expect(second).not.toBe(first);
  it.ctx.clock.set(TUESDAY.add({ minutes: 15 }));
  await expect(unlockPack(it.ctx, entered, pack, second, caller)).rejects.toThrow();
});

test('a code that was replaced by a fresh one, or sent twice at once, opens no second time', async () => {
  const entered = await share([await keep('DBS')], { guard: 'email' });
  const pack = await enteredPack(it.ctx, entered);
  await sendCode(it.ctx, entered, pack, caller);
  const old = /\d{6}$/.exec((await mailTo('maggie@riverside.example.nhs.uk'))?.subject ?? '')?.[0] ?? '';
  await sendCode(it.ctx, entered, pack, caller);
  await expect(unlockPack(it.ctx, entered, pack, old, caller)).rejects.toThrow();
  const fresh = /\d{6}$/.exec((await mailTo('maggie@riverside.example.nhs.uk'))?.subject ?? '')?.[0] ?? '';
  const tries = await Promise.allSettled([1, 2, 3].map(() => unlockPack(it.ctx, entered, pack, fresh, caller)));
  expect(tries.filter(one => one.status === 'fulfilled')).toHaveLength(1);
});

test('a locked pack names nobody and lists nothing until the code is entered, and guessing is stopped', async () => {
  const id = await keep('DBS');
  const { id: pack, url } = await sharePack(
    it.ctx,
    owner,
    readInput(packInput, {
      label: 'Sessions in January',
      recipientName: 'Maggie Hill',
      documents: [showId('document', id)],
      guard: 'passcode',
      passcode: 'open sesame',
    }),
  );
  const path = new URL(url ?? '').pathname;
  const practice = testApp(it).browser();
  const locked = await practice.get(path);
  await practice.post(`${path}/unlock`, { code: 'open barley' });
  for (const name of ['Okafor', 'DBS', 'Sessions in January']) expect(locked.text).not.toContain(name);
  expect((await practice.get(`${path}/${showId('document', id)}`)).status).toBe(403);
  expect((await practice.post(`${path}/ask`, { name: 'M', wanted: 'CV' })).status).toBe(403);
  expect((await practice.post(`${path}/unlock`, { code: 'open sesame' })).status).toBe(303);
  expect((await practice.get(path)).text).toContain('DBS');
  const file = await practice.get(`${path}/${showId('document', id)}`);
  expect(file.status).toBe(200);
  expect(file.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(file.headers.get('x-robots-tag')).toContain('noindex');
  const [link] = await asOwner(it.ctx.db, owner, tx => listLinks(tx, pack));
  const uses = link ? await asOwner(it.ctx.db, owner, tx => listUses(tx, [link.id])) : [];
  expect(uses.map(use => [use.action, use.about]).toReversed()).toEqual([
    ['met_guard', null],
    ['wrong_code', null],
    ['passed_guard', null],
    ['opened', null],
    ['downloaded', 'DBS'],
  ]);
  const other = testApp(it).browser();
  const statuses = [];
  for (let i = 0; i < 8; i++) statuses.push((await other.post(`${path}/unlock`, { code: 'wrong' })).status);
  expect(statuses.slice(0, 6).every(status => status === 422)).toBe(true);
  expect(statuses.at(-1)).toBe(429);
});

test('the recipient’s name stands across every page of a copy, and the kept file is untouched', async () => {
  const lines = Array.from({ length: 60 }, (_, i) => ({
    booking: `bkg_${i}`,
    date: '2026-12-01',
    times: '08:30 to 13:00',
    work: 'Surgery',
    rate: '£340.00 a session',
    breakMinutes: 0,
    paymentDays: 30,
    cancellation: 'No fee for cancelling.',
  }));
  const bytes = await renderSchedule({ madeAt: TUESDAY, locum: 'A', organisation: 'B', lines });
  const input = readInput(documentInput, { category: 'other', title: 'Long paper' });
  const id = await keepDocument(it.ctx, owner, input, { name: 'long.pdf', bytes: new Uint8Array(bytes) });
  const entered = await share([id, await keep('Picture')], { watermark: 'on' });
  const pack = await enteredPack(it.ctx, entered);
  const marked = await readPaper((await openPacked(it.ctx, entered, pack, id, caller)).bytes);
  expect(marked.pages.length).toBeGreaterThan(1);
  for (const page of marked.pages) expect(page).toContain('For Maggie Hill');
  const plain = await share([id]);
  const copy = await openPacked(it.ctx, plain, await enteredPack(it.ctx, plain), id, caller);
  expect(Buffer.from(copy.bytes).equals(Buffer.from(bytes))).toBe(true);
});

test('asking for more tells the locum; a link that was ended shows nothing any more', async () => {
  const entered = await share([await keep('DBS')]);
  const pack = await enteredPack(it.ctx, entered);
  await askForMore(it.ctx, entered, pack, { name: 'Maggie Hill', wanted: 'Your CV, please.' }, caller);
  expect((await mailTo(`${owner.accountId}@example.org`))?.text).toContain('Your CV, please.');
  await revokeLink(it.ctx, owner, entered.link.id);
  const asked = askForMore(it.ctx, entered, pack, { name: 'M', wanted: 'x' }, caller);
  await expect(asked).rejects.toMatchObject({ reason: { code: 'link.ended' } });
});

test('another locum can neither see, renew nor delete a document', async () => {
  const id = await keep('DBS');
  const other = await it.makeAccount();
  expect(await asOwner(it.ctx.db, other, listDocuments)).toEqual([]);
  await expect(deleteDocument(it.ctx, other, id)).rejects.toMatchObject({ reason: { status: 404 } });
});
