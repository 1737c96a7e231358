import { type HolidayDivision, workingDaysBetween } from './bank-holidays.ts';
import { minutesBetween } from './booking-time.ts';
import { daysBetween, londonDay } from './dates.ts';
import { formatPercent, type Pence, shareOf, ZERO } from './money.ts';
import type { ProfessionCode } from './professions.ts';

/** One step of the agreed terms: with less notice than this, that share of the agreed fee is due. */
export interface NoticeBand {
  readonly unit: NoticeUnit;
  readonly lessThan: number;
  /** 10000 is the whole fee. */
  readonly basisPoints: number;
}

export const NOTICE_UNITS = ['hours', 'days', 'working_days'] as const;
export type NoticeUnit = (typeof NOTICE_UNITS)[number];

/** The terms as agreed and frozen on a booking. Without bands cancelling is free. */
export interface CancellationTerms {
  readonly bands: readonly NoticeBand[];
}

export const NO_FEE: CancellationTerms = { bands: [] };

export interface CancellationInput {
  readonly terms: CancellationTerms;
  readonly agreedFeePence: Pence;
  readonly cancelledAt: Temporal.Instant;
  readonly startsAt: Temporal.Instant;
  readonly division: HolidayDivision;
}

export type CancellationAnswer =
  | {
      readonly ok: true;
      readonly feePence: Pence /** the step that applies; none where there was notice enough */;
      readonly band: NoticeBand | undefined;
    }
  | { readonly ok: false; readonly reason: 'holidays_unknown' };

/**
 * What the terms give at a moment: of all the bands whose notice was not kept, the one with the highest share.
 * Cancelling after the start counts as no notice. Working days need the bank holidays of the years concerned.
 */
export function cancellationFee(input: CancellationInput): CancellationAnswer {
  let worst: NoticeBand | undefined;
  for (const band of input.terms.bands) {
    const notice = noticeGiven(input, band.unit);
    if (notice === undefined) return { ok: false, reason: 'holidays_unknown' };
    if (notice < band.lessThan && band.basisPoints > (worst?.basisPoints ?? -1)) worst = band;
  }
  return { ok: true, band: worst, feePence: worst ? shareOf(input.agreedFeePence, worst.basisPoints) : ZERO };
}

/** The terms in words, strictest step first: `Less than 24 hours' notice: 100% of the fee`. */
export function describeTerms(terms: CancellationTerms): string[] {
  if (terms.bands.length === 0) return ['No fee for cancelling.'];
  return inOrder(terms).map(
    band =>
      `Less than ${band.lessThan} ${UNIT_WORDS[band.unit][band.lessThan === 1 ? 0 : 1]} notice: ${formatPercent(band.basisPoints)} of the fee`,
  );
}

/** What is wrong with terms that somebody typed; empty where they are sound. */
export function problemsOfTerms(
  terms: CancellationTerms,
): ('two_bands_alike' | 'share_above_whole' | 'notice_below_one')[] {
  const problems = new Set<'two_bands_alike' | 'share_above_whole' | 'notice_below_one'>();
  const seen = new Set<string>();
  for (const band of terms.bands) {
    const key = `${band.unit} ${band.lessThan}`;
    if (seen.has(key)) problems.add('two_bands_alike');
    seen.add(key);
    if (band.basisPoints > 10_000 || band.basisPoints < 0) problems.add('share_above_whole');
    if (band.lessThan < 1) problems.add('notice_below_one');
  }
  return [...problems];
}

/** Bands from the shortest notice to the longest. */
export function inOrder(terms: CancellationTerms): NoticeBand[] {
  return terms.bands.toSorted((a, b) => HOURS[a.unit] * a.lessThan - HOURS[b.unit] * b.lessThan);
}

/** Sets to start from. Shares are the locum's to change: no source gives binding figures. */
export interface TermsPreset {
  readonly code: string;
  readonly label: string;
  readonly terms: CancellationTerms;
}

/**
 * The sliding pattern is NASGP's (0 to 100% over 0 to 28 days, https://www.nasgp.org.uk/faq/model-locum-terms-and-conditions-template/),
 * the 24-hour step an agency's (https://gp.locum.co.uk/assignment-terms-new.html). Read 2026-11-23.
 */
export const TERMS_PRESETS: readonly TermsPreset[] = [
  {
    code: 'sliding',
    label: 'Sliding over four weeks',
    terms: { bands: [days(2, 100), days(7, 75), days(14, 50), days(28, 25)] },
  },
  { code: 'week', label: 'One week', terms: { bands: [hours(24, 100), days(7, 50)] } },
  { code: 'day', label: 'Within 24 hours only', terms: { bands: [hours(24, 100)] } },
  { code: 'none', label: 'No fee', terms: NO_FEE },
];

/** What a profession starts from until the locum sets their own. */
export function usualTerms(profession: ProfessionCode): CancellationTerms {
  const code =
    profession === 'gp' ? 'sliding' : profession === 'pharmacist' || profession === 'dentist' ? 'week' : 'day';
  return TERMS_PRESETS.find(preset => preset.code === code)?.terms ?? NO_FEE;
}

const HOURS: Readonly<Record<NoticeUnit, number>> = { hours: 1, days: 24, working_days: 34 };

const UNIT_WORDS: Readonly<Record<NoticeUnit, readonly [string, string]>> = {
  hours: ['hour’s', 'hours’'],
  days: ['day’s', 'days’'],
  working_days: ['working day’s', 'working days’'],
};

function noticeGiven(input: CancellationInput, unit: NoticeUnit): number | undefined {
  if (unit === 'hours') return minutesBetween(input.cancelledAt, input.startsAt) / 60;
  const [from, to] = [londonDay(input.cancelledAt), londonDay(input.startsAt)];
  if (unit === 'days') return daysBetween(from, to);
  return workingDaysBetween(from, to, input.division);
}

function days(lessThan: number, percent: number): NoticeBand {
  return { unit: 'days', lessThan, basisPoints: percent * 100 };
}

function hours(lessThan: number, percent: number): NoticeBand {
  return { unit: 'hours', lessThan, basisPoints: percent * 100 };
}
