import { lessPence, type Pence, pence, shareOf, sumPence, ZERO } from '../money.ts';
import type { TaxYear } from '../tax-year.ts';

/**
 * HMRC's help on payments on account, read 2026-11-23; high. Two payments, each half of last year's income tax and Class 4 less what was
 * taken at source; none below £1,000 or where more than 80% was taken at source; student loans and Class 2 stay out.
 */
export const ON_ACCOUNT_SOURCE =
  'https://www.tax.service.gov.uk/information/help?helpcategory=selfAssessment&affinitygroup=&helpid=firstPaymentOnAccount';

const LEAST_PENCE = 100_000;
const MOST_AT_SOURCE = 8000;

interface YearsTax {
  /** Income tax and Class 4 of the year, in pence. */
  readonly relevantPence: Pence;
  /** Tax of the year that was taken at source. */
  readonly atSourcePence: Pence;
}

/** Each of the two payments towards the next year, in whole pence, an odd penny left to the balance; nought where none are asked for. */
export function paymentOnAccount({ relevantPence, atSourcePence }: YearsTax): Pence {
  const net = lessPence(relevantPence, atSourcePence);
  if (net < LEAST_PENCE || atSourcePence > shareOf(relevantPence, MOST_AT_SOURCE)) return ZERO;
  return pence((net - (net % 2)) / 2);
}

export interface TaxDate {
  readonly on: Temporal.PlainDate;
  readonly parts: readonly {
    readonly what: 'balance' | 'first_on_account' | 'second_on_account';
    readonly pence: Pence;
  }[];
  /** The sum of the parts. A balance may be negative: money to come back. */
  readonly pence: Pence;
}

/**
 * What a year's bill makes due: the balance and the first payment towards the next year on 31 January after it, the second on
 * 31 July. `owedPence` is the whole bill, loan and Class 2 too, less tax at source; `onAccountPence` what was paid towards it before.
 */
export function datesOfBill(
  year: TaxYear,
  bill: YearsTax & { readonly owedPence: Pence; readonly onAccountPence: Pence },
): readonly TaxDate[] {
  const ends = Number(year.slice(0, 4)) + 1;
  const each = paymentOnAccount(bill);
  return [
    dateOf(new Temporal.PlainDate(ends + 1, 1, 31), [
      { what: 'balance', pence: lessPence(bill.owedPence, bill.onAccountPence) },
      { what: 'first_on_account', pence: each },
    ]),
    dateOf(new Temporal.PlainDate(ends + 1, 7, 31), [{ what: 'second_on_account', pence: each }]),
  ];
}

function dateOf(on: Temporal.PlainDate, parts: TaxDate['parts']): TaxDate {
  const due = parts.filter(it => it.pence !== 0);
  return { on, parts: due, pence: sumPence(due.map(it => it.pence)) };
}
