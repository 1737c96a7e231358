import { afterAll, beforeAll, expect, test } from 'vitest';
import { billDelivered } from '#features/billing/index.ts';
import { showId } from '#rules/ids.ts';
import { addDelivered, addPractice, fillProfile } from '#tests/cast/working-locum.ts';
import { type ApiClient, apiClient, itemsOf } from '#tests/support/api-client.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';

let it: TestContext;
let api: ApiClient;
let invoice: string;

beforeAll(async () => {
  it = await testContext();
  const owner = await it.makeAccount();
  await fillProfile(it, owner);
  const organisation = await addPractice(it, owner);
  const bookings = [await addDelivered(it, owner, organisation, '2026-11-16')];
  const id = await billDelivered(it.ctx, owner, { organisation, bookings, purchaseOrder: null, notes: null });
  invoice = showId('invoice', id);
  api = await apiClient(it, owner);
});
afterAll(() => it.close());

test('a program imports a statement, sees what its line pays, accepts it, and undoes it', async () => {
  // 700.00 of work and 14.38% of 630.00, its pensionable part
  const body = { fileName: 'n.qif', text: '!Type:Bank\nD24/11/2026\nT790.59\nPRIVERSIDE SURGERY\nMINV-0001\n^\n' };
  const look = await api.call('POST', '/bank/imports', body);
  expect(look).toMatchObject({ status: 200, json: { format: 'qif', kept: false, fresh: 1, known: 0 } });
  for (const fresh of [1, 0])
    expect(await api.call('POST', '/bank/imports', { ...body, confirmed: true })).toMatchObject({ json: { fresh } });
  const [line] = itemsOf(await api.call('GET', '/bank/lines'));
  const shares = [{ invoice, amount: '790.59' }];
  expect(line).toMatchObject({
    day: '2026-11-24',
    amount: '790.59',
    state: 'open',
    proposal: { shares, isSure: true },
  });
  const path = `/bank/lines/${line?.id}`;
  for (const _ of [1, 2]) expect((await api.call('POST', `${path}/accept`, { shares })).status).toBe(200);
  expect((await api.call('GET', `/invoices/${invoice}`)).json).toMatchObject({ outstanding: '0.00' });
  expect(itemsOf(await api.call('GET', '/bank/lines?state=settled'))).toMatchObject([{ pays: shares }]);
  expect((await api.call('POST', `${path}/ignore`, {})).status).toBe(409);
  expect((await api.call('POST', `${path}/undo`, {})).status).toBe(200);
  expect((await api.call('GET', `/invoices/${invoice}`)).json).toMatchObject({ outstanding: '790.59' });
  expect((await api.call('POST', `${path}/ignore`, {})).status).toBe(200);
  expect(itemsOf(await api.call('GET', '/bank/lines'))).toEqual([]);
});
