import { importBookingIn, WORK_TYPES } from '#features/bookings/index.ts';
import { importInvoiceIn } from '#features/invoices/index.ts';
import { addOrganisationIn, listOrganisations } from '#features/organisations/index.ts';
import { recordPaymentIn } from '#features/payments/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { nameKey } from './cells.ts';
import { newOrganisation } from './new-organisation.ts';
import type { ImportedInvoice, NewSession, Thing } from './planned.ts';
import type { Made } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Makes what a line says, in the caller's transaction; answers all that was made, so that it can be taken back. */
export async function makeThing(
  ctx: Ctx,
  tx: OwnedTransaction,
  batchId: Id<'importBatch'>,
  thing: Thing,
): Promise<Made[]> {
  if (thing.kind === 'organisation')
    return [{ kind: 'organisation', id: await addOrganisationIn(ctx, tx, thing.input) }];
  if (thing.kind === 'session') return makeSession(ctx, tx, thing.session);
  return makeInvoice(ctx, tx, batchId, thing.invoice);
}

async function makeSession(ctx: Ctx, tx: OwnedTransaction, session: NewSession): Promise<Made[]> {
  const { organisationId, made } = await organisationOf(ctx, tx, session.organisation);
  const id = newId('booking');
  const past = {
    id,
    organisationId,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    workDate: session.workDate,
    breakMinutes: session.breakMinutes,
    feePence: session.feePence,
    workType: WORK_TYPES.find(type => type === session.workType) ?? 'other',
    notes: session.notes,
    invoice: session.invoice && { id: session.invoice.id, isPaid: session.invoice.state === 'paid' },
  };
  await importBookingIn(tx, past, ctx.clock.now());
  return [...made, { kind: 'booking', id }];
}

async function makeInvoice(
  ctx: Ctx,
  tx: OwnedTransaction,
  batchId: Id<'importBatch'>,
  invoice: ImportedInvoice,
): Promise<Made[]> {
  const { organisationId, made } = await organisationOf(ctx, tx, invoice.organisation);
  const id = newId('invoice');
  await importInvoiceIn(
    tx,
    {
      id,
      batchId,
      organisationId,
      number: invoice.number,
      issueDate: invoice.issuedOn,
      dueDate: invoice.dueOn,
      workPence: invoice.workPence,
      expensesPence: invoice.expensesPence,
      description: invoice.description,
      purchaseOrder: invoice.purchaseOrder,
    },
    ctx.clock.now(),
  );
  const all: Made[] = [...made, { kind: 'invoice', id }];
  if (!invoice.paid) return all;
  const { on, pence } = invoice.paid;
  const payment = await recordPaymentIn(ctx, tx, id, { receivedOn: on, amount: pence, note: 'Imported' });
  return [...all, { kind: 'payment', id: payment }];
}

/** The organisation of that name, made where there is none. */
async function organisationOf(
  ctx: Ctx,
  tx: OwnedTransaction,
  name: string,
): Promise<{ readonly organisationId: Id<'organisation'>; readonly made: readonly Made[] }> {
  const found = (await listOrganisations(tx)).find(it => nameKey(it.name) === nameKey(name));
  if (found) return { organisationId: found.id, made: [] };
  const made = newOrganisation(name);
  // the plan told of it: such a line is not made
  if (!made.ok) throw new Error(`an organisation of an import cannot be kept: ${made.reason}`);
  const id = await addOrganisationIn(ctx, tx, made.input);
  return { organisationId: id, made: [{ kind: 'organisation', id }] };
}
