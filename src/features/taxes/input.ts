import { z } from 'zod';
import { checkbox, choice, day, listOf, money, optionalMoney, optionalText, shownId } from '#platform/input.ts';
import { ZERO } from '#rules/money.ts';
import { LOAN_PLANS, TAX_REGIONS } from '#rules/tax/tax-tables.ts';
import { readTaxYear, type TaxYear } from '#rules/tax-year.ts';

/** By money received and spent, or by work done and costs met. */
const BASES = ['cash', 'accruals'] as const;

/** Money goes into the pot, comes out again, or is paid to HMRC: from the pot or from elsewhere. */
const POT_KINDS = ['put_in', 'taken_out', 'paid_from_pot', 'paid_otherwise'] as const;
export type PotKind = (typeof POT_KINDS)[number];

export const settingsInput = z.object({
  basis: choice('how you reckon your year', BASES),
  region: z
    .union([z.literal('').transform(() => null), choice('whose rates apply', TAX_REGIONS)])
    .nullish()
    .transform(region => region ?? null),
  loanPlans: listOf(choice('a student loan plan', LOAN_PLANS)),
  employment: amount('your pay from employment'),
  other: amount('your other income'),
  taxPaid: amount('the tax taken by an employer'),
  loanPaid: amount('the student loan taken by an employer'),
  voluntaryClass2: checkbox(),
  pension: optionalMoney('your pension contributions'),
  onAccount: optionalMoney('your payments on account'),
  expectedProfit: optionalMoney('the profit you expect'),
});

export type SettingsInput = z.output<typeof settingsInput>;

export const potInput = z
  .object({
    id: shownId('potMove', 'the entry').optional(),
    kind: choice('what happened', POT_KINDS),
    movedOn: day('the day'),
    amount: money('the amount').refine(it => it > 0, { error: 'Enter an amount above nought.' }),
    taxYear: z
      .string()
      .nullish()
      .transform((text, ctx): TaxYear | null => {
        if (!text) return null;
        const year = readTaxYear(text);
        if (year) return year;
        ctx.addIssue({ code: 'custom', message: 'Choose the tax year that was paid for.' });
        return z.NEVER;
      }),
    note: optionalText('the note', 200),
  })
  .superRefine(({ kind, taxYear }, ctx) => {
    if (kind.startsWith('paid_') && taxYear === null)
      ctx.addIssue({ code: 'custom', path: ['taxYear'], message: 'Choose the tax year that was paid for.' });
  });

export type PotInput = z.output<typeof potInput>;

function amount(label: string) {
  return optionalMoney(label).transform(it => it ?? ZERO);
}
