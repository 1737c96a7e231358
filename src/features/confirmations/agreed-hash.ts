import { createHash } from 'node:crypto';
import type { Booking } from '#features/bookings/index.ts';

/** Stands for what both sides agreed of a booking: where, when, what for, at which rate and terms. Another one means that it has changed. */
export function agreedHash(booking: Booking): string {
  const agreed = [
    booking.organisationId,
    booking.workDate.toString(),
    booking.startsAt.toString(),
    booking.endsAt.toString(),
    booking.breakMinutes,
    booking.workType,
    booking.rateKind,
    booking.ratePence,
    booking.unitsHundredths,
    booking.milesTenths,
    booking.mileageRatePence,
    booking.paymentTermsDays,
    booking.cancellationTerms,
  ];
  return createHash('sha256').update(JSON.stringify(agreed)).digest('hex');
}
