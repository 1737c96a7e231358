import { z } from 'zod';
import { checkbox, choice, listOf, optionalMoney, optionalText, wholeNumber } from '#platform/input.ts';
import { RATE_KINDS } from '#rules/booking-fee.ts';
import { parseDay } from '#rules/dates.ts';
import { PROFESSION_CODES } from '#rules/professions.ts';
import { SHOWN_FIELDS, VISIBILITIES } from './publication.ts';

/** Words that would stand in the way of our own pages, or mislead. */
const TAKEN = ['admin', 'nhs', 'sessional', 'locum', 'locums', 'request', 'support'];

export const publicationInput = z
  .object({
    slug: z
      .string({ error: 'Enter the address of your page.' })
      .trim()
      .toLowerCase()
      .regex(
        /^(?=.{3,60}$)[a-z0-9]+(-[a-z0-9]+)*$/,
        'Use 3 to 60 small letters, digits and single dashes, such as amara-okafor.',
      )
      .refine(slug => !TAKEN.includes(slug), 'That word is kept free. Choose another one.'),
    visibility: choice('who may see it', VISIBILITIES),
    shown: listOf(z.string()).transform(names => SHOWN_FIELDS.filter(field => names.includes(field))),
    headline: optionalText('the headline', 120),
    travelMiles: wholeNumber('how far you travel', { least: 1, most: 200, empty: 25 }),
    instant: checkbox(),
    instantRateKind: choice('what instant bookings are paid by', RATE_KINDS).optional(),
    instantRate: optionalMoney('the rate'),
    instantNoticeHours: wholeNumber('the notice in hours', { least: 0, most: 2160, empty: 48 }),
  })
  .transform(({ instant, instantRateKind, instantRate, instantNoticeHours, ...rest }, ctx) => {
    if (instant && !instantRate)
      ctx.addIssue({
        code: 'custom',
        path: ['instantRate'],
        message: 'Enter the rate at which you can be booked at once.',
      });
    return {
      ...rest,
      instant:
        instant && instantRate
          ? {
              rateKind: instantRateKind ?? ('session' as const),
              ratePence: instantRate,
              noticeHours: instantNoticeHours,
            }
          : undefined,
    };
  });

export type PublicationInput = z.output<typeof publicationInput>;

export const RADII = [5, 10, 25, 50, 100] as const;

const MOST_DAYS = 10;

const MOST_VALUES = 5;

/** Values typed with commas between them, or sent one by one: all of them are wanted. */
function severalOf(label: string) {
  return listOf(z.string()).transform((texts, ctx) => {
    const values = texts.flatMap(text => text.split(',')).map(text => text.trim());
    const wanted = values.filter(text => text !== '');
    if (wanted.length > MOST_VALUES || wanted.some(text => text.length > 60))
      ctx.addIssue({ code: 'custom', message: `Enter up to ${MOST_VALUES} ${label}, each of at most 60 characters.` });
    return wanted;
  });
}

/** What somebody looks for in the directory. What cannot be read is told, not passed over. */
export const searchInput = z.object({
  near: optionalText('the postcode or place', 60),
  miles: z
    .enum(RADII.map(String) as [string, ...string[]], { error: 'Choose a distance from the list.' })
    .default('25')
    .transform(Number),
  profession: z
    .union([z.enum(PROFESSION_CODES), z.literal('')], { error: 'Choose a profession from the list.' })
    .optional()
    .transform(code => code || undefined),
  specialty: severalOf('specialties'),
  skill: severalOf('skills'),
  system: severalOf('clinical systems'),
  text: optionalText('the words', 100),
  free: listOf(z.string()).transform((texts, ctx) => {
    const days = texts.filter(text => text.trim() !== '').map(text => parseDay(text.trim()));
    if (days.some(day => !day.ok) || days.length > MOST_DAYS)
      ctx.addIssue({ code: 'custom', message: `Enter up to ${MOST_DAYS} days, such as 24/11/2026.` });
    return days.flatMap(day => (day.ok ? [day.day] : []));
  }),
  page: wholeNumber('the page', { least: 1, most: 500, empty: 1 }),
});

export type SearchInput = z.output<typeof searchInput>;
