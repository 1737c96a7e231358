import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import type { Id } from '#rules/ids.ts';
import { sumPence } from '#rules/money.ts';
import { insertMatch, listUnshownPayments } from './match-store.ts';
import { findLine } from './settle-lines.ts';
import { lockBank, markIgnored } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** The locum's yes to: this line is money that I recorded already. */
export interface Recorded {
  readonly lineId: Id<'bankLine'>;
  readonly paymentIds: readonly Id<'payment'>[];
}

/**
 * Binds lines to payments that are recorded already; no payment is added. All or none; a line that is settled already stays as it is.
 * Refuses payments that were withdrawn or bound to another line meanwhile, and those that are not the line's amount.
 */
export async function tickRecorded(ctx: Ctx, owner: Owner, recorded: readonly Recorded[]): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await lockBank(tx);
    for (const it of recorded) await tickIn(ctx, tx, it);
  });
}

async function tickIn(ctx: Ctx, tx: OwnedTransaction, { lineId, paymentIds }: Recorded): Promise<void> {
  const line = await findLine(tx, lineId);
  if (line.state === 'settled') return;
  const unshown = await listUnshownPayments(tx, { first: line.day, last: line.day });
  const payments = unshown.filter(it => paymentIds.includes(it.paymentId));
  if (payments.length < paymentIds.length || sumPence(payments.map(it => it.amountPence)) !== line.amountPence)
    throw new Refusal({
      code: 'bank.changed',
      message: 'These payments are not what this line brought any more. Open the page again.',
    });
  for (const { paymentId, invoiceId } of payments)
    await insertMatch(tx, { lineId, paymentId, invoiceId, wasRecorded: true }, ctx.clock.now());
  await markIgnored(tx, lineId, null);
  await recordFact(ctx, tx, { kind: 'bank.recognised', subjectId: lineId, details: { payments: payments.length } });
}
