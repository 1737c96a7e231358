import type { OwnedTransaction } from '#platform/access.ts';
import { EXPENSE_KEYS, type ExpenseKey } from '#rules/expense-categories.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { ExpenseInput } from './input.ts';

export interface Expense {
  readonly id: Id<'expense'>;
  readonly category: ExpenseKey;
  readonly spentOn: Temporal.PlainDate;
  readonly description: string;
  readonly amountPence: Pence;
  readonly bookingId: Id<'booking'> | null;
}

/** Between two days, both included; the latest first. */
export async function listExpenses(
  tx: OwnedTransaction,
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
): Promise<Expense[]> {
  const rows = await expenses(tx)
    .where('spent_on', '>=', first)
    .where('spent_on', '<=', last)
    .orderBy('spent_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(fromRow);
}

export async function readExpense(tx: OwnedTransaction, id: Id<'expense'>): Promise<Expense | undefined> {
  const row = await expenses(tx).where('id', '=', id).executeTakeFirst();
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

/** Adds one; answers false where one with that id is there already. */
export async function insertExpense(
  tx: OwnedTransaction,
  id: Id<'expense'>,
  input: ExpenseInput,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .insertInto('expenses')
    .values({ account_id: tx.accountId, id, ...columnsOf(input), created_at: now, updated_at: now })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
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

/** Answers false where there is none. */
export async function deleteExpenseRow(tx: OwnedTransaction, id: Id<'expense'>): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('expenses')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

function expenses(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('expenses')
    .select(['id', 'category', 'spent_on', 'description', 'amount_pence', 'booking_id'])
    .where('account_id', '=', tx.accountId);
}

function columnsOf(input: ExpenseInput) {
  return {
    category: input.category,
    spent_on: input.spentOn,
    description: input.description,
    amount_pence: input.amount,
    booking_id: input.booking,
  };
}

function fromRow(row: Awaited<ReturnType<ReturnType<typeof expenses>['executeTakeFirstOrThrow']>>): Expense {
  return {
    id: row.id,
    category: EXPENSE_KEYS.find(key => key === row.category) ?? 'otherExpenses',
    spentOn: row.spent_on,
    description: row.description,
    amountPence: row.amount_pence,
    bookingId: row.booking_id,
  };
}
