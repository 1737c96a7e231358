import { guardConflict } from '#features/availability/index.ts';
import { readOrganisation } from '#features/organisations/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { formatDay, formatTime } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { checkTimes } from './create-booking.ts';
import type { ChangeInput } from './input.ts';
import { findOverlap } from './store.ts';

/**
 * What a booking entered by hand comes too near to, with the names of both sites, for a warning: the locum may still book. Undefined for
 * what is over, and for an overlap with an agreed booking, which is refused with its name anyway. `id` is the booking that is changed.
 */
export async function nearOther(
  ctx: Needs<'db' | 'clock'>,
  owner: Owner,
  input: ChangeInput,
  id?: Id<'booking'>,
): Promise<string | undefined> {
  const period = checkTimes(input);
  if (Temporal.Instant.compare(period.endsAt, ctx.clock.now()) <= 0) return undefined;
  return asOwner(ctx.db, owner, async tx => {
    if (await findOverlap(tx, period.startsAt, period.endsAt, id)) return undefined;
    const conflict = await guardConflict(tx, period, id, input.organisation);
    const here = conflict && (await readOrganisation(tx, input.organisation));
    if (!conflict || !here) return undefined;
    const times = `${formatTime(input.start)} to ${formatTime(input.end)} on ${formatDay(input.date)}`;
    return `${here.name}, ${times}, meets ${conflict.what}.`;
  });
}
