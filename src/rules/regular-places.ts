/** Where the law on travel to work was read, on 2026-11-23. All secondary. */
export const COMMUTING_SOURCES = {
  /** Samadian and Jain: from home to a place of regular, predictable work is not allowed, an office at home or not. */
  regular: 'https://henderson-taxation.co.uk/category/tax-exemptions',
  doctors: 'https://jf-financial.co.uk/2016/05/05/doctors-travel-expenses-not-allowed-hmrc/',
} as const;

/**
 * From how many days in twelve months at one place it is shown as regular. The law has no figure for the self-employed: these are our
 * own, so that somebody looks at it. The 24 months and 40% that are often named belong to employees.
 */
export const REGULAR_DAYS = 24;
/** Or from this share of all days travelled, where there were at least {@link LEAST_DAYS} of them. */
export const REGULAR_SHARE = 0.4;
export const LEAST_DAYS = 10;

export interface Visit {
  /** What tells one place from another. */
  readonly place: string;
  readonly on: Temporal.PlainDate;
}

export interface RegularPlace {
  readonly place: string;
  readonly days: number;
  /** Of all days on which somebody travelled. */
  readonly allDays: number;
}

/** Places visited so often in the twelve months up to a day that the way there may be commuting, the most visited first. */
export function regularPlaces(visits: readonly Visit[], upTo: Temporal.PlainDate): RegularPlace[] {
  const from = upTo.subtract({ years: 1 });
  const recent = visits.filter(
    it => Temporal.PlainDate.compare(it.on, from) > 0 && Temporal.PlainDate.compare(it.on, upTo) <= 0,
  );
  const allDays = daysOf(recent);
  return [...Map.groupBy(recent, it => it.place)]
    .map(([place, its]) => ({ place, days: daysOf(its), allDays }))
    .filter(it => it.days >= REGULAR_DAYS || (it.days >= LEAST_DAYS && it.days >= REGULAR_SHARE * allDays))
    .toSorted((a, b) => b.days - a.days);
}

function daysOf(visits: readonly Visit[]): number {
  return new Set(visits.map(it => it.on.toString())).size;
}
