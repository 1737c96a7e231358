import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { PayslipInput } from './input.ts';
import type { Payslip, PayslipLine } from './payslip.ts';

export interface PayslipFilter {
  readonly id?: Id<'payslip'>;
  readonly days?: { readonly first: Temporal.PlainDate; readonly last: Temporal.PlainDate } | undefined;
}

/** Payslips, the latest first. */
export async function listPayslips(tx: OwnedTransaction, filter: PayslipFilter = {}): Promise<Payslip[]> {
  let query = tx.db
    .selectFrom('payslips as s')
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 's.account_id').onRef('o.id', '=', 's.payer_id'),
    )
    .selectAll('s')
    .select('o.name')
    .where('s.account_id', '=', tx.accountId)
    .orderBy('s.paid_on', 'desc')
    .orderBy('s.id', 'desc');
  if (filter.id) query = query.where('s.id', '=', filter.id);
  if (filter.days) query = query.where('s.paid_on', '>=', filter.days.first).where('s.paid_on', '<=', filter.days.last);
  return (await query.execute()).map(row => ({
    id: row.id,
    payerId: row.payer_id,
    payerName: row.name,
    kind: row.kind,
    paidOn: row.paid_on,
    period: row.period,
    grossPence: row.gross_pence,
    expensesPence: row.expenses_pence,
    taxPence: row.tax_pence,
    niPence: row.ni_pence,
    pensionPence: row.pension_pence,
    loanPence: row.loan_pence,
    otherPence: row.other_pence,
    netPence: row.net_pence,
    umbrella: umbrellaOf(row),
    note: row.note,
  }));
}

/** What every payslip pays for which booking, in the order of the payslips. */
export async function listPayslipLines(tx: OwnedTransaction): Promise<PayslipLine[]> {
  const rows = await tx.db
    .selectFrom('payslip_lines as l')
    .innerJoin('payslips as s', join =>
      join.onRef('s.account_id', '=', 'l.account_id').onRef('s.id', '=', 'l.payslip_id'),
    )
    .select(['l.payslip_id', 'l.booking_id', 's.paid_on', 'l.amount_pence'])
    .where('l.account_id', '=', tx.accountId)
    .orderBy('s.paid_on')
    .orderBy('s.id')
    .execute();
  return rows.map(row => ({
    payslipId: row.payslip_id,
    bookingId: row.booking_id,
    paidOn: row.paid_on,
    amountPence: row.amount_pence,
  }));
}

/** Adds a payslip with its lines; answers false where one with that id is there already. */
export async function insertPayslip(
  tx: OwnedTransaction,
  id: Id<'payslip'>,
  input: Omit<PayslipInput, 'booking' | 'amount' | 'lines' | 'net'> & { readonly net: Pence },
  lines: readonly { readonly bookingId: Id<'booking'>; readonly amountPence: Pence }[],
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .insertInto('payslips')
    .values({
      account_id: tx.accountId,
      id,
      payer_id: input.payer,
      kind: input.kind,
      paid_on: input.paidOn,
      period: input.period,
      gross_pence: input.gross,
      expenses_pence: input.expenses,
      tax_pence: input.tax,
      ni_pence: input.ni,
      pension_pence: input.pension,
      loan_pence: input.loan,
      other_pence: input.other,
      net_pence: input.net,
      assignment_pence: input.umbrella?.assignmentPence ?? null,
      margin_pence: input.umbrella?.marginPence ?? null,
      employer_ni_pence: input.umbrella?.employerNiPence ?? null,
      levy_pence: input.umbrella?.levyPence ?? null,
      employer_pension_pence: input.umbrella?.employerPensionPence ?? null,
      note: input.note ?? '',
      recorded_at: now,
    })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 1n) return false;
  if (lines.length > 0)
    await tx.db
      .insertInto('payslip_lines')
      .values(
        lines.map(it => ({
          account_id: tx.accountId,
          payslip_id: id,
          booking_id: it.bookingId,
          amount_pence: it.amountPence,
        })),
      )
      .execute();
  return true;
}

/** Answers false where there is none. */
export async function deletePayslipRow(tx: OwnedTransaction, id: Id<'payslip'>): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('payslips')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** Names of all organisations, archived ones too: somebody may still have to pay. */
export async function payerNames(tx: OwnedTransaction): Promise<ReadonlyMap<Id<'organisation'>, string>> {
  const rows = await tx.db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('account_id', '=', tx.accountId)
    .execute();
  return new Map(rows.map(row => [row.id, row.name]));
}

/** A message to a payer, as it was sent. */
export interface PayQuery {
  readonly id: Id<'payQuery'>;
  readonly payerId: Id<'organisation'>;
  readonly toAddress: string;
  readonly body: string;
  readonly sentAt: Temporal.Instant;
}

/** Keeps a message and what it asked for; answers false where it is there already. */
export async function insertQuery(
  tx: OwnedTransaction,
  query: PayQuery,
  gaps: readonly { readonly bookingId: Id<'booking'>; readonly gapPence: Pence }[],
): Promise<boolean> {
  const result = await tx.db
    .insertInto('pay_queries')
    .values({
      account_id: tx.accountId,
      id: query.id,
      payer_id: query.payerId,
      to_address: query.toAddress,
      body: query.body,
      sent_at: query.sentAt,
    })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 1n) return false;
  await tx.db
    .insertInto('pay_query_bookings')
    .values(
      gaps.map(it => ({
        account_id: tx.accountId,
        query_id: query.id,
        booking_id: it.bookingId,
        gap_pence: it.gapPence,
      })),
    )
    .execute();
  return true;
}

/** Messages to one payer, the latest first. */
export async function listQueries(tx: OwnedTransaction, payerId: Id<'organisation'>): Promise<PayQuery[]> {
  const rows = await tx.db
    .selectFrom('pay_queries')
    .select(['id', 'payer_id', 'to_address', 'body', 'sent_at'])
    .where('account_id', '=', tx.accountId)
    .where('payer_id', '=', payerId)
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(row => ({
    id: row.id,
    payerId: row.payer_id,
    toAddress: row.to_address,
    body: row.body,
    sentAt: row.sent_at,
  }));
}

/** When each booking was last asked about. */
export async function lastAsked(tx: OwnedTransaction): Promise<ReadonlyMap<Id<'booking'>, Temporal.Instant>> {
  const rows = await tx.db
    .selectFrom('pay_query_bookings as b')
    .innerJoin('pay_queries as q', join =>
      join.onRef('q.account_id', '=', 'b.account_id').onRef('q.id', '=', 'b.query_id'),
    )
    .select(['b.booking_id', sql<Temporal.Instant>`max(q.sent_at)`.as('sent_at')])
    .where('b.account_id', '=', tx.accountId)
    .groupBy('b.booking_id')
    .execute();
  return new Map(rows.map(row => [row.booking_id, row.sent_at]));
}

function umbrellaOf(row: {
  assignment_pence: Pence | null;
  margin_pence: Pence | null;
  employer_ni_pence: Pence | null;
  levy_pence: Pence | null;
  employer_pension_pence: Pence | null;
}): Payslip['umbrella'] {
  const { assignment_pence, margin_pence, employer_ni_pence, levy_pence, employer_pension_pence } = row;
  if (assignment_pence === null || margin_pence === null || employer_ni_pence === null) return undefined;
  if (levy_pence === null || employer_pension_pence === null) return undefined;
  return {
    assignmentPence: assignment_pence,
    marginPence: margin_pence,
    employerNiPence: employer_ni_pence,
    levyPence: levy_pence,
    employerPensionPence: employer_pension_pence,
  };
}
