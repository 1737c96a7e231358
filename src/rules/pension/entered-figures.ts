import { formatDayShort } from '../dates.ts';
import type { Nation } from '../nation.ts';
import { type SchemeYear, schemeYearDays, schemeYearOf } from '../tax-year.ts';
import { type EmployerRate, employerRate } from './employer-rates.ts';
import { type PensionScheme, SCHEMES, schemeNation, schemeOf } from './scheme.ts';
import { TIER_TABLES, type TierTable } from './tier-tables.ts';

/** Where a person read a figure that is not published here, and on which day. */
export interface Provenance {
  /** An address, a letter, a telephone call. */
  readonly readAt: string;
  readonly readOn: Temporal.PlainDate;
}

interface Entered extends Provenance {
  readonly scheme: PensionScheme;
  readonly year: SchemeYear;
}

/** The employer's rate of a scheme year as the locum entered it, in basis points. */
export interface EnteredRate extends Entered {
  readonly kind: 'employer_rate';
  readonly basisPoints: number;
}

/** The tiers of a scheme year as the locum entered them: rates in basis points, the lowest first, bounds in whole pounds. */
export interface EnteredTiers extends Entered {
  readonly kind: 'tiers';
  readonly rates: readonly number[];
  readonly bounds: readonly number[];
}

export type EnteredFigure = EnteredRate | EnteredTiers;

/**
 * The employer's rate on a day: that of the table here, and only where it has none what the locum entered for the scheme year. Undefined
 * where neither is there. Entered figures are no source: they are marked wherever they are used.
 */
export function rateOrEntered(
  nation: Nation,
  day: Temporal.PlainDate,
  entered: readonly EnteredFigure[],
): (EmployerRate & { readonly entered?: Provenance }) | undefined {
  const known = employerRate(nation, day);
  if (known) return known;
  const scheme = schemeOf(nation);
  const year = schemeYearOf(day);
  const own = entered.find(it => it.kind === 'employer_rate' && it.scheme === scheme && it.year === year);
  if (own?.kind !== 'employer_rate') return undefined;
  const { first, last } = schemeYearDays(year);
  return {
    validFrom: first,
    validTo: last,
    basisPoints: own.basisPoints,
    collectedFromPractice: SCHEMES[scheme].employerShare.paidBy === 'practice',
    source: own.readAt,
    entered: { readAt: own.readAt, readOn: own.readOn },
  };
}

/** What the locum entered for a scheme year's tiers, in the shape of a published table; undefined where nothing was. */
export function enteredTable(
  scheme: PensionScheme,
  year: SchemeYear,
  entered: readonly EnteredFigure[],
): TierTable | undefined {
  const own = entered.find(it => it.kind === 'tiers' && it.scheme === scheme && it.year === year);
  if (own?.kind !== 'tiers') return undefined;
  const { first, last } = schemeYearDays(year);
  return {
    validFrom: first,
    validTo: last,
    knownFrom: undefined,
    bounds: own.bounds,
    rates: own.rates,
    days: undefined,
    grade: 'low',
    source: own.readAt,
    entered: { readAt: own.readAt, readOn: own.readOn },
  };
}

/** What is printed beside an entered figure, as the locum's words to whoever reads it. */
export function enteredNote(what: 'rate' | 'tiers', { readAt, readOn }: Provenance): string {
  const [subject, verb] = what === 'rate' ? ['The rate of the employer', 'was'] : ['The tiers', 'were'];
  return `${subject} ${verb} entered by the locum, as read at ${readAt} on ${formatDayShort(readOn)}.`;
}

/** Which figures of a scheme year no table here has for all of its days, so that they are asked for. */
export function unknownFigures(scheme: PensionScheme, year: SchemeYear): readonly EnteredFigure['kind'][] {
  const { first, last } = schemeYearDays(year);
  const nation = schemeNation(scheme);
  const isRateKnown = employerRate(nation, first) !== undefined && employerRate(nation, last) !== undefined;
  return [
    ...(isRateKnown ? [] : (['employer_rate'] as const)),
    ...(tiersKnown(scheme, first, last) ? [] : (['tiers'] as const)),
  ];
}

function tiersKnown(scheme: PensionScheme, first: Temporal.PlainDate, last: Temporal.PlainDate): boolean {
  const has = (day: Temporal.PlainDate) =>
    TIER_TABLES[scheme].some(
      it => Temporal.PlainDate.compare(it.validFrom, day) <= 0 && Temporal.PlainDate.compare(day, it.validTo) <= 0,
    );
  return has(first) && has(last);
}

/** Why tiers cannot be kept as they were entered; undefined where they can. The last tier has no upper bound, and each is above the one before. */
export function tiersFault(rates: readonly number[], bounds: readonly number[]): 'count' | 'order' | undefined {
  if (rates.length === 0 || bounds.length !== rates.length - 1) return 'count';
  const rises = (all: readonly number[]) => all.every((it, at) => it > (all[at - 1] ?? 0));
  return rises(rates) && rises(bounds) ? undefined : 'order';
}
