/** The face of bookings. */
export { type Booking, WORK_TYPE_LABELS, WORK_TYPES } from './booking.ts';
export { cancelBooking } from './cancel-booking.ts';
export { withoutNames } from './changes.ts';
export { checkTimes, createBooking, createBookingIn } from './create-booking.ts';
export { deliverAllPast, deliverBookingIn } from './deliver-booking.ts';
export { deliveryBody, readDelivery } from './delivery-body.ts';
export { engagementInput } from './engagement-input.ts';
export { listPaidByOthers, type PaidByOthers } from './engagement-store.ts';
export { importBookingIn, removeImportedBookingsIn } from './import-booking.ts';
export { bookingInput, deliveryInput } from './input.ts';
export { markInvoiced, markPaid, markUnpaid, releaseFromInvoice, takeForInvoice } from './invoicing.ts';
export { keepEngagement } from './keep-engagement.ts';
export { rechargeMiles } from './recharge-miles.ts';
export {
  billable,
  billableIn,
  listBookingsBetween,
  lockBooking,
  pastConfirmed,
  readBooking,
  upcoming,
} from './store.ts';
