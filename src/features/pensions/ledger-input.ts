import { z } from 'zod';
import { checkbox, choice, day, money, optionalText, requiredText, shownId } from '#platform/input.ts';
import type { Pence } from '#rules/money.ts';
import { type PensionMonth, readPensionMonth } from '#rules/pension-month.ts';
import { readSchemeYear } from '#rules/tax-year.ts';
import { signedPounds } from './signed-pounds.ts';
import { SOLO_STEPS } from './solo-steps-store.ts';

export const formBPaymentInput = z.object({
  paidOn: day('the day on which you paid'),
  amount: money('what you paid'),
  differs: checkbox(),
});

export const formBRejectionInput = z.object({
  rejectedOn: day('the day on which it was rejected'),
  reason: requiredText('what was wrong', 300),
});

export const giveUpInput = z.object({
  reason: choice('why', ['too_late', 'rejected', 'changed_mind']),
  on: day('the day on which it was given up'),
});

/** A step of SOLO work, as it was done. */
export const soloStepInput = z.object({
  step: choice('what was done', SOLO_STEPS),
  on: day('the day on which it was done'),
  note: optionalText('the note', 200),
});

export const soloUndoInput = z.object({ step: choice('what to take back', SOLO_STEPS) });

const statementLineInput = z.object({
  month: z
    .string()
    .nullish()
    .transform((text, ctx): PensionMonth | null => {
      if (!text) return null;
      const month = readPensionMonth(text);
      if (month) return month;
      ctx.addIssue({ code: 'custom', message: 'Enter the month as 2026-11, or leave it out for the whole year.' });
      return z.NEVER;
    }),
  description: optionalText('the description', 200),
  pensionable: signed('the pensionable pay').transform((amount, ctx): Pence => {
    if (amount !== null) return amount;
    ctx.addIssue({ code: 'custom', message: 'Enter the pensionable pay in pounds, such as 85.00.' });
    return z.NEVER;
  }),
  employee: signed('your contributions'),
  employer: signed('the employer’s contributions'),
});

/** Pounds as a statement has them, corrections below nought; empty is null. */
function signed(label: string) {
  return z
    .string()
    .nullish()
    .transform((text, ctx): Pence | null => {
      if (!text?.trim()) return null;
      const read = signedPounds(text);
      if (read.ok) return read.pence;
      const message = `Enter ${label} in pounds, such as 85.00, or -85.00 where it was taken back.`;
      ctx.addIssue({ code: 'custom', message });
      return z.NEVER;
    });
}

/** What the agency's statement says of one scheme year, as the API takes it. */
export const statementInput = z.object({
  id: shownId('statement', 'the statement').optional(),
  schemeYear: z.string().transform((text, ctx) => {
    const year = readSchemeYear(text);
    if (year) return year;
    ctx.addIssue({ code: 'custom', message: 'Enter the scheme year as 2026-27.' });
    return z.NEVER;
  }),
  scheme: choice('the scheme', ['england_and_wales', 'scotland', 'northern_ireland']),
  statedOn: day('the day of the statement'),
  lines: z.array(statementLineInput).min(1, 'Enter at least one figure.').max(500, 'Keep it to 500 lines.'),
});

/** Amounts of a repeated field, in its order; null where one is left empty. */
function amounts(label: string) {
  return z
    .union([z.array(z.string()), z.string()])
    .optional()
    .transform((typed, ctx): (Pence | null)[] => {
      const texts = typed === undefined ? [] : typeof typed === 'string' ? [typed] : typed;
      return texts.map(text => {
        const read = signed(label).safeParse(text);
        if (read.success) return read.data;
        ctx.addIssue({ code: 'custom', message: read.error.issues[0]?.message ?? `Check ${label}.` });
        return null;
      });
    });
}

/** The typed form: first the year, then its twelve months, in lists of one length. */
export const statementPageInput = z
  .object({
    id: shownId('statement', 'the statement').optional(),
    statedOn: day('the day of the statement'),
    pensionable: amounts('the pensionable pay'),
    employee: amounts('your contributions'),
    employer: amounts('the employer’s contributions'),
  })
  .transform(({ id, statedOn, ...figures }) => ({ head: { id, statedOn }, ...figures }));

/** The dry run of a file, and its confirmation. Columns not chosen are found by their headings. */
export const statementImportInput = z
  .object({
    statedOn: day('the day of the statement'),
    confirmed: checkbox(),
    month: z.string().optional(),
    pensionable: z.string().optional(),
    employee: z.string().optional(),
    employer: z.string().optional(),
    description: z.string().optional(),
  })
  .transform(({ statedOn, confirmed, ...chosen }) => ({
    statedOn,
    confirmed,
    columns: Object.fromEntries(
      Object.entries(chosen).filter((pair): pair is [string, string] => pair[1] !== undefined),
    ),
  }));
