import { z } from 'zod';
import { choice, decimal, optionalMoney, shownId } from '#platform/input.ts';
import { readPensionMonth } from '#rules/pension-month.ts';

export const ADDITION_KINDS = ['added_years', 'mpavc', 'additional_pension', 'errbo'] as const;

/** One agreed addition: a share of the pensionable pay, or a sum a month; which of the two depends on its kind. */
export const additionInput = z
  .object({
    id: shownId('addition', 'the addition').optional(),
    scheme: choice('the scheme', ['england_and_wales', 'scotland', 'northern_ireland']),
    kind: choice('what it is', ADDITION_KINDS),
    share: decimal('the share', { decimals: 2, most: 100, empty: 0 }),
    sum: optionalMoney('the sum'),
    from: month('the first month'),
    to: z.union([z.literal('').transform(() => null), z.null(), month('the last month')]).optional(),
  })
  .superRefine((it, ctx) => {
    const fault = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message });
    const hasSum = it.sum !== null && it.sum > 0;
    if (it.to && it.to < it.from) fault('to', 'The last month is before the first.');
    if (it.share > 0 && hasSum) fault('sum', 'Enter a share or a sum. Of an AVC that is both, make two entries.');
    else if (it.kind === 'additional_pension' && !hasSum) fault('sum', 'Enter the sum a month in pounds.');
    else if ((it.kind === 'added_years' || it.kind === 'errbo') && it.share === 0)
      fault('share', 'Enter the share of your pensionable pay in per cent.');
    else if (it.share === 0 && !hasSum) fault('share', 'Enter a share in per cent, or a sum.');
  })
  .transform(({ share, sum, to, ...rest }) => ({
    ...rest,
    basisPoints: share > 0 ? share : null,
    amountPence: share > 0 ? null : sum,
    to: to ?? null,
  }));

export type AdditionInput = z.output<typeof additionInput>;

function month(label: string) {
  return z.string({ error: `Enter ${label}.` }).transform((text, ctx) => {
    const read = readPensionMonth(text.trim());
    if (read) return read;
    ctx.addIssue({ code: 'custom', message: `Enter ${label} like 2026-11.` });
    return z.NEVER;
  });
}
