import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import { LOAN_PLANS, type TaxRegion } from '#rules/tax/tax-tables.ts';
import { readTaxYear, type TaxYear } from '#rules/tax-year.ts';
import type { PotInput, PotKind, SettingsInput } from './input.ts';

/** What of the profile decides somebody's tax. Reads the table of profiles, writes none. */
export async function readTrader(
  tx: OwnedTransaction,
): Promise<{ readonly region: TaxRegion; readonly isCompany: boolean }> {
  const row = await tx.db
    .selectFrom('profiles')
    .select(['nation', 'trading_as'])
    .where('account_id', '=', tx.accountId)
    .executeTakeFirst();
  return {
    region: row?.nation === 'scotland' ? 'scotland' : 'rest_of_uk',
    isCompany: row?.trading_as === 'limited_company',
  };
}

export async function readSettingsRow(tx: OwnedTransaction, year: TaxYear): Promise<SettingsInput | undefined> {
  const row = await tx.db
    .selectFrom('tax_years')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('tax_year', '=', year)
    .executeTakeFirst();
  return (
    row && {
      basis: row.basis,
      region: row.region,
      loanPlans: LOAN_PLANS.filter(plan => row.loan_plans.includes(plan)),
      employment: row.employment_pence,
      other: row.other_pence,
      taxPaid: row.tax_paid_pence,
      loanPaid: row.loan_paid_pence,
      voluntaryClass2: row.voluntary_class2,
      pension: row.pension_pence,
      onAccount: row.on_account_pence,
      expectedProfit: row.expected_profit_pence,
      quarters: row.quarters,
    }
  );
}

export async function writeSettings(
  tx: OwnedTransaction,
  year: TaxYear,
  input: SettingsInput,
  now: Temporal.Instant,
): Promise<void> {
  const columns = {
    basis: input.basis,
    region: input.region,
    loan_plans: input.loanPlans,
    employment_pence: input.employment,
    other_pence: input.other,
    tax_paid_pence: input.taxPaid,
    loan_paid_pence: input.loanPaid,
    voluntary_class2: input.voluntaryClass2,
    pension_pence: input.pension,
    on_account_pence: input.onAccount,
    expected_profit_pence: input.expectedProfit,
    quarters: input.quarters,
    updated_at: now,
  };
  await tx.db
    .insertInto('tax_years')
    .values({ account_id: tx.accountId, tax_year: year, ...columns })
    .onConflict(conflict => conflict.columns(['account_id', 'tax_year']).doUpdateSet(columns))
    .execute();
}

export interface PotMove {
  readonly id: Id<'potMove'>;
  readonly movedOn: Temporal.PlainDate;
  readonly kind: PotKind;
  readonly amountPence: Pence;
  /** The year whose tax was paid; null for the other kinds. */
  readonly taxYear: TaxYear | null;
  readonly note: string;
}

/** All entries of the pot, the latest first. */
export async function listPotMoves(tx: OwnedTransaction): Promise<PotMove[]> {
  const rows = await tx.db
    .selectFrom('tax_pot_moves')
    .select(['id', 'moved_on', 'kind', 'amount_pence', 'tax_year', 'note'])
    .where('account_id', '=', tx.accountId)
    .orderBy('moved_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(row => ({
    id: row.id,
    movedOn: row.moved_on,
    kind: row.kind,
    amountPence: row.amount_pence,
    taxYear: readTaxYear(row.tax_year ?? '') ?? null,
    note: row.note,
  }));
}

/** Answers false where an entry with that id is there already. */
export async function insertPotMove(
  tx: OwnedTransaction,
  id: Id<'potMove'>,
  input: PotInput,
  now: Temporal.Instant,
): Promise<boolean> {
  const isPayment = input.kind === 'paid_from_pot' || input.kind === 'paid_otherwise';
  const result = await tx.db
    .insertInto('tax_pot_moves')
    .values({
      account_id: tx.accountId,
      id,
      moved_on: input.movedOn,
      kind: input.kind,
      amount_pence: input.amount,
      tax_year: isPayment ? input.taxYear : null,
      note: input.note ?? '',
      recorded_at: now,
    })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Answers false where there is none. */
export async function deletePotMove(tx: OwnedTransaction, id: Id<'potMove'>): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('tax_pot_moves')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
