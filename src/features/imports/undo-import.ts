import { removeImportedBookingsIn } from '#features/bookings/index.ts';
import { removeImportedInvoicesIn } from '#features/invoices/index.ts';
import { removeImportedOrganisationsIn } from '#features/organisations/index.ts';
import { removeImportedPaymentsIn } from '#features/payments/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import type { Id } from '#rules/ids.ts';
import { deleteMade, listMade, lockBatch, type Made, updateBatch } from './store.ts';

/**
 * Takes a whole import back: everything it made goes, or nothing. Refuses `import.not_done`, and `import.stands` where something was built
 * on it since (a payment, a session, a credit note, an expense). Undone twice it is undone once.
 */
export async function undoImport(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  id: Id<'importBatch'>,
): Promise<void> {
  try {
    await asOwner(ctx.db, owner, async tx => {
      const batch = await lockBatch(tx, id);
      if (!batch) throw notFound('import');
      if (batch.state === 'undone') return;
      if (batch.state !== 'done')
        throw new Refusal({ code: 'import.not_done', message: 'Only an import that is done can be taken back.' });
      await takeBack(tx, await listMade(tx, id));
      await deleteMade(tx, id);
      await updateBatch(tx, id, { state: 'undone' }, ctx.clock.now());
      await recordFact(ctx, tx, { kind: 'import.undone', subjectId: id });
    });
  } catch (fault) {
    if (isStoodUpon(fault)) throw STANDS;
    throw fault;
  }
}

const STANDS = new Refusal({
  code: 'import.stands',
  message:
    'Something was built on what this file brought: a payment, a session, an expense or a paper. Take that back first; nothing was changed.',
});

/** What stands on something else goes first. */
async function takeBack(tx: OwnedTransaction, made: readonly Made[]): Promise<void> {
  const [payments, bookings, invoices, organisations] = [
    made.flatMap(it => (it.kind === 'payment' ? [it.id] : [])),
    made.flatMap(it => (it.kind === 'booking' ? [it.id] : [])),
    made.flatMap(it => (it.kind === 'invoice' ? [it.id] : [])),
    made.flatMap(it => (it.kind === 'organisation' ? [it.id] : [])),
  ];
  await removeImportedPaymentsIn(tx, payments);
  await removeImportedBookingsIn(tx, bookings);
  await removeImportedInvoicesIn(tx, invoices);
  await removeImportedOrganisationsIn(tx, organisations);
}

/** PostgreSQL's "foreign key violation" and our triggers' "restrict violation". */
function isStoodUpon(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && (fault.code === '23503' || fault.code === '23001');
}
