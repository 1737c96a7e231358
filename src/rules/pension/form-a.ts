import { type Pence, shareOf, sumPence } from '../money.ts';
import type { Nation } from '../nation.ts';
import { type EnteredFigure, type Provenance, rateOrEntered } from './entered-figures.ts';

/** Nine tenths of the fee, no more and no less, the employer's share left out first (Form A 2021/22; NHSBSA KA-04334, read 2026-11-23). */
export const PENSIONABLE_BASIS_POINTS = 9000;

/** The money boxes of one Form A. */
export interface FormAFigures {
  /** Box 1: all pensioned fees and extra work, expenses and mileage left out. */
  readonly feePence: Pence;
  /** Box 2: pensionable pay. */
  readonly pensionablePence: Pence;
  /** Box 3: the employer's contribution. */
  readonly employerPence: Pence;
  readonly employerBasisPoints: number;
  readonly collectedFromPractice: boolean;
  /** The rate is the locum's own entry, for want of a published one. */
  readonly rateEntered?: Provenance;
}

export type FormAAnswer =
  | ({ readonly ok: true } & FormAFigures)
  | { readonly ok: false; readonly reason: 'rate_unknown' };

/**
 * Boxes 1 to 3, each rounded once for the whole form, half up to the penny: fees are summed first, since rounding session by
 * session has been sent back (https://pennyperfect.co.uk/InvoiceRounding.php, read 2026-11-23; no official rule is known).
 */
export function formAFigures(
  feesPence: readonly Pence[],
  nation: Nation,
  day: Temporal.PlainDate,
  entered: readonly EnteredFigure[] = [],
): FormAAnswer {
  const rate = rateOrEntered(nation, day, entered);
  if (!rate) return { ok: false, reason: 'rate_unknown' };
  const feePence = sumPence(feesPence);
  const pensionablePence = shareOf(feePence, PENSIONABLE_BASIS_POINTS);
  return {
    ok: true,
    feePence,
    pensionablePence,
    employerPence: shareOf(pensionablePence, rate.basisPoints),
    employerBasisPoints: rate.basisPoints,
    collectedFromPractice: rate.collectedFromPractice,
    ...(rate.entered ? { rateEntered: rate.entered } : {}),
  };
}

/** A run of days worked, as Form A asks for it. */
export interface WorkedRun {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

/** The days as runs of dates that follow each other without a gap, each day once, in order. */
export function workedRuns(days: readonly Temporal.PlainDate[]): WorkedRun[] {
  const runs: WorkedRun[] = [];
  for (const day of days.toSorted(Temporal.PlainDate.compare)) {
    const last = runs.at(-1);
    if (last && Temporal.PlainDate.compare(day, last.to) <= 0) continue;
    if (last?.to.add({ days: 1 }).equals(day)) runs[runs.length - 1] = { from: last.from, to: day };
    else runs.push({ from: day, to: day });
  }
  return runs;
}
