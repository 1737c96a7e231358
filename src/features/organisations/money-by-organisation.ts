import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';

/** What an organisation is worth: received, still to come, and how long it takes to pay. */
export interface OrganisationMoney {
  readonly earnedPence: Pence;
  readonly outstandingPence: Pence;
  /** Came and is on no invoice: its credit. */
  readonly keptPence: Pence;
  /** Days from issue to the last payment, averaged over its paid invoices; null where there is none. */
  readonly averageDaysToPay: number | null;
  /** Of the same invoices the one in the middle: a single late one does not move it. */
  readonly medianDaysToPay: number | null;
}

/** By organisation; those without an invoice are not in the map. Reads the tables of invoices, payments, remittances and credit notes, writes none. */
export async function moneyByOrganisation(tx: OwnedTransaction): Promise<Map<Id<'organisation'>, OrganisationMoney>> {
  const { rows } = await sql<{
    organisation_id: Id<'organisation'>;
    earned: Pence;
    outstanding: Pence;
    kept: Pence;
    days: string | null;
    median: number | null;
  }>`
    SELECT i.organisation_id,
      (coalesce(sum(p.paid), 0) - coalesce(sum(c.refunded), 0))::bigint AS earned,
      coalesce(sum(i.total_pence - coalesce(p.paid, 0) - coalesce(c.credited, 0)) FILTER (WHERE i.state = 'issued'), 0)::bigint AS outstanding,
      (SELECT coalesce(sum(r.amount_pence
          - (SELECT coalesce(sum(p.amount_pence), 0) FROM payments p WHERE p.account_id = r.account_id AND p.remittance_id = r.id AND p.withdrawn_at IS NULL)
          - (SELECT coalesce(sum(f.amount_pence), 0) FROM remittance_refunds f WHERE f.account_id = r.account_id AND f.remittance_id = r.id)), 0)::bigint
        FROM remittances r WHERE r.account_id = i.account_id AND r.organisation_id = i.organisation_id AND r.withdrawn_at IS NULL) AS kept,
      round(avg(p.last_day - i.issue_date) FILTER (WHERE i.state = 'paid')) AS days,
      round(percentile_cont(0.5) WITHIN GROUP (ORDER BY p.last_day - i.issue_date) FILTER (WHERE i.state = 'paid')) AS median
    FROM invoices i
    LEFT JOIN LATERAL (
      SELECT sum(amount_pence)::bigint AS paid, max(received_on) AS last_day FROM payments
      WHERE account_id = i.account_id AND invoice_id = i.id AND withdrawn_at IS NULL
    ) p ON true
    LEFT JOIN LATERAL (
      SELECT sum(amount_pence)::bigint AS credited, sum(refund_pence) FILTER (WHERE refunded_on IS NOT NULL)::bigint AS refunded
      FROM credit_notes
      WHERE account_id = i.account_id AND invoice_id = i.id
    ) c ON true
    WHERE i.account_id = ${tx.accountId} AND i.state IN ('issued', 'paid')
    GROUP BY i.account_id, i.organisation_id`.execute(tx.db);
  return new Map(
    rows.map(row => [
      row.organisation_id,
      {
        earnedPence: row.earned,
        outstandingPence: row.outstanding,
        keptPence: row.kept,
        averageDaysToPay: row.days === null ? null : Number(row.days),
        medianDaysToPay: row.median,
      },
    ]),
  );
}
