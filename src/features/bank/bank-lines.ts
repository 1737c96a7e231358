import type { BankFormat, BankLine } from '#rules/bank/bank-line.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';

/** A line that is kept, with what it pays. */
export interface KeptLine extends BankLine {
  readonly id: Id<'bankLine'>;
  readonly importId: Id<'bankImport'>;
  readonly state: 'open' | 'settled' | 'ignored';
  /** Payments that count; none unless it is settled. */
  readonly payments: readonly LinePayment[];
}

export interface LinePayment {
  readonly paymentId: Id<'payment'>;
  readonly invoiceId: Id<'invoice'>;
  readonly invoiceNumber: string;
  readonly organisationName: string;
  readonly amountPence: Pence;
}

/** One file that was imported. */
export interface BankImport {
  readonly id: Id<'bankImport'>;
  readonly fileName: string;
  readonly format: BankFormat;
  readonly importedAt: Temporal.Instant;
  readonly lineCount: number;
  /** Of those, how many are settled. */
  readonly settledCount: number;
}
