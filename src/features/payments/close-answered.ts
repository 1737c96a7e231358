import { findInvoice } from '#features/invoices/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import type { Id } from '#rules/ids.ts';
import { closeOpenClaims, settleOpenDisputes } from './claims.ts';

/**
 * Once nothing is owed on an invoice, or it is no longer in force, what its organisation said of it waits for nobody: open claims are
 * closed and open disputes settled, with a reason that its page shows. Otherwise nothing happens.
 */
export async function closeAnsweredIn(ctx: Needs<'clock'>, tx: OwnedTransaction, id: Id<'invoice'>): Promise<void> {
  const invoice = await findInvoice(tx, id, ctx.clock.today());
  const reason = invoice && REASONS[invoice.state];
  if (reason === undefined) return;
  const now = ctx.clock.now();
  await closeOpenClaims(tx, id, { answered_at: now, reason });
  await settleOpenDisputes(tx, id, { settled_at: now, outcome: reason });
}

/** The same in a transaction of its own: a credit note may have left nothing to pay. */
export async function closeAnswered(ctx: Needs<'db' | 'clock'>, owner: Owner, id: Id<'invoice'>): Promise<void> {
  await asOwner(ctx.db, owner, tx => closeAnsweredIn(ctx, tx, id));
}

const REASONS: Readonly<Record<string, string>> = {
  paid: 'Nothing is outstanding on the invoice any more.',
  void: 'The invoice is no longer in force.',
};
