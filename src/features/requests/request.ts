import type { RateKind } from '#rules/booking-fee.ts';
import { periodOf } from '#rules/booking-time.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';

export type RequestState = 'unconfirmed' | 'waiting' | 'countered' | 'accepted' | 'declined' | 'withdrawn';

export const REQUEST_STATE_LABELS: Readonly<Record<RequestState, string>> = {
  unconfirmed: 'Address not confirmed',
  waiting: 'Waiting for you',
  countered: 'You proposed something else',
  accepted: 'Accepted',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
};

/** What an organisation asks for. */
export interface BookingRequest {
  readonly id: Id<'request'>;
  readonly state: RequestState;
  readonly organisationName: string;
  readonly organisationKind: string;
  /** As it stands on invoices, line by line. */
  readonly organisationAddress: string;
  readonly organisationPostcode: string | null;
  readonly contactName: string;
  readonly contactEmail: string;
  readonly contactPhone: string | null;
  /** The address belongs to a domain of the health service. */
  readonly isHealthService: boolean;
  /** The locum vouches for the address. */
  readonly isTrusted: boolean;
  readonly workType: string;
  readonly rateKind: RateKind;
  /** Null: left to the locum. */
  readonly ratePence: Pence | null;
  readonly notes: string;
  readonly isInstant: boolean;
  readonly organisationId: Id<'organisation'> | null;
  readonly counter:
    | {
        readonly rateKind: RateKind;
        readonly ratePence: Pence;
        readonly note: string;
        readonly pensionable: boolean;
      }
    | undefined;
  readonly createdAt: Temporal.Instant;
  readonly confirmedAt: Temporal.Instant | null;
  readonly answeredBy: 'locum' | 'organisation' | null;
  readonly reason: string | null;
  readonly days: readonly RequestDay[];
}

/** One day that is asked for. */
export interface RequestDay {
  readonly id: string;
  readonly date: Temporal.PlainDate;
  readonly start: Temporal.PlainTime;
  readonly end: Temporal.PlainTime;
  /** What the locum proposes instead. */
  readonly counterStart: Temporal.PlainTime | null;
  readonly counterEnd: Temporal.PlainTime | null;
  /** Sessions or days that it counts as where it is paid by them, in hundredths; the locum says so when answering. */
  readonly unitsHundredths: number;
  readonly answer: 'open' | 'offered' | 'accepted' | 'declined';
  readonly bookingId: Id<'booking'> | null;
}

/** The times that count now: as countered where they were, else as asked. */
export function timesOf(day: RequestDay): { readonly start: Temporal.PlainTime; readonly end: Temporal.PlainTime } {
  return { start: day.counterStart ?? day.start, end: day.counterEnd ?? day.end };
}

/** The first day whose times overlap those of one before it; undefined where all stand side by side. */
export function firstOverlap<
  Day extends {
    readonly date: Temporal.PlainDate;
    readonly start: Temporal.PlainTime;
    readonly end: Temporal.PlainTime;
  },
>(days: readonly Day[]): Day | undefined {
  const periods = days.map(day => ({ day, period: periodOf(day) }));
  return periods.find(({ period }, i) =>
    periods
      .slice(0, i)
      .some(
        before =>
          period.ok &&
          before.period.ok &&
          Temporal.Instant.compare(before.period.startsAt, period.endsAt) < 0 &&
          Temporal.Instant.compare(period.startsAt, before.period.endsAt) < 0,
      ),
  )?.day;
}
