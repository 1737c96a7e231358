import { lessPence, type Pence, pence, proportion, sumPence, ZERO } from '../money.ts';
import { atPace, paceOf } from './pace.ts';
import { estimateTaxYear, type TaxYearInput } from './tax-year-estimate.ts';

/** What of a year's figures is of its days so far; the rest of them is of the whole year already. Parts of the same name, in pence. */
export type SoFar = Pick<TaxYearInput, 'employmentPence' | 'taxPaidPence' | 'loanPaidPence' | 'pensionPence'>;

/** A year that is not over, as if it were. */
export interface WholeYear {
  /** Profit so far, never below nought, and what the year comes to: as the locum expects, or at this pace. */
  readonly profitPence: Pence;
  readonly yearProfitPence: Pence;
  readonly reckonedBy: 'expected' | 'pace' | 'whole_year';
  /** The whole year's profit as turnover without expenses, with pension contributions in proportion. */
  readonly input: TaxYearInput;
}

export interface PutAside extends Omit<WholeYear, 'input'> {
  /** What the whole year then owes. */
  readonly yearOwedPence: Pence;
  /** Its share of the profit so far: what should have been put aside by now. */
  readonly pence: Pence;
  /** That share in basis points of profit. */
  readonly basisPoints: number;
}

/**
 * A year so far, in pence, brought to its end: as the locum expects it, else at the pace so far. Pay from employment so far goes on at that
 * pace too, with what is taken from it; pension contributions so far grow with the profit. A year that is over is what it is.
 */
export function wholeYear(
  input: TaxYearInput,
  today: Temporal.PlainDate,
  expectedProfit: Pence | null,
  soFar: SoFar,
): WholeYear {
  const pace = paceOf(input.year, today);
  const profitPence = pence(Math.max(input.turnoverPence - input.expensesPence, 0));
  const isExpected = !pace.isOver && expectedProfit !== null;
  const yearProfitPence = isExpected ? pence(Math.max(expectedProfit, profitPence)) : atPace(profitPence, pace);
  const pensionGrown =
    profitPence === 0 ? soFar.pensionPence : proportion(soFar.pensionPence, yearProfitPence, profitPence);
  const grown = (name: keyof SoFar) => replaced(input[name], soFar[name], atPace(soFar[name], pace));
  return {
    profitPence,
    yearProfitPence,
    reckonedBy: pace.isOver ? 'whole_year' : isExpected ? 'expected' : 'pace',
    input: {
      ...input,
      turnoverPence: yearProfitPence,
      expensesPence: ZERO,
      employmentPence: grown('employmentPence'),
      taxPaidPence: grown('taxPaidPence'),
      loanPaidPence: grown('loanPaidPence'),
      pensionPence: replaced(input.pensionPence, soFar.pensionPence, pensionGrown),
    },
  };
}

/**
 * How much of a year's profit so far, in pence, its tax will take. Rates rise with the year's profit, so the whole year is reckoned first
 * ({@link wholeYear}). For a year that is over it is the year's bill itself. Undefined where the year is not known.
 */
export function putAside(
  input: TaxYearInput,
  today: Temporal.PlainDate,
  expectedProfit: Pence | null,
  soFar: SoFar,
): PutAside | undefined {
  const { input: whole, ...year } = wholeYear(input, today, expectedProfit, soFar);
  const answer = estimateTaxYear(whole);
  if (!answer.ok) return undefined;
  const yearOwedPence = pence(Math.max(answer.estimate.owedPence, 0));
  const aside = shareOfBill(year, yearOwedPence);
  return {
    ...year,
    yearOwedPence,
    pence: aside,
    basisPoints: year.profitPence === 0 ? 0 : proportion(pence(10_000), aside, year.profitPence),
  };
}

function shareOfBill({ reckonedBy, profitPence, yearProfitPence }: Omit<WholeYear, 'input'>, owed: Pence): Pence {
  if (reckonedBy === 'whole_year') return owed;
  return yearProfitPence === 0 ? ZERO : proportion(owed, profitPence, yearProfitPence);
}

/** A sum with one part of it in another size. */
function replaced(whole: Pence, part: Pence, by: Pence): Pence {
  return sumPence([lessPence(whole, part), by]);
}
