import { type Pence, sumPence, ZERO } from './money.ts';
import type { Nation } from './nation.ts';
import type { EnteredFigure } from './pension/entered-figures.ts';
import { type FormAFigures, formAFigures } from './pension/form-a.ts';

/** One line of an invoice. `work` is a fee, extra work or a cancellation fee; `expense` is mileage or an outlay. */
export interface TotalLine {
  readonly part: 'work' | 'expense';
  readonly amountPence: Pence;
  /** On a Form A: its work is pensioned. Never true of an expense. */
  readonly pensioned: boolean;
}

export interface InvoiceTotals {
  readonly workPence: Pence;
  readonly expensesPence: Pence;
  /** Boxes 1 to 3 of the Form A; undefined where nothing is pensioned. */
  readonly pension: FormAFigures | undefined;
  /** Asked of the organisation in England and Wales; nought in Scotland and Northern Ireland, where the practice does not pay it. */
  readonly employerContributionPence: Pence;
  readonly totalPence: Pence;
}

export type InvoiceTotalsAnswer =
  | ({ readonly ok: true } & InvoiceTotals)
  | { readonly ok: false; readonly reason: 'rate_unknown' };

/**
 * The sums of an invoice. The employer's contribution is rounded once for all pensioned work together, as for the Form A.
 * `day` decides its rate: the day of payment where known, else of issue. A rate that no table has is taken
 * from `entered`, what the locum read of the scheme year; one that is not there either is refused, never guessed.
 */
export function invoiceTotals(
  lines: readonly TotalLine[],
  nation: Nation,
  day: Temporal.PlainDate,
  entered: readonly EnteredFigure[] = [],
): InvoiceTotalsAnswer {
  const workPence = sumOf(lines, line => line.part === 'work');
  const expensesPence = sumOf(lines, line => line.part === 'expense');
  const pensioned = lines.filter(line => line.part === 'work' && line.pensioned);
  if (pensioned.length === 0) {
    return {
      ok: true,
      workPence,
      expensesPence,
      pension: undefined,
      employerContributionPence: ZERO,
      totalPence: sumPence([workPence, expensesPence]),
    };
  }
  const figures = formAFigures(
    pensioned.map(line => line.amountPence),
    nation,
    day,
    entered,
  );
  if (!figures.ok) return figures;
  const employerContributionPence = figures.collectedFromPractice ? figures.employerPence : ZERO;
  return {
    ok: true,
    workPence,
    expensesPence,
    pension: figures,
    employerContributionPence,
    totalPence: sumPence([workPence, expensesPence, employerContributionPence]),
  };
}

function sumOf(lines: readonly TotalLine[], which: (line: TotalLine) => boolean): Pence {
  return sumPence(lines.filter(which).map(line => line.amountPence));
}
