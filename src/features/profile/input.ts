import { z } from 'zod';
import { cancellationTermsInput } from '#platform/cancellation-input.ts';
import { choice, decimal, listOf, optionalText, wholeNumber } from '#platform/input.ts';
import { parseDay } from '#rules/dates.ts';
import { checkAccountNumber, checkSortCode } from '#rules/identifiers/bank-account.ts';
import { checkCompanyNumber, checkPostcode } from '#rules/identifiers/places.ts';
import { checkMembershipNumber, checkRegistrationNumber } from '#rules/identifiers/professional.ts';
import { checkNino, checkUtr, checkVatNumber } from '#rules/identifiers/tax-numbers.ts';
import { NATION_CODES } from '#rules/nation.ts';
import { PROFESSION_CODES } from '#rules/professions.ts';
import { NOTIFICATION_KINDS } from './notify-locum.ts';

type Check = (
  text: string,
) => { readonly ok: true; readonly value: string } | { readonly ok: false; readonly message: string };

/** Optional text that passes a check of rules/identifiers; empty is null. */
function checked(label: string, check: Check) {
  return optionalText(label, 60).transform((text, ctx): string | null => {
    if (text === null) return null;
    const answer = check(text);
    if (answer.ok) return answer.value;
    ctx.addIssue({ code: 'custom', message: answer.message });
    return z.NEVER;
  });
}

function oneOrNone<const Codes extends readonly string[]>(codes: Codes) {
  return z
    .union([z.enum(codes), z.literal('')], { error: 'Choose one from the list.' })
    .optional()
    .transform(code => code || null);
}

export const EMPLOYMENT_TYPES = ['self_employed', 'limited_company', 'agency', 'employed'] as const;
export const PENSION_SCHEMES = ['nhs', 'other', 'none'] as const;

export const personalInput = z.object({
  phone: optionalText('the telephone number', 40),
  addressLines: optionalText('your address', 400),
  postcode: checked('the postcode', checkPostcode),
  biography: optionalText('the biography', 2000),
  nation: choice('the nation', NATION_CODES),
});

/** The number's format depends on the profession, which the account knows. */
export const professionalInput = z
  .object({
    profession: z.enum(PROFESSION_CODES),
    registrationNumber: optionalText('the registration number', 20),
    specialties: optionalText('the specialties', 400),
    skills: optionalText('the skills', 400),
    clinicalSystems: optionalText('the clinical systems', 400),
    employmentType: oneOrNone(EMPLOYMENT_TYPES),
    pensionScheme: oneOrNone(PENSION_SCHEMES),
  })
  .transform((input, ctx) => {
    const { profession, registrationNumber, ...rest } = input;
    if (registrationNumber === null) return { ...rest, registrationNumber: null };
    const answer = checkRegistrationNumber(profession, registrationNumber);
    if (answer.ok) return { ...rest, registrationNumber: answer.value };
    ctx.addIssue({ code: 'custom', path: ['registrationNumber'], message: answer.message });
    return z.NEVER;
  });

export const billingInput = z.object({
  tradingAs: choice('how you trade', ['sole_trader', 'limited_company']),
  businessName: optionalText('the business name', 160),
  companyName: optionalText('the company’s name', 160),
  companyNumber: checked('the company number', checkCompanyNumber),
  registeredOffice: optionalText('the registered office', 300),
  registeredIn: optionalText('where the company is registered', 40),
  directors: optionalText('the directors', 300),
  vatNumber: checked('the VAT number', checkVatNumber),
  bankName: optionalText('the bank', 80),
  accountName: optionalText('the name on the account', 80),
  sortCode: checked('the sort code', checkSortCode),
  accountNumber: checked('the account number', checkAccountNumber),
  utr: checked('the UTR', checkUtr),
  invoicePrefix: z
    .string()
    .trim()
    .max(12, 'Keep the prefix to 12 characters.')
    .regex(/^[A-Za-z0-9/-]*$/, 'Use letters, digits, dashes and slashes for the prefix.')
    .default('INV-'),
  paymentTermsDays: wholeNumber('the days to pay', { least: 0, most: 120, empty: 30 }),
  cancellationTerms: cancellationTermsInput
    .nullable()
    .optional()
    .transform(terms => terms ?? null),
});

export const pensionInput = z.object({
  niNumber: checked('the National Insurance number', checkNino),
  pensionNumber: checked('the membership number', checkMembershipNumber),
  dateOfBirth: optionalText('your date of birth', 20).transform((text, ctx): string | null => {
    if (text === null) return null;
    const read = parseDay(text);
    if (read.ok) return read.day.toString();
    ctx.addIssue({ code: 'custom', message: 'Enter your date of birth as a date, such as 09/03/1984.' });
    return z.NEVER;
  }),
  hostCode: optionalText('the host’s code', 20),
  hostReference: optionalText('the Health Board’s reference', 40),
  tier: decimal('the tier', { decimals: 2, most: 20, empty: -1 }).transform(points => (points < 0 ? null : points)),
});

/** The kinds of mails that stay switched on; the others are muted. */
export const notificationInput = z
  .object({ wanted: listOf(z.string()) })
  .transform(({ wanted }) => ({ muted: NOTIFICATION_KINDS.filter(kind => !wanted.includes(kind)) }));
