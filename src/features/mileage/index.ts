/** The face of mileage. */
export { tripInput, vehicleInput } from './input.ts';
export { addTrip } from './keep-trip.ts';
export { addVehicle } from './keep-vehicle.ts';
export { logBookedTrips } from './log-bookings.ts';
export { readMileageYear } from './read-mileage-year.ts';
