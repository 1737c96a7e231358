import type { Id } from '#rules/ids.ts';
import type { Decider, HirerSize } from '#rules/off-payroll.ts';
import type { BillingMode } from './booking.ts';

/** How one booking is paid, and what was decided of its status for tax. */
export interface Engagement {
  readonly paidThrough: PaidThrough;
  /** The agency, umbrella company or employer; null: the organisation where the work is. */
  readonly payerId: Id<'organisation'> | null;
  readonly holiday: 'included' | 'on_top';
  /** Holiday pay on top, of the pay for work: 1207 is 12.07%. Null where it is included. */
  readonly holidayBasisPoints: number | null;
  readonly statusDecidedBy: Decider | null;
  readonly status: EmploymentStatus | null;
  readonly decidedOn: Temporal.PlainDate | null;
  /** The day on which the hirer's status determination statement came. */
  readonly statementReceivedOn: Temporal.PlainDate | null;
  readonly disagreedOn: Temporal.PlainDate | null;
  readonly hirerSize: HirerSize | null;
}

export const PAID_THROUGH = ['invoice', 'agency_paye', 'agency_self_bill', 'umbrella', 'payroll'] as const;
export type PaidThrough = (typeof PAID_THROUGH)[number];

export const PAID_THROUGH_LABELS: Readonly<Record<PaidThrough, string>> = {
  invoice: 'I invoice the organisation',
  agency_paye: 'An agency’s payroll (PAYE)',
  agency_self_bill: 'An agency, self-billed, nothing taken',
  umbrella: 'An umbrella company',
  payroll: 'The payroll where I work (PAYE)',
};

/** Who pays in the booking's own words. */
export const MODE_OF: Readonly<Record<PaidThrough, BillingMode>> = {
  invoice: 'self_invoiced',
  agency_paye: 'agency',
  agency_self_bill: 'agency',
  umbrella: 'paye',
  payroll: 'paye',
};

export const EMPLOYMENT_STATUSES = ['inside', 'outside', 'not_given'] as const;
export type EmploymentStatus = (typeof EMPLOYMENT_STATUSES)[number];

export const EMPLOYMENT_STATUS_LABELS: Readonly<Record<EmploymentStatus, string>> = {
  inside: 'Inside: taxed like employment',
  outside: 'Outside',
  not_given: 'Not given yet',
};

/** What holds for a booking of which nothing more was said than who pays. */
export function usualEngagement(mode: BillingMode): Engagement {
  return {
    paidThrough: mode === 'self_invoiced' ? 'invoice' : mode === 'agency' ? 'agency_paye' : 'payroll',
    payerId: null,
    holiday: 'included',
    holidayBasisPoints: null,
    statusDecidedBy: null,
    status: null,
    decidedOn: null,
    statementReceivedOn: null,
    disagreedOn: null,
    hirerSize: null,
  };
}
