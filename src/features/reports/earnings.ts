import type { Id } from '#rules/ids.ts';
import { type Pence, proportion, sumPence } from '#rules/money.ts';

/** One piece of work with what it earned: fee and extra work, without mileage and expenses passed on. */
export interface Earning {
  readonly on: Temporal.PlainDate;
  readonly what: string;
  readonly href: string;
  readonly organisationId: Id<'organisation'>;
  readonly organisationName: string;
  /** Code and label; `cancelled` and `imported` beside the work types. */
  readonly work: string;
  readonly workLabel: string;
  /** Minutes paid for; nought where none are known: a cancellation fee, an imported invoice. */
  readonly minutes: number;
  readonly pence: Pence;
}

export interface EarningFilter {
  /** `2026-11` */
  readonly month?: string | undefined;
  readonly organisationId?: Id<'organisation'> | undefined;
  readonly work?: string | undefined;
}

/** What earned rows come to. */
export interface EarningSum {
  readonly count: number;
  readonly minutes: number;
  readonly pence: Pence;
  /** Of the work whose minutes are known; undefined where there is none. */
  readonly perHourPence: Pence | undefined;
}

export interface EarningGroup extends EarningSum {
  readonly key: string;
  readonly label: string;
}

/** Adds rows up. */
export function sumEarnings(rows: readonly Earning[]): EarningSum {
  const timed = rows.filter(it => it.minutes > 0);
  const minutes = timed.reduce((sum, it) => sum + it.minutes, 0);
  return {
    count: rows.length,
    minutes,
    pence: sumPence(rows.map(it => it.pence)),
    perHourPence: minutes === 0 ? undefined : proportion(sumPence(timed.map(it => it.pence)), 60, minutes),
  };
}

/** Groups of rows, the largest first. */
export function groupEarnings(
  rows: readonly Earning[],
  nameOf: (row: Earning) => { readonly key: string; readonly label: string },
): EarningGroup[] {
  return [...Map.groupBy(rows, row => nameOf(row).key)]
    .map(([key, its]) => ({ key, label: its[0] ? nameOf(its[0]).label : '', ...sumEarnings(its) }))
    .toSorted((a, b) => b.pence - a.pence || a.label.localeCompare(b.label));
}

/** `2026-11` */
export function monthKey(day: Temporal.PlainDate): string {
  return day.toPlainYearMonth().toString();
}

/** Those that a figure is made of. */
export function filterEarnings(rows: readonly Earning[], { month, organisationId, work }: EarningFilter): Earning[] {
  return rows.filter(
    it =>
      (month === undefined || monthKey(it.on) === month) &&
      (organisationId === undefined || it.organisationId === organisationId) &&
      (work === undefined || it.work === work),
  );
}
