import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { writeToOrganisation } from '#features/messages/index.ts';
import { type Owner, ownerOf } from '#platform/access.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type Browser, signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { openEvidence } from './ask-evidence.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let browser: Browser;
let owner: Owner;
let path: string;
let invoice: Id<'invoice'>;
let count = 0;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
afterAll(() => it.close());

const at = (day: string) => it.ctx.clock.set(Temporal.Instant.from(`${day}T09:00:00Z`));

/** £700, due on 31 July 2026, reminded once, with a message. */
beforeEach(async () => {
  at('2026-11-24');
  count += 1;
  const email = `amara${count}@example.org`;
  browser = await signedIn(it, app, email);
  const { rows } = await it.database.admin.query<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [email]);
  owner = ownerOf(rows[0]?.id ?? '');
  await fillProfile(it, owner);
  const practice = await addPractice(it, owner);
  at('2026-07-01');
  const booking = await addDelivered(it, owner, practice, '2026-07-01', { pensionable: false });
  await it.database.admin.query(
    "INSERT INTO booking_answers (account_id, id, booking_id, kind, name, answered_at) VALUES ($1, gen_random_uuid(), $2, 'acknowledged', 'Maggie Hill', '2026-06-20T10:00:00Z')",
    [owner.accountId, booking],
  );
  await it.database.admin.query(
    "INSERT INTO booking_sign_offs (account_id, booking_id, start_time, end_time, break_minutes, extras, proposed_at, name, role, signed_at, device, caller_hash) VALUES ($1, $2, '08:30', '13:00', 0, '[]', now(), 'Maggie Hill', 'practice manager', '2026-07-01T13:05:00Z', 'Safari on an iPhone', 'hash')",
    [owner.accountId, booking],
  );
  invoice = await billDelivered(it.ctx, owner, {
    organisation: practice,
    bookings: [booking],
    purchaseOrder: null,
    notes: null,
  });
  await writeToOrganisation(it.ctx, owner, { kind: 'invoice', id: invoice }, { body: 'When will it be paid?' });
  at('2026-11-24');
  path = `/invoices/${showId('invoice', invoice)}`;
  await browser.post(`${path}/chasing/now`, {});
});

const idIn = (text: string) => /name="id" value="(evp_\w+)"/.exec(text)?.[1] ?? '';

async function gathered(): Promise<Record<string, Uint8Array>> {
  const page = await browser.get(`${path}/evidence`);
  const id = idIn(page.text);
  await browser.post(`${path}/evidence`, { id });
  await it.work();
  const pack = readId('evidencePack', id);
  if (!pack) throw new Error('no pack');
  return unzipSync((await openEvidence(it.ctx, owner, invoice, pack)).bytes);
}

const textOf = (files: Record<string, Uint8Array>, part: string) => {
  const name = Object.keys(files).find(it => it.includes(part));
  return name === undefined ? '' : new TextDecoder().decode(files[name]);
};

test('terms, answers, sign-off, invoice, delivery log, reminder and interest are in it, with an index', async () => {
  const files = await gathered();
  const booking = textOf(files, '1 Agreed and worked/2026-07-01');
  expect(booking).toContain('Rate: £700.00 a session');
  expect(booking).toContain('Maggie Hill saw it and agreed');
  expect(booking).toContain('08:30 to 13:00, break 0 minutes, signed by Maggie Hill (practice manager)');
  expect(textOf(files, '2 Invoice/INV-0001.pdf').slice(0, 5)).toBe('%PDF-');
  const log = textOf(files, 'Delivery log.csv');
  expect(log).toContain('finance@riverside.example.nhs.uk');
  expect(log.split('\r\n').filter(line => line.includes(',mail sent,'))).toHaveLength(3);
  expect(textOf(files, '3 Delivery/003')).toContain('Invoice INV-0001 was due on Fri 31 Jul 2026');
  expect(textOf(files, '4 Messages/Invoice INV-0001.txt')).toContain('When will it be paid?');
  expect(textOf(files, 'Interest.txt')).toContain('116 days on £700.00: £26.14');
  expect(textOf(files, 'Interest.txt')).toContain('Together: £66.14');
  expect(textOf(files, 'What was paid and said.txt')).toContain('by hand');
  const index = textOf(files, 'index.html');
  expect(index).toContain('Evidence for invoice INV-0001');
  for (const name of Object.keys(files).filter(each => each !== 'index.html' && each !== 'SHA256SUMS.txt'))
    expect(index).toContain(name.split('/').map(encodeURIComponent).join('/'));
});

test('the sums in the list and in the index are those of the files', async () => {
  const files = await gathered();
  const sums = textOf(files, 'SHA256SUMS.txt');
  for (const [name, bytes] of Object.entries(files)) {
    if (name === 'SHA256SUMS.txt') continue;
    const sum = createHash('sha256').update(bytes).digest('hex');
    expect(sums).toContain(`${sum}  ${name}\n`);
    if (name !== 'index.html') expect(textOf(files, 'index.html')).toContain(sum);
  }
});

test('the page shows how far it is and survives a reload; asked twice with one id it is made once', async () => {
  const page = await browser.get(`${path}/evidence`);
  const id = idIn(page.text);
  for (const _ of [1, 2])
    expect((await browser.post(`${path}/evidence`, { id })).location).toBe(`${path}/evidence?done=evidence-asked`);
  const waiting = await browser.get(`${path}/evidence`);
  expect(waiting.text).toContain('http-equiv="refresh"');
  expect(waiting.text).toContain('waits for its turn');
  expect((await browser.get(`${path}/evidence/${id}`)).status).toBe(409);
  await it.work();
  for (const _ of [1, 2]) {
    const ready = (await browser.get(`${path}/evidence`)).text;
    expect(ready).toContain('Download the evidence (ZIP)');
    expect(ready).not.toContain('http-equiv="refresh"');
  }
  const file = await browser.get(`${path}/evidence/${id}`);
  expect(file.headers.get('content-type')).toBe('application/zip');
});

test('gathered anew it takes the place of the older one, and its bytes go', async () => {
  await gathered();
  const before = it.onDisk().length;
  const files = await gathered();
  expect(Object.keys(files)).toContain('index.html');
  expect(it.onDisk().length).toBe(before);
});

test('another locum neither sees nor fetches nor asks for it', async () => {
  const page = await browser.get(`${path}/evidence`);
  const id = idIn(page.text);
  await browser.post(`${path}/evidence`, { id });
  await it.work();
  const other = await signedIn(it, app, `other${count}@example.org`);
  expect((await other.get(`${path}/evidence`)).status).toBe(404);
  expect((await other.get(`${path}/evidence/${id}`)).status).toBe(404);
  expect((await other.post(`${path}/evidence`, { id })).status).toBe(404);
  expect((await app.browser().get(`${path}/evidence/${id}`)).status).toBe(303);
});
