import { findInvoice, lockInvoice, tellFinanceContact } from '#features/invoices/index.ts';
import { tellLocum } from '#features/profile/index.ts';
import { type Caller, type Entered, useLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { type Id, showId } from '#rules/ids.ts';
import { insertDispute, markSettledDispute, readDispute } from './claims.ts';
import type { DisputeInput } from './input.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site'>;

/** The organisation says that an invoice is not right. It stays as it is; it counts as disputed until the locum has settled it. */
export async function disputeInvoice(
  ctx: Ctx,
  { owner, link }: Entered,
  input: DisputeInput,
  caller: Caller,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const invoiceId = link.subjectId as Id<'invoice'>;
    const state = await lockInvoice(tx, invoiceId);
    const invoice = state && (await findInvoice(tx, invoiceId, ctx.clock.today()));
    if (!invoice) throw notFound('page');
    if (invoice.state !== 'issued') {
      throw new Refusal({ code: 'invoice.not_open', message: 'This invoice is paid or no longer in force.' });
    }
    await useLink(ctx, tx, link, 'dispute', caller);
    const id = newId('dispute');
    await insertDispute(tx, { id, invoiceId, name: input.name, reason: input.reason, openedAt: ctx.clock.now() });
    await tellLocum(ctx, tx, {
      kind: 'claim',
      subjectId: invoiceId,
      subject: `${invoice.organisationName} disputes ${invoice.number}`,
      paragraphs: [
        `${input.name} at ${invoice.organisationName} says that ${invoice.number} is not right:`,
        input.reason,
      ],
      button: { label: 'Open the invoice', path: `/invoices/${showId('invoice', invoiceId)}` },
    });
    await recordFact(ctx, tx, { kind: 'dispute.opened', subjectId: invoiceId, details: { disputeId: id } });
  });
}

/** The locum says how a dispute was settled; the organisation is told. A second time changes nothing. */
export async function settleDispute(ctx: Ctx, owner: Owner, id: Id<'dispute'>, outcome: string): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const dispute = await readDispute(tx, id);
    if (!dispute) throw notFound('dispute');
    if (dispute.settledAt !== null) return;
    await markSettledDispute(tx, id, { settled_at: ctx.clock.now(), outcome });
    await tellFinanceContact(ctx, tx, dispute.invoiceId, {
      subject: `${dispute.invoiceNumber}: what you told me is settled`,
      paragraphs: [
        `${dispute.name} told me that ${dispute.invoiceNumber} is not right. I take it as settled:`,
        outcome,
      ],
    });
    await recordFact(ctx, tx, { kind: 'dispute.settled', subjectId: dispute.invoiceId, details: { disputeId: id } });
  });
}
