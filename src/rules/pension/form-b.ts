import { type Pence, shareOf, sumPence } from '../money.ts';

/** One Form A whose invoice was paid in the month. */
export interface FormBLine {
  /** Box 2 of the Form A. */
  readonly pensionablePence: Pence;
  /** Box 3 of the Form A. */
  readonly employerPence: Pence;
}

/** What the member pays beside the tiered contribution. */
export interface FormBAdditions {
  readonly addedYearsBasisPoints: number;
  /** Money purchase AVC: a share of line a, a fixed sum, or both. */
  readonly mpavcBasisPoints: number;
  readonly mpavcPence: Pence;
  readonly additionalPensionPence: Pence;
  readonly errboBasisPoints: number;
}

export const NO_ADDITIONS: FormBAdditions = {
  addedYearsBasisPoints: 0,
  mpavcBasisPoints: 0,
  mpavcPence: 0 as Pence,
  additionalPensionPence: 0 as Pence,
  errboBasisPoints: 0,
};

/** Lines a to j of Form B. */
export interface FormBFigures {
  readonly a: Pence;
  readonly b: Pence;
  readonly c: Pence;
  readonly d: Pence;
  readonly e: Pence;
  readonly f: Pence;
  readonly g: Pence;
  readonly h: Pence;
  readonly i: Pence;
  readonly j: Pence;
}

/**
 * The sums of one month's Form B (field list of the 2021/22 form, https://fill.io/GP-Locum-s-monthly-record-of-general-medical-services,
 * read 2026-11-23): a all boxes 2 · b a × tier · c added years · d MPAVC · e additional pension · f ERRBO · g = b+c+d+e+f ·
 * h all boxes 3 · i = g+h, to pay · j pensionable locum income of the scheme year so far, this month included.
 */
export function formBFigures(
  lines: readonly FormBLine[],
  tierBasisPoints: number,
  additions: FormBAdditions,
  earlierPensionablePence: Pence,
): FormBFigures {
  const a = sumPence(lines.map(line => line.pensionablePence));
  const b = shareOf(a, tierBasisPoints);
  const c = shareOf(a, additions.addedYearsBasisPoints);
  const d = sumPence([shareOf(a, additions.mpavcBasisPoints), additions.mpavcPence]);
  const e = additions.additionalPensionPence;
  const f = shareOf(a, additions.errboBasisPoints);
  const g = sumPence([b, c, d, e, f]);
  const h = sumPence(lines.map(line => line.employerPence));
  return { a, b, c, d, e, f, g, h, i: sumPence([g, h]), j: sumPence([earlierPensionablePence, a]) };
}
