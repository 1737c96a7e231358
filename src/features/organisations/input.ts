import { z } from 'zod';
import { cancellationTermsInput } from '#platform/cancellation-input.ts';
import {
  checkbox,
  choice,
  decimal,
  optionalEmail,
  optionalMoney,
  optionalText,
  requiredText,
  shownId,
  wholeNumber,
} from '#platform/input.ts';
import { RATE_KINDS } from '#rules/booking-fee.ts';
import { checkOdsCode, checkPostcode } from '#rules/identifiers/places.ts';
import { NATION_CODES } from '#rules/nation.ts';
import { ORGANISATION_KINDS } from './organisation.ts';

export const organisationInput = z.object({
  id: shownId('organisation', 'the organisation').optional(),
  name: requiredText('its name', 160),
  kind: choice('what kind of organisation it is', ORGANISATION_KINDS),
  nation: choice('the nation', NATION_CODES),
  addressLines: optionalText('the address', 400),
  postcode: checked('the postcode', text => checkPostcode(text)),
  odsCode: checked('the ODS code', text => checkOdsCode(text, false)),
  bookingContactName: optionalText('the name', 120),
  bookingContactEmail: optionalEmail('the email address'),
  bookingContactPhone: optionalText('the telephone number', 40),
  financeContactName: optionalText('the name', 120),
  financeContactEmail: optionalEmail('the email address'),
  rateKind: z
    .union([z.enum(RATE_KINDS), z.literal('')])
    .nullish()
    .transform(kind => kind || null),
  rate: optionalMoney('the rate'),
  breakMinutes: wholeNumber('the break in minutes', { least: 0, most: 720, empty: 0 }),
  paymentTermsDays: wholeNumber('the days to pay', { least: 0, most: 120, empty: -1 }).transform(days =>
    days < 0 ? null : days,
  ),
  cancellationTerms: cancellationTermsInput
    .nullable()
    .optional()
    .transform(terms => terms ?? null),
  pensionable: checkbox(),
  miles: decimal('the miles', { decimals: 1, most: 999, empty: 0 }),
  purchaseOrder: optionalText('the order number', 80),
  requiresPurchaseOrder: checkbox(),
  buyerReference: optionalText('the buyer’s reference', 80),
  notes: optionalText('the notes', 2000),
});

export type OrganisationInput = z.output<typeof organisationInput>;

/** Optional text that has to pass a check of rules/identifiers; kept as the check writes it. */
function checked(label: string, check: (text: string) => { ok: true; value: string } | { ok: false; message: string }) {
  return optionalText(label, 40).transform((text, ctx): string | null => {
    if (text === null) return null;
    const answer = check(text);
    if (answer.ok) return answer.value;
    ctx.addIssue({ code: 'custom', message: answer.message });
    return z.NEVER;
  });
}
