import { type PensionMonth, pensionMonthOf } from '../pension-month.ts';
import { type SchemeYear, schemeYearDays, schemeYearOf } from '../tax-year.ts';
import { type NumberedRun, numbered } from './counted-days.ts';
import type { PensionScheme } from './scheme.ts';
import { TIER_TABLES, type TierTable } from './tier-tables.ts';

/** A run of whole months of a scheme year in which one table of tiers holds, or none is known. */
export interface YearPeriod {
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
  readonly months: readonly YearMonth[];
  /** The most days of service that the period can have: 365 for a whole year, leap or not. */
  readonly baseDays: number;
  /** All tables of the period, in the order in which they became known. */
  readonly tables: readonly TierTable[];
}

export interface YearMonth {
  readonly month: PensionMonth;
  readonly last: Temporal.PlainDate;
  /** Its days by number. */
  readonly span: NumberedRun;
}

const DAYS_OF_A_YEAR = 365;

/** Found once a scheme and year: the tables stand while the program runs. */
const FOUND = new Map<string, readonly YearPeriod[]>();

/**
 * The periods of a scheme year, in order and without a gap: one, or several where the tiers changed within the year
 * (England and Wales 2022-23, https://pcse.england.nhs.uk/help/eoy-pensions-type-1-annual-certificates/tier-rates, read 2026-11-23).
 * Months of which no table is known are a period without tables.
 */
export function yearPeriods(scheme: PensionScheme, year: SchemeYear): readonly YearPeriod[] {
  const key = `${scheme} ${year}`;
  const found = FOUND.get(key) ?? findPeriods(scheme, year);
  FOUND.set(key, found);
  return found;
}

/** The period's table as known on a day, or where none is the one that the locum entered; undefined where neither is there. */
export function tableKnownOn(
  period: YearPeriod,
  knownOn: Temporal.PlainDate,
  entered?: TierTable,
): TierTable | undefined {
  const known = period.tables.findLast(
    table => table.knownFrom === undefined || Temporal.PlainDate.compare(table.knownFrom, knownOn) <= 0,
  );
  return known ?? entered;
}

function findPeriods(scheme: PensionScheme, year: SchemeYear): YearPeriod[] {
  const { first, last } = schemeYearDays(year);
  const tables = TIER_TABLES[scheme].filter(table => schemeYearOf(table.validFrom) === year);
  const periods: YearPeriod[] = [];
  let from = first;
  for (const table of tables) {
    const before = Temporal.PlainDate.compare(table.validFrom, from);
    if (before < 0) continue;
    if (before > 0) periods.push(period(from, table.validFrom.subtract({ days: 1 }), [], first, last));
    const same = tables.filter(it => it.validFrom.equals(table.validFrom));
    periods.push(period(table.validFrom, table.validTo, same, first, last));
    from = table.validTo.add({ days: 1 });
  }
  if (Temporal.PlainDate.compare(from, last) <= 0) periods.push(period(from, last, [], first, last));
  return periods;
}

function period(
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
  tables: readonly TierTable[],
  yearFirst: Temporal.PlainDate,
  yearLast: Temporal.PlainDate,
): YearPeriod {
  const whole = first.equals(yearFirst) && last.equals(yearLast);
  const days = tables[0]?.days ?? first.until(last, { largestUnit: 'day' }).days + 1;
  const months: YearMonth[] = [];
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ months: 1 })) {
    const end = day.add({ months: 1 }).subtract({ days: 1 });
    months.push({ month: pensionMonthOf(day), last: end, span: numbered({ from: day, to: end }) });
  }
  return { first, last, months, baseDays: whole ? DAYS_OF_A_YEAR : days, tables };
}
