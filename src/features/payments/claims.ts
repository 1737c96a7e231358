import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';

/** "We have paid": what an organisation says until the locum has seen the money. */
export interface Claim {
  readonly id: Id<'claim'>;
  readonly invoiceId: Id<'invoice'>;
  readonly invoiceNumber: string;
  readonly organisationName: string;
  readonly name: string;
  readonly paidOn: Temporal.PlainDate;
  readonly amountPence: Pence;
  readonly reference: string;
  readonly claimedAt: Temporal.Instant;
  /** closed: the invoice was paid, credited or voided without this being answered. */
  readonly state: 'open' | 'confirmed' | 'rejected' | 'closed';
  readonly reason: string | null;
}

/** "This is not right", open until the locum has settled it. */
export interface Dispute {
  readonly id: Id<'dispute'>;
  readonly invoiceId: Id<'invoice'>;
  readonly invoiceNumber: string;
  readonly organisationName: string;
  readonly name: string;
  readonly reason: string;
  readonly openedAt: Temporal.Instant;
  readonly settledAt: Temporal.Instant | null;
  readonly outcome: string | null;
}

export interface ClaimFilter {
  readonly invoiceId?: Id<'invoice'>;
  readonly openOnly?: boolean;
}

/** Claims, the latest first. */
export async function listClaims(tx: OwnedTransaction, filter: ClaimFilter): Promise<Claim[]> {
  let query = claims(tx).orderBy('c.id', 'desc').limit(200);
  if (filter.invoiceId) query = query.where('c.invoice_id', '=', filter.invoiceId);
  if (filter.openOnly) query = query.where('c.state', '=', 'open');
  return (await query.execute()).map(claimOf);
}

export async function lockClaim(tx: OwnedTransaction, id: Id<'claim'>): Promise<Claim | undefined> {
  await tx.db
    .selectFrom('payment_claims')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const row = await claims(tx).where('c.id', '=', id).executeTakeFirst();
  return row && claimOf(row);
}

export async function insertClaim(
  tx: OwnedTransaction,
  claim: Pick<Claim, 'id' | 'invoiceId' | 'name' | 'paidOn' | 'amountPence' | 'reference' | 'claimedAt'>,
): Promise<void> {
  await tx.db
    .insertInto('payment_claims')
    .values({
      account_id: tx.accountId,
      id: claim.id,
      invoice_id: claim.invoiceId,
      name: claim.name,
      paid_on: claim.paidOn,
      amount_pence: claim.amountPence,
      reference: claim.reference,
      claimed_at: claim.claimedAt,
      state: 'open',
    })
    .execute();
}

export async function answerClaim(
  tx: OwnedTransaction,
  id: Id<'claim'>,
  answer: {
    readonly state: 'confirmed' | 'rejected';
    readonly answered_at: Temporal.Instant;
    readonly reason?: string;
    readonly payment_id?: Id<'payment'>;
  },
): Promise<void> {
  await tx.db
    .updateTable('payment_claims')
    .set(answer)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Closes what nobody has to answer any more. */
export async function closeOpenClaims(
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  it: { readonly answered_at: Temporal.Instant; readonly reason: string },
): Promise<void> {
  await tx.db
    .updateTable('payment_claims')
    .set({ ...it, state: 'closed' })
    .where('account_id', '=', tx.accountId)
    .where('invoice_id', '=', invoiceId)
    .where('state', '=', 'open')
    .execute();
}

/** Disputes, the latest first. */
export async function listDisputes(tx: OwnedTransaction, filter: ClaimFilter): Promise<Dispute[]> {
  let query = disputes(tx).orderBy('d.id', 'desc').limit(200);
  if (filter.invoiceId) query = query.where('d.invoice_id', '=', filter.invoiceId);
  if (filter.openOnly) query = query.where('d.settled_at', 'is', null);
  return (await query.execute()).map(disputeOf);
}

export async function readDispute(tx: OwnedTransaction, id: Id<'dispute'>): Promise<Dispute | undefined> {
  const row = await disputes(tx).where('d.id', '=', id).executeTakeFirst();
  return row && disputeOf(row);
}

export async function insertDispute(
  tx: OwnedTransaction,
  dispute: Pick<Dispute, 'id' | 'invoiceId' | 'name' | 'reason' | 'openedAt'>,
): Promise<void> {
  await tx.db
    .insertInto('invoice_disputes')
    .values({
      account_id: tx.accountId,
      id: dispute.id,
      invoice_id: dispute.invoiceId,
      name: dispute.name,
      reason: dispute.reason,
      opened_at: dispute.openedAt,
    })
    .execute();
}

export async function markSettledDispute(
  tx: OwnedTransaction,
  id: Id<'dispute'>,
  it: { readonly settled_at: Temporal.Instant; readonly outcome: string },
): Promise<void> {
  await tx.db
    .updateTable('invoice_disputes')
    .set(it)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .execute();
}

/** All open disputes of an invoice are settled. */
export async function settleOpenDisputes(
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  it: { readonly settled_at: Temporal.Instant; readonly outcome: string },
): Promise<void> {
  await tx.db
    .updateTable('invoice_disputes')
    .set(it)
    .where('account_id', '=', tx.accountId)
    .where('invoice_id', '=', invoiceId)
    .where('settled_at', 'is', null)
    .execute();
}

/** Whether an invoice is claimed as paid or disputed: nobody is asked for the money meanwhile. */
export async function hasOpenClaimOrDispute(tx: OwnedTransaction, invoiceId: Id<'invoice'>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    SELECT EXISTS (SELECT FROM payment_claims WHERE account_id = ${tx.accountId} AND invoice_id = ${invoiceId} AND state = 'open')
      OR EXISTS (SELECT FROM invoice_disputes WHERE account_id = ${tx.accountId} AND invoice_id = ${invoiceId} AND settled_at IS NULL) AS found`.execute(
    tx.db,
  );
  return rows[0]?.found ?? false;
}

function claims(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('payment_claims as c')
    .innerJoin('invoices as i', join =>
      join.onRef('i.account_id', '=', 'c.account_id').onRef('i.id', '=', 'c.invoice_id'),
    )
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'i.account_id').onRef('o.id', '=', 'i.organisation_id'),
    )
    .selectAll('c')
    .select(['i.number_text', 'o.name as organisation_name'])
    .where('c.account_id', '=', tx.accountId);
}

function claimOf(row: Awaited<ReturnType<ReturnType<typeof claims>['executeTakeFirstOrThrow']>>): Claim {
  return {
    id: row.id,
    invoiceId: row.invoice_id,
    invoiceNumber: row.number_text ?? '',
    organisationName: row.organisation_name,
    name: row.name,
    paidOn: row.paid_on,
    amountPence: row.amount_pence,
    reference: row.reference,
    claimedAt: row.claimed_at,
    state: row.state,
    reason: row.reason,
  };
}

function disputes(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('invoice_disputes as d')
    .innerJoin('invoices as i', join =>
      join.onRef('i.account_id', '=', 'd.account_id').onRef('i.id', '=', 'd.invoice_id'),
    )
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'i.account_id').onRef('o.id', '=', 'i.organisation_id'),
    )
    .selectAll('d')
    .select(['i.number_text', 'o.name as organisation_name'])
    .where('d.account_id', '=', tx.accountId);
}

function disputeOf(row: Awaited<ReturnType<ReturnType<typeof disputes>['executeTakeFirstOrThrow']>>): Dispute {
  return {
    id: row.id,
    invoiceId: row.invoice_id,
    invoiceNumber: row.number_text ?? '',
    organisationName: row.organisation_name,
    name: row.name,
    reason: row.reason,
    openedAt: row.opened_at,
    settledAt: row.settled_at,
    outcome: row.outcome,
  };
}
