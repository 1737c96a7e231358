import type { ExpenseKey } from '#rules/expense-categories.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';

/** What working cost. */
export interface Expense {
  readonly id: Id<'expense'>;
  readonly category: ExpenseKey;
  readonly spentOn: Temporal.PlainDate;
  readonly description: string;
  /** What was paid in all. */
  readonly paidPence: Pence;
  /** What of it was for the business, in basis points. */
  readonly businessBasisPoints: number;
  /** The business part: what counts. */
  readonly amountPence: Pence;
  /** Lasts for years: kept apart from running costs. */
  readonly isCapital: boolean;
  /** Billed on to the organisation of its booking; else the locum bears it. */
  readonly isBilled: boolean;
  readonly bookingId: Id<'booking'> | null;
  /** What it was made by, where nobody typed it. */
  readonly recurringId: Id<'recurringExpense'> | null;
  readonly importId: Id<'expenseImport'> | null;
  readonly receiptCount: number;
}

/** A paper or photo that proves an expense. */
export interface Receipt {
  readonly fileId: Id<'file'>;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly addedAt: Temporal.Instant;
}
