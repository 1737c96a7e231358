import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { issueOnly } from '#features/billing/bill-delivered.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import type { Id } from '#rules/ids.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { readPaper } from '#tests/support/read-paper.ts';
import { draftInvoice } from './draft-invoice.ts';
import { findInvoice } from './read-invoices.ts';
import { referDraft } from './refer-draft.ts';

let it: TestContext;
let owner: Owner;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());
beforeEach(async () => {
  owner = await it.makeAccount();
  await fillProfile(it, owner);
});

async function draftAt(
  change: Readonly<Record<string, unknown>>,
  purchaseOrder: string | null = null,
  day = '2026-11-16',
) {
  const organisation = await addPractice(it, owner, change);
  const bookings = [await addDelivered(it, owner, organisation, day, { pensionable: false })];
  return draftInvoice(it.ctx, owner, { organisation, bookings, purchaseOrder, notes: null });
}

const read = (id: Id<'invoice'>) => asOwner(it.ctx.db, owner, tx => findInvoice(tx, id, it.ctx.clock.today()));
const refer = (id: Id<'invoice'>, purchaseOrder: string | null, buyerReference: string | null = null) =>
  referDraft(it.ctx, owner, id, { purchaseOrder, buyerReference });
const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => 'nothing refused',
    (thrown: unknown) => thrown,
  );
  return fault instanceof Refusal ? fault.reason.code : fault;
};

test('where an organisation pays nothing without an order number, no invoice is issued and no number used until it has one', async () => {
  const id = await draftAt({ requires_purchase_order: true });
  expect(await refused(issueOnly(it.ctx, owner, id))).toBe('invoice.no_purchase_order');
  await refer(id, 'PO-4711');
  await issueOnly(it.ctx, owner, id);
  expect(await read(id)).toMatchObject({ number: 'INV-0001', purchaseOrder: 'PO-4711' });
});

test('order number and reference come from the organisation unless the invoice says others, and are printed', async () => {
  const id = await draftAt({
    purchase_order: 'PO-2026',
    buyer_reference: 'Cost centre 88',
    requires_purchase_order: true,
  });
  expect(await read(id)).toMatchObject({ purchaseOrder: 'PO-2026', buyerReference: 'Cost centre 88' });
  await issueOnly(it.ctx, owner, id);
  const invoice = await read(id);
  const file = await asOwner(it.ctx.db, owner, tx => readStoredFile(it.ctx, tx, invoice?.fileId ?? ('' as Id<'file'>)));
  const text = (await readPaper(file.bytes)).text.replaceAll(/\s+/g, ' ');
  for (const part of ['Purchase order', 'PO-2026', 'Your reference', 'Cost centre 88']) expect(text).toContain(part);
  expect(await read(await draftAt({ purchase_order: 'PO-2026' }, 'PO-9', '2026-11-17'))).toMatchObject({
    purchaseOrder: 'PO-9',
  });
});

test('on an issued invoice they stand, and another locum’s draft is not there', async () => {
  const id = await draftAt({});
  expect(
    await refused(referDraft(it.ctx, await it.makeAccount(), id, { purchaseOrder: 'x', buyerReference: null })),
  ).toBe('not_found');
  await issueOnly(it.ctx, owner, id);
  expect(await refused(refer(id, 'PO-1'))).toBe('invoice.not_a_draft');
});
