import { earlierDay } from '../dates.ts';
import { lessPence, type Pence, pence, sumPence, ZERO } from '../money.ts';
import type { PensionMonth } from '../pension-month.ts';
import type { SchemeYear } from '../tax-year.ts';
import { annualised } from './annualise.ts';
import { contributedOf, dueOf, isUntold, type Pensioned, tierUsed } from './contributions.ts';
import { type NumberedRun, numbered, serviceDays } from './counted-days.ts';
import type { WorkedRun } from './form-a.ts';
import { type PensionScheme, SCHEMES } from './scheme.ts';
import type { TierTable } from './tier-tables.ts';
import { type Tier, tierIn } from './tiers.ts';
import { tableKnownOn, type YearPeriod, yearPeriods } from './year-periods.ts';

/** One piece of practitioner income: what a Form A, a month of SOLO work or a month's pay brings to the year. */
export interface PensionPiece extends Pensioned {
  readonly key: string;
  readonly label: string;
  /** Month of receipt or pay. */
  readonly month: PensionMonth;
  /** The days of service that it proves; none where the cover of a post proves them. */
  readonly periods: readonly WorkedRun[];
  /** Its days of service are not known, so that nothing can be annualised with it. */
  readonly lacksDays?: boolean;
}

export interface YearInput {
  readonly scheme: PensionScheme;
  readonly year: SchemeYear;
  /** All practitioner income, officer posts left out. Pieces whose month lies in another year are left out of the reckoning. */
  readonly pieces: readonly PensionPiece[];
  /** Continuous posts, whose days are service whether worked or not. */
  readonly cover: readonly WorkedRun[];
  /** The locum's own correction of the days of the year, spread evenly over its months. */
  readonly daysAdjustment: number;
  /** For Northern Ireland, as the locum was told; ignored elsewhere. */
  readonly annualises: boolean | undefined;
  /** Tables that became known later are not used. */
  readonly knownOn: Temporal.PlainDate;
  /** The year's tiers as the locum entered them, for parts of which no table is known. */
  readonly enteredTiers?: TierTable | undefined;
}

/** The tier that is due, or why it cannot be told. */
export type DueTier =
  | { readonly ok: true; readonly tier: Tier }
  | { readonly ok: false; readonly reason: 'tiers_unknown' | 'annualising_unknown' | 'no_service' | 'days_unknown' };

/** A part of the year that is reckoned by itself. */
export interface YearPart {
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
  readonly baseDays: number;
  readonly days: number;
  readonly pensionablePence: Pence;
  /** The income by which the tier is found: annualised, or as it is where the scheme does not annualise. */
  readonly annualisedPence: Pence | undefined;
  readonly due: DueTier;
}

export interface MonthReckoning {
  readonly month: PensionMonth;
  readonly pensionablePence: Pence;
  /** As far as it is known. */
  readonly contributedPence: Pence;
  /** Pieces of a payroll or provider of which nobody told yet what was taken. */
  readonly untold: readonly PensionPiece[];
  /** The tier at which contributions were taken; undefined where none were, or at several. */
  readonly usedBasisPoints: number | undefined;
  /** From the beginning of the part to the month's end. */
  readonly soFar: {
    readonly pensionablePence: Pence;
    readonly days: number;
    readonly annualisedPence: Pence | undefined;
  };
  /** By income, days and tables as they were known at the month's end. */
  readonly due: DueTier;
  /** The month's contributions at the tier of the whole part. */
  readonly duePence: Pence | undefined;
}

export interface YearReckoning {
  readonly parts: readonly YearPart[];
  /** Twelve, April to March. */
  readonly months: readonly MonthReckoning[];
  readonly pensionablePence: Pence;
  readonly contributedPence: Pence;
  readonly duePence: Pence | undefined;
  /** Due less contributed: positive is to pay, negative to come back. Undefined while it is not known what was taken. */
  readonly differencePence: Pence | undefined;
}

/**
 * A scheme year by month of receipt: all practitioner income added, then annualised over the days of service, and the tier found
 * in the table of each part (NHS Pensions' Form B; https://pcse.england.nhs.uk/help/eoy-pensions-type-1-annual-certificates/tier-rates,
 * read 2026-11-23). Amounts in pence, contributions rounded once a month for all forms together and once a piece for the rest.
 *
 * A piece's days of service count in the part in which its money is, wherever they were worked: work of March that is paid in April
 * brings both to the new year. Cover counts within each part. No part has more days than its base.
 *
 * In a year of several tables each part is reckoned alone. That is published for England and Wales 2022-23 only; for Northern Ireland
 * and Scotland no source says so, and the same rule is used. Scotland does not annualise: there the income of the whole year, as it is,
 * is looked up in the table of each part.
 */
export function reckonYear(input: YearInput): YearReckoning {
  const annualises = SCHEMES[input.scheme].annualises ?? input.annualises;
  const walked = walk(input);
  const yearPence = sumPence(walked.map(it => it.pensionablePence));
  const parts = walked.map(({ period, days, pensionablePence, months }): YearPart => {
    const lacksDays = months.some(month => month.lacksDays);
    const income = incomeForTier(annualises, { days, inPart: pensionablePence, inYear: yearPence });
    const table = tableKnownOn(period, input.knownOn, input.enteredTiers);
    const { first, last, baseDays } = period;
    return {
      first,
      last,
      baseDays,
      days,
      pensionablePence,
      annualisedPence: income,
      due: due(annualises, income, table, lacksDays),
    };
  });
  let inYear = ZERO;
  const months = walked.flatMap((it, at) => {
    const final = parts[at]?.due;
    return it.months.map(({ month, last, pieces, inPart, days, lacksDays }): MonthReckoning => {
      const pensionablePence = sumPence(pieces.map(piece => piece.pensionablePence));
      inYear = pence(inYear + pensionablePence);
      const income = incomeForTier(annualises, { days, inPart, inYear });
      const table = tableKnownOn(it.period, earlierDay(last, input.knownOn), input.enteredTiers);
      return {
        month,
        pensionablePence,
        contributedPence: contributedOf(pieces),
        untold: pieces.filter(isUntold),
        usedBasisPoints: tierUsed(pieces),
        soFar: { pensionablePence: inPart, days, annualisedPence: income },
        due: due(annualises, income, table, lacksDays),
        duePence: pieces.length === 0 ? ZERO : final?.ok ? dueOf(pieces, final.tier.basisPoints) : undefined,
      };
    });
  });
  const contributedPence = sumPence(months.map(month => month.contributedPence));
  const duePence = sumKnown(months.map(month => month.duePence));
  return {
    parts,
    months,
    pensionablePence: yearPence,
    contributedPence,
    duePence,
    differencePence:
      duePence === undefined || months.some(month => month.untold.length > 0)
        ? undefined
        : lessPence(duePence, contributedPence),
  };
}

export interface RevisedYear {
  readonly before: YearReckoning;
  readonly after: YearReckoning;
  /** What the later knowledge adds to a month's contributions; undefined where one of the two is not known. */
  readonly months: readonly { readonly month: PensionMonth; readonly differencePence: Pence | undefined }[];
}

/** The same year as it was known on two days: where tables were revised in arrears, what that changes, in pence a month. */
export function revisedYear(input: YearInput, before: Temporal.PlainDate, after: Temporal.PlainDate): RevisedYear {
  const [then, now] = [reckonYear({ ...input, knownOn: before }), reckonYear({ ...input, knownOn: after })];
  const months = now.months.map(({ month, duePence }, at) => {
    const earlier = then.months[at]?.duePence;
    const known = duePence !== undefined && earlier !== undefined;
    return { month, differencePence: known ? lessPence(duePence, earlier) : undefined };
  });
  return { before: then, after: now, months };
}

interface WalkedPart {
  readonly period: YearPeriod;
  readonly days: number;
  readonly pensionablePence: Pence;
  readonly months: readonly WalkedMonth[];
}

interface WalkedMonth {
  readonly month: PensionMonth;
  readonly last: Temporal.PlainDate;
  readonly pieces: readonly PensionPiece[];
  /** From the beginning of the part to the month's end. */
  readonly inPart: Pence;
  readonly days: number;
  /** Until then the part holds income whose days are not known. */
  readonly lacksDays: boolean;
}

/** Once through the year: each piece and each day of service is looked at one time only. */
function walk(input: YearInput): WalkedPart[] {
  const byMonth = Map.groupBy(input.pieces, piece => piece.month);
  const cover = input.cover.map(numbered);
  let monthsGone = 0;
  return yearPeriods(input.scheme, input.year).map(period => {
    const walked = period.months.map(it => ({ ...it, pieces: byMonth.get(it.month) ?? [] }));
    const runs = walked.map(it => it.pieces.flatMap(piece => piece.periods.map(numbered)));
    const counter = serviceDays([...runs.flat(), ...walked.map(it => it.span)]);
    const adjustedBefore = adjustment(input.daysAdjustment, monthsGone);
    let inPart = ZERO;
    let lacksDays = false;
    const months = walked.map(({ month, last, span, pieces }, at): WalkedMonth => {
      for (const run of runs[at] ?? []) counter.add(run);
      for (const run of cover) counter.add(within(run, span));
      for (const piece of pieces) {
        inPart = pence(inPart + piece.pensionablePence);
        lacksDays ||= piece.lacksDays === true;
      }
      monthsGone += 1;
      const days = counter.count() + adjustment(input.daysAdjustment, monthsGone) - adjustedBefore;
      return { month, last, pieces, inPart, lacksDays, days: Math.min(Math.max(days, 0), period.baseDays) };
    });
    return { period, months, pensionablePence: inPart, days: months.at(-1)?.days ?? 0 };
  });
}

/** The part of a correction of the year's days that falls on its first months. */
function adjustment(days: number, months: number): number {
  return Math.round((days * months) / 12);
}

function within(run: NumberedRun, span: NumberedRun): NumberedRun {
  return { from: Math.max(run.from, span.from), to: Math.min(run.to, span.to) };
}

/** The income by which the tier is found; undefined where there is none to go by. */
function incomeForTier(
  annualises: boolean | undefined,
  it: { readonly days: number; readonly inPart: Pence; readonly inYear: Pence },
): Pence | undefined {
  if (annualises) return annualised(it.inPart, it.days);
  return annualises === undefined || (it.inYear === 0 && it.days === 0) ? undefined : it.inYear;
}

function due(
  annualises: boolean | undefined,
  income: Pence | undefined,
  table: TierTable | undefined,
  lacksDays: boolean,
): DueTier {
  if (!table) return { ok: false, reason: 'tiers_unknown' };
  if (annualises === undefined) return { ok: false, reason: 'annualising_unknown' };
  if (annualises && lacksDays) return { ok: false, reason: 'days_unknown' };
  return income === undefined ? { ok: false, reason: 'no_service' } : { ok: true, tier: tierIn(table, income) };
}

function sumKnown(amounts: readonly (Pence | undefined)[]): Pence | undefined {
  const known = amounts.filter(amount => amount !== undefined);
  return known.length === amounts.length ? sumPence(known) : undefined;
}
