import type { OrganisationInput } from '#features/organisations/index.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';

/** How an import is to be read: for each column its field, and what holds where the file says nothing. */
export interface ImportChoice {
  readonly columns: readonly string[];
  /** `09:00`, for sessions without times; empty: such a line is wrong. */
  readonly usualStart: string;
  readonly usualEnd: string;
  /** The day of payments that have none: refused, or the due day. */
  readonly paidWithoutDay: 'refuse' | 'due';
}

export interface FileLine {
  /** As in the file, the headings being line 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface NewSession {
  readonly organisation: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly workDate: Temporal.PlainDate;
  readonly breakMinutes: number;
  readonly feePence: Pence;
  readonly workType: string;
  readonly notes: string;
  readonly invoice: KnownInvoice | undefined;
}

export interface ImportedInvoice {
  readonly number: string;
  readonly organisation: string;
  readonly issuedOn: Temporal.PlainDate;
  readonly dueOn: Temporal.PlainDate;
  readonly workPence: Pence;
  readonly expensesPence: Pence;
  readonly description: string;
  readonly purchaseOrder: string | null;
  readonly paid: { readonly on: Temporal.PlainDate; readonly pence: Pence } | undefined;
}

/** What a line becomes. */
export type Thing =
  | { readonly kind: 'organisation'; readonly input: OrganisationInput }
  | { readonly kind: 'session'; readonly session: NewSession }
  | { readonly kind: 'invoice'; readonly invoice: ImportedInvoice };

export type Planned =
  | { readonly outcome: 'make'; readonly words: string; readonly thing: Thing }
  | { readonly outcome: 'duplicate' | 'wrong'; readonly reason: string };

export interface KnownInvoice {
  readonly id: Id<'invoice'>;
  readonly number: string;
  readonly isImported: boolean;
  readonly state: 'draft' | 'issued' | 'paid' | 'void';
}

/** What is there already, so far as lines could repeat it. Grows line by line: a file can repeat itself. */
export interface Known {
  readonly today: Temporal.PlainDate;
  /** By key of the name: the name as kept. */
  readonly organisations: Map<string, string>;
  readonly odsCodes: Set<string>;
  /** Moments in milliseconds: thousands of them are compared. */
  readonly sessions: { readonly from: number; readonly to: number; readonly organisation: string }[];
  /** By number in lower case. */
  readonly invoices: Map<string, KnownInvoice>;
  /** Of lines before in the same file: total and line by number. */
  readonly inFile: Map<string, { readonly line: number; readonly pence: Pence }>;
  /** Our own series: its next number would be one more. */
  readonly series: { readonly prefix: string; readonly last: number };
}

export interface PlanContext {
  readonly choice: ImportChoice;
  readonly known: Known;
  readonly line: number;
}

/** The line cannot be taken, for this reason. */
export function wrong(reason: string): Planned {
  return { outcome: 'wrong', reason };
}
