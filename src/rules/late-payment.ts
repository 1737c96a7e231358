import { bankRateOn } from './bank-rate.ts';
import { daysBetween, laterDay } from './dates.ts';
import { type Pence, pence, proportion, sumPence, ZERO } from './money.ts';

/** The sources of everything here, as pages and papers name them. Read 2026-11-23. */
export const LATE_PAYMENT_SOURCES = {
  rule: 'https://www.gov.uk/late-commercial-payments-interest-debt-recovery',
  rates: 'https://payontime.co.uk/how-to-calculate-late-payment-interest-and-compensation',
  fixedRate:
    'https://www.penningtonslaw.com/news-publications/latest-news/2024/late-payment-of-commercial-debts-interest-act-1998-the-rate-of-statutory-interest',
} as const;

/** Eight points above the reference rate. */
export const STATUTORY_MARGIN = 800;

export interface LateDebt {
  /** The last day on which payment was in time. */
  readonly dueOn: Temporal.PlainDate;
  /** What was owed on that day, payments up to and on it taken off. */
  readonly amountPence: Pence;
  /** What was paid after it, in any order. */
  readonly payments: readonly { readonly on: Temporal.PlainDate; readonly amountPence: Pence }[];
}

/** Days of one balance at the debt's rate. */
export interface InterestPeriod {
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
  readonly days: number;
  readonly balancePence: Pence;
  readonly interestPence: Pence;
}

export interface Rate {
  /** The day whose Bank Rate counts. */
  readonly referenceDay: Temporal.PlainDate;
  readonly referenceBasisPoints: number;
  /** With the margin: a year's interest. */
  readonly basisPoints: number;
}

export interface LatePayment extends Rate {
  readonly ok: true;
  readonly periods: readonly InterestPeriod[];
  readonly days: number;
  readonly interestPence: Pence;
}

export type LatePaymentAnswer =
  | LatePayment
  | { readonly ok: false; readonly reason: 'not_late' }
  | { readonly ok: false; readonly reason: 'rate_unknown'; readonly referenceDay: Temporal.PlainDate };

/**
 * Simple interest of the Late Payment of Commercial Debts (Interest) Act 1998, day by day on what is still owed, from the day after
 * `dueOn`, or after `chargedTo` where interest up to there is charged already, to `until`, both included; a payment counts from the
 * day after it. Pence, rounded once on all days from the due day, so that adjoining spans add up to the whole. A year is 365 days.
 * Refuses what is not late, and debts whose reference rate is not known.
 */
export function latePayment(
  debt: LateDebt,
  until: Temporal.PlainDate,
  chargedTo: Temporal.PlainDate = debt.dueOn,
): LatePaymentAnswer {
  const from = laterDay(debt.dueOn, chargedTo);
  if (daysBetween(from, until) <= 0 || debt.amountPence <= 0) return { ok: false, reason: 'not_late' };
  const rate = statutoryRate(debt.dueOn.add({ days: 1 }));
  if (!rate.ok) return rate;
  const periods = spans(debt, from, until).map((span): InterestPeriod => {
    const before = span.first.subtract({ days: 1 });
    return {
      ...span,
      days: daysBetween(before, span.last),
      interestPence: pence(accrued(debt, span.last, rate.basisPoints) - accrued(debt, before, rate.basisPoints)),
    };
  });
  if (periods.length === 0) return { ok: false, reason: 'not_late' };
  return {
    ...rate,
    periods,
    days: periods.reduce((sum, period) => sum + period.days, 0),
    interestPence: sumPence(periods.map(period => period.interestPence)),
  };
}

/**
 * Interest of one day on what is owed, a year being 365 days; in pence, rounded once
 * (https://www.gov.uk/late-commercial-payments-interest-debt-recovery, read 2026-11-23). Of a sum over several days use
 * {@link latePayment}: days rounded one by one do not add up.
 */
export function dailyInterest(balance: Pence, basisPoints: number): Pence {
  return balance <= 0 ? ZERO : proportion(balance, basisPoints, 10_000 * 365);
}

/**
 * The fixed sum for the trouble, once a debt, by what was owed when it fell late: £40 below £1,000, £70 below £10,000, £100 from there
 * (https://www.gov.uk/late-commercial-payments-interest-debt-recovery, read 2026-11-23).
 */
export function compensationFor(owed: Pence): Pence {
  if (owed <= 0) return ZERO;
  if (owed < 100_000) return pence(4000);
  return pence(owed < 1_000_000 ? 7000 : 10_000);
}

/**
 * The rate of a debt whose interest starts on a day: Bank Rate of the 31 December before for the first half of a year, of 30 June for
 * the second, and eight points. It is fixed by that day and stays.
 */
function statutoryRate(
  starts: Temporal.PlainDate,
):
  | ({ readonly ok: true } & Rate)
  | { readonly ok: false; readonly reason: 'rate_unknown'; readonly referenceDay: Temporal.PlainDate } {
  const referenceDay =
    starts.month <= 6
      ? Temporal.PlainDate.from({ year: starts.year - 1, month: 12, day: 31 })
      : Temporal.PlainDate.from({ year: starts.year, month: 6, day: 30 });
  const referenceBasisPoints = bankRateOn(referenceDay);
  if (referenceBasisPoints === undefined) return { ok: false, reason: 'rate_unknown', referenceDay };
  return { ok: true, referenceDay, referenceBasisPoints, basisPoints: referenceBasisPoints + STATUTORY_MARGIN };
}

/** The days after `from` to `until`, parted where a payment changes the balance; days on which nothing is owed are left out. */
function spans(debt: LateDebt, from: Temporal.PlainDate, until: Temporal.PlainDate) {
  const turns = debt.payments
    .map(payment => payment.on)
    .filter(on => daysBetween(from, on) > 0 && daysBetween(on, until) > 0)
    .toSorted(Temporal.PlainDate.compare);
  const ends = [...turns, until].filter((end, at, all) => at === 0 || !end.equals(all[at - 1] ?? end.add({ days: 1 })));
  return ends
    .map((last, at) => {
      const first = (at === 0 ? from : (ends[at - 1] ?? from)).add({ days: 1 });
      return { first, last, balancePence: balanceOn(debt, first) };
    })
    .filter(span => span.balancePence > 0);
}

/** Interest of all days from the due day to a day, rounded half away from nought. */
function accrued(debt: LateDebt, to: Temporal.PlainDate, basisPoints: number): Pence {
  const pennyDays = spans(debt, debt.dueOn, to).reduce(
    (sum, span) => sum + BigInt(span.balancePence) * BigInt(daysBetween(span.first, span.last) + 1),
    0n,
  );
  const year = 365n * 10_000n;
  return pence(Number((2n * pennyDays * BigInt(basisPoints) + year) / (2n * year)));
}

function balanceOn(debt: LateDebt, day: Temporal.PlainDate): Pence {
  const paid = debt.payments.filter(payment => daysBetween(payment.on, day) > 0);
  return pence(Math.max(0, debt.amountPence - sumPence(paid.map(payment => payment.amountPence))));
}
