import { lessPence, type Pence, pence, shareOf } from '../money.ts';
import type { Nation } from '../nation.ts';
import { type SchemeYear, schemeYearOf } from '../tax-year.ts';
import { type FormAFigures, formAFigures, PENSIONABLE_BASIS_POINTS, type WorkedRun, workedRuns } from './form-a.ts';
import { type PensionScheme, schemeOf } from './scheme.ts';
import { yearPeriods } from './year-periods.ts';

/** One line of an invoice that goes on a Form A. */
export interface FormALine {
  readonly workedOn: Temporal.PlainDate;
  readonly amountPence: Pence;
}

/** What one Form A says of an invoice that needs more than one, or the whole of it. */
export interface FormAPart {
  readonly schemeYear: SchemeYear;
  readonly periods: readonly WorkedRun[];
  readonly figures: FormAFigures;
}

export type FormASplit =
  | { readonly ok: true; readonly parts: readonly FormAPart[] }
  | { readonly ok: false; readonly reason: 'rate_unknown' };

/**
 * One Form A for each scheme year, and within it for each period of tiers, in which days were worked: September and October 2022 needed
 * separate forms (PCSE, https://pcse.england.nhs.uk/help/eoy-pensions-type-1-annual-certificates/tier-rates, read 2026-11-23). Boxes 1
 * to 3 are those of the whole, in pence, given out by what has mounted up, so that the parts always add up to what the invoice asks for;
 * a part may differ from its own rounding by a penny. `day` decides the employer's rate. No lines, no parts.
 */
export function splitFormA(lines: readonly FormALine[], nation: Nation, day: Temporal.PlainDate): FormASplit {
  const whole = formAFigures([], nation, day);
  if (!whole.ok) return whole;
  const { employerBasisPoints, collectedFromPractice } = whole;
  const ordered = lines.toSorted((a, b) => Temporal.PlainDate.compare(a.workedOn, b.workedOn));
  const groups = Map.groupBy(ordered, periodStart(schemeOf(nation)));
  const parts: FormAPart[] = [];
  let before = boxes(pence(0), employerBasisPoints);
  for (const group of groups.values()) {
    const fee = group.reduce((sum, line) => pence(sum + line.amountPence), before.fee);
    const upTo = boxes(fee, employerBasisPoints);
    const days = group.map(line => line.workedOn);
    parts.push({
      schemeYear: schemeYearOf(days[0] ?? day),
      periods: workedRuns(days),
      figures: {
        feePence: lessPence(upTo.fee, before.fee),
        pensionablePence: lessPence(upTo.pensionable, before.pensionable),
        employerPence: lessPence(upTo.employer, before.employer),
        employerBasisPoints,
        collectedFromPractice,
      },
    });
    before = upTo;
  }
  return { ok: true, parts };
}

/** The first day of the period of tiers in which a line was worked. */
function periodStart(scheme: PensionScheme): (line: FormALine) => string {
  return line => {
    const periods = yearPeriods(scheme, schemeYearOf(line.workedOn));
    const its = periods.findLast(period => Temporal.PlainDate.compare(period.first, line.workedOn) <= 0);
    return String(its?.first);
  };
}

function boxes(fee: Pence, employerBasisPoints: number) {
  const pensionable = shareOf(fee, PENSIONABLE_BASIS_POINTS);
  return { fee, pensionable, employer: shareOf(pensionable, employerBasisPoints) };
}
