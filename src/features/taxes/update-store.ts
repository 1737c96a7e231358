import { z } from 'zod';
import type { OwnedTransaction } from '#platform/access.ts';
import { EXPENSE_KEYS, type ExpenseKey } from '#rules/expense-categories.ts';
import type { Id } from '#rules/ids.ts';
import { type Pence, pence } from '#rules/money.ts';
import type { QuarterKind } from '#rules/tax/mtd-quarters.ts';
import type { TaxYear } from '#rules/tax-year.ts';

/** An update that the locum marked as sent, with what it said then. */
export interface SentUpdate {
  readonly id: Id<'taxUpdate'>;
  readonly year: TaxYear;
  readonly quarter: number;
  readonly quarters: QuarterKind;
  readonly basis: 'cash' | 'accruals';
  readonly sentOn: Temporal.PlainDate;
  readonly reference: string | null;
  readonly turnoverPence: Pence;
  /** Nought where a key is missing. */
  readonly expenses: Readonly<Partial<Record<ExpenseKey, Pence>>>;
}

/** All of a year, the latest sent first. */
export async function listUpdates(tx: OwnedTransaction, year: TaxYear): Promise<SentUpdate[]> {
  const rows = await tx.db
    .selectFrom('tax_updates')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('tax_year', '=', year)
    .orderBy('quarter', 'desc')
    .orderBy('sent_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(row => ({
    id: row.id,
    year,
    quarter: row.quarter,
    quarters: row.quarters,
    basis: row.basis,
    sentOn: row.sent_on,
    reference: row.reference,
    turnoverPence: row.turnover_pence,
    expenses: STORED.parse(row.expenses),
  }));
}

/** Answers false where one with that id is there already. */
export async function insertUpdate(tx: OwnedTransaction, it: SentUpdate, now: Temporal.Instant): Promise<boolean> {
  const result = await tx.db
    .insertInto('tax_updates')
    .values({
      account_id: tx.accountId,
      id: it.id,
      tax_year: it.year,
      quarter: it.quarter,
      quarters: it.quarters,
      basis: it.basis,
      sent_on: it.sentOn,
      reference: it.reference,
      turnover_pence: it.turnoverPence,
      expenses: JSON.stringify(it.expenses),
      recorded_at: now,
    })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Answers false where there is none. */
export async function deleteUpdate(tx: OwnedTransaction, id: Id<'taxUpdate'>): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('tax_updates')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

const STORED = z.partialRecord(z.enum(EXPENSE_KEYS), z.number().transform(pence));
