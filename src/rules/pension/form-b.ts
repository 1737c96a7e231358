import { type Pence, shareOf, sumPence } from '../money.ts';
import type { PensionMonth } from '../pension-month.ts';

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

/** An addition as it was agreed: what, how much, and in which months of receipt, the first and the last included. */
export interface AgreedAddition {
  readonly kind: 'added_years' | 'mpavc' | 'additional_pension' | 'errbo';
  /** A share of line a in basis points; null where it is a sum. */
  readonly basisPoints: number | null;
  /** A sum a month; null where it is a share. */
  readonly amountPence: Pence | null;
  readonly from: PensionMonth;
  /** Null while it runs. */
  readonly to: PensionMonth | null;
}

/** What is paid beside the tier in a month of receipt: all that was agreed for it, those of one kind together. */
export function additionsIn(month: PensionMonth, agreed: readonly AgreedAddition[]): FormBAdditions {
  const its = agreed.filter(it => it.from <= month && (it.to === null || month <= it.to));
  const points = (kind: AgreedAddition['kind']) =>
    its.reduce((sum, it) => sum + (it.kind === kind ? (it.basisPoints ?? 0) : 0), 0);
  const sum = (kind: AgreedAddition['kind']) =>
    sumPence(its.flatMap(it => (it.kind === kind ? (it.amountPence ?? []) : [])));
  return {
    addedYearsBasisPoints: points('added_years'),
    mpavcBasisPoints: points('mpavc'),
    mpavcPence: sum('mpavc'),
    additionalPensionPence: sum('additional_pension'),
    errboBasisPoints: points('errbo'),
  };
}

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
