import { findInvoice, lockInvoice } from '#features/invoices/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { daysBetween } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { type InterestInvoice, listInterestInvoices, settleInterest } from './interest-store.ts';
import { changeHold } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Records that an interest invoice was paid. Refuses days to come, days before it, and one that is waived. Twice is no fault. */
export async function recordInterestPaid(
  ctx: Ctx,
  owner: Owner,
  invoiceId: Id<'invoice'>,
  id: Id<'interestInvoice'>,
  on: Temporal.PlainDate,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const it = await findInterest(tx, invoiceId, id);
    if (it.paidOn) return;
    if (it.waivedAt) throw new Refusal({ code: 'interest.waived', message: `${it.number} is waived.` });
    if (daysBetween(ctx.clock.today(), on) > 0)
      throw new InputRefusal({ paidOn: 'This day is still to come. Enter the day on which the money arrived.' });
    if (daysBetween(it.issueDate, on) < 0)
      throw new InputRefusal({ paidOn: `${it.number} was issued later than that. Check the day.` });
    await settleInterest(tx, id, { paid_on: on });
    await recordFact(ctx, tx, { kind: 'interest_invoice.paid', subjectId: id });
  });
}

/** Gives up an interest invoice that is not paid. Refuses one that is. Twice is no fault. */
export async function waiveInterestInvoice(
  ctx: Ctx,
  owner: Owner,
  invoiceId: Id<'invoice'>,
  id: Id<'interestInvoice'>,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const it = await findInterest(tx, invoiceId, id);
    if (it.waivedAt) return;
    if (it.paidOn) throw new Refusal({ code: 'interest.paid', message: `${it.number} is paid already.` });
    await settleInterest(tx, id, { waived_at: ctx.clock.now() });
    await recordFact(ctx, tx, { kind: 'interest_invoice.waived', subjectId: id });
  });
}

/** Gives up interest on an invoice before it was asked for, or takes that back. */
export async function waiveInterest(ctx: Ctx, owner: Owner, id: Id<'invoice'>, waived: boolean): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const state = await lockInvoice(tx, id);
    if (!state || !(await findInvoice(tx, id, ctx.clock.today()))) throw notFound('invoice');
    await changeHold(tx, id, { interest_waived_at: waived ? ctx.clock.now() : null });
    await recordFact(ctx, tx, { kind: waived ? 'interest.waived' : 'interest.wanted', subjectId: id });
  });
}

async function findInterest(
  tx: OwnedTransaction,
  invoiceId: Id<'invoice'>,
  id: Id<'interestInvoice'>,
): Promise<InterestInvoice> {
  await lockInvoice(tx, invoiceId);
  const found = (await listInterestInvoices(tx, invoiceId)).find(it => it.id === id);
  if (!found) throw notFound('interest invoice');
  return found;
}
