import type { Id } from '#rules/ids.ts';
import type { TripToClaim } from '#rules/mileage-claim.ts';
import type { VehicleKind } from '#rules/mileage-rates.ts';
import type { Pence } from '#rules/money.ts';

/** Where a distance comes from. */
export const DISTANCE_BY = ['typed', 'odometer', 'postcodes'] as const;
export type DistanceBy = (typeof DISTANCE_BY)[number];

export const DISTANCE_LABELS: Readonly<Record<DistanceBy, string>> = {
  typed: 'I know the miles',
  odometer: 'By the odometer',
  postcodes: 'From two postcodes',
};

/** What is driven or ridden. */
export interface Vehicle {
  readonly id: Id<'vehicle'>;
  readonly kind: VehicleKind;
  readonly name: string;
  /** Flat rates a mile, or real costs entered as expenses. */
  readonly method: 'flat_rate' | 'actual_costs';
  readonly tripCount: number;
}

/** One business trip of the log. */
export interface Trip extends TripToClaim {
  readonly id: Id<'trip'>;
  readonly madeOn: Temporal.PlainDate;
  readonly from: string;
  readonly to: string;
  readonly purpose: string;
  readonly vehicleId: Id<'vehicle'>;
  readonly vehicleName: string;
  readonly isReturn: boolean;
  readonly distanceBy: DistanceBy;
  readonly odometerStartTenths: number | null;
  readonly odometerEndTenths: number | null;
  readonly factorHundredths: number | null;
  readonly isRecharged: boolean;
  readonly booking: TripBooking | null;
}

/** The booking a trip was made for, and what it recharges. */
export interface TripBooking {
  readonly id: Id<'booking'>;
  readonly organisation: string;
  readonly billedTenths: number;
  readonly billedPence: Pence;
  /** It can still take miles onto its invoice. */
  readonly isOpen: boolean;
}
