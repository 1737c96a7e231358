import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import { type Id, showId } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { TaxYear } from '#rules/tax-year.ts';
import type { Earning } from './earnings.ts';
import type { MoneyRow } from './money-row.ts';

interface Days {
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
}

/** Work of imported invoices, by the day of the invoice, where no session of ours stands on it. Reads the tables of invoices, writes none. */
export async function listImportedWork(tx: OwnedTransaction, { first, last }: Days): Promise<Earning[]> {
  const rows = await tx.db
    .selectFrom('invoices as i')
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'i.account_id').onRef('o.id', '=', 'i.organisation_id'),
    )
    .select(['i.id', 'i.number_text', 'i.issue_date', 'i.work_pence', 'i.organisation_id', 'o.name'])
    .where('i.account_id', '=', tx.accountId)
    .where('i.import_batch_id', 'is not', null)
    .where('i.state', 'in', ['issued', 'paid'])
    .where('i.issue_date', '>=', first)
    .where('i.issue_date', '<=', last)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('bookings as b')
            .select(sql`1`.as('one'))
            .whereRef('b.account_id', '=', 'i.account_id')
            .whereRef('b.invoice_id', '=', 'i.id'),
        ),
      ),
    )
    .execute();
  return rows.flatMap(row =>
    row.issue_date === null
      ? []
      : [
          {
            on: row.issue_date,
            what: `${row.name}, ${row.number_text}`,
            href: `/invoices/${showId('invoice', row.id)}`,
            organisationId: row.organisation_id,
            organisationName: row.name,
            work: 'imported',
            workLabel: 'Imported invoices',
            minutes: 0,
            pence: row.work_pence,
          },
        ],
  );
}

/** Payments that count, by the day they came in. Reads the tables of payments and invoices, writes none. */
export async function listReceived(tx: OwnedTransaction, { first, last }: Days): Promise<MoneyRow[]> {
  const rows = await tx.db
    .selectFrom('payments as p')
    .innerJoin('invoices as i', join =>
      join.onRef('i.account_id', '=', 'p.account_id').onRef('i.id', '=', 'p.invoice_id'),
    )
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'i.account_id').onRef('o.id', '=', 'i.organisation_id'),
    )
    .select(['p.received_on', 'p.amount_pence', 'i.id', 'i.number_text', 'o.name'])
    .where('p.account_id', '=', tx.accountId)
    .where('p.withdrawn_at', 'is', null)
    .where('p.received_on', '>=', first)
    .where('p.received_on', '<=', last)
    .orderBy('p.received_on')
    .orderBy('p.id')
    .execute();
  return rows.map(row => ({
    on: row.received_on,
    what: `${row.number_text}, ${row.name}`,
    href: `/invoices/${showId('invoice', row.id)}`,
    pence: row.amount_pence,
  }));
}

/** Bookings on invoices that are drafts. */
export async function draftInvoiceIds(tx: OwnedTransaction): Promise<ReadonlySet<Id<'invoice'>>> {
  const rows = await tx.db
    .selectFrom('invoices')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('state', '=', 'draft')
    .execute();
  return new Set(rows.map(row => row.id));
}

/** Undefined where none is set for the year. */
export async function readGoalPence(tx: OwnedTransaction, year: TaxYear): Promise<Pence | undefined> {
  const row = await tx.db
    .selectFrom('earning_goals')
    .select('amount_pence')
    .where('account_id', '=', tx.accountId)
    .where('tax_year', '=', year)
    .executeTakeFirst();
  return row?.amount_pence;
}

export async function writeGoal(tx: OwnedTransaction, year: TaxYear, amount: Pence, now: Temporal.Instant) {
  await tx.db
    .insertInto('earning_goals')
    .values({ account_id: tx.accountId, tax_year: year, amount_pence: amount, updated_at: now })
    .onConflict(conflict =>
      conflict.columns(['account_id', 'tax_year']).doUpdateSet({ amount_pence: amount, updated_at: now }),
    )
    .execute();
}

export async function deleteGoal(tx: OwnedTransaction, year: TaxYear): Promise<void> {
  await tx.db.deleteFrom('earning_goals').where('account_id', '=', tx.accountId).where('tax_year', '=', year).execute();
}
