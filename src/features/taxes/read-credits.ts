import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import { type Id, showId } from '#rules/ids.ts';
import { lessPence, type Pence, pence, sumPence } from '#rules/money.ts';
import type { BookRow, Days, ExpenseRow, WorkRow } from './books.ts';

/** A credit note, in its parts. */
export interface Credit {
  readonly invoiceId: Id<'invoice'>;
  /** What it takes back, on the day of its issue: pay for work with costs passed on, and the employer's pension share. Below nought. */
  readonly work: WorkRow;
  readonly share: BookRow;
  /** What of both was never received, and so needs not go back. Above nought. */
  readonly unreceived: { readonly workPence: Pence; readonly sharePence: Pence };
  /** What went back, on the day it did; undefined where nothing did yet. Below nought. */
  readonly refund: { readonly work: BookRow; readonly share: BookRow } | undefined;
}

/**
 * All credit notes. Of what goes back, the employer's share comes first: of the payments it was the last to come.
 */
export async function readCredits(tx: OwnedTransaction): Promise<Credit[]> {
  const rows = await tx.db
    .selectFrom('credit_notes as c')
    .innerJoin('invoices as i', join =>
      join.onRef('i.account_id', '=', 'c.account_id').onRef('i.id', '=', 'c.invoice_id'),
    )
    .select(['c.invoice_id', 'c.number_text', 'c.issue_date', 'c.refunded_on', 'i.organisation_id'])
    .select(['c.work_pence', 'c.expenses_pence', 'c.employer_pence', 'c.refund_pence'])
    .where('c.account_id', '=', tx.accountId)
    .execute();
  return rows.map(row => {
    const workPence = sumPence([row.work_pence, row.expenses_pence]);
    const shareBack = pence(Math.min(row.refund_pence, row.employer_pence));
    const workBack = lessPence(row.refund_pence, shareBack);
    const { organisation_id: organisationId, refunded_on: refundedOn } = row;
    const taken = (on: Temporal.PlainDate, amount: Pence): WorkRow => ({
      on,
      what: `Credit note ${row.number_text}`,
      href: `/invoices/${showId('invoice', row.invoice_id)}`,
      pence: pence(-amount),
      organisationId,
    });
    return {
      invoiceId: row.invoice_id,
      work: taken(row.issue_date, workPence),
      share: taken(row.issue_date, row.employer_pence),
      unreceived: {
        workPence: lessPence(workPence, workBack),
        sharePence: lessPence(row.employer_pence, shareBack),
      },
      refund:
        refundedOn === null ? undefined : { work: taken(refundedOn, workBack), share: taken(refundedOn, shareBack) },
    };
  });
}

/** Debts that were given up and stand so: an expense of the books by work done, where they were income before. */
export async function readWriteOffs(tx: OwnedTransaction, { first, last }: Days): Promise<ExpenseRow[]> {
  const rows = await tx.db
    .selectFrom('write_offs as w')
    .innerJoin('invoices as i', join =>
      join.onRef('i.account_id', '=', 'w.account_id').onRef('i.id', '=', 'w.invoice_id'),
    )
    .select(['w.invoice_id', 'w.written_off_on', 'w.amount_pence', 'i.number_text', 'i.employer_contribution_pence'])
    .select(
      sql<Pence>`(SELECT coalesce(sum(c.employer_pence), 0)::bigint FROM credit_notes c WHERE c.account_id = i.account_id AND c.invoice_id = i.id)`.as(
        'share_credited',
      ),
    )
    .where('w.account_id', '=', tx.accountId)
    .where('w.undone_at', 'is', null)
    .where('w.written_off_on', '>=', first)
    .where('w.written_off_on', '<=', last)
    .execute();
  return rows.map(row => ({
    on: row.written_off_on,
    what: `Written off: ${row.number_text ?? ''}`,
    href: `/invoices/${showId('invoice', row.invoice_id)}`,
    // the employer's share was never turnover, so what of it was not credited is no loss either; it is the last that would have come
    pence: pence(Math.max(row.amount_pence - Math.max(row.employer_contribution_pence - row.share_credited, 0), 0)),
    category: 'irrecoverableDebts',
  }));
}
