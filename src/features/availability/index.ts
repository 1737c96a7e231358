/** The face of availability: when a locum may be booked. */
export { freeDays, guardConflict, isOffered, offeredSlots } from './offered.ts';
