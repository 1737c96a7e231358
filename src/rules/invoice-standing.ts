import { daysBetween } from './dates.ts';
import { type Pence, pence } from './money.ts';

/** As stored. Whether an invoice is overdue or part paid is never stored: dates and payments say it. */
export type InvoiceState = 'draft' | 'issued' | 'paid' | 'void';

export type InvoiceStanding = 'draft' | 'issued' | 'part_paid' | 'overdue' | 'paid' | 'void';

export const STANDING_LABELS: Readonly<Record<InvoiceStanding, string>> = {
  draft: 'Draft',
  issued: 'Issued',
  part_paid: 'Part paid',
  overdue: 'Overdue',
  paid: 'Paid',
  void: 'Void',
};

export interface StandingInput {
  readonly state: InvoiceState;
  readonly dueDate: Temporal.PlainDate | null;
  readonly paidPence: Pence;
}

/** How an invoice stands on a day. Overdue says more than part paid. */
export function invoiceStanding(input: StandingInput, today: Temporal.PlainDate): InvoiceStanding {
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
  /** Those credit notes of which the money is known to have gone back. */
  readonly refundedPence: Pence;
}

/** What is still to be paid: the total less payments and credit notes. Negative where too much was paid and has not gone back yet. */
export function outstanding({ totalPence, paidPence, creditedPence, refundedPence }: InvoiceMoney): Pence {
  const left = totalPence - paidPence - creditedPence;
  return pence(left >= 0 ? left : Math.min(0, left + refundedPence));
}

/** The number as printed: `INV-0042`. */
export function formatInvoiceNumber(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(4, '0')}`;
}
