import { z } from 'zod';
import { checkbox, decimal, optionalText, wholeNumber } from '#platform/input.ts';
import { MILEAGE_YEARS } from '#rules/mileage-rates.ts';
import { readTaxYear, type TaxYear } from '#rules/tax-year.ts';
import { ROAD_FACTOR } from '#rules/trip-distance.ts';

const miles = (label: string) => decimal(label, { decimals: 1, most: 200_000, empty: 0 });

/** Miles of a year, or one trip between two postcodes that is made so and so often. */
export const mileageInput = z
  .object({
    year: z.string().transform((text, ctx): TaxYear => {
      const year = readTaxYear(text);
      if (year && MILEAGE_YEARS.includes(year)) return year;
      ctx.addIssue({ code: 'custom', message: 'Choose a tax year.' });
      return z.NEVER;
    }),
    car: miles('the miles by car or van'),
    motorcycle: miles('the miles by motorcycle'),
    bicycle: miles('the miles by bicycle'),
    from: optionalText('the postcode where it begins', 10),
    to: optionalText('the postcode where it leads', 10),
    trips: wholeNumber('the number of trips', { least: 1, most: 1000, empty: 1 }),
    isReturn: checkbox(),
    factor: decimal('the factor', { decimals: 2, most: 3, empty: ROAD_FACTOR }).refine(it => it >= 100, {
      error: 'Enter a factor from 1 to 3, such as 1.3.',
    }),
  })
  .superRefine((it, ctx) => {
    const issue = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message });
    if (it.from === null && it.to !== null) issue('from', 'Enter the postcode where it begins.');
    if (it.to === null && it.from !== null) issue('to', 'Enter the postcode where it leads.');
    if (it.from === null && it.car + it.motorcycle + it.bicycle === 0)
      issue('car', 'Enter the miles of the year, or two postcodes.');
  });

export type MileageInput = z.output<typeof mileageInput>;
