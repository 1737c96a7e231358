import { type Pence, pence, proportion, sumPence, ZERO } from './money.ts';

/** What a booking is paid by. */
export const RATE_KINDS = ['hourly', 'session', 'day', 'fixed'] as const;
export type RateKind = (typeof RATE_KINDS)[number];

export const RATE_KIND_LABELS: Readonly<Record<RateKind, string>> = {
  hourly: 'an hour',
  session: 'a session',
  day: 'a day',
  fixed: 'in all',
};

export interface FeeInput {
  readonly kind: RateKind;
  readonly ratePence: Pence;
  /** Minutes worked, break taken off. Counts for hourly rates only. */
  readonly minutes: number;
  /** Sessions or days in hundredths: 150 is one and a half. Counts for session and day rates only. */
  readonly unitsHundredths: number;
}

/** The fee for the time worked, rounded once, half up, to the penny. A fixed rate is itself. */
export function bookingFee(input: FeeInput): Pence {
  switch (input.kind) {
    case 'hourly':
      return proportion(input.ratePence, input.minutes, 60);
    case 'session':
    case 'day':
      return proportion(input.ratePence, input.unitsHundredths, 100);
    case 'fixed':
      return input.ratePence;
  }
}

/** Something on top of the fee. Work (a home visit) is pensionable with it, an expense (parking) never is. */
export interface Extra {
  readonly kind: 'work' | 'expense';
  readonly amountPence: Pence;
}

export interface BookingTotalInput extends FeeInput {
  readonly extras: readonly Extra[];
  /** Recharged miles, in tenths. */
  readonly milesTenths: number;
  readonly mileageRatePence: Pence;
}

export interface BookingTotal {
  readonly feePence: Pence;
  readonly extraWorkPence: Pence;
  readonly mileagePence: Pence;
  readonly otherExpensesPence: Pence;
  /** Fee and extra work: what counts towards a pension, mileage and expenses left out. */
  readonly workPence: Pence;
  /** Mileage and other expenses. */
  readonly expensesPence: Pence;
  readonly totalPence: Pence;
}

/** Everything one booking is worth to its organisation. The browser's live total is this same function. */
export function bookingTotal(input: BookingTotalInput): BookingTotal {
  const feePence = bookingFee(input);
  const extraWorkPence = sumPence(amounts(input.extras, 'work'));
  const otherExpensesPence = sumPence(amounts(input.extras, 'expense'));
  const mileagePence = mileageCharge(input.milesTenths, input.mileageRatePence);
  const workPence = sumPence([feePence, extraWorkPence]);
  const expensesPence = sumPence([mileagePence, otherExpensesPence]);
  return {
    feePence,
    extraWorkPence,
    mileagePence,
    otherExpensesPence,
    workPence,
    expensesPence,
    totalPence: sumPence([workPence, expensesPence]),
  };
}

/** What recharged miles cost: tenths of a mile at a rate a mile, rounded once, half up. */
export function mileageCharge(milesTenths: number, ratePence: Pence): Pence {
  return milesTenths === 0 ? ZERO : proportion(ratePence, milesTenths, 10);
}

/** Units in words: `1 session`, `1.5 days`. */
export function formatUnits(kind: 'session' | 'day', unitsHundredths: number): string {
  const number = String(pence(unitsHundredths) / 100);
  return `${number} ${kind}${unitsHundredths === 100 ? '' : 's'}`;
}

function amounts(extras: readonly Extra[], kind: Extra['kind']): Pence[] {
  return extras.filter(extra => extra.kind === kind).map(extra => extra.amountPence);
}
