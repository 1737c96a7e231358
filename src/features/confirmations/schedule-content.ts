import type { Booking } from '#features/bookings/index.ts';
import { describeTerms } from '#rules/cancellation-terms.ts';
import { showId } from '#rules/ids.ts';
import { rateWords, timesWords } from './booking-words.ts';

/** One booking as a schedule froze it: words, not references, so that nothing can change them. */
export interface ScheduleLine {
  /** `bkg_…` */
  readonly booking: string;
  /** `2026-11-24` */
  readonly date: string;
  readonly times: string;
  readonly work: string;
  readonly rate: string;
  readonly breakMinutes: number;
  readonly paymentDays: number;
  readonly cancellation: string;
}

/** The lines of a schedule, in the order of their days. */
export function scheduleLines(bookings: readonly Booking[]): ScheduleLine[] {
  return bookings
    .toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))
    .map(booking => ({
      booking: showId('booking', booking.id),
      date: booking.workDate.toString(),
      times: timesWords(booking),
      work: booking.workTypeLabel,
      rate: rateWords(booking),
      breakMinutes: booking.breakMinutes,
      paymentDays: booking.paymentTermsDays,
      cancellation: describeTerms(booking.cancellationTerms).join('; '),
    }));
}
