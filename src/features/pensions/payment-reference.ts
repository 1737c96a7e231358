import { InputRefusal } from '#platform/errors.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import { readPaymentReference, uniquePaymentReference } from '#rules/pension/upr.ts';
import type { PensionMonth } from '#rules/pension-month.ts';

/**
 * The reference that a Form B and its payment carry: the Unique Payment Reference in England and Wales, the GMC number in Northern
 * Ireland; in Scotland none is known, so none is printed but what the locum was told. What was typed wins where it can be right.
 */
export function referenceOf(
  it: {
    readonly scheme: PensionScheme;
    readonly month: PensionMonth;
    readonly pensionNumber: string;
    readonly registrationNumber: string;
  },
  typed: string | null | undefined,
): string {
  const wanted = typed?.trim();
  if (it.scheme === 'northern_ireland') return wanted || it.registrationNumber;
  if (it.scheme === 'scotland') return wanted ?? '';
  if (!wanted) return uniquePaymentReference(it.pensionNumber, it.month);
  const read = readPaymentReference(wanted);
  if (!read.ok) throw new InputRefusal({ reference: WORDS[read.reason] });
  if (read.membershipNumber !== it.pensionNumber) {
    throw new InputRefusal({
      reference: `It has to begin with your membership number, ${it.pensionNumber}, as under Profile, Pension.`,
    });
  }
  return uniquePaymentReference(read.membershipNumber, read.month);
}

const WORDS = {
  superseded: 'This is the shape of 2017 to about 2020. The year has four digits now: 12345678LOCMAR2023.',
  not_a_reference:
    'A payment reference has 18 characters: membership number, LOC, month, year, like 12345678LOCMAR2023.',
} as const;
