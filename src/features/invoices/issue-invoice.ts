import { readAccount } from '#features/accounts/index.ts';
import { markInvoiced } from '#features/bookings/index.ts';
import { readOrganisation } from '#features/organisations/index.ts';
import { readProfile } from '#features/profile/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { storeFile } from '#platform/stored-file.ts';
import type { Id } from '#rules/ids.ts';
import { missingParticulars } from '#rules/invoice-particulars.ts';
import { formatInvoiceNumber } from '#rules/invoice-standing.ts';
import { dueDay } from '#rules/payment-terms.ts';
import { sumsOf } from './draft-invoice.ts';
import { listEnteredFigures } from './entered-figures.ts';
import type { Invoice } from './invoice.ts';
import { renderInvoice } from './invoice-document.ts';
import { buyerParticulars, printedInvoice, sellerParticulars } from './printed-invoice.ts';
import { findInvoice, listLines } from './read-invoices.ts';
import { lockInvoice, markIssued, nextNumber } from './store.ts';

/**
 * Gives a draft its number and its paper, for good: from here on it is only paid or voided. Within the caller's transaction,
 * since number, paper, bookings and whatever is sent with it happen together or not at all.
 * Refuses `invoice.not_a_draft`, `invoice.incomplete` with all that is missing, and `invoice.no_purchase_order` where the organisation asks
 * for one.
 */
export async function issueInvoiceIn(
  ctx: Needs<'clock' | 'queue' | 'cipher' | 'files'>,
  tx: OwnedTransaction,
  id: Id<'invoice'>,
): Promise<Invoice> {
  const state = await lockInvoice(tx, id);
  if (!state) throw notFound('invoice');
  if (state !== 'draft') throw new Refusal({ code: 'invoice.not_a_draft', message: 'This invoice is issued already.' });
  const [today, now] = [ctx.clock.today(), ctx.clock.now()];
  const draft = await findInvoice(tx, id, today);
  const organisation = draft && (await readOrganisation(tx, draft.organisationId));
  if (!draft || !organisation) throw notFound('invoice');
  const [account, profile, lines] = [await readAccount(tx), await readProfile(ctx, tx), await listLines(tx, id)];
  const missing = missingParticulars(sellerParticulars(account, profile), buyerParticulars(organisation));
  if (missing.length > 0) {
    throw new Refusal({ code: 'invoice.incomplete', message: missing.map(it => it.message).join(' '), status: 422 });
  }
  if (organisation.requiresPurchaseOrder && draft.purchaseOrder === null) {
    throw new Refusal({
      code: 'invoice.no_purchase_order',
      message: `${organisation.name} pays nothing without an order number. Enter it on the draft first.`,
      field: 'purchaseOrder',
      status: 422,
    });
  }
  const sums = sumsOf(lines, organisation, today, await listEnteredFigures(tx));
  const dueDate = dueDay(today, draft.paymentTermsDays);
  const number = await nextNumber(tx);
  const content = printedInvoice({
    number: formatInvoiceNumber(profile.invoicePrefix, number),
    madeAt: now,
    issueDate: today,
    dueDate,
    account,
    profile,
    organisation,
    purchaseOrder: draft.purchaseOrder,
    buyerReference: draft.buyerReference,
    notes: draft.notes,
    lines,
    sums,
  });
  const bytes = await renderInvoice(content);
  const fileId = await storeFile(ctx, tx, {
    kind: 'invoice',
    name: `${content.number}.pdf`,
    contentType: 'application/pdf',
    bytes,
  });
  await markIssued(tx, id, { number, issueDate: today, dueDate, sums, content, fileId }, now);
  await markInvoiced(tx, id, now);
  await recordFact(ctx, tx, {
    kind: 'invoice.issued',
    subjectId: id,
    details: { number, totalPence: sums.totalPence },
  });
  const issued = await findInvoice(tx, id, today);
  if (!issued) throw new Error('an invoice vanished while it was issued');
  return issued;
}
