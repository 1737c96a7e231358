import { parseBankDay } from '../bank/bank-line.ts';
import type { Id } from '../ids.ts';
import { type Pence, parsePounds } from '../money.ts';

/** One line of a payslip or timesheet: a day of work and what was paid for it. */
export interface SlipLine {
  /** The text's own line, the first being 1. */
  readonly line: number;
  readonly day: Temporal.PlainDate;
  readonly amountPence: Pence;
}

export interface SlipLineError {
  readonly line: number;
  readonly message: string;
}

/**
 * Reads lines that were pasted or come from a CSV file: a day, anything between, an amount with pence at the end. A first line without a
 * figure is taken for headings, empty lines fall away. `8,340.00` after a comma may be eight hours and £340.00 or £8,340.00: that is asked.
 */
export function readSlipLines(text: string): {
  readonly lines: readonly SlipLine[];
  readonly errors: readonly SlipLineError[];
} {
  const lines: SlipLine[] = [];
  const errors: SlipLineError[] = [];
  for (const [at, raw] of text.split('\n').entries()) {
    const bare = raw.trim();
    if (bare === '' || (at === 0 && !/\d/.test(bare))) continue;
    const read = readLine(bare);
    if (typeof read === 'string') errors.push({ line: at + 1, message: read });
    else lines.push({ line: at + 1, ...read });
  }
  return { lines, errors };
}

export interface WorkOfDay {
  readonly bookingId: Id<'booking'>;
  readonly day: Temporal.PlainDate;
  /** What is still to be paid for it. */
  readonly leftPence: Pence;
}

/**
 * Says which booking each line pays: that of the day, and of several on one day that of the amount. One that could be read in two ways, or
 * of a day without work, is an error; nothing is guessed.
 */
export function linesToBookings(
  lines: readonly SlipLine[],
  works: readonly WorkOfDay[],
): {
  readonly paid: readonly { readonly bookingId: Id<'booking'>; readonly amountPence: Pence }[];
  readonly errors: readonly SlipLineError[];
} {
  const errors: SlipLineError[] = [];
  const free = new Set(works);
  const paid = lines.flatMap(({ line, day, amountPence }) => {
    const ofDay = [...free].filter(it => it.day.equals(day));
    const fits = ofDay.length > 1 ? ofDay.filter(it => it.leftPence === amountPence) : ofDay;
    const [work, ...others] = fits;
    if (work && others.length === 0) {
      free.delete(work);
      return [{ bookingId: work.bookingId, amountPence }];
    }
    errors.push({
      line,
      message:
        ofDay.length === 0
          ? `There is no work on ${day} that this payer still has to pay.`
          : `Several bookings are on ${day}: enter the amounts beside them instead.`,
    });
    return [];
  });
  return { paid, errors };
}

const DAY = /\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?!\d)|\d{1,2} [a-z]{3,9} \d{4}/i;
const AMOUNT = /£?\s*(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}(?!\d)/g;

function readLine(text: string): { day: Temporal.PlainDate; amountPence: Pence } | string {
  const found = DAY.exec(text);
  const day = found && parseBankDay(found[0]);
  if (!found || !day?.ok) return 'There is no day in this line. Write it as 24/11/2026.';
  const rest = text.slice(found.index + found[0].length);
  if (/,\s*\d{1,3},\d{3}\.\d{2}\s*$/.test(rest))
    return 'The amount can be read in two ways. Write it with a £ before it.';
  const amounts = rest.match(AMOUNT);
  const amount = amounts?.at(-1);
  const read = amount === undefined ? undefined : parsePounds(amount);
  if (!read?.ok) return 'There is no amount in this line. Write it with pence, such as 340.00.';
  return read.pence === 0 ? 'The amount is nought.' : { day: day.day, amountPence: read.pence };
}
