/** The face of bookings. */
export type { Booking } from './booking.ts';
export { cancelBooking } from './cancel-booking.ts';
export { createBooking } from './create-booking.ts';
export { deliverAllPast } from './deliver-booking.ts';
export { bookingInput } from './input.ts';
export { markInvoiced, markPaid, markUnpaid, releaseFromInvoice, takeForInvoice } from './invoicing.ts';
export {
  billable,
  billableIn,
  pastConfirmed,
  readBooking,
  upcoming,
} from './store.ts';
