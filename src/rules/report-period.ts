import { formatDayShort } from './dates.ts';
import { readSchemeYear, readTaxYear, schemeYearDays, schemeYearOf, taxYearDays, taxYearOf } from './tax-year.ts';

export const PERIOD_KINDS = ['tax_year', 'scheme_year', 'calendar_year', 'own'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

export const PERIOD_LABELS: Readonly<Record<PeriodKind, string>> = {
  tax_year: 'Tax year',
  scheme_year: 'NHS pension year',
  calendar_year: 'Calendar year',
  own: 'Own dates',
};

/** The days a report is about, both included. */
export interface Period {
  readonly kind: PeriodKind;
  /** `2026-27` or `2026`; empty for own dates. */
  readonly year: string;
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
}

/** The year of that kind in which a day falls. */
export function yearPeriod(kind: Exclude<PeriodKind, 'own'>, day: Temporal.PlainDate): Period {
  if (kind === 'calendar_year') return calendarYear(day.year);
  if (kind === 'tax_year') return { kind, year: taxYearOf(day), ...taxYearDays(taxYearOf(day)) };
  return { kind, year: schemeYearOf(day), ...schemeYearDays(schemeYearOf(day)) };
}

/** Reads `2026-27` (tax year, scheme year) or `2026` (calendar year); undefined for anything else. */
export function namedPeriod(kind: Exclude<PeriodKind, 'own'>, text: string): Period | undefined {
  if (kind === 'calendar_year') return /^20\d\d$/.test(text) ? calendarYear(Number(text)) : undefined;
  if (kind === 'tax_year') {
    const year = readTaxYear(text);
    return year && { kind, year, ...taxYearDays(year) };
  }
  const year = readSchemeYear(text);
  return year && { kind, year, ...schemeYearDays(year) };
}

/** The period that lies a year earlier: what a report is compared with. */
export function yearBefore({ kind, first, last }: Period): Period {
  const [earlier, end] = [first.subtract({ years: 1 }), last.subtract({ years: 1 })];
  return kind === 'own' ? { kind, year: '', first: earlier, last: end } : yearPeriod(kind, earlier);
}

/** The period after, of the same kind. Own dates have none. */
export function yearAfter({ kind, last }: Period): Period | undefined {
  return kind === 'own' ? undefined : yearPeriod(kind, last.add({ days: 1 }));
}

/** `Tax year 2026/27`, `1 Jun 2026 to 31 Aug 2026` */
export function periodWords({ kind, year, first, last }: Period): string {
  if (kind === 'own') return `${formatDayShort(first)} to ${formatDayShort(last)}`;
  return `${PERIOD_LABELS[kind]} ${year.replace('-', '/')}`;
}

/** True for the first and last day and those between. */
export function isWithin({ first, last }: Pick<Period, 'first' | 'last'>, day: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, first) >= 0 && Temporal.PlainDate.compare(day, last) <= 0;
}

/** The calendar months that a period touches, each by its first day. */
export function monthsOf({ first, last }: Pick<Period, 'first' | 'last'>): Temporal.PlainDate[] {
  const months: Temporal.PlainDate[] = [];
  for (
    let month = first.with({ day: 1 });
    Temporal.PlainDate.compare(month, last) <= 0;
    month = month.add({ months: 1 })
  )
    months.push(month);
  return months;
}

function calendarYear(year: number): Period {
  return {
    kind: 'calendar_year',
    year: String(year),
    first: new Temporal.PlainDate(year, 1, 1),
    last: new Temporal.PlainDate(year, 12, 31),
  };
}
