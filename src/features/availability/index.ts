/** The face of availability: when a locum may be booked. */
export type { Slot } from '#rules/availability.ts';
export { freeDays, guardConflict, isOffered, offeredSlots } from './offered.ts';
