import type { Booking } from '#features/bookings/index.ts';
import type { CalendarEvent } from '#platform/calendar/write-calendar.ts';
import { showId } from '#rules/ids.ts';

/** A booking as an event of a calendar: times, place and who, and no money. The practice's calendar names the locum, the locum's own the practice. */
export function bookingEvent(booking: Booking, locum: string, whose: 'own' | 'theirs' = 'theirs'): CalendarEvent {
  const who = whose === 'own' ? booking.organisationName : `${locum} at ${booking.organisationName}`;
  return {
    uid: `${showId('booking', booking.id)}@sessional`,
    startsAt: booking.actualStartsAt ?? booking.startsAt,
    endsAt: booking.actualEndsAt ?? booking.endsAt,
    summary: `${who}${booking.state === 'offered' ? ' (offered)' : ''}`,
    location: [booking.organisationName, ...booking.organisationAddress.split('\n')].filter(Boolean).join(', '),
    description: booking.workTypeLabel,
    cancelled: booking.state === 'cancelled',
    // its seconds are the version too: what is taken back, such as a delivery, must not look older than what it undoes
    updatedAt: booking.updatedAt,
  };
}
