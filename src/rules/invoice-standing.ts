import { daysBetween } from './dates.ts';
import { type Pence, pence } from './money.ts';

/** As stored. Whether an invoice is overdue or part paid is never stored: dates and payments say it. */
export type InvoiceState = 'draft' | 'issued' | 'paid' | 'void';

export type InvoiceStanding =
  | 'draft'
  | 'issued'
  | 'part_paid'
  | 'overdue'
  | 'paid'
  | 'credited'
  | 'written_off'
  | 'void';

export const STANDING_LABELS: Readonly<Record<InvoiceStanding, string>> = {
  draft: 'Draft',
  issued: 'Issued',
  part_paid: 'Part paid',
  overdue: 'Overdue',
  paid: 'Paid',
  credited: 'Credited',
  written_off: 'Written off',
  void: 'Void',
};

export interface StandingInput {
  readonly state: InvoiceState;
  readonly dueDate: Temporal.PlainDate | null;
  readonly paidPence: Pence;
  readonly creditedPence: Pence;
  readonly writtenOffPence: Pence;
}

/** How an invoice stands on a day. Overdue says more than part paid; what is settled says by what, where it was not money alone. */
export function invoiceStanding(input: StandingInput, today: Temporal.PlainDate): InvoiceStanding {
  if (input.state === 'paid' && input.writtenOffPence > 0) return 'written_off';
  if (input.state === 'paid' && input.paidPence === 0 && input.creditedPence > 0) return 'credited';
  if (input.state !== 'issued') return input.state;
  if (input.dueDate !== null && daysBetween(input.dueDate, today) > 0) return 'overdue';
  return input.paidPence > 0 ? 'part_paid' : 'issued';
}

/** Money of an issued invoice, each a sum. */
export interface InvoiceMoney {
  readonly totalPence: Pence;
  /** Payments that count. */
  readonly paidPence: Pence;
  /** All its credit notes. */
  readonly creditedPence: Pence;
  /** Of what was paid already when it was credited, what is known to have gone back. */
  readonly refundedPence: Pence;
  /** Given up: it will not be paid. */
  readonly writtenOffPence: Pence;
}

/**
 * What is still to be paid, in pence: the total less payments, credit notes and what was written off. Negative where too much was paid and
 * has not gone back yet.
 */
export function outstanding(it: InvoiceMoney): Pence {
  const { totalPence, paidPence, creditedPence, refundedPence, writtenOffPence } = it;
  const left = totalPence - paidPence - creditedPence - writtenOffPence;
  return pence(left >= 0 ? left : Math.min(0, left + refundedPence));
}

/** The number as printed: `INV-0042`. */
export function formatInvoiceNumber(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(4, '0')}`;
}
