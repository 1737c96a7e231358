import { formatDay } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { formatPounds, type Pence, ZERO } from '#rules/money.ts';
import { SCHEMES } from '#rules/pension/scheme.ts';
import { pensionMonthOf } from '#rules/pension-month.ts';
import type { LedgerRow, LinkKind } from './ledger.ts';
import type { KeptFormA } from './store.ts';

/** Each link of the chain, as it is once it is there. */
export const LINK_WORDS: Readonly<Record<LinkKind, string>> = {
  booked: 'Booked',
  form_a: 'Form A made',
  sent: 'Sent to the practice',
  signed: 'Signed by the practice',
  money: 'Money received in full',
  form_b: 'On Form B',
  submitted: 'Form B submitted',
  contributions: 'Contributions paid over',
  statement: 'Seen on the annual statement',
};

/** The next step, who has to do it, and where. */
export interface NextStep {
  readonly who: 'you' | 'the practice' | 'the agency';
  readonly words: string;
  readonly href: string;
}

/** What has to be done next for a row; undefined where nothing has. */
export function nextStep(row: LedgerRow): NextStep | undefined {
  if (row.standing === 'too_late') return afterTheEnd(row);
  const month = row.form?.paidOn ? pensionMonthOf(row.form.paidOn) : row.formB?.month;
  const formB = month
    ? `/pension/form-b/${month}${row.scheme === 'england_and_wales' ? '' : `?scheme=${row.scheme}`}`
    : '/pension';
  if (row.standing === 'sent_late') {
    return { who: 'you', words: 'Ask the pension office for an exception, or record the rejection', href: formB };
  }
  if (row.missing === undefined) return undefined;
  const invoice = row.form ? `/invoices/${showId('invoice', row.form.invoiceId)}` : invoicing(row);
  const steps: Readonly<Record<LinkKind, NextStep>> = {
    booked: { who: 'you', words: 'Confirm the booking', href: bookingHref(row) },
    form_a:
      row.booking.state === 'confirmed'
        ? { who: 'you', words: 'Mark it as delivered when it is worked', href: bookingHref(row) }
        : { who: 'you', words: 'Invoice it: the Form A goes with it', href: invoicing(row) },
    sent: { who: 'you', words: 'Send the invoice with its Form A', href: invoice },
    signed: { who: 'the practice', words: 'Sign the Form A on its link', href: invoice },
    money: { who: 'the practice', words: 'Pay the invoice with the employer’s share', href: invoice },
    form_b: {
      who: 'you',
      words: row.formB?.rejected ? 'Make the rejected Form B again' : 'Make Form B of the month of receipt',
      href: formB,
    },
    submitted: { who: 'you', words: 'Send Form B and record it', href: formB },
    contributions: { who: 'you', words: 'Pay the contributions over and record it', href: formB },
    statement: { who: 'the agency', words: 'Show it on the annual statement', href: '/pension/statements' },
  };
  return steps[row.missing];
}

/** The employer's share that goes back where a form is given up; nought where no practice pays one. */
export function creditOf(form: KeptFormA, scheme: LedgerRow['scheme']): Pence {
  return SCHEMES[scheme].employerShare.paidBy === 'practice' ? form.employerPence : ZERO;
}

function afterTheEnd(row: LedgerRow): NextStep {
  if (!row.form) return { who: 'you', words: 'Invoice it without the pension', href: invoicing(row) };
  const credit = creditOf(row.form, row.scheme);
  return {
    who: 'you',
    words: credit > 0 ? `Give up and credit ${formatPounds(credit)}` : 'Give it up',
    href: `/pension/ledger/${showId('formA', row.form.id)}/give-up`,
  };
}

function bookingHref(row: LedgerRow): string {
  return `/bookings/${showId('booking', row.booking.id)}`;
}

function invoicing(row: LedgerRow): string {
  return `/invoices/new?organisation=${showId('organisation', row.booking.organisationId)}`;
}

/** The ten weeks of a row in a sentence. */
export function tenWeeksWords(row: LedgerRow): string {
  const unsure = SCHEMES[row.scheme].tenWeeksConfirmed ? '' : `, not confirmed for ${SCHEMES[row.scheme].label}`;
  return `Ten weeks: safe until ${formatDay(row.safeUntil)}, last chance ${formatDay(row.lastChance)}${unsure}.`;
}
