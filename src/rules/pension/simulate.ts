import { type Pence, pence, shareOf } from '../money.ts';
import { type PensionMonth, pensionMonthDays, pensionMonthOf } from '../pension-month.ts';
import { schemeYearDays } from '../tax-year.ts';
import { PENSIONABLE_BASIS_POINTS, type WorkedRun, workedRuns } from './form-a.ts';
import { type PensionPiece, reckonYear, type YearInput, type YearReckoning } from './reckon-year.ts';

/** Something that a locum might do. */
export type WhatIf =
  /** Sessions on Forms A and B whose money comes in in a month, each on a day of its own. */
  | {
      readonly kind: 'sessions';
      readonly count: number;
      /** Of one session, before the 90% are taken. */
      readonly feePence: Pence;
      readonly month: PensionMonth;
    }
  /** An out-of-hours rota from a month to the end of the year, all of it pensionable, with continuous cover from then on or for the whole year. */
  | { readonly kind: 'rota'; readonly monthlyPence: Pence; readonly from: PensionMonth; readonly wholeYear: boolean }
  /** No locum work in some months. What has been received stays, and so does the pay of posts. */
  | { readonly kind: 'stop'; readonly from: PensionMonth; readonly months: number };

export interface Simulation {
  readonly before: YearReckoning;
  readonly after: YearReckoning;
}

/** The year as it is and as it would be, one change after the other. Months outside the year change nothing. */
export function simulateYear(base: YearInput, changes: readonly WhatIf[]): Simulation {
  return { before: reckonYear(base), after: reckonYear(changes.reduce(changed, base)) };
}

function changed(input: YearInput, change: WhatIf, at: number): YearInput {
  if (change.kind === 'sessions') return withSessions(input, change, at);
  if (change.kind === 'rota') return withRota(input, change, at);
  return withoutWork(input, change);
}

/** One piece a month, so that pensionable pay is rounded once. */
function withSessions(input: YearInput, it: WhatIf & { kind: 'sessions' }, at: number): YearInput {
  if (it.count <= 0) return input;
  const piece: PensionPiece = {
    key: `what-if-${at}`,
    kind: 'form_a',
    label: it.count === 1 ? 'one more session' : `${it.count} more sessions`,
    month: it.month,
    pensionablePence: shareOf(pence(it.feePence * it.count), PENSIONABLE_BASIS_POINTS),
    periods: workedRuns(freeDays(input, it.month).slice(0, it.count)),
    usedBasisPoints: undefined,
    expected: true,
  };
  return { ...input, pieces: [...input.pieces, piece] };
}

function withRota(input: YearInput, it: WhatIf & { kind: 'rota' }, at: number): YearInput {
  const year = schemeYearDays(input.year);
  const { first } = pensionMonthDays(it.from);
  if (!holds({ from: year.first, to: year.last }, first)) return input;
  const pieces = monthsFrom(first, year.last).map(
    (month): PensionPiece => ({
      key: `what-if-${at}-${month}`,
      kind: 'solo',
      label: 'out-of-hours rota',
      month,
      pensionablePence: it.monthlyPence,
      periods: [],
      usedBasisPoints: undefined,
      expected: true,
    }),
  );
  const cover = { from: it.wholeYear ? year.first : first, to: year.last };
  return { ...input, pieces: [...input.pieces, ...pieces], cover: [...input.cover, cover] };
}

function withoutWork(input: YearInput, it: WhatIf & { kind: 'stop' }): YearInput {
  const { first } = pensionMonthDays(it.from);
  const stopped = monthsFrom(first, first.add({ months: it.months }).subtract({ days: 1 }));
  const isDropped = (piece: PensionPiece) => piece.expected === true && piece.periods.length > 0;
  return { ...input, pieces: input.pieces.filter(piece => !(isDropped(piece) && stopped.includes(piece.month))) };
}

/** Days of a month on which nothing counts yet, weekdays first: a session then is a day of service more. */
function freeDays(input: YearInput, month: PensionMonth): Temporal.PlainDate[] {
  const { first, last } = pensionMonthDays(month);
  const counted = [...input.pieces.flatMap(piece => piece.periods), ...input.cover];
  const free = daysFrom(first, last).filter(day => !counted.some(run => holds(run, day)));
  return [...free.filter(day => day.dayOfWeek <= 5), ...free.filter(day => day.dayOfWeek > 5)];
}

function holds(run: WorkedRun, day: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(run.from, day) <= 0 && Temporal.PlainDate.compare(day, run.to) <= 0;
}

function daysFrom(first: Temporal.PlainDate, last: Temporal.PlainDate): Temporal.PlainDate[] {
  const count = first.until(last, { largestUnit: 'day' }).days + 1;
  return Array.from({ length: Math.max(count, 0) }, (_, at) => first.add({ days: at }));
}

function monthsFrom(first: Temporal.PlainDate, last: Temporal.PlainDate): PensionMonth[] {
  const months: PensionMonth[] = [];
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ months: 1 }))
    months.push(pensionMonthOf(day));
  return months;
}
