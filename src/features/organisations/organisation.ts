import type { RateKind } from '#rules/booking-fee.ts';
import type { CancellationTerms } from '#rules/cancellation-terms.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { Nation } from '#rules/nation.ts';

/** A place of work as one locum knows it. */
export interface Organisation {
  readonly id: Id<'organisation'>;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly nation: Nation;
  readonly addressLines: string;
  readonly postcode: string | null;
  readonly odsCode: string | null;
  readonly bookingContactName: string | null;
  readonly bookingContactEmail: string | null;
  readonly bookingContactPhone: string | null;
  readonly financeContactName: string | null;
  readonly financeContactEmail: string | null;
  /** Defaults for new bookings; null: none, or the locum's own. */
  readonly rateKind: RateKind | null;
  readonly ratePence: Pence | null;
  readonly breakMinutes: number;
  readonly paymentTermsDays: number | null;
  readonly cancellationTerms: CancellationTerms | null;
  readonly pensionable: boolean;
  readonly milesTenths: number;
  readonly purchaseOrder: string | null;
  /** An invoice without an order number is sent back here, so none is issued. */
  readonly requiresPurchaseOrder: boolean;
  /** What it wants to read on each invoice: a cost centre, a contact, a contract. */
  readonly buyerReference: string | null;
  readonly notes: string;
  readonly archivedAt: Temporal.Instant | null;
}

export const ORGANISATION_KINDS = [
  'gp_practice',
  'gp_federation',
  'hospital_trust',
  'out_of_hours',
  'pharmacy',
  'dental_practice',
  'optician',
  'care_home',
  'private_clinic',
  'agency',
  'other',
] as const;

export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

export const KIND_LABELS: Readonly<Record<OrganisationKind, string>> = {
  gp_practice: 'GP practice',
  gp_federation: 'GP federation or PCN',
  hospital_trust: 'Hospital or trust',
  out_of_hours: 'Out-of-hours provider',
  pharmacy: 'Pharmacy',
  dental_practice: 'Dental practice',
  optician: 'Optician',
  care_home: 'Care home',
  private_clinic: 'Private clinic',
  agency: 'Agency',
  other: 'Other',
};
