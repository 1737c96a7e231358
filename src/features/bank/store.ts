import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { BankLine } from '#rules/bank/bank-line.ts';
import type { KnownLine } from '#rules/bank/same-line.ts';
import type { Id } from '#rules/ids.ts';
import type { KeptLine, LinePayment } from './bank-lines.ts';

/** One import or match of an account at a time. */
export async function lockBank(tx: OwnedTransaction): Promise<void> {
  await tx.db.selectFrom('accounts').select('id').where('id', '=', tx.accountId).forUpdate().execute();
}

/** Kept lines of one account of the days between, both included, with the format of their file. */
export async function listKnownLines(
  tx: OwnedTransaction,
  bankAccountId: Id<'bankAccount'> | null,
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
): Promise<KnownLine[]> {
  const rows = await tx.db
    .selectFrom('bank_lines as l')
    .innerJoin('bank_imports as i', join =>
      join.onRef('i.account_id', '=', 'l.account_id').onRef('i.id', '=', 'l.import_id'),
    )
    .select(['l.paid_on', 'l.amount_pence', 'l.description', 'i.format'])
    .where('l.account_id', '=', tx.accountId)
    .where(sql<boolean>`l.bank_account_id IS NOT DISTINCT FROM ${bankAccountId}::uuid`)
    .where('l.paid_on', '>=', first)
    .where('l.paid_on', '<=', last)
    .orderBy('l.id')
    .execute();
  return rows.map(row => ({
    day: row.paid_on,
    amountPence: row.amount_pence,
    description: row.description,
    format: row.format,
  }));
}

export interface NewLine extends BankLine {
  readonly id: Id<'bankLine'>;
  readonly occurrence: number;
}

/** Rows of one statement; more would only make it longer. */
const AT_ONCE = 5000;

/** Adds lines in bulk: columns travel as arrays, so that fifty thousand take seconds. */
export async function insertLines(
  tx: OwnedTransaction,
  it: { readonly importId: Id<'bankImport'>; readonly bankAccountId: Id<'bankAccount'> | null },
  lines: readonly NewLine[],
): Promise<void> {
  for (let from = 0; from < lines.length; from += AT_ONCE) {
    const part = lines.slice(from, from + AT_ONCE);
    await sql`
      INSERT INTO bank_lines (account_id, id, import_id, bank_account_id, paid_on, amount_pence, description, occurrence)
      SELECT ${tx.accountId}::uuid, id, ${it.importId}::uuid, ${it.bankAccountId}::uuid, paid_on, amount_pence, description, occurrence
      FROM unnest(${part.map(line => line.id)}::uuid[], ${part.map(line => line.day.toString())}::date[], ${part.map(line => line.amountPence)}::bigint[],
        ${part.map(line => line.description)}::text[], ${part.map(line => line.occurrence)}::integer[])
        AS l (id, paid_on, amount_pence, description, occurrence)`.execute(tx.db);
  }
}

export interface LineFilter {
  readonly state?: KeptLine['state'] | undefined;
  readonly importId?: Id<'bankImport'> | undefined;
  readonly ids?: readonly Id<'bankLine'>[] | undefined;
  readonly offset?: number;
  readonly limit: number;
}

/** Kept lines, the latest day first. */
export async function listLines(tx: OwnedTransaction, filter: LineFilter): Promise<KeptLine[]> {
  let query = tx.db
    .selectFrom('bank_lines as l')
    .leftJoin('bank_accounts as a', join =>
      join.onRef('a.account_id', '=', 'l.account_id').onRef('a.id', '=', 'l.bank_account_id'),
    )
    .select(['l.id', 'l.import_id', 'l.paid_on', 'l.amount_pence', 'l.description', 'l.ignored_at', 'a.label'])
    .where('l.account_id', '=', tx.accountId)
    .orderBy('l.paid_on', 'desc')
    .orderBy('l.id', 'desc')
    .limit(filter.limit)
    .offset(filter.offset ?? 0);
  if (filter.ids) query = query.where('l.id', 'in', [...filter.ids]);
  if (filter.importId) query = query.where('l.import_id', '=', filter.importId);
  if (filter.state === 'settled') query = query.where(isSettled);
  if (filter.state === 'ignored') query = query.where('l.ignored_at', 'is not', null).where(notSettled);
  if (filter.state === 'open') query = query.where('l.ignored_at', 'is', null).where(notSettled);
  const rows = await query.execute();
  const payments = await paymentsOf(
    tx,
    rows.map(row => row.id),
  );
  return rows.map(row => {
    const its = payments.get(row.id) ?? [];
    return {
      id: row.id,
      importId: row.import_id,
      bankAccount: row.label,
      day: row.paid_on,
      amountPence: row.amount_pence,
      description: row.description,
      state: its.length > 0 ? 'settled' : row.ignored_at ? 'ignored' : 'open',
      payments: its,
    };
  });
}

/** How many lines wait for an answer. */
export async function countOpenLines(tx: OwnedTransaction): Promise<number> {
  const row = await tx.db
    .selectFrom('bank_lines as l')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('l.account_id', '=', tx.accountId)
    .where('l.ignored_at', 'is', null)
    .where(notSettled)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Of a line `l`: a payment that counts is bound to it. */
export const isSettled = sql<boolean>`EXISTS (SELECT FROM bank_matches m JOIN payments p ON p.account_id = m.account_id AND p.id = m.payment_id
  WHERE m.account_id = l.account_id AND m.bank_line_id = l.id AND p.withdrawn_at IS NULL)`;
const notSettled = sql<boolean>`NOT ${isSettled}`;

async function paymentsOf(
  tx: OwnedTransaction,
  lines: readonly Id<'bankLine'>[],
): Promise<ReadonlyMap<Id<'bankLine'>, LinePayment[]>> {
  if (lines.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('bank_matches as m')
    .innerJoin('payments as p', join =>
      join.onRef('p.account_id', '=', 'm.account_id').onRef('p.id', '=', 'm.payment_id'),
    )
    .innerJoin('invoices as i', join =>
      join.onRef('i.account_id', '=', 'm.account_id').onRef('i.id', '=', 'm.invoice_id'),
    )
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'i.account_id').onRef('o.id', '=', 'i.organisation_id'),
    )
    .select([
      'm.bank_line_id',
      'm.payment_id',
      'm.invoice_id',
      'i.number_text',
      'o.name',
      'p.amount_pence',
      'm.was_recorded',
    ])
    .where('m.account_id', '=', tx.accountId)
    .where('m.bank_line_id', 'in', [...lines])
    .where('p.withdrawn_at', 'is', null)
    .orderBy('i.number')
    .execute();
  const payments = rows.map(row => ({
    lineId: row.bank_line_id,
    paymentId: row.payment_id,
    invoiceId: row.invoice_id,
    invoiceNumber: row.number_text ?? '',
    organisationName: row.name,
    amountPence: row.amount_pence,
    wasRecorded: row.was_recorded,
  }));
  return Map.groupBy(payments, it => it.lineId);
}

/** Answers false where there is no such line. */
export async function markIgnored(
  tx: OwnedTransaction,
  id: Id<'bankLine'>,
  at: Temporal.Instant | null,
): Promise<boolean> {
  const result = await tx.db
    .updateTable('bank_lines')
    .set({ ignored_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
