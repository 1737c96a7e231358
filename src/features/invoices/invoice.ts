import type { Id } from '#rules/ids.ts';
import type { InvoiceStanding, InvoiceState } from '#rules/invoice-standing.ts';
import type { Pence } from '#rules/money.ts';

/** An invoice as the product knows it. What was paid is always derived from its payments. */
export interface Invoice {
  readonly id: Id<'invoice'>;
  readonly organisationId: Id<'organisation'>;
  readonly organisationName: string;
  readonly state: InvoiceState;
  readonly standing: InvoiceStanding;
  /** As printed; none on a draft. */
  readonly number: string | null;
  readonly issueDate: Temporal.PlainDate | null;
  readonly dueDate: Temporal.PlainDate | null;
  readonly paymentTermsDays: number;
  readonly purchaseOrder: string | null;
  /** What the buyer wants to read on it: a cost centre, a contact, a contract. */
  readonly buyerReference: string | null;
  readonly notes: string;
  readonly workPence: Pence;
  readonly expensesPence: Pence;
  /** Boxes 1 to 3 of its Form A; nought where nothing is pensioned. */
  readonly pensionableFeePence: Pence;
  readonly pensionablePayPence: Pence;
  readonly employerContributionPence: Pence;
  readonly employerBasisPoints: number | null;
  readonly totalPence: Pence;
  readonly paidPence: Pence;
  /** Taken off by credit notes. */
  readonly creditedPence: Pence;
  /** Given up: it will not be paid. */
  readonly writtenOffPence: Pence;
  /** Total less payments, credit notes and what was written off; negative while money is to go back. */
  readonly outstandingPence: Pence;
  readonly fileId: Id<'file'> | null;
  readonly issuedAt: Temporal.Instant | null;
  readonly voidReason: string | null;
}

/** What a line is for. Only work can be pensioned. */
export type LineKind = 'fee' | 'extra_work' | 'cancellation' | 'mileage' | 'expense';

export interface Line {
  readonly bookingId: Id<'booking'> | null;
  readonly kind: LineKind;
  readonly workedOn: Temporal.PlainDate;
  readonly description: string;
  readonly quantityText: string;
  readonly rateText: string;
  readonly pensioned: boolean;
  readonly amountPence: Pence;
}

/** Whether a line counts as work, or as an outlay passed on. */
export function partOf(kind: LineKind): 'work' | 'expense' {
  return kind === 'mileage' || kind === 'expense' ? 'expense' : 'work';
}
