import { isOffered } from '#features/availability/index.ts';
import { withoutNames } from '#features/bookings/index.ts';
import { instantTerms } from '#features/directory/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { periodOf } from '#rules/booking-time.ts';
import { bookDays, organisationOf } from './book-days.ts';
import type { BookingRequest } from './request.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'cipher'>;

/**
 * Instant booking: every day lies wholly within what the locum offers, with notice enough, and the sender belongs to the health service or is
 * trusted. Then it is booked at the locum's own terms, whatever rate was named; what is paid by the session, or once, lies within a single
 * session that is offered. Answers the organisation's page, or undefined where the locum has to decide.
 */
export async function bookAtOnce(ctx: Ctx, tx: OwnedTransaction, request: BookingRequest): Promise<string | undefined> {
  const terms = await instantTerms(tx);
  if (!terms || !(request.isHealthService || request.isTrusted)) return undefined;
  const inOneSession = terms.rateKind === 'session' || terms.rateKind === 'fixed';
  const earliest = ctx.clock.now().add({ hours: terms.noticeHours });
  for (const { date, start, end } of request.days) {
    const period = periodOf({ date, start, end });
    if (!period.ok || Temporal.Instant.compare(period.startsAt, earliest) < 0) return undefined;
    if (!(await isOffered(ctx, tx, period, { withoutAsking: true, inOneSession }))) return undefined;
  }
  const organisation = await organisationOf(ctx, tx, request, null);
  return withoutNames(() =>
    bookDays(ctx, tx, request, {
      organisation,
      days: request.days,
      rateKind: terms.rateKind,
      ratePence: terms.ratePence,
      pensionable: organisation.pensionable,
      by: 'locum',
    }),
  );
}
