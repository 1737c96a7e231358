import type { Pence } from '#rules/money.ts';

/** One amount of a report, with the thing that it came from. */
export interface MoneyRow {
  readonly on: Temporal.PlainDate;
  readonly what: string;
  readonly href: string;
  readonly pence: Pence;
}
