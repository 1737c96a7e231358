import { daysBetween } from './dates.ts';
import { lessPence, type Pence } from './money.ts';

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

/** What is still to be paid. Negative where too much was paid. */
export function outstanding(totalPence: Pence, paidPence: Pence): Pence {
  return lessPence(totalPence, paidPence);
}

/** The number as printed: `INV-0042`. */
export function formatInvoiceNumber(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(4, '0')}`;
}
