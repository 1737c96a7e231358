import type { CancellationTerms } from '#rules/cancellation-terms.ts';
import type { Nation } from '#rules/nation.ts';

/** What contributions are taken by: the nation whose scheme is the locum's own, and the tier that they were told. */
export interface ContributionTerms {
  readonly nation: Nation;
  readonly tierBasisPoints: number | null;
}

/** What a locum told about themselves, sealed values opened. */
export interface Profile extends ContributionTerms {
  readonly phone: string | null;
  readonly addressLines: string | null;
  readonly postcode: string | null;
  readonly biography: string | null;
  readonly registrationNumber: string | null;
  readonly specialties: readonly string[];
  readonly skills: readonly string[];
  readonly clinicalSystems: readonly string[];
  readonly employmentType: string | null;
  readonly pensionScheme: string | null;
  readonly tradingAs: 'sole_trader' | 'limited_company';
  readonly businessName: string | null;
  readonly companyName: string | null;
  readonly companyNumber: string | null;
  readonly registeredOffice: string | null;
  readonly registeredIn: string | null;
  readonly directors: string | null;
  readonly vatNumber: string | null;
  readonly bankName: string | null;
  readonly accountName: string | null;
  readonly sortCode: string | null;
  readonly accountNumber: string | null;
  readonly utr: string | null;
  readonly invoicePrefix: string;
  readonly paymentTermsDays: number;
  readonly cancellationTerms: CancellationTerms | null;
  readonly niNumber: string | null;
  readonly pensionNumber: string | null;
  readonly dateOfBirth: Temporal.PlainDate | null;
  readonly hostCode: string | null;
  readonly hostReference: string | null;
}

/** The address as lines, postcode last. */
export function addressLinesOf(profile: Pick<Profile, 'addressLines' | 'postcode'>): string[] {
  return [...(profile.addressLines ?? '').split('\n'), profile.postcode ?? ''].map(line => line.trim()).filter(Boolean);
}
