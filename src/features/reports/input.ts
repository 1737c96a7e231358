import { z } from 'zod';
import { choice, day, optionalMoney } from '#platform/input.ts';
import { namedPeriod, PERIOD_KINDS, type Period, yearPeriod } from '#rules/report-period.ts';

const MOST_YEARS = 10;

/** A period as an address asks for it: `period=tax_year&year=2026-27`, or `period=own&from=…&to=…`. No year means the running one. */
export function periodInput(today: Temporal.PlainDate) {
  return z
    .object({
      period: choice('the kind of period', PERIOD_KINDS).or(z.literal('').transform(() => 'tax_year' as const)),
      year: z.string().trim().default(''),
      from: z.string().default(''),
      to: z.string().default(''),
    })
    .transform((asked, ctx): Period => {
      const wrong = (path: string, message: string) => {
        ctx.addIssue({ code: 'custom', path: [path], message });
        return z.NEVER;
      };
      if (asked.period !== 'own') {
        if (asked.year === '') return yearPeriod(asked.period, today);
        return namedPeriod(asked.period, asked.year) ?? wrong('year', 'Choose a year from the list.');
      }
      const [from, to] = [day('the first day').safeParse(asked.from), day('the last day').safeParse(asked.to)];
      if (!from.success) return wrong('from', 'Enter the first day as a date, such as 24/11/2026.');
      if (!to.success) return wrong('to', 'Enter the last day as a date, such as 24/11/2026.');
      const [first, last] = [from.data, to.data];
      if (Temporal.PlainDate.compare(first, last) > 0) return wrong('to', 'The last day lies before the first.');
      if (first.until(last, { largestUnit: 'year' }).years >= MOST_YEARS)
        return wrong('to', `Choose at most ${MOST_YEARS} years.`);
      return { kind: 'own', year: '', first, last };
    });
}

export const goalInput = z.object({
  goal: optionalMoney('the goal').refine(amount => amount === null || amount > 0, {
    error: 'Enter an amount above nought, or nothing to take the goal away.',
  }),
});
