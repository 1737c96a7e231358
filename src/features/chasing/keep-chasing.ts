import { findInvoice, lockInvoice } from '#features/invoices/index.ts';
import { readOrganisation } from '#features/organisations/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { daysBetween } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import type { PayerInput } from './input.ts';
import { type ChasingSettings, changeHold, writePayer, writeSettings } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** A promise of a day further away than this is a slip of the pen. */
const FURTHEST_PROMISE_DAYS = 365;

/** Keeps the account's schedule of reminders. */
export async function keepSettings(ctx: Ctx, owner: Owner, settings: ChasingSettings): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await writeSettings(tx, settings, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'chasing.settings_changed', subjectId: owner.accountId });
  });
}

/** Keeps what is known of an organisation as a payer, and whether it is reminded and charged interest. */
export async function keepPayer(ctx: Ctx, owner: Owner, id: Id<'organisation'>, input: PayerInput): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await readOrganisation(tx, id))) throw notFound('organisation');
    const { registrationSteps, orderRule, paymentRun, ...switches } = input;
    await writePayer(
      tx,
      id,
      {
        ...switches,
        registrationSteps: registrationSteps ?? '',
        orderRule: orderRule ?? '',
        paymentRun: paymentRun ?? '',
      },
      ctx.clock.now(),
    );
    await recordFact(ctx, tx, { kind: 'chasing.payer_changed', subjectId: id });
  });
}

/** Stops the reminders of one invoice by hand, or lets them go on. */
export async function pauseChasing(ctx: Ctx, owner: Owner, id: Id<'invoice'>, paused: boolean): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await unpaid(ctx, tx, id);
    await changeHold(tx, id, { paused_at: paused ? ctx.clock.now() : null });
    await recordFact(ctx, tx, { kind: paused ? 'chasing.paused' : 'chasing.resumed', subjectId: id });
  });
}

/** Records "we pay on …": until that day is over nothing is sent. Null takes it back. Refuses days that are past or a year away. */
export async function recordPromise(
  ctx: Ctx,
  owner: Owner,
  id: Id<'invoice'>,
  on: Temporal.PlainDate | null,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await unpaid(ctx, tx, id);
    const ahead = on === null ? 0 : daysBetween(ctx.clock.today(), on);
    if (ahead < 0)
      throw new InputRefusal({ promisedOn: 'This day is past. Enter the day on which they say they pay.' });
    if (ahead > FURTHEST_PROMISE_DAYS)
      throw new InputRefusal({ promisedOn: 'This day is more than a year away. Check it.' });
    await changeHold(tx, id, { promised_on: on });
    await recordFact(ctx, tx, {
      kind: on === null ? 'chasing.promise_withdrawn' : 'chasing.promised',
      subjectId: id,
      details: { on: on?.toString() ?? null },
    });
  });
}

async function unpaid(ctx: Ctx, tx: OwnedTransaction, id: Id<'invoice'>): Promise<void> {
  const state = await lockInvoice(tx, id);
  const invoice = state && (await findInvoice(tx, id, ctx.clock.today()));
  if (!invoice) throw notFound('invoice');
  if (invoice.state !== 'issued')
    throw new Refusal({ code: 'chase.not_owed', message: 'Nothing is to be paid on this invoice.' });
}
