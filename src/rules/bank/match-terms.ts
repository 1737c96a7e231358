import type { Id } from '../ids.ts';
import type { Pence } from '../money.ts';
import type { BankLine } from './bank-line.ts';

/** An invoice that waits for money. */
export interface OpenInvoice {
  readonly id: Id<'invoice'>;
  /** As printed, `INV-0042`. */
  readonly number: string;
  readonly organisationId: Id<'organisation'>;
  readonly organisationName: string;
  readonly issueDate: Temporal.PlainDate;
  readonly dueDate: Temporal.PlainDate;
  readonly outstandingPence: Pence;
}

/** What the locum said once with "always": lines of this pattern come from that organisation. */
export interface PayerRule {
  readonly pattern: string;
  readonly organisationId: Id<'organisation'>;
}

export interface LineToMatch extends BankLine {
  readonly id: Id<'bankLine'>;
}

/** What of a line pays which invoice. */
export interface Share {
  readonly invoiceId: Id<'invoice'>;
  readonly amountPence: Pence;
}

export interface Proposal {
  readonly shares: readonly Share[];
  /** In words, the strongest first. */
  readonly reasons: readonly string[];
  /** True where number or name and the amount fit without another way to read it: may be accepted with others by one press. */
  readonly isSure: boolean;
}

export interface MatchedLine {
  readonly lineId: Id<'bankLine'>;
  /** What is likely; none where nothing is, or several things are. */
  readonly proposal: Proposal | undefined;
  /** What else it could be, the likelier first; a choice is never made for the locum. */
  readonly choices: readonly Proposal[];
}
