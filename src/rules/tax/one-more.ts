import { lessPence, type Pence, pence, proportion, sumPence } from '../money.ts';
import { estimateTaxYear, type TaxYearInput } from './tax-year-estimate.ts';

/** One more piece of work, in pence. */
export interface MoreWork {
  /** All that is paid for it, recharged costs too; the employer's pension share never. */
  readonly feePence: Pence;
  /** What getting there and doing it costs, all of it allowable. */
  readonly costsPence: Pence;
  /** The member's pension contribution on it. */
  readonly pensionPence: Pence;
}

/** Where its money goes; the parts and what is left add up to the fee. */
interface OneMore extends MoreWork {
  readonly incomeTaxPence: Pence;
  /** Class 4, and a voluntary Class 2 that is no longer needed counts against it. */
  readonly insurancePence: Pence;
  readonly loanPence: Pence;
  /** May be negative where it costs more than it brings. */
  readonly leftPence: Pence;
  /** What is left in basis points of the fee. */
  readonly leftBasisPoints: number;
}

export type OneMoreAnswer =
  | { readonly ok: true; readonly more: OneMore }
  | { readonly ok: false; readonly reason: 'tax_year_unknown' };

/**
 * What one more piece of work leaves of its fee: the year with it less the year without it, by the very rule of the year
 * ({@link estimateTaxYear}), so that a taper, a higher band or a loan's threshold shows by itself. A year without figures is refused.
 */
export function oneMore(year: TaxYearInput, work: MoreWork): OneMoreAnswer {
  const without = estimateTaxYear(year);
  const withIt = estimateTaxYear({
    ...year,
    turnoverPence: sumPence([year.turnoverPence, work.feePence]),
    expensesPence: sumPence([year.expensesPence, work.costsPence]),
    pensionPence: sumPence([year.pensionPence, work.pensionPence]),
  });
  if (!without.ok || !withIt.ok) return { ok: false, reason: 'tax_year_unknown' };
  const [a, b] = [without.estimate, withIt.estimate];
  const incomeTaxPence = lessPence(b.incomeTax.taxPence, a.incomeTax.taxPence);
  const insurancePence = lessPence(
    sumPence([b.class4Pence, b.class2.pence]),
    sumPence([a.class4Pence, a.class2.pence]),
  );
  const loanPence = lessPence(b.loanPence, a.loanPence);
  const taken = sumPence([work.costsPence, work.pensionPence, incomeTaxPence, insurancePence, loanPence]);
  const leftPence = lessPence(work.feePence, taken);
  const leftBasisPoints = work.feePence === 0 ? 0 : proportion(pence(10_000), leftPence, work.feePence);
  return { ok: true, more: { ...work, incomeTaxPence, insurancePence, loanPence, leftPence, leftBasisPoints } };
}
