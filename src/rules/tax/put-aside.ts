import { daysBetween } from '../dates.ts';
import { type Pence, pence, proportion, ZERO } from '../money.ts';
import { taxYearDays } from '../tax-year.ts';
import { estimateTaxYear, type TaxYearInput } from './tax-year-estimate.ts';

export interface PutAside {
  /** Profit so far, and what the year comes to: as the locum expects, or at this pace. */
  readonly profitPence: Pence;
  readonly yearProfitPence: Pence;
  readonly reckonedBy: 'expected' | 'pace' | 'whole_year';
  /** What the whole year then owes. */
  readonly yearOwedPence: Pence;
  /** Its share of the profit so far: what should have been put aside by now. */
  readonly pence: Pence;
  /** That share in basis points of profit. */
  readonly basisPoints: number;
}

/** Fewer days than these would make one good week a fortune. A choice of ours, not of the law. */
const LEAST_DAYS = 90;

/**
 * How much of a year's profit so far, in pence, its tax will take. Rates rise with the year's profit, so the whole year is reckoned first:
 * as the locum expects it, else at the pace so far (at least ninety days), pension contributions in proportion. Employment and what was
 * taken at source are of the whole year. For a year that is over it is the year's bill itself. Undefined where the year is not known.
 */
export function putAside(
  input: TaxYearInput,
  today: Temporal.PlainDate,
  expectedProfit: Pence | null,
): PutAside | undefined {
  const { first, last } = taxYearDays(input.year);
  const days = daysBetween(first, last) + 1;
  const gone = Math.min(Math.max(daysBetween(first, today) + 1, LEAST_DAYS), days);
  const profitPence = pence(Math.max(input.turnoverPence - input.expensesPence, 0));
  const isOver = gone === days;
  const atPace = proportion(profitPence, days, gone);
  const yearProfitPence = isOver || expectedProfit === null ? atPace : pence(Math.max(expectedProfit, profitPence));
  const pensionPence =
    profitPence === 0 ? input.pensionPence : proportion(input.pensionPence, yearProfitPence, profitPence);
  const answer = estimateTaxYear({ ...input, turnoverPence: yearProfitPence, expensesPence: ZERO, pensionPence });
  if (!answer.ok) return undefined;
  const yearOwedPence = pence(Math.max(answer.estimate.owedPence, 0));
  const aside = isOver
    ? yearOwedPence
    : yearProfitPence === 0
      ? ZERO
      : proportion(yearOwedPence, profitPence, yearProfitPence);
  return {
    profitPence,
    yearProfitPence,
    reckonedBy: isOver ? 'whole_year' : expectedProfit === null ? 'pace' : 'expected',
    yearOwedPence,
    pence: aside,
    basisPoints: profitPence === 0 ? 0 : proportion(pence(10_000), aside, profitPence),
  };
}
