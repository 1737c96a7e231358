import { readTaxYear, type TaxYear, taxYearOf } from './tax-year.ts';

/** What is driven, or ridden, to work. */
export const VEHICLE_KINDS = ['car', 'van', 'motorcycle', 'bicycle'] as const;
export type VehicleKind = (typeof VEHICLE_KINDS)[number];

export const VEHICLE_LABELS: Readonly<Record<VehicleKind, string>> = {
  car: 'Car',
  van: 'Van',
  motorcycle: 'Motorcycle',
  bicycle: 'Bicycle',
};

/** Pence a mile of one tax year. */
export interface MileageRates {
  /** Cars and vans, the first {@link MILES_AT_FULL_RATE} miles of the tax year over all of them together. */
  readonly carFirst: number;
  /** Cars and vans, every mile after. */
  readonly carAfter: number;
  readonly motorcycle: number;
  /** Of employees alone: the flat rates of the self-employed have no bicycle. */
  readonly bicycle: number;
}

/** One limit a tax year, over all cars and vans of a person. */
export const MILES_AT_FULL_RATE = 10_000;

/** Where the rates were read, on 2026-11-23. */
export const MILEAGE_SOURCES = {
  /** The self-employed rates in GOV.UK's own code: cars and vans 55p and motorcycles 24p for 2026-27, sure. */
  rates: 'https://github.com/alphagov/smart-answers',
  /** Announced on 21 May 2026 and dated back to 6 April; secondary. */
  change: 'https://ammu.uk/business-mileage-rates-what-has-changed/',
  /** The rule: the limit, which vehicles, one way for as long as a vehicle is used; an older snapshot with 45p. */
  rule: 'https://www.gov.uk/simpler-income-tax-simplified-expenses/vehicles-',
} as const;

/** Only the first car rate moved in 2026-27. The bicycle's 20p is the employees' and less sure. */
const RATES: Readonly<Record<string, MileageRates>> = {
  '2024-25': { carFirst: 45, carAfter: 25, motorcycle: 24, bicycle: 20 },
  '2025-26': { carFirst: 45, carAfter: 25, motorcycle: 24, bicycle: 20 },
  '2026-27': { carFirst: 55, carAfter: 25, motorcycle: 24, bicycle: 20 },
};

/** The tax years whose rates are known, the earliest first. */
export const MILEAGE_YEARS: readonly TaxYear[] = Object.keys(RATES).flatMap(year => readTaxYear(year) ?? []);

/** The rates of a tax year; undefined for a year that the table does not know. */
export function mileageRates(year: TaxYear): MileageRates | undefined {
  return RATES[year];
}

/** The approved car rate for a trip on that day, in pence a mile; undefined for a year that the table does not know. */
export function approvedCarRate(day: Temporal.PlainDate): number | undefined {
  return mileageRates(taxYearOf(day))?.carFirst;
}
