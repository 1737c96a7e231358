import { readAccount } from '#features/accounts/index.ts';
import {
  type DraftInput,
  deleteDraftIn,
  draftInvoiceIn,
  findInvoice,
  type Invoice,
  invoiceRecipient,
  issueInvoiceIn,
  sendInvoiceIn,
  voidInvoiceIn,
} from '#features/invoices/index.ts';
import { readOrganisation } from '#features/organisations/index.ts';
import { findFormA, formALink, makeFormAIn, wantsFormA, withdrawFormA } from '#features/pensions/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import type { Id } from '#rules/ids.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'files' | 'site' | 'links'>;

/** Delivered bookings → invoice and Form A → sent: one transaction. Sent twice with one id it happens once. */
export async function billDelivered(ctx: Ctx, owner: Owner, input: DraftInput): Promise<Id<'invoice'>> {
  return asOwner(ctx.db, owner, async tx => {
    if (input.id && (await findInvoice(tx, input.id, ctx.clock.today()))) return input.id;
    const id = await draftInvoiceIn(ctx, tx, input);
    await issueAndSendIn(ctx, tx, id);
    return id;
  });
}

/** Issues a draft with its Form A and sends both. */
export async function issueAndSend(ctx: Ctx, owner: Owner, id: Id<'invoice'>): Promise<void> {
  await asOwner(ctx.db, owner, tx => issueAndSendIn(ctx, tx, id));
}

/** Issues a draft with its Form A; the locum hands the papers over in some other way. */
export async function issueOnly(ctx: Ctx, owner: Owner, id: Id<'invoice'>): Promise<void> {
  await asOwner(ctx.db, owner, tx => issueWithFormA(ctx, tx, id));
}

/** Sends an issued invoice with the papers that it was issued with, once more or for the first time. */
export async function sendAgain(ctx: Ctx, owner: Owner, id: Id<'invoice'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const invoice = await findInvoice(tx, id, ctx.clock.today());
    if (!invoice) throw notFound('invoice');
    if (invoice.state === 'draft' || invoice.state === 'void') {
      throw new Refusal({ code: 'invoice.not_issued', message: 'Only an issued invoice can be sent.' });
    }
    const form = await findFormA(tx, id);
    await send(
      ctx,
      tx,
      invoice,
      form && { id: form.id, fileId: form.fileId, name: `Form-A-${form.invoiceNumber}.pdf` },
    );
  });
}

/** Voids an invoice and withdraws its Form A. */
export async function voidBilled(ctx: Ctx, owner: Owner, id: Id<'invoice'>, reason: string): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await voidInvoiceIn(ctx, tx, id, reason);
    await withdrawFormA(tx, id, ctx.clock.now());
  });
}

/** Throws a draft away. */
export async function deleteDraft(ctx: Ctx, owner: Owner, id: Id<'invoice'>): Promise<void> {
  await asOwner(ctx.db, owner, tx => deleteDraftIn(ctx, tx, id));
}

async function issueAndSendIn(ctx: Ctx, tx: OwnedTransaction, id: Id<'invoice'>): Promise<void> {
  const { invoice, formA } = await issueWithFormA(ctx, tx, id);
  await send(ctx, tx, invoice, formA);
}

async function issueWithFormA(ctx: Ctx, tx: OwnedTransaction, id: Id<'invoice'>) {
  const invoice = await issueInvoiceIn(ctx, tx, id);
  const organisation = await readOrganisation(tx, invoice.organisationId);
  if (!organisation) throw notFound('organisation');
  const formA = wantsFormA(invoice, organisation) ? await makeFormAIn(ctx, tx, invoice, organisation) : undefined;
  return { invoice, formA };
}

async function send(
  ctx: Ctx,
  tx: OwnedTransaction,
  invoice: Invoice,
  formA: { id: Id<'formA'>; fileId: Id<'file'>; name: string } | undefined,
): Promise<void> {
  const organisation = await readOrganisation(tx, invoice.organisationId);
  if (!organisation) throw notFound('organisation');
  const signed = formA && { ...formA, signUrl: await formALink(ctx, tx, formA.id, invoiceRecipient(organisation)) };
  await sendInvoiceIn(ctx, tx, { invoice, organisation, account: await readAccount(tx), formA: signed });
  await recordFact(ctx, tx, { kind: 'invoice.sent', subjectId: invoice.id });
}
