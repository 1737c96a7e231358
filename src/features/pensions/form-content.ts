import type { Pence } from '#rules/money.ts';
import type { Nation } from '#rules/nation.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import type { PensionMonth } from '#rules/pension-month.ts';

/** An electronic signature: who, and on which day. */
export interface Signature {
  readonly name: string;
  readonly on: Temporal.PlainDate;
}

/** Form A: the locum's half filled in, the practice's half as far as it is known. */
export interface FormA {
  /** Goes into the file, so that making it again gives the same bytes. */
  readonly madeAt: Temporal.Instant;
  /** The practice's: decides the scheme, so which form it is and who pays the employer's share. */
  readonly nation: Nation;
  /** As printed, `2026/27`. */
  readonly schemeYear: string;
  /** Where the invoice's work lies in several scheme years: which of its forms this is. */
  readonly part?: { readonly number: number; readonly of: number };
  /** The invoice it goes with, as printed on that. */
  readonly invoiceNumber: string;
  /** The Unique Payment Reference; not known to everyone before the money arrives. */
  readonly paymentReference?: string;
  readonly locum: {
    readonly name: string;
    readonly nationalInsuranceNumber: string;
    /** Employing authority code of the host: PCSE in England, the Local Health Board in Wales. */
    readonly hostCode: string;
    /** Wales only. */
    readonly healthBoardReference?: string;
    /** Where it is the payment reference: Northern Ireland. */
    readonly gmcNumber?: string;
  };
  /** Runs of days worked, first and last included. */
  readonly periods: readonly { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate }[];
  readonly signature?: Signature;
  readonly practice: {
    readonly name: string;
    /** Employing authority or practice code. */
    readonly code?: string;
    readonly coveredGps?: string;
    readonly paidOn?: Temporal.PlainDate;
    readonly signature?: Signature & {
      readonly role: string;
      /** A drawn signature as PNG; without one the name stands for it. */
      readonly drawing?: Uint8Array;
    };
  };
  /** Box 1: the gross fee. */
  readonly feePence: Pence;
  /** Box 2. */
  readonly pensionablePayPence: Pence;
  /** Box 3. */
  readonly employerContributionPence: Pence;
  readonly employerBasisPoints: number;
  /** The rate is not published here: whence the locum had it. */
  readonly rateNote?: string;
}

/** What stands on the page of evidence: who signed, when, from where, and which document. */
export interface Evidence {
  readonly name: string;
  readonly role: string;
  readonly method: 'typed' | 'drawn';
  readonly signedAt: Temporal.Instant;
  /** Browser and system in words. */
  readonly device: string;
  /** Keyed hash of the signer's address: comparable by the operator, readable by nobody. */
  readonly callerHash: string;
  /** SHA-256 of the unsigned form that was shown to the signer, hex. */
  readonly documentSha256: string;
  /** Whom the link was sent to. */
  readonly sentTo: string;
}

/** Form B: one month of receipt. */
export interface FormB {
  readonly madeAt: Temporal.Instant;
  /** The locum's own: England and Wales share a form that goes to different offices. */
  readonly nation: Nation;
  readonly scheme: PensionScheme;
  readonly schemeYear: string;
  readonly month: PensionMonth;
  readonly paymentReference: string;
  readonly locum: {
    readonly surname: string;
    readonly otherNames: string;
    readonly dateOfBirth: Temporal.PlainDate;
    readonly nationalInsuranceNumber: string;
    readonly hostCode: string;
    readonly healthBoardReference?: string;
    readonly gmcNumber: string;
    readonly addressLines: readonly string[];
    readonly email: string;
  };
  /** Every rate of the year's table, lowest first; `upToPence` is missing on the last. Where no table is known, the one in use alone. */
  readonly tiers: readonly { readonly rateBasisPoints: number; readonly upToPence?: Pence }[];
  readonly tierBasisPoints: number;
  /** The table is not published here: whence the locum had it. */
  readonly tiersNote?: string;
  /** One for every Form A paid in the month. */
  readonly lines: readonly FormBLine[];
  readonly sums: FormBSums;
  /** The 7th of the month after, the 6th in Northern Ireland: forms and money have to be in by then. */
  readonly dueOn: Temporal.PlainDate;
  readonly signature?: Signature;
}

export interface FormBLine {
  /** Employing authority or ODS code. */
  readonly practiceCode: string;
  readonly practice: string;
  readonly firstDay: Temporal.PlainDate;
  readonly lastDay: Temporal.PlainDate;
  readonly paidOn: Temporal.PlainDate;
  /** Box 2 of its Form A. */
  readonly pensionablePayPence: Pence;
  /** Box 3 of its Form A. */
  readonly employerContributionPence: Pence;
}

/** Lines a to j of Form B. */
export interface FormBSums {
  /** a: box 2 of all lines. */
  readonly pensionablePayPence: Pence;
  /** b: a at the tier's rate. */
  readonly employeePence: Pence;
  /** c */
  readonly addedYearsPence: Pence;
  /** d: money purchase additional voluntary contributions. */
  readonly mpavcPence: Pence;
  /** e */
  readonly additionalPensionPence: Pence;
  /** f: early retirement reduction buy-out. */
  readonly errboPence: Pence;
  /** g: b to f. */
  readonly employeeTotalPence: Pence;
  /** h: box 3 of all lines. */
  readonly employerPence: Pence;
  /** i: g and h, the sum to pay over. */
  readonly payablePence: Pence;
  /** j: locum pensionable income of the scheme year so far. */
  readonly cumulativePensionablePence: Pence;
}
