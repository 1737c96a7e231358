import type { WorkedRun } from './form-a.ts';

/** Counts calendar days of service as they come in, each once however many runs cover it. */
export interface ServiceDays {
  /** Days counted so far. */
  readonly count: () => number;
  readonly add: (run: NumberedRun) => void;
}

/** A run by day numbers, both ends included. */
export interface NumberedRun {
  readonly from: number;
  readonly to: number;
}

/** A counter for the days of all these runs; other days are not counted. */
export function serviceDays(runs: readonly NumberedRun[]): ServiceDays {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const run of runs) {
    first = Math.min(first, run.from);
    last = Math.max(last, run.to);
  }
  const seen = new Uint8Array(Math.max(0, last - first + 1));
  let count = 0;
  return {
    count: () => count,
    add: run => {
      const to = Math.min(run.to, last);
      for (let day = Math.max(run.from, first); day <= to; day++) {
        if (seen[day - first] === 1) continue;
        seen[day - first] = 1;
        count++;
      }
    },
  };
}

/** A run of dates by day numbers. */
export function numbered(run: WorkedRun): NumberedRun {
  return { from: dayNumber(run.from), to: dayNumber(run.to) };
}

/**
 * Days since 1 March of the year nought, by whole numbers alone: counting a year’s service by dates takes most of a reckoning’s time
 * (`bench/pension.ts`).
 */
export function dayNumber(date: Temporal.PlainDate): number {
  const month = (date.month + 9) % 12;
  const year = date.year - (month >= 10 ? 1 : 0);
  const daysBefore = Math.floor((month * 306 + 5) / 10);
  return (
    365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + daysBefore + date.day - 1
  );
}
