import { z } from 'zod';
import { notFound } from '#platform/errors.ts';
import {
  checkbox,
  choice,
  day,
  decimal,
  listOf,
  money,
  optionalMoney,
  optionalText,
  shownId,
  wholeNumber,
} from '#platform/input.ts';
import { ZERO } from '#rules/money.ts';
import { QUARTER_KINDS } from '#rules/tax/mtd-quarters.ts';
import { LOAN_PLANS, TAX_REGIONS } from '#rules/tax/tax-tables.ts';
import { readTaxYear, type TaxYear } from '#rules/tax-year.ts';

/** By money received and spent, or by work done and costs met. */
export const BASES = ['cash', 'accruals'] as const;

/** Money goes into the pot, comes out again, or is paid to HMRC: from the pot or from elsewhere. */
export const POT_KINDS = ['put_in', 'taken_out', 'paid_from_pot', 'paid_otherwise'] as const;
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
  quarters: choice('which quarters your updates go by', QUARTER_KINDS).default('standard'),
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

/** Which update was sent, when, and what the software that sent it answered. */
export const updateInput = z.object({
  id: shownId('taxUpdate', 'the update').optional(),
  quarter: wholeNumber('the quarter', { least: 1, most: 4, empty: 0 }).refine(it => it > 0, {
    error: 'Choose the quarter.',
  }),
  sentOn: day('the day on which it was sent'),
  reference: optionalText('the reference', 100),
});

export type UpdateInput = z.output<typeof updateInput>;

/** One more piece of work, as it is typed. */
export const oneMoreInput = z
  .object({
    fee: money('the fee'),
    recharged: amount('the costs they pay back'),
    costs: amount('what it costs you'),
    miles: decimal('the miles', { decimals: 1, most: 2000, empty: 0 }),
    pensioned: checkbox(),
    tier: decimal('your contribution rate in per cent', { decimals: 2, most: 20, empty: 0 }),
  })
  .refine(it => !it.pensioned || it.tier > 0, {
    path: ['tier'],
    error: 'Enter your contribution rate, such as 9.8: it is on your pension page.',
  });

export type OneMoreInput = z.output<typeof oneMoreInput>;

export const treatmentInput = z.object({ treatment: choice('how it is treated', ['exempt', 'taxable']) });

/** The tax year in a path of the API. */
export const yearParam = z.object({
  year: z.string().transform((text): TaxYear => {
    const year = readTaxYear(text);
    if (!year) throw notFound('tax year');
    return year;
  }),
});

export const packInput = z.object({ id: shownId('taxPack', 'the pack').optional() });

function amount(label: string) {
  return optionalMoney(label).transform(it => it ?? ZERO);
}
