/** What becomes of a booking. `paid` and `cancelled` are ends, except that a voided invoice sends its bookings back to `delivered`. */
export const BOOKING_STATES = ['offered', 'confirmed', 'delivered', 'invoiced', 'paid', 'cancelled'] as const;
export type BookingState = (typeof BOOKING_STATES)[number];

export const BOOKING_STATE_LABELS: Readonly<Record<BookingState, string>> = {
  offered: 'Offered',
  confirmed: 'Confirmed',
  delivered: 'Delivered',
  invoiced: 'Invoiced',
  paid: 'Paid',
  cancelled: 'Cancelled',
};

const MOVES: Readonly<Record<BookingState, readonly BookingState[]>> = {
  offered: ['confirmed', 'cancelled'],
  confirmed: ['delivered', 'cancelled'],
  delivered: ['invoiced', 'paid', 'confirmed'],
  invoiced: ['paid', 'delivered'],
  paid: ['invoiced', 'delivered'],
  cancelled: [],
};

/** Whether a booking may go from one state to another. */
export function canMove(from: BookingState, to: BookingState): boolean {
  return MOVES[from].includes(to);
}
