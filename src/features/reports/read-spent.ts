import { readClaims, readExpenses } from '#features/taxes/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { EXPENSE_KEYS, type ExpenseKey, expenseLabel } from '#rules/expense-categories.ts';
import { inOrder } from './in-order.ts';
import type { MoneyRow } from './money-row.ts';

/** HMRC's categories, and what lasts for years: no running cost, so in none of them. */
export const SPENT_KINDS = [...EXPENSE_KEYS, 'capital'] as const;
export type SpentKind = ExpenseKey | 'capital';

export interface SpentRow extends MoneyRow {
  readonly category: SpentKind;
}

/**
 * What working cost in these days, as the tax pages count it: money spent (its business part), miles at the flat rate, work at home, and
 * things that last for years.
 */
export async function readSpent(
  tx: OwnedTransaction,
  days: { readonly first: Temporal.PlainDate; readonly last: Temporal.PlainDate },
): Promise<SpentRow[]> {
  const { running, capital } = await readExpenses(tx, days);
  const lasting = capital.map(row => ({ ...row, category: 'capital' as const }));
  return inOrder<SpentRow>([...running, ...(await readClaims(tx, days)), ...lasting]);
}

/** What a kind of cost is called. */
export function spentLabel(kind: SpentKind): string {
  return kind === 'capital' ? 'Things that last for years' : expenseLabel(kind);
}
