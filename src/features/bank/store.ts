import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { BankFormat, BankLine } from '#rules/bank/bank-line.ts';
import type { OpenInvoice, PayerRule } from '#rules/bank/match-terms.ts';
import type { KnownLine } from '#rules/bank/same-line.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import type { BankImport, KeptLine, LinePayment } from './bank-lines.ts';

/** One import or match of an account at a time. */
export async function lockBank(tx: OwnedTransaction): Promise<void> {
  await tx.db.selectFrom('accounts').select('id').where('id', '=', tx.accountId).forUpdate().execute();
}

/** Kept lines of the days between, both included, with the format of their file. */
export async function listKnownLines(
  tx: OwnedTransaction,
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

/** Adds an import; answers false where one with that id is there already. */
export async function insertImport(
  tx: OwnedTransaction,
  it: { readonly id: Id<'bankImport'>; readonly fileName: string; readonly format: BankFormat },
  now: Temporal.Instant,
): Promise<boolean> {
  const result = await tx.db
    .insertInto('bank_imports')
    .values({ account_id: tx.accountId, id: it.id, file_name: it.fileName, format: it.format, imported_at: now })
    .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
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
  importId: Id<'bankImport'>,
  lines: readonly NewLine[],
): Promise<void> {
  for (let from = 0; from < lines.length; from += AT_ONCE) {
    const part = lines.slice(from, from + AT_ONCE);
    await sql`
      INSERT INTO bank_lines (account_id, id, import_id, paid_on, amount_pence, description, occurrence)
      SELECT ${tx.accountId}::uuid, id, ${importId}::uuid, paid_on, amount_pence, description, occurrence
      FROM unnest(${part.map(it => it.id)}::uuid[], ${part.map(it => it.day.toString())}::date[], ${part.map(it => it.amountPence)}::bigint[],
        ${part.map(it => it.description)}::text[], ${part.map(it => it.occurrence)}::integer[])
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
    .select(['l.id', 'l.import_id', 'l.paid_on', 'l.amount_pence', 'l.description', 'l.ignored_at'])
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

const isSettled = sql<boolean>`EXISTS (SELECT FROM bank_matches m JOIN payments p ON p.account_id = m.account_id AND p.id = m.payment_id
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
    .select(['m.bank_line_id', 'm.payment_id', 'm.invoice_id', 'i.number_text', 'o.name', 'p.amount_pence'])
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

export async function insertMatch(
  tx: OwnedTransaction,
  it: {
    readonly lineId: Id<'bankLine'>;
    readonly paymentId: Id<'payment'>;
    readonly invoiceId: Id<'invoice'>;
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
      matched_at: now,
    })
    .execute();
}

/** The files, the latest first. */
export async function listImports(tx: OwnedTransaction, limit: number): Promise<BankImport[]> {
  const rows = await tx.db
    .selectFrom('bank_imports as i')
    .select(['i.id', 'i.file_name', 'i.format', 'i.imported_at'])
    .select(
      sql<number>`(SELECT count(*)::integer FROM bank_lines l WHERE l.account_id = i.account_id AND l.import_id = i.id)`.as(
        'line_count',
      ),
    )
    .select(
      sql<number>`(SELECT count(*)::integer FROM bank_lines l WHERE l.account_id = i.account_id AND l.import_id = i.id AND ${isSettled})`.as(
        'settled_count',
      ),
    )
    .where('i.account_id', '=', tx.accountId)
    .orderBy('i.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(row => ({
    id: row.id,
    fileName: row.file_name,
    format: row.format,
    importedAt: row.imported_at,
    lineCount: row.line_count,
    settledCount: row.settled_count,
  }));
}

/** Deletes an import with its lines; answers false where there is none. */
export async function deleteImportRow(tx: OwnedTransaction, id: Id<'bankImport'>): Promise<boolean> {
  const result = await tx.db
    .deleteFrom('bank_imports')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
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
