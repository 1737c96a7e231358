import { findInvoice, lockInvoice, recordRefundIn } from '#features/invoices/index.ts';
import { readOrganisation } from '#features/organisations/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds, type Pence, pence, sumPence } from '#rules/money.ts';
import { closeAnsweredIn } from './close-answered.ts';
import type { AllocationInput, RefundCreditInput, RemittanceInput, Share } from './input.ts';
import { recordPaymentIn, withdrawPaymentIn } from './record-payment.ts';
import {
  findRemittance,
  insertRefund,
  insertRemittance,
  listAllocations,
  listRefunds,
  lockRemittance,
  markRemittanceWithdrawn,
  type Remittance,
} from './remittance-store.ts';
import { listPayments } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/**
 * Records one sum of an organisation with the invoices it is for, as its remittance advice says. An advice that names more for an invoice
 * than is outstanding pays it and no more; what is on no invoice is kept as the organisation's credit, and so nothing is lost or guessed.
 * Refuses more on invoices than arrived, days to come, and invoices of others. The same id twice is recorded once.
 */
export async function recordRemittance(ctx: Ctx, owner: Owner, input: RemittanceInput): Promise<Id<'remittance'>> {
  return asOwner(ctx.db, owner, async tx => {
    const id = input.id ?? newId('remittance');
    if (!(await readOrganisation(tx, input.organisation))) throw notFound('organisation');
    if (Temporal.PlainDate.compare(input.receivedOn, ctx.clock.today()) > 0)
      throw new InputRefusal({ receivedOn: 'This day is still to come. Enter the day on which the money arrived.' });
    const sum = sumPence(input.shares.map(it => it.amountPence));
    if (sum > input.amount)
      throw new InputRefusal({
        amount: `${formatPounds(input.amount)} arrived, and the invoices below come to ${formatPounds(sum)}.`,
      });
    const isNew = await insertRemittance(
      tx,
      {
        id,
        organisationId: input.organisation,
        receivedOn: input.receivedOn,
        amountPence: input.amount,
        reference: input.reference ?? '',
        source: 'advice',
      },
      ctx.clock.now(),
    );
    if (!isNew) return id;
    for (const share of inOrder(input.shares)) await payFrom(ctx, tx, id, input, share);
    await recordFact(ctx, tx, {
      kind: 'remittance.recorded',
      subjectId: id,
      details: { organisationId: input.organisation, amountPence: input.amount },
    });
    return id;
  });
}

/** Puts kept credit on an invoice of the same organisation, as of today. Refuses more than is kept. The same id twice is one payment. */
export async function allocateCredit(
  ctx: Ctx,
  owner: Owner,
  id: Id<'remittance'>,
  input: AllocationInput,
): Promise<Id<'payment'>> {
  return asOwner(ctx.db, owner, async tx => {
    const paymentId = input.id ?? newId('payment');
    await lockInvoice(tx, input.invoice);
    const remittance = await lockedRemittance(tx, id);
    if ((await listPayments(tx, input.invoice)).some(it => it.id === paymentId)) return paymentId;
    refuseMore(remittance, input.amount);
    const invoice = await findInvoice(tx, input.invoice, ctx.clock.today());
    if (invoice?.organisationId !== remittance.organisationId) throw notOfThem(remittance.organisationName);
    await recordPaymentIn(
      ctx,
      tx,
      input.invoice,
      { id: paymentId, receivedOn: ctx.clock.today(), amount: input.amount, note: 'From kept credit' },
      id,
    );
    await closeAnsweredIn(ctx, tx, input.invoice);
    return paymentId;
  });
}

/** Records that kept credit went back. Refuses more than is kept, days to come and days before it came. The same id twice counts once. */
export async function refundCredit(
  ctx: Ctx,
  owner: Owner,
  id: Id<'remittance'>,
  input: RefundCreditInput,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const remittance = await lockedRemittance(tx, id);
    const refundId = input.id ?? newId('creditRefund');
    if ((await listRefunds(tx, id)).some(it => it.id === refundId)) return;
    refuseMore(remittance, input.amount);
    if (Temporal.PlainDate.compare(input.refundedOn, ctx.clock.today()) > 0)
      throw new InputRefusal({ refundedOn: 'This day is still to come. Enter the day on which the money went back.' });
    if (Temporal.PlainDate.compare(input.refundedOn, remittance.receivedOn) < 0)
      throw new InputRefusal({ refundedOn: 'The money arrived later than that. Check the day.' });
    const refund = { id: refundId, refundedOn: input.refundedOn, amountPence: input.amount };
    await insertRefund(tx, id, refund, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'remittance.refunded', subjectId: id, details: { amountPence: input.amount } });
  });
}

/** Keeps what a credit note has to give back as the organisation's credit, for its next invoice. A second time changes nothing. */
export async function keepRefundAsCredit(
  ctx: Ctx,
  owner: Owner,
  noteId: Id<'creditNote'>,
): Promise<Id<'remittance'> | undefined> {
  return asOwner(ctx.db, owner, async tx => {
    const today = ctx.clock.today();
    const note = await recordRefundIn(ctx, tx, noteId, today);
    const invoice = await findInvoice(tx, note.invoiceId, today);
    if (!invoice) throw notFound('credit note');
    // how it went back is answered once: a recorded refund is not kept as well
    if (note.refundedOn !== null) return undefined;
    return openRemittanceIn(ctx, tx, {
      organisationId: invoice.organisationId,
      receivedOn: today,
      amountPence: note.refundPence,
      reference: note.number,
      source: 'credit_note',
    });
  });
}

/** Takes back a remittance that was recorded by mistake, with the payments that came out of it. Refuses once some of it went back. */
export async function withdrawRemittance(ctx: Ctx, owner: Owner, id: Id<'remittance'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const counting = (await listAllocations(tx, id)).filter(it => it.withdrawnAt === null);
    const invoices = [...new Set(counting.map(it => it.invoiceId))].toSorted();
    for (const invoiceId of invoices) await lockInvoice(tx, invoiceId);
    const remittance = await lockedRemittance(tx, id);
    if (remittance.withdrawnAt) return;
    if (remittance.source === 'credit_note')
      throw new Refusal({
        code: 'remittance.of_credit_note',
        message: 'A credit note gave this credit. Use it, or record that it went back.',
      });
    if (remittance.refundedPence > 0)
      throw new Refusal({
        code: 'remittance.refunded',
        message: 'Some of this money went back already, so it arrived.',
      });
    for (const it of counting) await withdrawPaymentIn(ctx, tx, it.invoiceId, it.paymentId);
    await markRemittanceWithdrawn(tx, id, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'remittance.withdrawn', subjectId: id });
  });
}

/** Opens a remittance for money that came by another door; the caller's payments name it. */
export async function openRemittanceIn(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  it: Pick<Remittance, 'organisationId' | 'receivedOn' | 'amountPence' | 'reference' | 'source'>,
): Promise<Id<'remittance'>> {
  const id = newId('remittance');
  await insertRemittance(tx, { id, ...it }, ctx.clock.now());
  return id;
}

async function payFrom(
  ctx: Ctx,
  tx: OwnedTransaction,
  id: Id<'remittance'>,
  { organisation, receivedOn, reference }: RemittanceInput,
  { invoiceId, amountPence }: Share,
): Promise<void> {
  await lockInvoice(tx, invoiceId);
  const invoice = await findInvoice(tx, invoiceId, ctx.clock.today());
  if (invoice?.organisationId !== organisation) throw notOfThem('this organisation');
  const amount = pence(Math.min(amountPence, Math.max(0, invoice.outstandingPence)));
  if (amount === 0) return;
  const said = amount === amountPence ? [] : [`The advice says ${formatPounds(amountPence)}`];
  const note = [reference ?? '', ...said].filter(Boolean).join('. ').slice(0, 200);
  await recordPaymentIn(ctx, tx, invoiceId, { receivedOn, amount, note }, id);
  await closeAnsweredIn(ctx, tx, invoiceId);
}

async function lockedRemittance(tx: OwnedTransaction, id: Id<'remittance'>): Promise<Remittance> {
  await lockRemittance(tx, id);
  const found = await findRemittance(tx, id);
  if (!found) throw notFound('remittance');
  return found;
}

function refuseMore({ creditPence }: Remittance, amount: Pence): void {
  if (amount > creditPence) throw new InputRefusal({ amount: `Only ${formatPounds(creditPence)} is kept.` });
}

function notOfThem(name: string): Refusal {
  return new Refusal({
    code: 'remittance.other_organisation',
    message: `Choose invoices of ${name} alone.`,
    field: 'invoice',
    status: 422,
  });
}

/** In the order of their ids, so that two who lock several invoices do not wait for each other. */
function inOrder(shares: readonly Share[]): Share[] {
  if (new Set(shares.map(it => it.invoiceId)).size < shares.length)
    throw new InputRefusal({ invoice: 'Name each invoice once.' });
  return shares.toSorted((a, b) => (a.invoiceId < b.invoiceId ? -1 : 1));
}
