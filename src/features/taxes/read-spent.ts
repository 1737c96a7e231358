import { listFormBs } from '#features/pensions/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { EXPENSE_KEYS } from '#rules/expense-categories.ts';
import { showId } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { formatPensionMonth, type PensionMonth, pensionMonthDays } from '#rules/pension-month.ts';
import { schemeYearOf } from '#rules/tax-year.ts';
import { type BookRow, type Days, type ExpenseRow, isIn } from './books.ts';

/** Expenses by the day they were spent, the business part of each: running costs, and things that last for years. */
export async function readExpenses(
  tx: OwnedTransaction,
  { first, last }: Days,
): Promise<{ readonly running: readonly ExpenseRow[]; readonly capital: readonly ExpenseRow[] }> {
  const rows = await tx.db
    .selectFrom('expenses')
    .select(['id', 'spent_on', 'category', 'description', 'amount_pence', 'is_capital'])
    .where('account_id', '=', tx.accountId)
    .where('spent_on', '>=', first)
    .where('spent_on', '<=', last)
    .orderBy('spent_on')
    .orderBy('id')
    .execute();
  const shown = (row: (typeof rows)[number]): ExpenseRow => ({
    on: row.spent_on,
    what: row.description,
    href: `/expenses/${showId('expense', row.id)}`,
    pence: row.amount_pence,
    category: EXPENSE_KEYS.find(key => key === row.category) ?? 'otherExpenses',
  });
  return {
    running: rows.filter(row => !row.is_capital).map(shown),
    capital: rows.filter(row => row.is_capital).map(shown),
  };
}

/** The member's own pension contributions: of Forms B, and of SOLO and partners' pay. */
export async function readContributions(tx: OwnedTransaction, days: Days): Promise<BookRow[]> {
  return [...(await readFormBs(tx)), ...(await readPostPay(tx))].filter(it => isIn(days, it.on));
}

/** Forms B that stand, on the day their money went to the pension office: the member's part alone. */
async function readFormBs(tx: OwnedTransaction): Promise<BookRow[]> {
  return (await listFormBs(tx)).flatMap((form): BookRow[] => {
    if (!form.paid || form.rejected) return [];
    const scheme = form.scheme === 'england_and_wales' ? '' : `?scheme=${form.scheme}`;
    return [
      {
        on: form.paid.on,
        what: `Form B, ${formatPensionMonth(form.month)}`,
        href: `/pension/form-b/${form.month}${scheme}`,
        pence: form.employeeTotalPence,
      },
    ];
  });
}

/**
 * What SOLO providers and practices took, on the last day of the month it was taken in: no other day is known. Not of a salaried post:
 * its payroll takes the contribution off before tax, so that pay on a P60 is without it (general knowledge, unconfirmed).
 */
async function readPostPay(tx: OwnedTransaction): Promise<BookRow[]> {
  const rows = await tx.db
    .selectFrom('pension_post_pay as y')
    .innerJoin('pension_posts as p', join =>
      join.onRef('p.account_id', '=', 'y.account_id').onRef('p.id', '=', 'y.post_id'),
    )
    .select(['y.post_id', 'y.pay_month', 'y.contributed_pence', 'p.employer', 'p.kind'])
    .where('y.account_id', '=', tx.accountId)
    .where('p.kind', 'in', ['solo', 'partner'])
    .where('y.contributed_pence', '>', pence(0))
    .execute();
  return rows.flatMap(row => {
    if (row.contributed_pence === null) return [];
    const month = row.pay_month as PensionMonth;
    const { last } = pensionMonthDays(month);
    return [
      {
        on: last,
        what: `${row.kind === 'solo' ? 'SOLO' : 'Partner'}, ${row.employer}, ${formatPensionMonth(month)}`,
        href: `/pension/posts/${showId('post', row.post_id)}/pay/${schemeYearOf(last)}`,
        pence: row.contributed_pence,
      },
    ];
  });
}
