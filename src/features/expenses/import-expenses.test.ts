import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, type Owner } from '#platform/access.ts';
import { InputRefusal, Refusal } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import type { ExpenseCsvChoice } from '#rules/expense-csv.ts';
import { picture } from '#tests/cast/pictures.ts';
import { apiClient } from '#tests/support/api-client.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { importExpenses, planExpenseImport, undoExpenseImport } from './import-expenses.ts';
import { listImports } from './import-store.ts';
import { expenseInput } from './input.ts';
import { addExpense } from './keep-expense.ts';
import { attachReceipt } from './keep-receipt.ts';
import { csvText, readExpenseFile } from './read-expense-file.ts';
import { listExpenses } from './store.ts';

let it: TestContext;
let owner: Owner;

beforeAll(async () => {
  it = await testContext();
});
afterAll(() => it.close());

const FILE =
  'Date,Supplier,Category,Amount\n01/11/2026,MDU,Indemnity,"1,240.00"\n02/11/2026,EE,Mobile,18.00\n02/11/2026,EE,Mobile,18.00';
const choice: ExpenseCsvChoice = { columns: {}, usual: 'otherExpenses', isNegative: false };
const read = (text = FILE) => readExpenseFile(text, choice);
const bring = (text = FILE, withoutAlike = false) =>
  importExpenses(it.ctx, owner, { fileName: 'costs.csv', read: read(text), withoutAlike });
const kept = async () =>
  (
    await asOwner(it.ctx.db, owner, tx =>
      listExpenses(tx, Temporal.PlainDate.from('2026-04-06'), Temporal.PlainDate.from('2027-04-05')),
    )
  ).map(expense => [expense.description, expense.category, expense.amountPence]);
const refused = async (promise: Promise<unknown>) => {
  const fault = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (fault instanceof InputRefusal) return fault.fields.file;
  return fault instanceof Refusal ? fault.reason.code : fault;
};

test('a file is recorded with its categories, two equal lines of a day as two, and a second time it brings nothing', async () => {
  owner = await it.makeAccount();
  expect(await bring()).toBe(3);
  expect(await kept()).toEqual([
    ['EE', 'adminCosts', 1800],
    ['EE', 'adminCosts', 1800],
    ['MDU', 'professionalFees', 1240_00],
  ]);
  expect(await bring()).toBe(0);
  expect(await bring(`${FILE}\n03/11/2026,EE,Mobile,18.00`)).toBe(1);
  expect(await asOwner(it.ctx.db, owner, listImports)).toMatchObject([{ count: 1 }, { count: 3 }]);
});

test('looking at a file keeps nothing, and names what looks like something recorded', async () => {
  owner = await it.makeAccount();
  const typed = { category: 'adminCosts', spentOn: '2026-11-02', description: 'Mobile phone', amount: '18.00' };
  await addExpense(it.ctx, owner, readInput(expenseInput, typed));
  const plan = await planExpenseImport(it.ctx, owner, read());
  expect([plan.fresh.length, plan.known.length]).toEqual([3, 0]);
  expect([...plan.alike].map(([row, expense]) => [row, expense.description])).toEqual([[3, 'Mobile phone']]);
  expect(await kept()).toHaveLength(1);
  expect(await bring(FILE, true)).toBe(2);
});

test('a batch is taken back whole, receipts and all, and what was typed stays', async () => {
  owner = await it.makeAccount();
  const before = it.onDisk().length;
  await addExpense(
    it.ctx,
    owner,
    readInput(expenseInput, { category: 'adminCosts', spentOn: '2026-11-02', description: 'Paper', amount: '5' }),
  );
  await bring();
  const [expense] = await asOwner(it.ctx.db, owner, tx =>
    listExpenses(tx, Temporal.PlainDate.from('2026-11-01'), Temporal.PlainDate.from('2026-11-01')),
  );
  const receipt = { name: 'r.png', bytes: new Uint8Array(await picture().png().toBuffer()) };
  await attachReceipt(it.ctx, owner, expense?.id ?? newId('expense'), receipt);
  const [batch] = await asOwner(it.ctx.db, owner, listImports);
  const id = batch?.id ?? newId('expenseImport');
  expect(await refused(undoExpenseImport(it.ctx, await it.makeAccount(), id))).toBe('not_found');
  await undoExpenseImport(it.ctx, owner, id);
  expect(await kept()).toEqual([['Paper', 'adminCosts', 500]]);
  expect(it.onDisk().length).toBe(before);
  expect(await refused(undoExpenseImport(it.ctx, owner, id))).toBe('not_found');
});

test('one line that cannot be read, or a day to come, and nothing is recorded', async () => {
  owner = await it.makeAccount();
  expect(await refused(bring(`${FILE}\n31/02/2026,X,Y,1`))).toContain('Line 5');
  expect(await refused(bring(`${FILE}\n25/11/2026,X,Y,1`))).toContain('still to come');
  expect(await refused(bring('Date,What,Amount'))).toContain('No expenses');
  expect(await refused(Promise.resolve().then(() => csvText(new TextEncoder().encode('%PDF-1.7'))))).toContain(
    'not a CSV',
  );
  expect(await kept()).toEqual([]);
});

test('on the pages: upload, look, yes, and back again', async () => {
  const browser = await signedIn(it, testApp(it), 'importer@example.org');
  const bytes = new TextEncoder().encode(FILE);
  const look = await browser.upload('/expenses/import', {}, { name: 'costs.csv', bytes });
  expect(look.status).toBe(200);
  for (const text of ['3 new expenses', '£1,276.00', 'Nothing is recorded yet']) expect(look.text).toContain(text);
  const id = /name="id" value="(exi_[^"]+)"/.exec(look.text)?.[1] ?? '';
  const yes = { id, fileName: 'costs.csv', text: FILE, confirmed: 'yes', usual: 'otherExpenses' };
  expect((await browser.post('/expenses/import', yes)).location).toContain('expenses-imported');
  await browser.post('/expenses/import', yes);
  expect((await browser.get('/expenses')).text).toContain('£1,276.00');
  await browser.post(`/expenses/import/${id}/undo`, {});
  expect((await browser.get('/expenses')).text).toContain('Nothing recorded');
});

test('a text that cannot be kept is refused by the API, not a fault', async () => {
  const who = await it.makeAccount();
  const api = await apiClient(it, who);
  const text = 'Date,Supplier,Amount\n01/11/2026,M\u0000DU,12.00';
  expect((await api.call('POST', '/expense-imports', { fileName: 'costs.csv', text, confirmed: true })).status).toBe(
    422,
  );
});
