import type { OwnedTransaction } from '#platform/access.ts';
import { archiveName } from '#platform/archive/zip.ts';
import type { Id } from '#rules/ids.ts';
import type { Days } from './books.ts';

/** A kept file that goes into a pack, under its name there. */
export interface PackPaper {
  readonly fileId: Id<'file'>;
  readonly name: string;
  readonly sizeBytes: number;
  readonly kind: 'invoice' | 'credit_note' | 'receipt';
}

/** What a pack carries at most: it is put together in memory. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Invoices issued or paid in the days, credit notes issued or refunded in them, receipts of what was spent in them. */
export async function listPackPapers(tx: OwnedTransaction, days: Days): Promise<PackPaper[]> {
  return [...(await invoices(tx, days)), ...(await creditNotes(tx, days)), ...(await receipts(tx, days))];
}

/** As many as fit, invoices first: what does not is named as left out. */
export function withinSize(papers: readonly PackPaper[]): PackPaper[] {
  let size = 0;
  return papers.filter(paper => {
    if (size + paper.sizeBytes > MOST_BYTES) return false;
    size += paper.sizeBytes;
    return true;
  });
}

async function invoices(tx: OwnedTransaction, { first, last }: Days): Promise<PackPaper[]> {
  const rows = await tx.db
    .selectFrom('invoices as i')
    .innerJoin('files as f', join => join.onRef('f.account_id', '=', 'i.account_id').onRef('f.id', '=', 'i.file_id'))
    .select(['f.id', 'f.name', 'f.size_bytes'])
    .where('i.account_id', '=', tx.accountId)
    .where(eb =>
      eb.or([
        eb.and([eb('i.issue_date', '>=', first), eb('i.issue_date', '<=', last)]),
        eb(
          'i.id',
          'in',
          eb
            .selectFrom('payments as p')
            .select('p.invoice_id')
            .where('p.account_id', '=', tx.accountId)
            .where('p.withdrawn_at', 'is', null)
            .where('p.received_on', '>=', first)
            .where('p.received_on', '<=', last),
        ),
      ]),
    )
    .orderBy('i.number')
    .execute();
  return rows.map(row => ({ ...paperOf(row, 'invoices'), kind: 'invoice' as const }));
}

async function creditNotes(tx: OwnedTransaction, { first, last }: Days): Promise<PackPaper[]> {
  const rows = await tx.db
    .selectFrom('credit_notes as c')
    .innerJoin('files as f', join => join.onRef('f.account_id', '=', 'c.account_id').onRef('f.id', '=', 'c.file_id'))
    .select(['f.id', 'f.name', 'f.size_bytes'])
    .where('c.account_id', '=', tx.accountId)
    .where(eb =>
      eb.or([
        eb.and([eb('c.issue_date', '>=', first), eb('c.issue_date', '<=', last)]),
        eb.and([eb('c.refunded_on', '>=', first), eb('c.refunded_on', '<=', last)]),
      ]),
    )
    .orderBy('c.number')
    .execute();
  return rows.map(row => ({ ...paperOf(row, 'credit-notes'), kind: 'credit_note' as const }));
}

async function receipts(tx: OwnedTransaction, { first, last }: Days): Promise<PackPaper[]> {
  const rows = await tx.db
    .selectFrom('expense_receipts as r')
    .innerJoin('expenses as e', join =>
      join.onRef('e.account_id', '=', 'r.account_id').onRef('e.id', '=', 'r.expense_id'),
    )
    .innerJoin('files as f', join => join.onRef('f.account_id', '=', 'r.account_id').onRef('f.id', '=', 'r.file_id'))
    .select(['f.id', 'f.name', 'f.size_bytes', 'e.spent_on', 'e.description'])
    .where('r.account_id', '=', tx.accountId)
    .where('e.spent_on', '>=', first)
    .where('e.spent_on', '<=', last)
    .orderBy('e.spent_on')
    .orderBy('r.file_id')
    .execute();
  return rows.map(row => ({
    ...paperOf({ ...row, name: `${row.spent_on} ${row.description.slice(0, 60)}, ${row.name}` }, 'receipts'),
    kind: 'receipt' as const,
  }));
}

function paperOf(row: { readonly id: Id<'file'>; readonly name: string; readonly size_bytes: number }, folder: string) {
  return { fileId: row.id, name: `${folder}/${archiveName(row.name)}`, sizeBytes: row.size_bytes };
}
