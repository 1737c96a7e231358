/** The face of confirmations: what organisations say of bookings. */
export { agreedRows } from './booking-words.ts';
export { bookingEvent } from './calendar-event.ts';
export { listOpenProblems } from './store.ts';
export { tellOfChange } from './tell-change.ts';
export { noteTold } from './told.ts';
