import { lessPence, type Pence, pence, proportion, ZERO } from '../money.ts';

/** Where each figure of an estimate comes from and how sure it is. Read 2026-11-23. */
export const ACCRUAL_SOURCES = {
  accrual: {
    words:
      'Each year adds 1/54 of the year’s pensionable pay; earlier years grow by CPI and 1.5 points while you are active.',
    grade: 'published',
    source: 'https://faq.nhsbsa.nhs.uk/knowledgebase/article/KA-29075/en-us',
  },
  allowance: {
    words:
      'The annual allowance is £60,000. Above £260,000 of adjusted income it falls by £1 for every £2, to £10,000 at least.',
    grade: 'third party, check gov.uk',
    source: 'https://nhstakehomepaycalculator.co.uk/?p=119',
  },
  multiplier: {
    words: 'What a pension grew by in a year counts sixteenfold, after the pension at the start was raised by CPI.',
    grade: 'general knowledge, no source read',
    source: undefined,
  },
} as const;

const ACCRUAL_DENOMINATOR = 54;
/** Added to CPI, in basis points. */
const REVALUATION_ABOVE_CPI = 150;
const MULTIPLIER = 16;
const ALLOWANCE = 6_000_000 as Pence;
const TAPER_ABOVE = 26_000_000 as Pence;
const TAPER_FLOOR = 1_000_000 as Pence;

/** An estimate: the pension a year, in pence, that one year of pensionable pay earns (NHSBSA KA-29075, in {@link ACCRUAL_SOURCES}). */
export function careEarned(pensionablePence: Pence): Pence {
  return proportion(pensionablePence, 1, ACCRUAL_DENOMINATOR);
}

/** An estimate: a pension earned before, in pence a year, revalued on 6 April. CPI in basis points, as the locum gives it. */
export function careRevalued(pensionPence: Pence, cpiBasisPoints: number): Pence {
  return proportion(pensionPence, 10_000 + cpiBasisPoints + REVALUATION_ABOVE_CPI, 10_000);
}

export interface AllowanceInput {
  /** The pension a year at the start and at the end of the year. */
  readonly openingPence: Pence;
  readonly closingPence: Pence;
  /** Undefined until the locum gives it. */
  readonly cpiBasisPoints: number | undefined;
  /** Undefined where the locum does not know it: then the standard allowance stands, and the answer says so. */
  readonly adjustedIncomePence: Pence | undefined;
}

export type AllowanceAnswer =
  | {
      readonly ok: true;
      readonly inputPence: Pence;
      readonly allowancePence: Pence;
      readonly isOver: boolean;
      readonly taper: 'none' | 'tapered' | 'income_unknown';
    }
  | { readonly ok: false; readonly reason: 'cpi_unknown' };

/**
 * An estimate to warn by, not advice: what the year's growth counts towards the annual allowance, in pence, and how much is allowed.
 * Grades and sources in {@link ACCRUAL_SOURCES}; carry-forward and threshold income are left out. CPI is asked for, never guessed.
 */
export function annualAllowance(it: AllowanceInput): AllowanceAnswer {
  if (it.cpiBasisPoints === undefined) return { ok: false, reason: 'cpi_unknown' };
  const opening = proportion(it.openingPence, 10_000 + it.cpiBasisPoints, 10_000);
  const growth = pence(MULTIPLIER * lessPence(it.closingPence, opening));
  const inputPence = growth > 0 ? growth : ZERO;
  const allowancePence = allowed(it.adjustedIncomePence);
  const taper =
    it.adjustedIncomePence === undefined ? 'income_unknown' : allowancePence < ALLOWANCE ? 'tapered' : 'none';
  return { ok: true, inputPence, allowancePence, isOver: inputPence > allowancePence, taper };
}

function allowed(adjustedIncome: Pence | undefined): Pence {
  if (adjustedIncome === undefined || adjustedIncome <= TAPER_ABOVE) return ALLOWANCE;
  const less = proportion(lessPence(adjustedIncome, TAPER_ABOVE), 1, 2);
  return pence(Math.max(ALLOWANCE - less, TAPER_FLOOR));
}
