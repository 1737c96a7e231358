/** A tax year of the United Kingdom, 6 April to 5 April, named like `2026-27`. */
export type TaxYear = string & { readonly __brand: 'TaxYear' };

/** The tax year in which a day falls. */
export function taxYearOf(day: Temporal.PlainDate): TaxYear {
  const started = Temporal.PlainDate.compare(day, new Temporal.PlainDate(day.year, 4, 6)) >= 0;
  return nameYear(started ? day.year : day.year - 1) as TaxYear;
}

/** First and last day of a tax year, both included. */
export function taxYearDays(year: TaxYear): { readonly first: Temporal.PlainDate; readonly last: Temporal.PlainDate } {
  const from = Number(year.slice(0, 4));
  return { first: new Temporal.PlainDate(from, 4, 6), last: new Temporal.PlainDate(from + 1, 4, 5) };
}

/** Reads `2026-27`; undefined for anything else. */
export function readTaxYear(text: string): TaxYear | undefined {
  const year: string | undefined = readSchemeYear(text);
  return year as TaxYear | undefined;
}

/** The tax year before. */
export function taxYearBefore(year: TaxYear): TaxYear {
  return taxYearOf(taxYearDays(year).first.subtract({ days: 1 }));
}

/** The tax years that some days touch, the first and the last day included; in order. */
export function taxYearsOf({ first, last }: ReturnType<typeof taxYearDays>): TaxYear[] {
  const years: TaxYear[] = [];
  for (
    let day = first;
    Temporal.PlainDate.compare(day, last) <= 0;
    day = taxYearDays(taxYearOf(day)).last.add({ days: 1 })
  )
    years.push(taxYearOf(day));
  return years;
}

/** A year of the NHS Pension Scheme, 1 April to 31 March, named like `2026-27`. */
export type SchemeYear = string & { readonly __brand: 'SchemeYear' };

/** The scheme year in which a day falls. */
export function schemeYearOf(day: Temporal.PlainDate): SchemeYear {
  return nameYear(day.month >= 4 ? day.year : day.year - 1) as SchemeYear;
}

/** Reads `2026-27`; undefined for anything else. */
export function readSchemeYear(text: string): SchemeYear | undefined {
  const from = /^20\d{2}-\d{2}$/.test(text) ? Number(text.slice(0, 4)) : Number.NaN;
  return nameYear(from) === text ? (text as SchemeYear) : undefined;
}

/** First and last day of a scheme year, both included. */
export function schemeYearDays(year: SchemeYear): {
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
} {
  const from = Number(year.slice(0, 4));
  return { first: new Temporal.PlainDate(from, 4, 1), last: new Temporal.PlainDate(from + 1, 3, 31) };
}

function nameYear(from: number): string {
  return `${from}-${String((from + 1) % 100).padStart(2, '0')}`;
}
