/** The face of confirmations: what organisations say of bookings. */
export { agreedRows, whenWords } from './booking-words.ts';
export { bookingEvent } from './calendar-event.ts';
export { sendConfirmationIn } from './send-confirmation.ts';
export { listOpenProblems, readSignOff } from './store.ts';
