import type { OwnedTransaction } from '#platform/access.ts';
import type { HomeUse } from '#rules/home-use.ts';

/** Months whose first day lies between two days, both included, in order. */
export async function listMonths(
  tx: OwnedTransaction,
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
): Promise<{ readonly month: Temporal.PlainYearMonth; readonly use: HomeUse }[]> {
  const rows = await tx.db
    .selectFrom('home_months')
    .select(['month', 'hours', 'cost_pence', 'business_basis_points'])
    .where('account_id', '=', tx.accountId)
    .where('month', '>=', first)
    .where('month', '<=', last)
    .orderBy('month')
    .execute();
  return rows.map(row => ({
    month: row.month.toPlainYearMonth(),
    use:
      row.cost_pence === null
        ? { by: 'hours', hours: row.hours ?? 0 }
        : { by: 'share', costPence: row.cost_pence, businessBasisPoints: row.business_basis_points ?? 0 },
  }));
}

/** Keeps a month; one that is there is written anew. */
export async function writeMonth(
  tx: OwnedTransaction,
  month: Temporal.PlainYearMonth,
  use: HomeUse,
  now: Temporal.Instant,
): Promise<void> {
  const columns = {
    hours: use.by === 'hours' ? use.hours : null,
    cost_pence: use.by === 'share' ? use.costPence : null,
    business_basis_points: use.by === 'share' ? use.businessBasisPoints : null,
    updated_at: now,
  };
  await tx.db
    .insertInto('home_months')
    .values({ account_id: tx.accountId, month: month.toPlainDate({ day: 1 }), ...columns })
    .onConflict(conflict => conflict.columns(['account_id', 'month']).doUpdateSet(columns))
    .execute();
}

/** Answers false where there is none. */
export async function deleteMonthRow(tx: OwnedTransaction, month: Temporal.PlainYearMonth): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('home_months')
    .where('account_id', '=', tx.accountId)
    .where('month', '=', month.toPlainDate({ day: 1 }))
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
