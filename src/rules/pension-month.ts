import { longMonthName } from './dates.ts';
import { type SchemeYear, schemeYearDays } from './tax-year.ts';

/** A calendar month in which pensionable income was received, named `2026-11`. One Form B covers one. */
export type PensionMonth = string & { readonly __brand: 'PensionMonth' };

/** The month in which a day falls. */
export function pensionMonthOf(day: Temporal.PlainDate): PensionMonth {
  return day.toPlainYearMonth().toString() as PensionMonth;
}

/** Reads `2026-11`; undefined for anything else. */
export function readPensionMonth(text: string): PensionMonth | undefined {
  return /^20\d{2}-(0[1-9]|1[0-2])$/.test(text) ? (text as PensionMonth) : undefined;
}

/** First and last day of the month, both included. */
export function pensionMonthDays(month: PensionMonth): {
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
} {
  const it = Temporal.PlainYearMonth.from(month);
  return { first: it.toPlainDate({ day: 1 }), last: it.toPlainDate({ day: it.daysInMonth }) };
}

/** The twelve months of a scheme year, April to March. */
export function schemeYearMonths(year: SchemeYear): PensionMonth[] {
  const { first } = schemeYearDays(year);
  return Array.from({ length: 12 }, (_, at) => pensionMonthOf(first.add({ months: at })));
}

/** `November 2026` */
export function formatPensionMonth(month: PensionMonth): string {
  const it = Temporal.PlainYearMonth.from(month);
  return `${longMonthName(it.month)} ${it.year}`;
}
