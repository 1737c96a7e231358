/** Days to pay where nothing was agreed: the law's own default (Late Payment of Commercial Debts (Interest) Act 1998, https://www.gov.uk/late-commercial-payments-interest-debt-recovery, read 2026-11-23). */
export const DEFAULT_PAYMENT_DAYS = 30;

/** The last day on which a payment is in time. */
export function dueDay(issued: Temporal.PlainDate, paymentDays: number): Temporal.PlainDate {
  return issued.add({ days: paymentDays });
}
