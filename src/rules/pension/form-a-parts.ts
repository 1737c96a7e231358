import { lessPence, type Pence, pence, proportion, shareOf } from '../money.ts';
import type { Nation } from '../nation.ts';
import { type SchemeYear, schemeYearOf } from '../tax-year.ts';
import type { EnteredFigure } from './entered-figures.ts';
import { type FormAFigures, formAFigures, PENSIONABLE_BASIS_POINTS, type WorkedRun, workedRuns } from './form-a.ts';
import { type PensionScheme, schemeOf } from './scheme.ts';
import { yearPeriods } from './year-periods.ts';

/** One line of an invoice that goes on a Form A. */
export interface FormALine {
  readonly workedOn: Temporal.PlainDate;
  readonly amountPence: Pence;
  /** An appraisal of several days: whose, so that its lines stay together, and all of its days. */
  readonly appraisal?: { readonly key: string; readonly days: readonly Temporal.PlainDate[] };
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
 * a part may differ from its own rounding by a penny. `day` decides the employer's rate, found among `entered` where no table has it.
 * Separate days of one appraisal are entries, so forms, of their own that share its fee equally; days that follow each other are one
 * (`appraisal-days.ts`). No lines, no parts.
 */
export function splitFormA(
  lines: readonly FormALine[],
  nation: Nation,
  day: Temporal.PlainDate,
  entered: readonly EnteredFigure[] = [],
): FormASplit {
  const whole = formAFigures([], nation, day, entered);
  if (!whole.ok) return whole;
  const { employerBasisPoints, collectedFromPractice, rateEntered } = whole;
  const ordered = lines.flatMap(byDay).toSorted((a, b) => Temporal.PlainDate.compare(a.workedOn, b.workedOn));
  const groups = Map.groupBy(ordered, formOf(schemeOf(nation)));
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
        ...(rateEntered ? { rateEntered } : {}),
      },
    });
    before = upTo;
  }
  return { ok: true, parts };
}

interface DayOfWork {
  readonly workedOn: Temporal.PlainDate;
  readonly amountPence: Pence;
  /** Of an appraisal on separate days: which of its runs. */
  readonly run: string;
}

/** A line as it is, or an appraisal's day by day, its fee given out by what has mounted up. */
function byDay({ workedOn, amountPence, appraisal }: FormALine): DayOfWork[] {
  if (!appraisal || appraisal.days.length < 2) return [{ workedOn, amountPence, run: '' }];
  const { key, days } = appraisal;
  const runs = workedRuns(days);
  const upTo = (count: number) => proportion(amountPence, count, days.length);
  return days.toSorted(Temporal.PlainDate.compare).map((day, at) => {
    const run = runs.findLast(it => Temporal.PlainDate.compare(it.from, day) <= 0);
    return {
      workedOn: day,
      amountPence: lessPence(upTo(at + 1), upTo(at)),
      run: runs.length > 1 ? `${key} ${run?.from}` : '',
    };
  });
}

/** Which form a day goes on: that of its period of tiers, or of its run of an appraisal within it. */
function formOf(scheme: PensionScheme): (line: DayOfWork) => string {
  return ({ workedOn, run }) => {
    const periods = yearPeriods(scheme, schemeYearOf(workedOn));
    const its = periods.findLast(period => Temporal.PlainDate.compare(period.first, workedOn) <= 0);
    return `${its?.first} ${run}`;
  };
}

function boxes(fee: Pence, employerBasisPoints: number) {
  const pensionable = shareOf(fee, PENSIONABLE_BASIS_POINTS);
  return { fee, pensionable, employer: shareOf(pensionable, employerBasisPoints) };
}
