import type { Needs } from '#platform/context.ts';
import { InputRefusal } from '#platform/errors.ts';
import { readInput } from '#platform/form.ts';
import { formatDay } from '#rules/dates.ts';
import { type SearchInput, searchInput } from './input.ts';
import { KNOWN_DAYS } from './refresh-listing.ts';

/** What is searched for. Refuses, besides what cannot be read, days of which nobody can know yet or any more whether somebody is free. */
export function readSearch(ctx: Needs<'clock'>, values: unknown): SearchInput {
  const input = readInput(searchInput, values);
  const [today, last] = [ctx.clock.today(), lastKnownDay(ctx)];
  if (input.free.some(day => Temporal.PlainDate.compare(day, today) < 0))
    throw new InputRefusal({ free: 'One of these days is past.' });
  if (input.free.some(day => Temporal.PlainDate.compare(day, last) > 0))
    throw new InputRefusal({ free: `Free days are known up to ${formatDay(last)}. Enter days until then.` });
  return input;
}

/** The last day of which the directory knows whether somebody is free. */
export function lastKnownDay(ctx: Needs<'clock'>): Temporal.PlainDate {
  return ctx.clock.today().add({ days: KNOWN_DAYS - 1 });
}
