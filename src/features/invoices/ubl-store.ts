import type { OwnedTransaction } from '#platform/access.ts';
import type { ElectronicAddress } from '#rules/identifiers/electronic-address.ts';
import type { Id } from '#rules/ids.ts';
import type { CreditNoteDocument } from './credit-note-document.ts';
import type { InvoiceDocument } from './invoice-content.ts';

/** The locum's own electronic address; undefined where none was told. */
export async function readOwnAddress(tx: OwnedTransaction): Promise<ElectronicAddress | undefined> {
  return tx.db
    .selectFrom('own_electronic_addresses')
    .select(['scheme', 'identifier'])
    .where('account_id', '=', tx.accountId)
    .executeTakeFirst();
}

/** An organisation's electronic address; undefined where none was told. */
export async function readAddressOf(
  tx: OwnedTransaction,
  id: Id<'organisation'>,
): Promise<ElectronicAddress | undefined> {
  return tx.db
    .selectFrom('electronic_addresses')
    .select(['scheme', 'identifier'])
    .where('account_id', '=', tx.accountId)
    .where('organisation_id', '=', id)
    .executeTakeFirst();
}

/** Keeps the locum's own address, or forgets it. */
export async function writeOwnAddress(
  tx: OwnedTransaction,
  address: ElectronicAddress | null,
  now: Temporal.Instant,
): Promise<void> {
  if (address === null) {
    await tx.db.deleteFrom('own_electronic_addresses').where('account_id', '=', tx.accountId).execute();
    return;
  }
  const row = { scheme: address.scheme, identifier: address.identifier, updated_at: now };
  await tx.db
    .insertInto('own_electronic_addresses')
    .values({ account_id: tx.accountId, ...row })
    .onConflict(conflict => conflict.column('account_id').doUpdateSet(row))
    .execute();
}

/** Keeps an organisation's address, or forgets it. */
export async function writeAddressOf(
  tx: OwnedTransaction,
  id: Id<'organisation'>,
  address: ElectronicAddress | null,
  now: Temporal.Instant,
): Promise<void> {
  if (address === null) {
    await tx.db
      .deleteFrom('electronic_addresses')
      .where('account_id', '=', tx.accountId)
      .where('organisation_id', '=', id)
      .execute();
    return;
  }
  const row = { scheme: address.scheme, identifier: address.identifier, updated_at: now };
  await tx.db
    .insertInto('electronic_addresses')
    .values({ account_id: tx.accountId, organisation_id: id, ...row })
    .onConflict(conflict => conflict.columns(['account_id', 'organisation_id']).doUpdateSet(row))
    .execute();
}

/** Everything an issued invoice prints, as it stood then; undefined of a draft. */
export async function readInvoiceContent(
  tx: OwnedTransaction,
  id: Id<'invoice'>,
): Promise<InvoiceDocument | undefined> {
  const row = await tx.db
    .selectFrom('invoices')
    .select('content')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row?.content) return undefined;
  const kept = row.content as unknown as InvoiceDocument;
  return {
    ...kept,
    issueDate: dayOf(kept.issueDate),
    dueDate: dayOf(kept.dueDate),
    supplyDates: { first: dayOf(kept.supplyDates.first), last: dayOf(kept.supplyDates.last) },
  };
}

/** Everything a credit note of that invoice prints. */
export async function readCreditContent(
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  id: Id<'creditNote'>,
): Promise<CreditNoteDocument | undefined> {
  const row = await tx.db
    .selectFrom('credit_notes')
    .select('content')
    .where('account_id', '=', tx.accountId)
    .where('invoice_id', '=', invoiceId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row?.content) return undefined;
  const kept = row.content as unknown as CreditNoteDocument;
  return {
    ...kept,
    issueDate: dayOf(kept.issueDate),
    invoice: { ...kept.invoice, issueDate: dayOf(kept.invoice.issueDate) },
  };
}

/** Days are kept as text within a content. */
function dayOf(kept: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.from(String(kept));
}
