import { readAccount } from '#features/accounts/index.ts';
import {
  type DraftInput,
  deleteDraftIn,
  draftInvoiceIn,
  type FormAEnclosure,
  findInvoice,
  type Invoice,
  invoiceRecipient,
  issueInvoiceIn,
  sendInvoiceIn,
  voidInvoiceIn,
} from '#features/invoices/index.ts';
import { readOrganisation } from '#features/organisations/index.ts';
import { closeAnsweredIn } from '#features/payments/index.ts';
import {
  formALink,
  listFormAsOf,
  type MadeFormA,
  makeFormAsIn,
  wantsFormA,
  withdrawFormAs,
} from '#features/pensions/index.ts';
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
  await asOwner(ctx.db, owner, tx => issueWithForms(ctx, tx, id));
}

/** Sends an issued invoice with the papers that it was issued with, once more or for the first time. */
export async function sendAgain(ctx: Ctx, owner: Owner, id: Id<'invoice'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const invoice = await findInvoice(tx, id, ctx.clock.today());
    if (!invoice) throw notFound('invoice');
    if (invoice.state === 'draft' || invoice.state === 'void') {
      throw new Refusal({ code: 'invoice.not_issued', message: 'Only an issued invoice can be sent.' });
    }
    const forms = await listFormAsOf(tx, id);
    await send(
      ctx,
      tx,
      invoice,
      forms.map(form => ({
        id: form.id,
        fileId: form.fileId,
        name: `Form-A-${form.invoiceNumber}${forms.length > 1 ? `-part-${form.part}` : ''}.pdf`,
      })),
    );
  });
}

/** Voids an invoice and withdraws its Forms A. */
export async function voidBilled(ctx: Ctx, owner: Owner, id: Id<'invoice'>, reason: string): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await voidInvoiceIn(ctx, tx, id, reason);
    await withdrawFormAs(tx, id, ctx.clock.now());
    await closeAnsweredIn(ctx, tx, id);
  });
}

/** Throws a draft away. */
export async function deleteDraft(ctx: Ctx, owner: Owner, id: Id<'invoice'>): Promise<void> {
  await asOwner(ctx.db, owner, tx => deleteDraftIn(ctx, tx, id));
}

async function issueAndSendIn(ctx: Ctx, tx: OwnedTransaction, id: Id<'invoice'>): Promise<void> {
  const { invoice, forms } = await issueWithForms(ctx, tx, id);
  await send(ctx, tx, invoice, forms);
}

async function issueWithForms(ctx: Ctx, tx: OwnedTransaction, id: Id<'invoice'>) {
  const invoice = await issueInvoiceIn(ctx, tx, id);
  const organisation = await readOrganisation(tx, invoice.organisationId);
  if (!organisation) throw notFound('organisation');
  return { invoice, forms: wantsFormA(invoice) ? await makeFormAsIn(ctx, tx, invoice, organisation) : [] };
}

async function send(ctx: Ctx, tx: OwnedTransaction, invoice: Invoice, forms: readonly MadeFormA[]): Promise<void> {
  const organisation = await readOrganisation(tx, invoice.organisationId);
  if (!organisation) throw notFound('organisation');
  const formAs: FormAEnclosure[] = [];
  for (const form of forms) {
    formAs.push({ ...form, signUrl: await formALink(ctx, tx, form.id, invoiceRecipient(organisation)) });
  }
  await sendInvoiceIn(ctx, tx, { invoice, organisation, account: await readAccount(tx), formAs });
  await recordFact(ctx, tx, { kind: 'invoice.sent', subjectId: invoice.id });
}
