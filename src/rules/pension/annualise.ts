import { laterDay } from '../dates.ts';
import { type Pence, proportion } from '../money.ts';
import type { WorkedRun } from './form-a.ts';

/** NHS Pensions reckons with 365 days even in a leap year (its 2019/20 example: 356 of 365; NASGP, https://www.nasgp.org.uk/money-matters/taking-a-one-day-break-from-the-2015-scheme-automatically-triggers-annualisation/, read 2026-11-23). */
export const ANNUALISING_DAYS = 365;

/**
 * "Add then annualise": all practitioner pensionable income over the days of pensionable service, times 365, to the penny. The bands are
 * bands of a year, so the halves of 2022/23, each annualised alone, are brought to a year too; their 183 and 182 days are the most that
 * a half can have. Undefined where there is no day of service.
 */
export function annualised(pensionablePence: Pence, daysOfService: number): Pence | undefined {
  if (daysOfService <= 0) return undefined;
  return proportion(pensionablePence, ANNUALISING_DAYS, Math.min(daysOfService, ANNUALISING_DAYS));
}

/** Calendar days covered by the runs, each day once however many runs cover it. */
export function daysOfService(runs: readonly WorkedRun[]): number {
  let days = 0;
  let counted: Temporal.PlainDate | undefined;
  for (const run of runs.toSorted((a, b) => Temporal.PlainDate.compare(a.from, b.from))) {
    const from = counted ? laterDay(run.from, counted.add({ days: 1 })) : run.from;
    if (Temporal.PlainDate.compare(from, run.to) > 0) continue;
    days += from.until(run.to, { largestUnit: 'day' }).days + 1;
    counted = run.to;
  }
  return days;
}
