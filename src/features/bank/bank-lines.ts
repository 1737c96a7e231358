import type { BankFormat, BankLine } from '#rules/bank/bank-line.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';

/** A line that is kept, with what it pays. */
export interface KeptLine extends BankLine {
  readonly id: Id<'bankLine'>;
  readonly importId: Id<'bankImport'>;
  /** Of the account that the file was named for; null for none. */
  readonly bankAccount: string | null;
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
  /** Recorded before the line came: it stays when the line is undone. */
  readonly wasRecorded: boolean;
}

/** One file that was imported. */
export interface BankImport {
  readonly id: Id<'bankImport'>;
  readonly fileName: string;
  readonly format: BankFormat;
  readonly bankAccount: string | null;
  readonly importedAt: Temporal.Instant;
  /** Waiting: a worker is reading it. */
  readonly state: 'waiting' | 'done' | 'failed';
  readonly lineCount: number;
  /** How many there will be; the same once it is read. */
  readonly lineTotal: number;
  /** Of those, how many are settled. */
  readonly settledCount: number;
  /** Why it could not be read. */
  readonly fault: string | null;
}
