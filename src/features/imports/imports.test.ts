import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { billDelivered } from '#features/billing/index.ts';
import { chaseOverdue } from '#features/chasing/index.ts';
import { readEarnings } from '#features/reports/read-earnings.ts';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import { sumPence } from '#rules/money.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { apiClient } from '#tests/support/api-client.ts';
import { type Browser, signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, TUESDAY, testContext } from '#tests/support/context.ts';
import { guessFields, guessKind } from './fields.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
let browser: Browser;
let owner: Owner;
let count = 0;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
afterAll(() => it.close());

beforeEach(async () => {
  count += 1;
  // an hour between them: sign-ups of one address are limited
  it.ctx.clock.set(TUESDAY.add({ hours: count }));
  const email = `imports${count}@example.org`;
  browser = await signedIn(it, app, email);
  const { rows } = await it.database.admin.query('SELECT id FROM accounts WHERE email = $1', [email]);
  owner = ownerOf(rows[0].id);
  await fillProfile(it, owner);
});

const csv = (...lines: string[]) => new TextEncoder().encode(`${lines.join('\r\n')}\r\n`);
const SESSIONS = csv(
  'Practice,Date,Start,Finish,Fee,Type',
  'Riverside Surgery,12/05/2025,08:30,13:00,"£340.00",Surgery',
  'riverside surgery,13/05/2025,09:00,12:00,300,Telephone triage',
  'Riverside Surgery,31/02/2025,09:00,12:00,300,Surgery',
  'Hill Clinic,13/05/2025,11:00,14:00,300,Surgery',
  'Riverside Surgery,12/05/2025,08:30,13:00,340,Surgery',
);
const INVOICES = csv(
  'ContactName,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountPaid,Status',
  'Riverside Surgery,OLD-1,31/05/2025,30/06/2025,640.00,640.00,Paid',
  'Riverside Surgery,OLD-2,30/06/2025,30/07/2025,500.00,200.00,Awaiting Payment',
  'Riverside Surgery,OLD-3,30/06/2025,30/07/2025,500.00,,Voided',
);

/** Takes a file and answers the path of its page. */
async function take(bytes: Uint8Array<ArrayBuffer>, name = 'old.csv'): Promise<string> {
  const answer = await browser.upload('/imports', {}, { name, bytes });
  expect(answer.status, answer.text.slice(0, 400)).toBe(303);
  return answer.location ?? '';
}

async function carryOut(path: string): Promise<string> {
  await browser.post(`${path}/start`, {});
  expect((await browser.get(path)).text).toContain('http-equiv="refresh"');
  await it.work();
  return (await browser.get(path)).text;
}

const counted = async (table: string) => {
  const { rows } = await it.database.admin.query(`SELECT count(*)::int AS n FROM ${table} WHERE account_id = $1`, [
    owner.accountId,
  ]);
  return rows[0].n as number;
};

test('a plan says of each line what is made, what is here already, and what is wrong and why; nothing is kept', async () => {
  const path = await take(SESSIONS);
  const { text } = await browser.get(path);
  expect(text).toContain('2 to import, 1 already here, 2 that cannot be taken');
  expect(text).toContain('Mon 12 May 2025, 08:30–13:00, Riverside Surgery (new), £340.00');
  expect(text).toContain('“31/02/2025” is not a date.');
  expect(text).toContain('It overlaps with a session at riverside surgery.');
  expect([await counted('bookings'), await counted('organisations')]).toEqual([0, 0]);
});

test('past sessions become paid bookings that ask for nothing, tell nobody, and count as earned', async () => {
  const mails = (await it.mailbox.list()).length;
  expect(await carryOut(await take(SESSIONS))).toContain('2 of 5 lines were imported.');
  const { rows } = await it.database.admin.query(
    'SELECT state, pensionable, work_type, rate_pence FROM bookings WHERE account_id = $1 ORDER BY starts_at',
    [owner.accountId],
  );
  expect(rows).toEqual([
    { state: 'paid', pensionable: false, work_type: 'surgery', rate_pence: '34000' },
    { state: 'paid', pensionable: false, work_type: 'triage', rate_pence: '30000' },
  ]);
  expect(await counted('organisations')).toBe(1);
  expect(await counted('form_as')).toBe(0);
  expect(await it.mailbox.list()).toHaveLength(mails);
  expect((await browser.get('/invoices/new')).text).not.toContain('340.00');
  const days = { first: Temporal.PlainDate.from('2025-04-06'), last: Temporal.PlainDate.from('2026-04-05') };
  const earned = await asOwner(it.ctx.db, owner, tx => readEarnings(tx, days));
  expect(sumPence(earned.map(row => row.pence))).toBe(640_00);
});

test('the same file a second time changes nothing', async () => {
  await carryOut(await take(SESSIONS));
  const again = await take(SESSIONS);
  expect((await browser.get(again)).text).toContain('0 to import, 3 already here, 2 that cannot be taken');
  await carryOut(again);
  expect([await counted('bookings'), await counted('organisations')]).toEqual([2, 1]);
});

test('an import that is started twice, or broken off and run again, makes nothing twice', async () => {
  const path = await take(SESSIONS);
  await browser.post(`${path}/start`, {});
  await browser.post(`${path}/start`, {});
  await it.work();
  await it.work();
  expect(await counted('bookings')).toBe(2);
});

test('imported invoices keep their numbers, leave our own series alone, and are neither mailed nor chased', async () => {
  const path = await take(INVOICES);
  const look = (await browser.get(path)).text;
  expect(look).toContain('0 to import, 0 already here, 3 that cannot be taken');
  expect(look).toContain('It was paid, but no day is told.');
  const columns = ['organisation', 'number', 'issuedOn', 'dueOn', 'total', 'paid', 'status'];
  await browser.post(path, { kind: 'invoices', column: columns, paidWithoutDay: 'due' });
  const mails = await counted('mails');
  const result = await carryOut(path);
  await chaseOverdue(it.ctx, owner);
  expect(await counted('mails')).toBe(mails);
  expect(result).toContain('2 of 3 lines were imported.');
  expect(result).toContain('only what was sent is imported');
  const { rows } = await it.database.admin.query(
    'SELECT number, number_text, state FROM invoices WHERE account_id = $1 ORDER BY number_text',
    [owner.accountId],
  );
  expect(rows).toEqual([
    { number: null, number_text: 'OLD-1', state: 'paid' },
    { number: null, number_text: 'OLD-2', state: 'issued' },
  ]);
  expect((await browser.get('/invoices?standing=overdue')).text).toContain('£300.00 overdue');
  const practice = await addPractice(it, owner, { name: 'Hill Clinic', pensionable: false });
  const booking = await addDelivered(it, owner, practice, '2026-11-20', { pensionable: false });
  await billDelivered(it.ctx, owner, { organisation: practice, bookings: [booking], purchaseOrder: null, notes: null });
  const own = await it.database.admin.query(
    'SELECT number_text FROM invoices WHERE account_id = $1 AND number IS NOT NULL',
    [owner.accountId],
  );
  expect(own.rows).toEqual([{ number_text: 'INV-0001' }]);
});

test('the page of an imported invoice opens, and says that it has no paper here', async () => {
  const path = await take(INVOICES);
  const columns = ['organisation', 'number', 'issuedOn', 'dueOn', 'total', 'paid', 'status'];
  await browser.post(path, { kind: 'invoices', column: columns, paidWithoutDay: 'due' });
  const result = await carryOut(path);
  const [, href = ''] = /href="(\/invoices\/inv_[^"]+)">OLD-2/.exec(result) ?? [];
  const page = await browser.get(href);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Imported');
  expect(page.text).not.toContain(`${href}/pdf`);
});

test('a number that our own series will give is refused until the prefix is another', async () => {
  const path = await take(csv('Customer,Invoice no.,Invoice date,Total', 'Riverside,INV-0007,31/05/2025,640.00'));
  expect((await browser.get(path)).text).toContain('INV-0007 would be given a second time');
});

test('sessions stand on their imported invoices: the work counts once, and the invoices cannot be taken back before them', async () => {
  const invoices = await take(INVOICES);
  const columns = ['organisation', 'number', 'issuedOn', 'dueOn', 'total', 'paid', 'status'];
  await browser.post(invoices, { kind: 'invoices', column: columns, paidWithoutDay: 'due' });
  await carryOut(invoices);
  const sessions = await take(
    csv('Practice,Date,Start,End,Fee,Invoice no', 'Riverside Surgery,12/05/2025,08:30,13:00,640,OLD-1'),
  );
  await carryOut(sessions);
  const days = { first: Temporal.PlainDate.from('2025-04-06'), last: Temporal.PlainDate.from('2026-04-05') };
  const earned = await asOwner(it.ctx.db, owner, tx => readEarnings(tx, days));
  // OLD-1 by its session, OLD-2 by itself
  expect(sumPence(earned.map(row => row.pence))).toBe(1140_00);
  const stands = await browser.post(`${invoices}/undo`, {});
  expect(stands.status).toBe(409);
  expect(stands.text).toContain('Take that back first; nothing was changed.');
  expect(await counted('invoices')).toBe(2);
  await browser.post(`${sessions}/undo`, {});
  expect(await browser.post(`${invoices}/undo`, {})).toMatchObject({ status: 303 });
  for (const table of ['bookings', 'invoices', 'invoice_lines', 'payments', 'organisations'])
    expect(await counted(table), table).toBe(0);
  expect((await browser.get(invoices)).text).toContain('This file was taken back.');
});

test('neither an issued invoice of ours nor a payment recorded here can be deleted, even by the application’s own role', async () => {
  const practice = await addPractice(it, owner, { pensionable: false });
  const booking = await addDelivered(it, owner, practice, '2026-11-20', { pensionable: false });
  const id = await billDelivered(it.ctx, owner, {
    organisation: practice,
    bookings: [booking],
    purchaseOrder: null,
    notes: null,
  });
  const drafted = asOwner(it.ctx.db, owner, tx =>
    tx.db.updateTable('invoices').set({ state: 'draft' }).where('id', '=', id).execute(),
  );
  await expect(drafted).rejects.toThrow('invoices_numbered');
  await it.database.admin.query(
    `INSERT INTO payments (account_id, id, invoice_id, received_on, amount_pence, recorded_at)
     VALUES ($1, gen_random_uuid(), $2, '2026-11-24', 100, now())`,
    [owner.accountId, id],
  );
  const deleted = asOwner(it.ctx.db, owner, tx => tx.db.deleteFrom('payments').execute());
  await expect(deleted).rejects.toThrow('was recorded here and cannot be deleted');
});

test('a workbook is read like a CSV file, days and times too', async () => {
  const rows = [
    ['Practice', 'Date', 'Start', 'End', 'Fee'],
    ['Riverside Surgery', '12/05/2025', '8.30am', '1pm', 340.5],
  ];
  const bytes = new Uint8Array(await writeExcelFile(rows).toBuffer());
  expect((await browser.get(await take(bytes, 'old.xlsx'))).text).toContain(
    'Mon 12 May 2025, 08:30–13:00, Riverside Surgery (new), £340.50',
  );
});

test('a workbook that would blow up, a picture, and an empty file are refused', async () => {
  const bytes = new Uint8Array(await writeExcelFile([['Practice']]).toBuffer());
  const bomb = zipSync({ ...unzipSync(bytes), 'xl/media/x.bin': new Uint8Array(41 * 1024 * 1024) });
  expect(bomb.length).toBeLessThan(200_000);
  const refused = async (file: Uint8Array) =>
    (await browser.upload('/imports', {}, { name: 'x.xlsx', bytes: new Uint8Array(file) })).text;
  expect(await refused(bomb)).toContain('too large when unpacked');
  expect(await refused(zipSync({ 'a.txt': strToU8('no workbook') }))).toContain('cannot be read');
  expect(await refused(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0]))).toContain('neither CSV nor a workbook');
  expect(await refused(csv('Practice,Date'))).toContain('Only a line of headings');
});

test('headings are guessed: a plain sheet, Xero’s and QuickBooks’', () => {
  expect(guessKind(['ContactName', 'InvoiceNumber', 'InvoiceDate', 'DueDate', 'Total'])).toBe('invoices');
  expect(guessFields('invoices', ['*Customer', '*Invoice no.', '*Invoice date', '*Due date', 'Item amount'])).toEqual([
    'organisation',
    'number',
    'issuedOn',
    'dueOn',
    'total',
  ]);
  expect(guessKind(['Surgery', 'Date worked', 'From', 'To', 'Pay'])).toBe('sessions');
  expect(guessFields('sessions', ['Surgery', 'Date worked', 'From', 'To', 'Pay'])).toEqual([
    'organisation',
    'date',
    'start',
    'end',
    'fee',
  ]);
  expect(guessKind(['Practice name', 'Address', 'Postcode', 'Email'])).toBe('organisations');
});

test('the other locum cannot see, start or take back a file', async () => {
  const path = await take(SESSIONS);
  const other = await signedIn(it, app, `stranger${count}@example.org`);
  expect((await other.get(path)).status).toBe(404);
  for (const step of ['start', 'undo', 'drop']) expect((await other.post(`${path}/${step}`, {})).status).toBe(404);
  expect((await app.browser().get(path)).location).toContain('/sign-in');
});

test('the API takes lines, says what they would become, imports them and takes them back', async () => {
  const api = await apiClient(it, owner);
  const made = await api.call('POST', '/imports', {
    kind: 'organisations',
    name: 'old list',
    headings: ['Name', 'Kind', 'Postcode'],
    lines: [
      ['Riverside Surgery', 'GP practice', 'LS2 7UE'],
      ['Hill Pharmacy', 'Chemist', 'nowhere'],
    ],
  });
  expect(made.status).toBe(201);
  const path = `/imports/${made.json.id}`;
  expect((await api.call('GET', path)).json.items).toEqual([
    { line: 2, outcome: 'make', words: 'Riverside Surgery, GP practice' },
    { line: 3, outcome: 'wrong', words: expect.any(String) },
  ]);
  await api.call('POST', `${path}/start`);
  await it.work();
  expect((await api.call('GET', path)).json).toMatchObject({ state: 'done', lines: 2, done: 2, made: 1 });
  expect(await counted('organisations')).toBe(1);
  await api.call('POST', `${path}/undo`);
  expect(await counted('organisations')).toBe(0);
});

test('a name longer than a name can be is told before, and keeps no file from being imported', async () => {
  const long = 'Surgery '.repeat(30);
  for (const lines of [
    [`Practice,Date,Start,Finish,Fee`, `${long},12/05/2025,08:30,13:00,340`, `Hill,13/05/2025,08:30,13:00,340`],
    ['ContactName,InvoiceNumber,InvoiceDate,Total', `${long},A-1,31/05/2025,640`, `Hill,A-2,31/05/2025,640`],
  ]) {
    const path = await take(csv(...lines));
    expect((await browser.get(path)).text).toContain('Keep its name to 160 characters.');
    expect(await carryOut(path)).toContain('Take');
    expect((await browser.get(path)).text).not.toContain('http-equiv="refresh"');
  }
  expect([await counted('bookings'), await counted('invoices'), await counted('organisations')]).toEqual([1, 1, 1]);
});

test('a file of more columns than anybody reads is refused', async () => {
  const wide = Array.from({ length: 10_000 }, (_, at) => `Column ${at}`).join(',');
  const answer = await browser.upload('/imports', {}, { name: 'wide.csv', bytes: csv(wide, 'Hill') });
  expect(answer).toMatchObject({ status: 422, text: expect.stringContaining('The file has 10000 columns.') });
});

test('names in other letters are told apart', async () => {
  const path = await take(csv('Name,Kind', 'Αθήνα,GP practice', 'Москва,GP practice'));
  await carryOut(path);
  expect(await counted('organisations')).toBe(2);
});

test('what cannot be kept is refused by the API, not a fault', async () => {
  const api = await apiClient(it, owner);
  const file = { kind: 'organisations', name: 'list', headings: ['Name'], lines: [['Hill']] };
  for (const wrong of [
    { lines: [['Hi\u0000ll']] },
    { headings: ['Na\u0000me'] },
    { name: 'li\u0000st' },
    { columns: ['na\u0000me'] },
    { usualStart: '\u0000' },
  ])
    expect((await api.call('POST', '/imports', { ...file, ...wrong })).status, JSON.stringify(wrong)).toBe(422);
  expect(await counted('import_batches')).toBe(0);
});
