import { z } from 'zod';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { choice, decimal, optionalMoney, wholeNumber } from '#platform/input.ts';
import { type HomeUse, homeClaim } from '#rules/home-use.ts';
import { type Pence, shareOf } from '#rules/money.ts';
import { type TaxYear, taxYearDays } from '#rules/tax-year.ts';
import { deleteMonthRow, listMonths, writeMonth } from './home-store.ts';

/** A month of work at home and what it comes to. */
export interface HomeMonth {
  readonly month: Temporal.PlainYearMonth;
  readonly use: HomeUse;
  readonly claimPence: Pence;
}

const month = (label: string) =>
  z.string({ error: `Choose ${label}.` }).transform((text, ctx): Temporal.PlainYearMonth => {
    if (/^20\d\d-(0[1-9]|1[0-2])$/.test(text)) return Temporal.PlainYearMonth.from(text);
    ctx.addIssue({ code: 'custom', message: `Enter ${label} as a month, such as 2026-11.` });
    return z.NEVER;
  });

/** One month, or several alike in one step. */
export const homeInput = z
  .object({
    month: month('the first month'),
    lastMonth: z
      .literal('')
      .transform(() => undefined)
      .or(month('the last month'))
      .optional(),
    by: choice('how it is reckoned', ['hours', 'share']),
    hours: wholeNumber('the hours', { least: 0, most: 744, empty: -1 }),
    cost: optionalMoney('what the home cost in the month'),
    businessShare: decimal('the business share in per cent', { decimals: 2, most: 100, empty: -1 }),
  })
  .superRefine((it, ctx) => {
    const issue = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message });
    const last = it.lastMonth ?? it.month;
    if (Temporal.PlainYearMonth.compare(it.month, last) > 0)
      issue('lastMonth', 'The last month lies before the first.');
    if (it.month.until(last, { largestUnit: 'month' }).months > 11)
      issue('lastMonth', 'Enter twelve months at most in one step.');
    if (it.by === 'hours' && it.hours < 0) issue('hours', 'Enter the hours worked at home in the month.');
    if (it.by === 'share' && !it.cost) issue('cost', 'Enter what the home cost in the month, such as 950.00.');
    if (it.by === 'share' && (it.businessShare <= 0 || shareOf(it.cost ?? (100 as Pence), it.businessShare) === 0))
      issue('businessShare', 'Enter a business share in per cent, such as 8.');
  });

export type HomeInput = z.output<typeof homeInput>;

/** Keeps months of work at home; a month that is there already is changed. Refuses months to come. */
export async function keepHomeMonths(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  input: HomeInput,
): Promise<void> {
  const last = input.lastMonth ?? input.month;
  if (Temporal.PlainYearMonth.compare(last, ctx.clock.today().toPlainYearMonth()) > 0)
    throw new InputRefusal({ [input.lastMonth ? 'lastMonth' : 'month']: 'This month is still to come.' });
  const use: HomeUse =
    input.by === 'hours' || input.cost === null
      ? { by: 'hours', hours: input.hours }
      : { by: 'share', costPence: input.cost, businessBasisPoints: input.businessShare };
  await asOwner(ctx.db, owner, async tx => {
    for (let at = input.month; Temporal.PlainYearMonth.compare(at, last) <= 0; at = at.add({ months: 1 }))
      await writeMonth(tx, at, use, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'home_use.changed', subjectId: tx.accountId });
  });
}

/** Takes a month out. */
export async function forgetHomeMonth(ctx: Needs<'db'>, owner: Owner, at: Temporal.PlainYearMonth): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deleteMonthRow(tx, at))) throw notFound('month');
  });
}

/**
 * The months that end in a tax year, in order. A month belongs to the year in which its last day falls: April to the year that
 * begins in it.
 */
export async function homeMonths(tx: OwnedTransaction, year: TaxYear): Promise<HomeMonth[]> {
  const { first, last } = taxYearDays(year);
  const rows = await listMonths(tx, first.with({ day: 1 }), last.with({ day: 1 }).subtract({ days: 1 }));
  return rows.map(it => ({ ...it, claimPence: homeClaim(it.use) }));
}
