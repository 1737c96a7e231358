import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { billDelivered, voidBilled } from '#features/billing/index.ts';
import { type Entered, enterLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { readInput } from '#platform/form.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import type { Id } from '#rules/ids.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { readPaper } from '#tests/support/read-paper.ts';
import { giveUpFormA } from './give-up.ts';
import { certificateInput } from './input.ts';
import { certifyFormA } from './sign-form-a.ts';
import { listFormAsOf } from './store.ts';

let it: TestContext;
let owner: Owner;
let invoice: Id<'invoice'>;
let entered: Entered;
const FINANCE = 'finance@riverside.example.nhs.uk';

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  owner = await it.makeAccount();
  await fillProfile(it, owner);
  const practice = await addPractice(it, owner);
  invoice = await billDelivered(it.ctx, owner, {
    organisation: practice,
    bookings: [await addDelivered(it, owner, practice, '2026-11-16', { pensionable: true })],
    purchaseOrder: null,
    notes: null,
  });
  const [mail] = await mails();
  entered = await enterLink(it.ctx, /\/f\/([\w-]{64})/.exec(mail?.text ?? '')?.[1] ?? '', 'form_a');
});

const caller = { callerHash: 'b7f3c2', device: 'Edge on Windows' };
const mails = async () => {
  await it.work();
  return it.mailbox.list();
};
const certificate = (change: Record<string, unknown> = {}) =>
  readInput(certificateInput, {
    name: 'Maggie Hill',
    role: 'Practice manager',
    practiceCode: 'B86001',
    coveredGps: 'Dr Price',
    paidOn: '2026-11-20',
    declared: 'on',
    ...change,
  });
const form = () => asOwner(it.ctx.db, owner, async tx => (await listFormAsOf(tx, invoice))[0]);
const bytesOf = async (id: Id<'file'>) => (await asOwner(it.ctx.db, owner, tx => readStoredFile(it.ctx, tx, id))).bytes;

test('signed, the form has both halves and a page that says who, when, from where and what; both sides get it', async () => {
  await certifyFormA(it.ctx, entered, certificate(), caller);
  const kept = await form();
  expect(kept?.signed?.name).toBe('Maggie Hill');
  const unsigned = await bytesOf(kept?.fileId ?? ('' as never));
  const hash = createHash('sha256').update(unsigned).digest('hex');
  const paper = await readPaper(await bytesOf(kept?.signed?.fileId ?? ('' as never)));
  const text = paper.text.replaceAll(/\s+/g, ' ');
  for (const part of ['AB123456C', 'Dr Price', '20 Nov 2026', 'Signed electronically: Maggie Hill', 'Practice manager'])
    expect(text).toContain(part);
  for (const part of [
    'Evidence of the electronic signature',
    'Edge on Windows',
    'b7f3c2',
    FINANCE,
    '2026-11-24T10:00:00Z',
  ])
    expect(text).toContain(part);
  // the hash may be broken over two lines
  expect(text.replaceAll(' ', '')).toContain(hash);
  const sent = (await mails()).filter(mail =>
    mail.attachments.some(file => file.filename === 'Form-A-INV-0001-signed.pdf'),
  );
  expect(new Set(sent.map(mail => mail.to.address))).toEqual(new Set([FINANCE, `${owner.accountId}@example.org`]));
});

test('what is printed is the form as it was sent, whatever was changed since', async () => {
  await it.database.admin.query("UPDATE accounts SET name = 'Somebody Else' WHERE id = $1", [owner.accountId]);
  await it.database.admin.query("UPDATE organisations SET name = 'Other Surgery' WHERE account_id = $1", [
    owner.accountId,
  ]);
  await certifyFormA(it.ctx, entered, certificate(), caller);
  const paper = await readPaper(await bytesOf((await form())?.signed?.fileId ?? ('' as never)));
  expect(paper.text).toContain('Dr Amara Okafor');
  expect(paper.text).toContain('Riverside Surgery');
  expect(paper.text).not.toContain('Other Surgery');
});

test('a drawn signature is drawn into the form; an empty drawing is refused', async () => {
  const png = async (stroke: string) =>
    `data:image/png;base64,${(
      await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200">${stroke}</svg>`))
        .png()
        .toBuffer()
    ).toString('base64')}`;
  await expect(certifyFormA(it.ctx, entered, certificate({ drawing: await png('') }), caller)).rejects.toMatchObject({
    reason: { code: 'upload.empty_drawing' },
  });
  const drawing = await png('<path d="M20 150 L300 40 L560 150" stroke="black" stroke-width="6" fill="none"/>');
  await certifyFormA(it.ctx, entered, certificate({ drawing }), caller);
  const bytes = Buffer.from(await bytesOf((await form())?.signed?.fileId ?? ('' as never))).toString('latin1');
  expect(bytes).toContain('/Subtype /Image');
  expect(bytes).toContain('Signature drawn by hand');
});

test('what is signed stays signed, and a withdrawn form cannot be signed', async () => {
  await certifyFormA(it.ctx, entered, certificate(), caller);
  await expect(certifyFormA(it.ctx, entered, certificate({ name: 'Another' }), caller)).rejects.toThrow(
    'signed already',
  );
});

test('a form whose invoice was voided is signed by nobody', async () => {
  await voidBilled(it.ctx, owner, invoice, 'wrong rate');
  await expect(certifyFormA(it.ctx, entered, certificate(), caller)).rejects.toThrow('withdrawn');
});

test('without the declaration, a name and a role nothing is signed', () => {
  expect(() => certificate({ declared: '', name: '', role: ' ' })).toThrowError(
    expect.objectContaining({
      fields: {
        declared: expect.stringContaining('Tick'),
        name: expect.any(String),
        role: expect.any(String),
      },
    }),
  );
});

test('the database keeps the form’s content sealed', async () => {
  const { rows } = await it.database.admin.query('SELECT content_sealed FROM form_as WHERE invoice_id = $1', [invoice]);
  expect(rows[0].content_sealed).toMatch(/^test\./);
  expect(rows[0].content_sealed).not.toContain('AB123456C');
});

test('a form that was given up is not signed any more, and its link says so', async () => {
  const made = await form();
  if (!made) throw new Error('no Form A');
  const token = /\/f\/([\w-]{64})/.exec((await mails())[0]?.text ?? '')?.[1];
  await giveUpFormA(it.ctx, owner, made.id, 'changed_mind', it.ctx.clock.today());
  await expect(certifyFormA(it.ctx, entered, certificate(), caller)).rejects.toMatchObject({
    reason: { code: 'form_a.given_up' },
  });
  expect((await form())?.signed).toBeUndefined();
  const { text } = await testApp(it).browser().get(`/f/${token}`);
  expect(text).toContain('not pensioned any more');
  expect(text).not.toContain('Sign Form A');
});
