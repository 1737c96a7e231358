import { findInvoice, lockInvoice, readCreditable, settleInvoiceIn } from '#features/invoices/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { totalOfParts } from '#rules/credit-parts.ts';
import type { Id } from '#rules/ids.ts';
import type { WriteOffInput } from './input.ts';
import { insertWriteOff, listWriteOffs, markUndone } from './write-off-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/**
 * Gives up the whole balance of an issued invoice, with a reason: it is closed, not chased, and its work is not paid for. Refuses where
 * nothing is outstanding, days to come or before the invoice, and while a Form A stands on it, since work that is not paid cannot be
 * pensioned. The same id twice is one write-off.
 */
export async function writeOff(
  ctx: Ctx,
  owner: Owner,
  invoiceId: Id<'invoice'>,
  input: WriteOffInput,
): Promise<Id<'writeOff'>> {
  const id = input.id ?? newId('writeOff');
  return asOwner(ctx.db, owner, async tx => {
    const today = ctx.clock.today();
    const state = await lockInvoice(tx, invoiceId);
    const invoice = state && (await findInvoice(tx, invoiceId, today));
    if (!invoice) throw notFound('invoice');
    if ((await listWriteOffs(tx, invoiceId)).some(it => it.id === id)) return id;
    if (invoice.state !== 'issued' || invoice.issueDate === null)
      throw new Refusal({ code: 'write_off.nothing_open', message: 'Nothing is outstanding on this invoice.' });
    if (Temporal.PlainDate.compare(input.writtenOffOn, today) > 0)
      throw new InputRefusal({ writtenOffOn: 'This day is still to come. Enter the day on which you gave it up.' });
    if (Temporal.PlainDate.compare(input.writtenOffOn, invoice.issueDate) < 0)
      throw new InputRefusal({ writtenOffOn: `${invoice.number} was issued later than that. Check the day.` });
    if (totalOfParts((await readCreditable(tx, invoice)).held) > 0) {
      throw new Refusal({
        code: 'write_off.pensioned',
        message:
          'A Form A stands on this invoice, and work that is not paid cannot be pensioned. Give the Form A up first; that credits the employer’s share.',
      });
    }
    const amountPence = invoice.outstandingPence;
    const { writtenOffOn, reason } = input;
    await insertWriteOff(tx, { id, invoiceId, writtenOffOn, amountPence, reason }, ctx.clock.now());
    await settleInvoiceIn(ctx, tx, invoiceId);
    await recordFact(ctx, tx, {
      kind: 'invoice.written_off',
      subjectId: invoiceId,
      details: { invoiceId, writeOffId: id, amountPence },
    });
    return id;
  });
}

/** Opens the balance again: the money came after all, or it was a slip. Undone already is done. */
export async function undoWriteOff(
  ctx: Ctx,
  owner: Owner,
  invoiceId: Id<'invoice'>,
  id: Id<'writeOff'>,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await lockInvoice(tx, invoiceId))) throw notFound('invoice');
    const found = (await listWriteOffs(tx, invoiceId)).find(it => it.id === id);
    if (!found) throw notFound('write-off');
    if (found.undoneAt) return;
    await markUndone(tx, id, ctx.clock.now());
    await settleInvoiceIn(ctx, tx, invoiceId);
    await recordFact(ctx, tx, {
      kind: 'invoice.write_off_undone',
      subjectId: invoiceId,
      details: { invoiceId, writeOffId: id },
    });
  });
}
