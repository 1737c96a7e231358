import { z } from 'zod';
import { choice, day, decimal, money, optionalMoney, wholeNumber } from '#platform/input.ts';
import { ZERO } from '#rules/money.ts';
import { NATION_CODES } from '#rules/nation.ts';
import { LOAN_PLANS, TAX_REGIONS } from '#rules/tax/tax-tables.ts';
import { readSchemeYear, type SchemeYear } from '#rules/tax-year.ts';

const nation = () => choice('the nation', NATION_CODES);

export const contributionInput = z.object({
  fee: money('the fee'),
  nation: nation(),
  paidOn: day('the day of payment'),
  tier: decimal('the tier', { decimals: 2, most: 20, empty: -1 }).refine(points => points >= 0, {
    error: 'Enter your tier in per cent, such as 12.5. The tier calculator finds it.',
  }),
});

export const tierInput = z.object({
  income: money('the pensionable income'),
  days: wholeNumber('the days of service', { least: 1, most: 366, empty: 365 }),
  nation: nation(),
  annualises: z.enum(['yes', 'no', '']).transform(said => (said === '' ? undefined : said === 'yes')),
  year: z.string().transform((text, ctx): SchemeYear => {
    const year = readSchemeYear(text);
    if (year) return year;
    ctx.addIssue({ code: 'custom', message: 'Choose a scheme year.' });
    return z.NEVER;
  }),
});

export const tenWeeksInput = z
  .object({ first: day('the first day worked'), last: day('the last day worked'), nation: nation() })
  .refine(it => Temporal.PlainDate.compare(it.first, it.last) <= 0, {
    path: ['last'],
    error: 'The last day lies before the first.',
  });

export const latePaymentInput = z
  .object({
    amount: money('the amount of the invoice'),
    dueOn: day('the day on which it was due'),
    paidOn: z
      .string()
      .transform(text => text.trim())
      .pipe(
        z
          .literal('')
          .transform(() => undefined)
          .or(day('the day on which it was paid')),
      ),
  })
  .refine(it => it.amount > 0, { path: ['amount'], error: 'Enter an amount above nought.' })
  .refine(it => it.paidOn === undefined || Temporal.PlainDate.compare(it.dueOn, it.paidOn) <= 0, {
    path: ['paidOn'],
    error: 'It was paid before it was due: then nothing is late.',
  });

const anAmount = (label: string) => optionalMoney(label).transform(it => it ?? ZERO);

export const takeHomeInput = z
  .object({
    income: money('the income of the year'),
    expenses: anAmount('the expenses'),
    pension: anAmount('the pension contributions'),
    employment: anAmount('the pay from employment'),
    taxPaid: anAmount('the tax taken from it'),
    region: choice('where you live', TAX_REGIONS),
    loan: z
      .enum(LOAN_PLANS)
      .or(z.literal(''))
      .transform(plan => plan || null),
  })
  .refine(it => it.taxPaid <= it.employment, {
    path: ['taxPaid'],
    error: 'That is more tax than pay. Enter the pay as well.',
  });
