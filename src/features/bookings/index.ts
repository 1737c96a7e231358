/** The face of bookings. */
export { BILLING_MODE_LABELS, BILLING_MODES, type Booking, WORK_TYPE_LABELS, WORK_TYPES } from './booking.ts';
export { cancelBooking } from './cancel-booking.ts';
export { changeBooking, confirmBooking, deleteOffer, undoDelivery } from './change-booking.ts';
export { createBooking } from './create-booking.ts';
export { deliverAllPast, deliverBooking } from './deliver-booking.ts';
export { bookingInput, cancellationInput, changeInput, deliveryInput } from './input.ts';
export { markInvoiced, markPaid, markUnpaid, releaseFromInvoice, takeForInvoice } from './invoicing.ts';
export {
  type BookingFilter,
  billable,
  billableIn,
  listBookings,
  listBookingsBetween,
  pastConfirmed,
  readBooking,
  upcoming,
} from './store.ts';
