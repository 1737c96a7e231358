import { z } from 'zod';
import {
  checkbox,
  day,
  decimal,
  listOf,
  money,
  optionalMoney,
  optionalText,
  requiredText,
  shownId,
  wholeNumber,
} from '#platform/input.ts';
import { parseDay } from '#rules/dates.ts';

export const submissionInput = z.object({
  on: day('the day you sent it'),
  to: requiredText('where you sent it, such as PCSE Online', 120),
  reference: optionalText('the reference you were given', 80),
});

/** The payment reference, where another than the usual one is wanted; Forms A past their last chance that an exception was granted for. */
export const formBInput = z.object({
  reference: optionalText('the payment reference', 40),
  granted: listOf(shownId('formA', 'a Form A')),
});

/** What the locum says of a scheme year. A correction of the days needs its reason. */
export const yearSettingsInput = z
  .object({
    tier: decimal('the tier', { decimals: 2, most: 20, empty: -1 }).transform(points => (points < 0 ? null : points)),
    daysAdjustment: wholeNumber('the correction in days', { least: -366, most: 366, empty: 0 }),
    daysNote: optionalText('the reason', 300),
    annualises: z
      .union([z.enum(['yes', 'no', '']), z.boolean()])
      .nullish()
      .transform(said => (said === '' || said === null || said === undefined ? null : said === true || said === 'yes')),
  })
  .refine(it => it.daysAdjustment === 0 || it.daysNote !== null, {
    path: ['daysNote'],
    error: 'Say why the days are corrected, so that you can explain it at the year’s end.',
  });

export type YearSettingsInput = z.output<typeof yearSettingsInput>;

/** What the estimate of a year's pension asks: CPI is never guessed. */
export const accrualInput = z.object({
  opening: money('the pension earned before'),
  cpi: decimal('CPI', { decimals: 2, most: 30, empty: -1 }).refine(points => points >= 0, {
    error: 'Enter CPI in per cent, such as 3.8.',
  }),
  income: optionalMoney('the adjusted income'),
});

/** One appraisal's fee and days, of which the first must be there. */
export const appraisalInput = z
  .object({
    fee: money('the fee'),
    day1: day('the first day'),
    day2: furtherDay(),
    day3: furtherDay(),
    day4: furtherDay(),
  })
  .transform(({ fee, ...days }) => ({ fee, days: Object.values(days).filter(it => it !== null) }));

/** The further days of an appraisal, after that of its booking: as a list, or as the fields of the page. */
export const furtherDaysInput = z.object({ further: z.array(day('the day')).max(10, 'Keep it to ten days.') });

export const furtherDaysPageInput = z
  .object({ day2: furtherDay(), day3: furtherDay(), day4: furtherDay() })
  .transform(days => Object.values(days).filter(it => it !== null));

function furtherDay() {
  return z.union([z.literal('').transform(() => null), day('the day')]);
}

/** The practice's half of Form A. A drawing comes as the PNG that a browser's canvas gives; without one the typed name signs. */
export const certificateInput = z
  .object({
    name: requiredText('your full name', 100),
    role: requiredText('your role', 100),
    practiceCode: optionalText('the practice code', 20),
    coveredGps: optionalText('the GPs covered', 200),
    paidOn: z.string().optional(),
    drawing: z.string().max(400_000, 'The drawing is too large. Clear it and draw again.').optional(),
    declared: checkbox().refine(declared => declared, { error: 'Tick that part 2 is right, or do not sign.' }),
  })
  .transform(({ paidOn, drawing, declared: _, ...rest }, ctx) => {
    const read = paidOn?.trim() ? parseDay(paidOn.trim()) : undefined;
    if (read && !read.ok)
      ctx.addIssue({ code: 'custom', path: ['paidOn'], message: 'Enter the day as a date, such as 24/11/2026.' });
    const png = drawing ? /^data:image\/png;base64,([A-Za-z0-9+/=]+)$/.exec(drawing)?.[1] : undefined;
    if (drawing && !png)
      ctx.addIssue({
        code: 'custom',
        path: ['drawing'],
        message: 'The drawing could not be read. Clear it and draw again.',
      });
    return { ...rest, paidOn: read?.ok ? read.day : null, drawing: png ? Buffer.from(png, 'base64') : null };
  });

export type CertificateInput = z.output<typeof certificateInput>;
