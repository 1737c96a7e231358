import { billable } from '#features/bookings/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { showId } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { type BookRow, type Days, isIn, type WorkRow } from './books.ts';
import type { Credit } from './read-credits.ts';

/** Pay for work by the day it was done: lines of invoices, drafts too, what is not invoiced yet, less what was credited. */
export async function readWorked(tx: OwnedTransaction, days: Days, credits: readonly Credit[]): Promise<WorkRow[]> {
  const credited = credits.map(it => it.work).filter(it => it.pence !== 0);
  return [...(await readLines(tx, days)), ...(await readUnbilled(tx)), ...credited].filter(it => isIn(days, it.on));
}

/** The employer's share of the NHS pension, by the day of issue. */
export async function readAskedShares(tx: OwnedTransaction, { first, last }: Days): Promise<BookRow[]> {
  const rows = await tx.db
    .selectFrom('invoices')
    .select(['id', 'number_text', 'issue_date', 'employer_contribution_pence'])
    .where('account_id', '=', tx.accountId)
    .where('state', 'in', ['issued', 'paid'])
    .where('employer_contribution_pence', '>', pence(0))
    .where('issue_date', '>=', first)
    .where('issue_date', '<=', last)
    .execute();
  return rows.flatMap(row => {
    if (!row.issue_date) return [];
    const href = `/invoices/${showId('invoice', row.id)}`;
    return [{ on: row.issue_date, what: row.number_text ?? '', href, pence: row.employer_contribution_pence }];
  });
}

async function readLines(tx: OwnedTransaction, { first, last }: Days): Promise<WorkRow[]> {
  const lines = await tx.db
    .selectFrom('invoice_lines as l')
    .innerJoin('invoices as i', join =>
      join.onRef('i.account_id', '=', 'l.account_id').onRef('i.id', '=', 'l.invoice_id'),
    )
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'i.account_id').onRef('o.id', '=', 'i.organisation_id'),
    )
    .select(['l.invoice_id', 'l.worked_on', 'l.description', 'l.amount_pence'])
    .select(['i.number_text', 'i.issue_date', 'i.organisation_id', 'o.name'])
    .where('l.account_id', '=', tx.accountId)
    .where('i.state', '<>', 'void')
    .where('l.amount_pence', '<>', pence(0))
    .where(eb => eb.fn.coalesce('l.worked_on', 'i.issue_date'), '>=', first)
    .where(eb => eb.fn.coalesce('l.worked_on', 'i.issue_date'), '<=', last)
    .execute();
  return lines.flatMap(line => {
    const on = line.worked_on ?? line.issue_date;
    if (!on) return [];
    const what = `${line.description}, ${line.name} (${line.number_text ?? 'draft'})`;
    const href = `/invoices/${showId('invoice', line.invoice_id)}`;
    return [{ on, what, href, pence: line.amount_pence, organisationId: line.organisation_id }];
  });
}

/** Delivered and on no invoice yet. */
async function readUnbilled(tx: OwnedTransaction): Promise<WorkRow[]> {
  return (await billable(tx)).map(it => ({
    on: it.workDate,
    what: `${it.organisationName}, not invoiced yet`,
    href: `/bookings/${showId('booking', it.id)}`,
    pence: it.total.totalPence,
    organisationId: it.organisationId,
  }));
}
