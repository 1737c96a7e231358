import type { PaidByOthers } from '#features/bookings/index.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { UmbrellaFigures } from '#rules/payslips/check-umbrella.ts';
import type { ExpectedPay } from '#rules/payslips/expected-pay.ts';
import type { PayStanding } from '#rules/payslips/pay-standing.ts';
import type { PayPeriod, PayslipKind, SlipFigures } from '#rules/payslips/payslip.ts';

/** A payslip that is kept. */
export interface Payslip extends SlipFigures {
  readonly id: Id<'payslip'>;
  readonly payerId: Id<'organisation'>;
  readonly payerName: string;
  readonly kind: PayslipKind;
  readonly paidOn: Temporal.PlainDate;
  readonly period: PayPeriod;
  /** Of an umbrella company whose payslip shows how gross pay came about. */
  readonly umbrella: UmbrellaFigures | undefined;
  readonly note: string;
}

/** What one payslip pays for one booking. */
export interface PayslipLine {
  readonly payslipId: Id<'payslip'>;
  readonly bookingId: Id<'booking'>;
  readonly paidOn: Temporal.PlainDate;
  readonly amountPence: Pence;
}

/** Work that somebody else pays for, beside what their payslips say of it. */
export interface Work extends PaidByOthers {
  readonly payerName: string;
  readonly expected: ExpectedPay;
  readonly lines: readonly PayslipLine[];
  readonly paidPence: Pence;
  readonly standing: PayStanding;
  readonly gapPence: Pence;
  /** When the payer was last asked about it. */
  readonly askedAt: Temporal.Instant | undefined;
}
