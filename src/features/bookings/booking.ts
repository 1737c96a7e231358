import type { OrganisationKind } from '#features/organisations/index.ts';
import type { BookingTotal, Extra, RateKind } from '#rules/booking-fee.ts';
import type { BookingState } from '#rules/booking-state.ts';
import type { CancellationTerms } from '#rules/cancellation-terms.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { Nation } from '#rules/nation.ts';
import type { BookingRoute } from '#rules/pension/booking-route.ts';

/** One period of work at an organisation, with what it is worth. */
export interface Booking {
  readonly id: Id<'booking'>;
  readonly organisationId: Id<'organisation'>;
  readonly organisationName: string;
  readonly organisationNation: Nation;
  /** Line by line, the postcode at the end; empty where it is not known. */
  readonly organisationAddress: string;
  readonly organisationKind: OrganisationKind;
  readonly state: BookingState;
  readonly billingMode: BillingMode;
  readonly workType: WorkType;
  readonly workTypeLabel: string;
  readonly workDate: Temporal.PlainDate;
  /** As agreed. */
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly breakMinutes: number;
  /** As worked; null until delivered. */
  readonly actualStartsAt: Temporal.Instant | null;
  readonly actualEndsAt: Temporal.Instant | null;
  readonly actualBreakMinutes: number | null;
  /** Minutes paid for: as worked where known, else as agreed. */
  readonly workedMinutes: number;
  readonly rateKind: RateKind;
  readonly ratePence: Pence;
  readonly unitsHundredths: number;
  readonly milesTenths: number;
  readonly mileageRatePence: Pence;
  readonly pensionable: boolean;
  /** How it is pensioned: on Forms A and B with its invoice, by SOLO by its provider, or not. */
  readonly pensionRoute: BookingRoute['route'];
  readonly paymentTermsDays: number;
  readonly cancellationTerms: CancellationTerms;
  readonly siteNotes: string;
  readonly seriesId: Id<'series'> | null;
  readonly confirmedAt: Temporal.Instant | null;
  readonly deliveredAt: Temporal.Instant | null;
  readonly cancelledAt: Temporal.Instant | null;
  readonly cancelledBy: 'locum' | 'organisation' | null;
  readonly cancellationReason: string | null;
  readonly cancellationFeePence: Pence | null;
  readonly invoiceId: Id<'invoice'> | null;
  /** Of the last change of any kind. */
  readonly updatedAt: Temporal.Instant;
  readonly extras: readonly BookingExtra[];
  /** By rules/booking-fee.ts; of a cancelled booking the cancellation fee alone. */
  readonly total: BookingTotal;
}

export interface BookingExtra extends Extra {
  readonly description: string;
}

export const BILLING_MODES = ['self_invoiced', 'agency', 'paye'] as const;
export type BillingMode = (typeof BILLING_MODES)[number];

export const BILLING_MODE_LABELS: Readonly<Record<BillingMode, string>> = {
  self_invoiced: 'I invoice the organisation',
  agency: 'An agency pays me',
  paye: 'Through payroll (PAYE)',
};

export const WORK_TYPES = [
  'surgery',
  'visits',
  'triage',
  'extended_hours',
  'out_of_hours',
  'appraisal',
  'clinic',
  'ward',
  'theatre',
  'dispensing',
  'private',
  'other',
] as const;
export type WorkType = (typeof WORK_TYPES)[number];

export const WORK_TYPE_LABELS: Readonly<Record<WorkType, string>> = {
  surgery: 'Surgery',
  visits: 'Home visits',
  triage: 'Telephone triage',
  extended_hours: 'Extended hours',
  out_of_hours: 'Out of hours',
  appraisal: 'Appraisal',
  clinic: 'Clinic',
  ward: 'Ward',
  theatre: 'Theatre',
  dispensing: 'Dispensing',
  private: 'Private work',
  other: 'Other work',
};
