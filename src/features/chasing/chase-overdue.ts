import { findInvoice, invoiceRecipient, lockInvoice } from '#features/invoices/index.ts';
import { type Organisation, readOrganisation } from '#features/organisations/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { daysBetween } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { mailReminder } from './mail-reminder.ts';
import { keepPeace, peaceUntil } from './peace.ts';
import { type Owed, readOverdue } from './unpaid.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'site' | 'links'>;

/**
 * Reminds the organisations that pay late, one mail to each with all its overdue invoices that nothing holds back, on the days of the
 * schedule. Run every day; bears to miss days and to run twice.
 */
export async function chaseOverdue(ctx: Ctx, owner: Owner): Promise<void> {
  const late = await asOwner(ctx.db, owner, async tx =>
    (await readOverdue(ctx, tx)).filter(it => isDue(it, ctx.clock.today())).map(it => it.invoice.organisationId),
  );
  for (const organisationId of new Set(late)) {
    await asOwner(ctx.db, owner, async tx => {
      const overdue = await lockedOverdue(ctx, tx, organisationId);
      const free = overdue.filter(it => it.hold === undefined);
      if (!free.some(it => isDue(it, ctx.clock.today()))) return;
      const organisation = await readOrganisation(tx, organisationId);
      if (!organisation || !invoiceRecipient(organisation)) return;
      if (await peaceUntil(ctx, tx, organisationId)) return;
      await mailReminder(ctx, tx, organisation, free, false);
    });
  }
}

/**
 * Reminds of one invoice now, together with what else the organisation owes and nothing holds back. A pause, a promise or a switch does
 * not keep the locum from it. Refuses what is not overdue, what waits for the locum's own answer, an organisation without an address,
 * and a second reminder within 72 hours.
 */
export async function chaseNow(ctx: Ctx, owner: Owner, id: Id<'invoice'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const invoice = await findInvoice(tx, id, ctx.clock.today());
    const organisation = invoice && (await readOrganisation(tx, invoice.organisationId));
    if (!invoice || !organisation) throw notFound('invoice');
    const overdue = await lockedOverdue(ctx, tx, organisation.id);
    const wanted = overdue.find(it => it.invoice.id === id);
    if (!wanted) throw new Refusal({ code: 'chase.not_overdue', message: 'Only an overdue invoice is chased.' });
    if (wanted.hold === 'claimed' || wanted.hold === 'disputed') throw unanswered(organisation, wanted.hold);
    if (!invoiceRecipient(organisation)) {
      throw new Refusal({
        code: 'chase.no_recipient',
        message: `${organisation.name} has no email address. Add one for its finance contact first.`,
        status: 422,
      });
    }
    await keepPeace(ctx, tx, organisation);
    await mailReminder(
      ctx,
      tx,
      organisation,
      overdue.filter(it => it.invoice.id === id || it.hold === undefined),
      true,
    );
  });
}

function isDue(it: Owed, today: Temporal.PlainDate): boolean {
  return it.hold === undefined && it.next !== undefined && daysBetween(it.next, today) >= 0;
}

/** What an organisation owes, read after its invoices are locked: two runs at once remind once, and what was just paid is left out. */
async function lockedOverdue(ctx: Ctx, tx: OwnedTransaction, organisationId: Id<'organisation'>): Promise<Owed[]> {
  const ids = (await readOverdue(ctx, tx, organisationId)).map(it => it.invoice.id);
  for (const id of ids.toSorted()) await lockInvoice(tx, id);
  return readOverdue(ctx, tx, organisationId);
}

function unanswered({ name }: Organisation, hold: 'claimed' | 'disputed'): Refusal {
  return new Refusal({
    code: `chase.${hold}`,
    message:
      hold === 'claimed'
        ? `${name} says that it has paid. Confirm or reject that on the invoice first.`
        : `${name} says that this invoice is not right. Settle that on the invoice first.`,
  });
}
