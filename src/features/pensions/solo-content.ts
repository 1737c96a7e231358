import type { Pence } from '#rules/money.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import type { PensionMonth } from '#rules/pension-month.ts';

/** Whose form it is; what is not known stays a line to write on. */
export interface Member {
  readonly name: string;
  readonly membershipNumber?: string;
  readonly nationalInsuranceNumber?: string;
  readonly gmcNumber?: string;
}

export interface SoloProvider {
  readonly name: string;
  readonly code?: string;
}

/** One provider's work of one month, for the provider, who pays it over. */
export interface SoloRecord {
  /** Goes into the file, so that making it again gives the same bytes. */
  readonly madeAt: Temporal.Instant;
  readonly scheme: PensionScheme;
  /** As printed, `2026/27`. */
  readonly schemeYear: string;
  readonly member: Member;
  readonly provider: SoloProvider;
  readonly month: PensionMonth;
  /** The locum's tier, for the provider to take contributions at; missing where it is not known. */
  readonly tierBasisPoints?: number;
  readonly works: readonly SoloWorkLine[];
  readonly pensionablePence: Pence;
}

export interface SoloWorkLine {
  readonly day: Temporal.PlainDate;
  readonly work: string;
  readonly feePence: Pence;
  readonly extraWorkPence: Pence;
  /** Fee and extra work, all of it; mileage and expenses never. */
  readonly pensionablePence: Pence;
}

/** All providers of a scheme year. */
export interface SoloAnnual {
  readonly madeAt: Temporal.Instant;
  readonly scheme: PensionScheme;
  readonly schemeYear: string;
  readonly member: Member;
  readonly providers: readonly SoloProviderYear[];
  readonly pensionablePence: Pence;
  /** Missing where a month's is not known. */
  readonly contributedPence: Pence | undefined;
}

export interface SoloProviderYear extends SoloProvider {
  readonly months: readonly SoloMonth[];
  readonly pensionablePence: Pence;
  readonly contributedPence: Pence | undefined;
}

export interface SoloMonth {
  readonly month: PensionMonth;
  /** Pieces of work booked here. */
  readonly works: number;
  readonly pensionablePence: Pence;
  readonly contributedPence: Pence | undefined;
  /** Whose figure it is: what the provider told counts before what was booked here. */
  readonly by: 'provider' | 'bookings';
}
