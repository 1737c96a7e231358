import { type Pence, pence, sumPence } from '../money.ts';
import type { TaxSource } from './tax-tables.ts';

/** One supply: pay for work, on the day it was done. */
interface Supply {
  readonly on: Temporal.PlainDate;
  readonly pence: Pence;
  readonly isTaxable: boolean;
}

/** Twelve months that end on a day, against the threshold of that day. */
export interface VatWindow {
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
  readonly taxablePence: Pence;
  /** Never counts towards the threshold. */
  readonly exemptPence: Pence;
  readonly thresholdPence: Pence;
  readonly isOver: boolean;
  /** Where a month's end is over it: the day by which to register, thirty days later. */
  readonly registerBy: Temporal.PlainDate | undefined;
}

/**
 * £85,000 from April 2017, £90,000 from April 2024, of taxable supplies in any twelve months that end with a month; to be told to HMRC
 * within thirty days of that end. https://www.tax-wise.co.uk/vat-threshold-2025-2026 and
 * https://stokeaccounting.co.uk/resources/vat-registration-threshold-guide (both secondary), read 2026-11-25.
 */
export const VAT_THRESHOLD_SOURCE: TaxSource = {
  url: 'https://www.tax-wise.co.uk/vat-threshold-2025-2026',
  grade: 'medium',
};

/**
 * Medical care by a registered professional is exempt; of deputies for doctors a tribunal said so too ([2025] UKFTT 1114 (TC)), HMRC's
 * policy is under review. Revenue and Customs Brief 9 (2025), 15 December 2025, read 2026-11-23; high.
 */
export const VAT_EXEMPTION_SOURCE: TaxSource = {
  url: 'https://www.gov.uk/government/publications/revenue-and-customs-brief-9-2025-vat-liability-of-the-supply-of-temporary-medical-staff-locum-doctors/vat-liability-of-the-supply-of-temporary-medical-staff',
  grade: 'high',
};

const THRESHOLDS: readonly { readonly from: Temporal.PlainDate; readonly pence: Pence }[] = [
  { from: new Temporal.PlainDate(2024, 4, 1), pence: pence(9_000_000) },
  { from: new Temporal.PlainDate(2017, 4, 1), pence: pence(8_500_000) },
];

/** Days after a month's end within which to register. */
const REGISTER_WITHIN = 30;
const MONTHS = 12;

/**
 * The last twelve ends of months and today, the latest first, each with the twelve months before it: taxable and exempt work apart, in pence. A day before
 * the first known threshold has no window.
 */
export function vatWindows(supplies: readonly Supply[], today: Temporal.PlainDate): VatWindow[] {
  const ends = Array.from({ length: MONTHS }, (_, back) => today.with({ day: 1 }).subtract({ months: back, days: 1 }));
  return [windowTo(supplies, today, false), ...ends.map(end => windowTo(supplies, end, true))].filter(
    it => it !== undefined,
  );
}

/** The first day that {@link vatWindows} looks at. */
export function vatWatchFrom(today: Temporal.PlainDate): Temporal.PlainDate {
  return today.with({ day: 1 }).subtract({ months: 2 * MONTHS - 1 });
}

function windowTo(supplies: readonly Supply[], last: Temporal.PlainDate, isMonthEnd: boolean): VatWindow | undefined {
  const thresholdPence = THRESHOLDS.find(it => Temporal.PlainDate.compare(it.from, last) <= 0)?.pence;
  if (thresholdPence === undefined) return undefined;
  const first = last.add({ days: 1 }).subtract({ months: MONTHS });
  const { compare } = Temporal.PlainDate;
  const within = supplies.filter(it => compare(it.on, first) >= 0 && compare(it.on, last) <= 0);
  const taxablePence = sumPence(within.filter(it => it.isTaxable).map(it => it.pence));
  const isOver = taxablePence > thresholdPence;
  return {
    first,
    last,
    taxablePence,
    exemptPence: sumPence(within.filter(it => !it.isTaxable).map(it => it.pence)),
    thresholdPence,
    isOver,
    registerBy: isOver && isMonthEnd ? last.add({ days: REGISTER_WITHIN }) : undefined,
  };
}
