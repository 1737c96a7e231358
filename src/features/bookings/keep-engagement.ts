import { readAccount } from '#features/accounts/index.ts';
import { readOrganisation } from '#features/organisations/index.ts';
import { readProfile } from '#features/profile/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import type { Id } from '#rules/ids.ts';
import { bookingRoute } from '#rules/pension/booking-route.ts';
import { professionOf } from '#rules/professions.ts';
import type { BillingMode, Booking } from './booking.ts';
import { updateBooking } from './changes.ts';
import { MODE_OF } from './engagement.ts';
import type { EngagementInput } from './engagement-input.ts';
import { writeEngagement } from './engagement-store.ts';
import { lockBooking } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher'>;

/**
 * Says how a booking is paid and what was decided of its status. The booking's "who pays" follows, so that what others pay is never
 * invoiced. Refuses that of a booking on an invoice, an unknown payer, and pension forms for work that cannot have them.
 */
export async function keepEngagement(ctx: Ctx, owner: Owner, id: Id<'booking'>, input: EngagementInput): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const booking = await lockBooking(tx, id);
    if (!booking) throw notFound('booking');
    if (input.payer && !(await readOrganisation(tx, input.payer)))
      throw new InputRefusal({ payer: 'Choose who pays from your address book.' });
    const mode = MODE_OF[input.paidThrough];
    if (mode !== booking.billingMode) await changeMode(ctx, tx, booking, mode);
    await writeEngagement(
      tx,
      id,
      {
        paidThrough: input.paidThrough,
        payerId: input.payer,
        holiday: input.holiday,
        holidayBasisPoints: input.holiday === 'on_top' ? input.holidayPercent : null,
        statusDecidedBy: input.statusDecidedBy,
        status: input.status,
        decidedOn: input.decidedOn,
        statementReceivedOn: input.statementReceivedOn,
        disagreedOn: input.disagreedOn,
        hirerSize: input.hirerSize,
      },
      ctx.clock.now(),
    );
    await recordFact(ctx, tx, { kind: 'booking.engaged', subjectId: id });
  });
}

async function changeMode(ctx: Ctx, tx: OwnedTransaction, booking: Booking, mode: BillingMode): Promise<void> {
  if (booking.invoiceId !== null)
    throw new Refusal({
      code: 'booking.billed',
      message: 'This booking is on an invoice. Void the invoice or delete its draft first.',
      field: 'paidThrough',
    });
  const [account, profile] = [await readAccount(tx), await readProfile(ctx, tx)];
  const { route } = bookingRoute({
    profession: professionOf(account.profession).code,
    billingMode: mode,
    tradingAs: profile.tradingAs,
    workType: booking.workType,
    organisationKind: booking.organisationKind,
    nation: booking.organisationNation,
    hasType2Post: false,
  });
  if (booking.pensionable && route === 'none')
    throw new InputRefusal({
      paidThrough: 'This booking is marked as pensionable on your own forms. Take that off first: change the booking.',
    });
  await updateBooking(
    tx,
    booking.id,
    { billing_mode: mode, updated_at: ctx.clock.now() },
    { from: booking.actualStartsAt ?? booking.startsAt, to: booking.actualEndsAt ?? booking.endsAt },
  );
}
