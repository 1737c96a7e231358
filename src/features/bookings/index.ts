/** The face of bookings. */
export { type Booking, WORK_TYPE_LABELS, WORK_TYPES } from './booking.ts';
export { cancelBooking } from './cancel-booking.ts';
export { withoutNames } from './changes.ts';
export { checkTimes, createBooking, createBookingIn } from './create-booking.ts';
export { deliverAllPast, deliverBookingIn } from './deliver-booking.ts';
export { deliveryBody, readDelivery } from './delivery-body.ts';
export { bookingInput, deliveryInput } from './input.ts';
export { markInvoiced, markPaid, markUnpaid, releaseFromInvoice, takeForInvoice } from './invoicing.ts';
export {
  billable,
  billableIn,
  listBookingsBetween,
  lockBooking,
  pastConfirmed,
  readBooking,
  upcoming,
} from './store.ts';
