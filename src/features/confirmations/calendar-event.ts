import type { Booking } from '#features/bookings/index.ts';
import type { CalendarEvent } from '#platform/calendar/write-calendar.ts';
import { showId } from '#rules/ids.ts';

/** A booking as an event of a calendar file: times, place and who, and no money. */
export function bookingEvent(booking: Booking, locum: string, url?: string): CalendarEvent {
  return {
    uid: `${showId('booking', booking.id)}@sessional`,
    startsAt: booking.actualStartsAt ?? booking.startsAt,
    endsAt: booking.actualEndsAt ?? booking.endsAt,
    summary: `${locum} at ${booking.organisationName}${booking.state === 'offered' ? ' (offered)' : ''}`,
    description: booking.workTypeLabel,
    cancelled: booking.state === 'cancelled',
    updatedAt: booking.cancelledAt ?? booking.deliveredAt ?? booking.confirmedAt ?? booking.startsAt,
    ...(url === undefined ? {} : { url }),
  };
}
