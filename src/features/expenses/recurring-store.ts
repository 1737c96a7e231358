import type { OwnedTransaction } from '#platform/access.ts';
import { EXPENSE_KEYS, type ExpenseKey } from '#rules/expense-categories.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import { RECURRENCES, type Recurrence } from '#rules/recurrence.ts';
import type { RecurringInput } from './input.ts';

/** An expense that comes again by itself. */
export interface RecurringExpense extends Recurrence {
  readonly id: Id<'recurringExpense'>;
  readonly category: ExpenseKey;
  readonly description: string;
  /** As paid each time. */
  readonly paidPence: Pence;
  readonly businessBasisPoints: number;
  /** Every expense up to this day is made; null: none yet. */
  readonly madeTo: Temporal.PlainDate | null;
}

/** All, by their words. */
export async function listRecurring(tx: OwnedTransaction): Promise<RecurringExpense[]> {
  const rows = await recurring(tx).orderBy('description').orderBy('id').execute();
  return rows.map(fromRow);
}

export async function readRecurring(
  tx: OwnedTransaction,
  id: Id<'recurringExpense'>,
): Promise<RecurringExpense | undefined> {
  const row = await recurring(tx).where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** All, locked until the transaction ends, so that two workers never make the same day. */
export async function lockRecurring(tx: OwnedTransaction): Promise<RecurringExpense[]> {
  return (await recurring(tx).orderBy('id').forUpdate().execute()).map(fromRow);
}

/** Adds one; answers false where one with that id is there already. */
export async function insertRecurring(
  tx: OwnedTransaction,
  id: Id<'recurringExpense'>,
  input: RecurringInput,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .insertInto('recurring_expenses')
    .values({ account_id: tx.accountId, id, ...columnsOf(input), created_at: now, updated_at: now })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Answers false where there is none. */
export async function updateRecurring(
  tx: OwnedTransaction,
  id: Id<'recurringExpense'>,
  input: RecurringInput,
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .updateTable('recurring_expenses')
    .set({ ...columnsOf(input), updated_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function writeEnd(
  tx: OwnedTransaction,
  id: Id<'recurringExpense'>,
  untilOn: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .updateTable('recurring_expenses')
    .set({ until_on: untilOn, updated_at: now })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Answers false where there is none. Only one that made nothing can go. */
export async function deleteRecurringRow(tx: OwnedTransaction, id: Id<'recurringExpense'>): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('recurring_expenses as r')
    .where('r.account_id', '=', tx.accountId)
    .where('r.id', '=', id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('expenses as e')
            .select('e.id')
            .whereRef('e.account_id', '=', 'r.account_id')
            .whereRef('e.recurring_id', '=', 'r.id'),
        ),
      ),
    )
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

export async function writeMadeTo(
  tx: OwnedTransaction,
  id: Id<'recurringExpense'>,
  day: Temporal.PlainDate,
): Promise<void> {
  await tx.db
    .updateTable('recurring_expenses')
    .set({ made_to: day })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

function recurring(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('recurring_expenses')
    .select(['id', 'category', 'description', 'amount_pence', 'business_basis_points'])
    .select(['every_months', 'first_on', 'until_on', 'made_to'])
    .where('account_id', '=', tx.accountId);
}

function columnsOf(input: RecurringInput) {
  return {
    category: input.category,
    description: input.description,
    amount_pence: input.amount,
    business_basis_points: input.businessShare,
    every_months: input.everyMonths,
    first_on: input.firstOn,
    until_on: input.untilOn,
  };
}

function fromRow(row: Awaited<ReturnType<ReturnType<typeof recurring>['executeTakeFirstOrThrow']>>): RecurringExpense {
  return {
    id: row.id,
    category: EXPENSE_KEYS.find(key => key === row.category) ?? 'otherExpenses',
    description: row.description,
    paidPence: row.amount_pence,
    businessBasisPoints: row.business_basis_points,
    everyMonths: RECURRENCES.find(it => it === row.every_months) ?? 12,
    firstOn: row.first_on,
    untilOn: row.until_on,
    madeTo: row.made_to,
  };
}
