import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import { EXPENSE_KEYS, type ExpenseKey } from '#rules/expense-categories.ts';
import type { Id } from '#rules/ids.ts';
import { type Pence, shareOf } from '#rules/money.ts';
import type { Expense } from './expense.ts';
import type { ExpenseInput } from './input.ts';

/** What of all expenses is meant. */
export interface ExpenseFilter {
  readonly category?: ExpenseKey | undefined;
  readonly isCapital?: boolean | undefined;
  readonly importId?: Id<'expenseImport'> | undefined;
}

/** Between two days, both included; the latest first. */
export async function listExpenses(
  tx: OwnedTransaction,
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
  filter: ExpenseFilter = {},
): Promise<Expense[]> {
  let query = expenses(tx)
    .where('e.spent_on', '>=', first)
    .where('e.spent_on', '<=', last)
    .orderBy('e.spent_on', 'desc')
    .orderBy('e.id', 'desc');
  if (filter.category !== undefined) query = query.where('e.category', '=', filter.category);
  if (filter.isCapital !== undefined) query = query.where('e.is_capital', '=', filter.isCapital);
  if (filter.importId !== undefined) query = query.where('e.expense_import_id', '=', filter.importId);
  return (await query.execute()).map(fromRow);
}

export async function readExpense(tx: OwnedTransaction, id: Id<'expense'>): Promise<Expense | undefined> {
  const row = await expenses(tx).where('e.id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** A booking that an expense may belong to. */
export interface BookingChoice {
  readonly id: Id<'booking'>;
  readonly day: Temporal.PlainDate;
  readonly organisation: string;
}

/** The latest agreed bookings up to a day, and the chosen one however old it is. Reads the tables of bookings and organisations, writes none. */
export async function bookingChoices(
  tx: OwnedTransaction,
  upTo: Temporal.PlainDate,
  chosen: Id<'booking'> | undefined,
): Promise<BookingChoice[]> {
  const agreed = tx.db
    .selectFrom('bookings as b')
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'b.account_id').onRef('o.id', '=', 'b.organisation_id'),
    )
    .select(['b.id', 'b.work_date as day', 'o.name as organisation'])
    .where('b.account_id', '=', tx.accountId)
    .where('b.state', '<>', 'offered');
  const latest = await agreed.where('b.work_date', '<=', upTo).orderBy('b.starts_at', 'desc').limit(CHOICES).execute();
  if (chosen === undefined || latest.some(it => it.id === chosen)) return latest;
  return [...latest, ...(await agreed.where('b.id', '=', chosen).execute())];
}

const CHOICES = 60;

/** By what an expense was made, where nobody typed it. */
export interface MadeBy {
  readonly recurring?: { readonly id: Id<'recurringExpense'>; readonly on: Temporal.PlainDate };
  readonly importId?: Id<'expenseImport'>;
}

/** Adds one; answers false where one with that id, or one of that recurring expense and day, is there already. */
export async function insertExpense(
  tx: OwnedTransaction,
  id: Id<'expense'>,
  input: Omit<ExpenseInput, 'id'>,
  now: Temporal.Instant,
  by: MadeBy = {},
): Promise<boolean> {
  const result = await tx.db
    .insertInto('expenses')
    .values({
      account_id: tx.accountId,
      id,
      ...columnsOf(input),
      recurring_id: by.recurring?.id ?? null,
      recurred_on: by.recurring?.on ?? null,
      expense_import_id: by.importId ?? null,
      created_at: now,
      updated_at: now,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Answers false where there is none. */
export async function updateExpense(
  tx: OwnedTransaction,
  id: Id<'expense'>,
  input: ExpenseInput,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .updateTable('expenses')
    .set({ ...columnsOf(input), updated_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Deletes those, with their receipts; answers the keys whose bytes can go once that is committed. */
export async function deleteExpenseRows(tx: OwnedTransaction, ids: readonly Id<'expense'>[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const receipts = await tx.db
    .deleteFrom('expense_receipts')
    .where('account_id', '=', tx.accountId)
    .where('expense_id', 'in', [...ids])
    .returning('file_id')
    .execute();
  await tx.db
    .deleteFrom('expenses')
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', [...ids])
    .execute();
  if (receipts.length === 0) return [];
  const files = await tx.db
    .deleteFrom('files')
    .where('account_id', '=', tx.accountId)
    .where(
      'id',
      'in',
      receipts.map(it => it.file_id),
    )
    .returning('store_key')
    .execute();
  return files.map(it => it.store_key);
}

function expenses(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('expenses as e')
    .select(['e.id', 'e.category', 'e.spent_on', 'e.description', 'e.amount_pence', 'e.paid_pence', 'e.booking_id'])
    .select(['e.business_basis_points', 'e.is_capital', 'e.is_billed', 'e.recurring_id', 'e.expense_import_id'])
    .select(
      sql<number>`(SELECT count(*)::integer FROM expense_receipts r WHERE r.account_id = e.account_id AND r.expense_id = e.id)`.as(
        'receipt_count',
      ),
    )
    .where('e.account_id', '=', tx.accountId);
}

function columnsOf(input: Omit<ExpenseInput, 'id'>): {
  category: ExpenseKey;
  spent_on: Temporal.PlainDate;
  description: string;
  amount_pence: Pence;
  paid_pence: Pence | null;
  business_basis_points: number;
  is_capital: boolean;
  is_billed: boolean;
  booking_id: Id<'booking'> | null;
} {
  return {
    category: input.category,
    spent_on: input.spentOn,
    description: input.description,
    amount_pence: shareOf(input.amount, input.businessShare),
    paid_pence: input.businessShare === WHOLE ? null : input.amount,
    business_basis_points: input.businessShare,
    is_capital: input.isCapital,
    is_billed: input.isBilled,
    booking_id: input.booking,
  };
}

const WHOLE = 10_000;

function fromRow(row: Awaited<ReturnType<ReturnType<typeof expenses>['executeTakeFirstOrThrow']>>): Expense {
  return {
    id: row.id,
    category: EXPENSE_KEYS.find(key => key === row.category) ?? 'otherExpenses',
    spentOn: row.spent_on,
    description: row.description,
    paidPence: row.paid_pence ?? row.amount_pence,
    businessBasisPoints: row.business_basis_points,
    amountPence: row.amount_pence,
    isCapital: row.is_capital,
    isBilled: row.is_billed,
    bookingId: row.booking_id,
    recurringId: row.recurring_id,
    importId: row.expense_import_id,
    receiptCount: row.receipt_count,
  };
}
