import type { Pence } from '#rules/money.ts';

/** Everything an invoice prints, as it stands when it is issued. */
export interface InvoiceDocument {
  /** As printed, prefix and all. */
  readonly number: string;
  /** The moment of issue; it goes into the file, so that making it again gives the same bytes. */
  readonly madeAt: Temporal.Instant;
  readonly issueDate: Temporal.PlainDate;
  readonly dueDate: Temporal.PlainDate;
  /** First and last day worked; each line names its own. */
  readonly supplyDates: { readonly first: Temporal.PlainDate; readonly last: Temporal.PlainDate };
  readonly seller: InvoiceSeller;
  readonly buyer: {
    readonly name: string;
    readonly addressLines: readonly string[];
    readonly attention?: string;
    readonly purchaseOrder?: string;
    readonly buyerReference?: string;
  };
  readonly lines: readonly InvoiceLine[];
  readonly expenses: readonly InvoiceLine[];
  readonly employerPension?: EmployerPension;
  /** "Not registered for VAT", "VAT: exempt …". */
  readonly vatNote: string;
  /** Lines, expenses and employer pension contribution together. */
  readonly totalPence: Pence;
  readonly paid?: { readonly amountPence: Pence; readonly on: Temporal.PlainDate };
  readonly payment: {
    readonly bankName: string;
    readonly accountName: string;
    readonly sortCode: string;
    readonly accountNumber: string;
    readonly reference: string;
  };
  readonly terms: string;
  readonly notes: string;
}

interface Contact {
  readonly addressLines: readonly string[];
  readonly email: string;
  readonly phone?: string;
  /** The professional register and number, like "GMC 1234567". */
  readonly registration?: string;
  readonly vatNumber?: string;
}

/** A person who trades under their own or a business name. */
interface SoleTrader extends Contact {
  readonly kind: 'sole_trader';
  readonly name: string;
  readonly businessName?: string;
}

/** A company; the registered facts are those that the law wants on its papers. */
interface LimitedCompany extends Contact {
  readonly kind: 'limited_company';
  readonly companyName: string;
  readonly companyNumber: string;
  readonly registeredOffice: string;
  readonly registeredIn: 'England and Wales' | 'Scotland' | 'Northern Ireland';
}

export type InvoiceSeller = SoleTrader | LimitedCompany;

export interface InvoiceLine {
  /** The day or days worked, as printed. */
  readonly dates: string;
  readonly description: string;
  readonly quantityText: string;
  readonly rateText: string;
  readonly amountPence: Pence;
}

/** The practice's share of the NHS pension, in the boxes of Form A. */
export interface EmployerPension {
  /** The gross fee. */
  readonly box1Pence: Pence;
  /** Box 2. */
  readonly pensionablePayPence: Pence;
  readonly rateBasisPoints: number;
  /** Not published when it was issued: whence the locum had it, in a sentence. */
  readonly rateNote?: string;
  /** Box 3. */
  readonly amountPence: Pence;
}
