import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { OpenInvoice, PayerRule } from '#rules/bank/match-terms.ts';
import type { RecordedPayment } from '#rules/bank/recorded.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';

/** Binds a payment to the line that shows it. `wasRecorded`: it was there before the line, and stays when the match is undone. */
export async function insertMatch(
  tx: OwnedTransaction,
  it: {
    readonly lineId: Id<'bankLine'>;
    readonly paymentId: Id<'payment'>;
    readonly invoiceId: Id<'invoice'>;
    readonly wasRecorded: boolean;
  },
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .insertInto('bank_matches')
    .values({
      account_id: tx.accountId,
      bank_line_id: it.lineId,
      payment_id: it.paymentId,
      invoice_id: it.invoiceId,
      was_recorded: it.wasRecorded,
      matched_at: now,
    })
    .execute();
}

export async function deleteMatch(
  tx: OwnedTransaction,
  lineId: Id<'bankLine'>,
  paymentId: Id<'payment'>,
): Promise<void> {
  await tx.db
    .deleteFrom('bank_matches')
    .where('account_id', '=', tx.accountId)
    .where('bank_line_id', '=', lineId)
    .where('payment_id', '=', paymentId)
    .execute();
}

/** How far from its line a payment that was recorded by hand is looked for; rules/bank/recorded.ts is stricter. */
const DAYS_AROUND = 31;

/** Payments that count and that no bank line has shown, from a month before some days to a month after them. */
export async function listUnshownPayments(
  tx: OwnedTransaction,
  days: { readonly first: Temporal.PlainDate; readonly last: Temporal.PlainDate },
): Promise<RecordedPayment[]> {
  const rows = await tx.db
    .selectFrom('payments as p')
    .innerJoin('invoices as i', join =>
      join.onRef('i.account_id', '=', 'p.account_id').onRef('i.id', '=', 'p.invoice_id'),
    )
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'i.account_id').onRef('o.id', '=', 'i.organisation_id'),
    )
    .select(['p.id', 'p.invoice_id', 'p.received_on', 'p.amount_pence'])
    .select(['i.number_text', 'i.organisation_id', 'i.issue_date', 'o.name'])
    .where('p.account_id', '=', tx.accountId)
    .where('p.withdrawn_at', 'is', null)
    .where('p.received_on', '>=', days.first.subtract({ days: DAYS_AROUND }))
    .where('p.received_on', '<=', days.last.add({ days: DAYS_AROUND }))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('bank_matches as m')
            .select('m.payment_id')
            .whereRef('m.account_id', '=', 'p.account_id')
            .whereRef('m.payment_id', '=', 'p.id'),
        ),
      ),
    )
    .orderBy('p.received_on')
    .orderBy('p.id')
    .execute();
  return rows.map(row => ({
    paymentId: row.id,
    invoiceId: row.invoice_id,
    invoiceNumber: row.number_text ?? '',
    organisationId: row.organisation_id,
    organisationName: row.name,
    issueDate: row.issue_date ?? row.received_on,
    receivedOn: row.received_on,
    amountPence: row.amount_pence,
  }));
}

/** Remembers who a pattern's payer is; the last word counts. */
export async function insertRule(tx: OwnedTransaction, rule: PayerRule, now: Temporal.Instant): Promise<void> {
  await tx.db
    .insertInto('bank_rules')
    .values({
      account_id: tx.accountId,
      pattern: rule.pattern,
      organisation_id: rule.organisationId,
      learned_at: now,
    })
    .onConflict(conflict =>
      conflict
        .columns(['account_id', 'pattern'])
        .doUpdateSet({ organisation_id: rule.organisationId, learned_at: now }),
    )
    .execute();
}

export interface KeptRule extends PayerRule {
  readonly organisationName: string;
}

export async function listRules(tx: OwnedTransaction): Promise<KeptRule[]> {
  const rows = await tx.db
    .selectFrom('bank_rules as r')
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'r.account_id').onRef('o.id', '=', 'r.organisation_id'),
    )
    .select(['r.pattern', 'r.organisation_id', 'o.name'])
    .where('r.account_id', '=', tx.accountId)
    .orderBy('r.pattern')
    .execute();
  return rows.map(row => ({
    pattern: row.pattern,
    organisationId: row.organisation_id,
    organisationName: row.name,
  }));
}

/** Answers false where there is no such rule. */
export async function deleteRuleRow(tx: OwnedTransaction, pattern: string): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('bank_rules')
    .where('account_id', '=', tx.accountId)
    .where('pattern', '=', pattern)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** Every issued invoice with what is outstanding on it. */
export async function listOpenInvoices(tx: OwnedTransaction): Promise<OpenInvoice[]> {
  const { rows } = await sql<{
    id: Id<'invoice'>;
    number_text: string;
    organisation_id: Id<'organisation'>;
    name: string;
    issue_date: Temporal.PlainDate;
    due_date: Temporal.PlainDate;
    outstanding: Pence;
  }>`
    SELECT i.id, i.number_text, i.organisation_id, o.name, i.issue_date, i.due_date, (i.total_pence
      - (SELECT coalesce(sum(p.amount_pence), 0) FROM payments p WHERE p.account_id = i.account_id AND p.invoice_id = i.id AND p.withdrawn_at IS NULL)
      - (SELECT coalesce(sum(c.amount_pence), 0) FROM credit_notes c WHERE c.account_id = i.account_id AND c.invoice_id = i.id))::bigint AS outstanding
    FROM invoices i JOIN organisations o ON o.account_id = i.account_id AND o.id = i.organisation_id
    WHERE i.account_id = ${tx.accountId} AND i.state = 'issued'
    ORDER BY i.issue_date, i.id`.execute(tx.db);
  return rows.map(row => ({
    id: row.id,
    number: row.number_text,
    organisationId: row.organisation_id,
    organisationName: row.name,
    issueDate: row.issue_date,
    dueDate: row.due_date,
    outstandingPence: row.outstanding,
  }));
}
