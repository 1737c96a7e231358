import { lessPence, type Pence, pence, proportion } from '../money.ts';
import type { SchemeYear } from '../tax-year.ts';
import { type WorkedRun, workedRuns } from './form-a.ts';

/** The first scheme year whose notes allow several days for an appraisal. */
const SINCE: string = '2026-27';

/** Days for one appraisal that need nobody's approval. */
const FREELY = 3;

export type AppraisalDays =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'no_days' | 'one_day_until_2026_27' | 'needs_written_approval' };

/**
 * Whether an appraisal may be entered with that many days of service: one to three since 2026-27, more with written approval only.
 * NASGP, https://www.nasgp.org.uk/resource/gp-appraisers-how-the-2026-27-change-ensures-a-fairer-nhs-pension, read 2026-11-23.
 */
export function appraisalDays(year: SchemeYear, count: number): AppraisalDays {
  if (count < 1) return { ok: false, reason: 'no_days' };
  if (count > 1 && year < SINCE) return { ok: false, reason: 'one_day_until_2026_27' };
  return count > FREELY ? { ok: false, reason: 'needs_written_approval' } : { ok: true };
}

/** One entry of an appraisal on the forms. */
export interface AppraisalEntry {
  readonly run: WorkedRun;
  readonly feePence: Pence;
}

/**
 * The entries of one appraisal: days that follow each other are one line, separate days are separate ones, with the fee in pence split
 * equally over the days to the penny (the same source).
 */
export function appraisalEntries(days: readonly Temporal.PlainDate[], feePence: Pence): AppraisalEntry[] {
  const runs = workedRuns(days).map(run => ({ run, days: run.from.until(run.to, { largestUnit: 'day' }).days + 1 }));
  const count = runs.reduce((sum, it) => sum + it.days, 0);
  let [daysBefore, before] = [0, pence(0)];
  return runs.map(it => {
    daysBefore += it.days;
    const upTo = proportion(feePence, daysBefore, count);
    const entry = { run: it.run, feePence: lessPence(upTo, before) };
    before = upTo;
    return entry;
  });
}
