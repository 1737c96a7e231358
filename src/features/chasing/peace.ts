import type { Organisation } from '#features/organisations/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { PEACE_HOURS } from '#rules/chase-schedule.ts';
import { formatMoment } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { lastChaseOf } from './store.ts';

/** When an organisation may be written to about late payment again; undefined where it may be now. */
export async function peaceUntil(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  organisationId: Id<'organisation'>,
): Promise<Temporal.Instant | undefined> {
  const until = (await lastChaseOf(tx, organisationId))?.add({ hours: PEACE_HOURS });
  return until && Temporal.Instant.compare(ctx.clock.now(), until) < 0 ? until : undefined;
}

/** Refuses a mail about late payment less than 72 hours after the last one to that organisation. */
export async function keepPeace(ctx: Needs<'clock'>, tx: OwnedTransaction, { id, name }: Organisation): Promise<void> {
  const until = await peaceUntil(ctx, tx, id);
  if (until) {
    throw new Refusal({
      code: 'chase.chased_lately',
      message: `${name} was written to about late payment less than ${PEACE_HOURS} hours ago. You can do so again from ${formatMoment(until)}.`,
    });
  }
}
