import { expect, test } from 'vitest';
import { type ExpenseCsvChoice, readExpenseRows } from './expense-csv.ts';

const usual: ExpenseCsvChoice = { columns: {}, usual: 'otherExpenses', isNegative: false };
const read = (text: string, change: Partial<ExpenseCsvChoice> = {}) =>
  readExpenseRows(
    text.split('\n').map(line => line.split(',')),
    { ...usual, ...change },
  );

test('columns are found by their headings, below lines of another product, and categories by its words', () => {
  const file =
    'Expenses of Dr Okafor\nDate,Supplier,Category,Amount\n01/11/2026,MDU,Indemnity,1240.00\n2/11/26,EE,Mobile,£18';
  const { choice, lines, errors } = read(file);
  expect(choice).toEqual({ date: 'Date', description: 'Supplier', amount: 'Amount', category: 'Category' });
  expect(errors).toEqual([]);
  expect(lines.map(it => [it.row, it.day.toString(), it.description, it.paidPence, it.category])).toEqual([
    [3, '2026-11-01', 'MDU', 1240_00, 'professionalFees'],
    [4, '2026-11-02', 'EE', 18_00, 'adminCosts'],
  ]);
});

test('HMRC’s own key is taken as it is; a word that nobody knows has the usual category and says so', () => {
  const { lines } = read('Date,What,Category,Cost\n1/11/2026,A,carVanTravelExpenses,1\n1/11/2026,B,Zebra,2');
  expect(lines.map(it => [it.category, it.isGuessed])).toEqual([
    ['carVanTravelExpenses', false],
    ['otherExpenses', true],
  ]);
});

test('in a bank’s file what was spent has a minus, and what came in is no expense', () => {
  const { lines, leftOut } = read('Date,Name,Amount\n1/11/2026,Shell,-41.20\n2/11/2026,Hill Surgery,700', {
    isNegative: true,
  });
  expect(lines.map(it => it.paidPence)).toEqual([41_20]);
  expect(leftOut).toBe(1);
});

test('a line that cannot be read is told by its row, and no other is lost', () => {
  const { lines, errors } = read('Date,What,Amount\n31/02/2026,A,1\n1/11/2026,B,1.005\n1/11/2026,,3\n1/11/2026,D,4');
  expect(errors.map(it => it.row)).toEqual([2, 3, 4]);
  expect(lines.map(it => it.description)).toEqual(['D']);
});

test('a chosen column wins over a guess, and one that is not in the file counts for nothing', () => {
  const file = 'Date,What,Net,Total\n1/11/2026,A,10,12';
  expect(read(file).lines[0]?.paidPence).toBe(12_00);
  expect(read(file, { columns: { amount: 'Net', date: 'Nowhere' } }).lines[0]?.paidPence).toBe(10_00);
});
