import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds, lessPence, type Pence } from '#rules/money.ts';
import { type KeptFormB, listFormBs, lockFormBs } from './form-b-store.ts';
import { markFormBPaid, markFormBRejected } from './ledger-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** What was paid over for a Form B. */
export interface FormBPayment {
  readonly paidOn: Temporal.PlainDate;
  readonly amount: Pence;
  /** The locum knows that it is not what the form says, and means it. */
  readonly differs: boolean;
}

/**
 * Records that the contributions of a Form B were paid over. What was recorded before is replaced. Refuses a form that is rejected, days to
 * come, and another amount than the form's line i unless that is meant.
 */
export async function payFormB(ctx: Ctx, owner: Owner, id: Id<'formB'>, it: FormBPayment): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const form = await standing(tx, id);
    if (form.rejected) throw rejectedAlready();
    refuseDaysToCome(ctx, 'paidOn', it.paidOn);
    const difference = lessPence(it.amount, form.payablePence);
    if (difference !== 0 && !it.differs) {
      throw new InputRefusal({
        amount: `That is ${formatPounds(difference > 0 ? difference : lessPence(form.payablePence, it.amount))} ${difference > 0 ? 'more' : 'less'} than the ${formatPounds(form.payablePence)} of line i. Correct it, or tick below that you paid another amount.`,
      });
    }
    await markFormBPaid(tx, id, { on: it.paidOn, pence: it.amount });
    await recordFact(ctx, tx, { kind: 'form_b.paid', subjectId: id, details: { amountPence: it.amount } });
  });
}

/** Records that the pension office sent a submitted Form B back: its month is open again, and is made anew as a revision. */
export async function rejectFormB(
  ctx: Ctx,
  owner: Owner,
  id: Id<'formB'>,
  it: { readonly rejectedOn: Temporal.PlainDate; readonly reason: string },
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const form = await standing(tx, id);
    if (form.rejected) throw rejectedAlready();
    if (form.submittedOn === null) {
      throw new Refusal({
        code: 'form_b.not_submitted',
        message: 'This Form B is not recorded as submitted, so it cannot have been rejected.',
      });
    }
    refuseDaysToCome(ctx, 'rejectedOn', it.rejectedOn);
    if (Temporal.PlainDate.compare(it.rejectedOn, form.submittedOn) < 0)
      throw new InputRefusal({ rejectedOn: 'It was submitted later than that. Check the day.' });
    await markFormBRejected(tx, id, { on: it.rejectedOn, reason: it.reason });
    await recordFact(ctx, tx, { kind: 'form_b.rejected', subjectId: id });
  });
}

/** The form, where it is the newest of its month; an older revision is replaced and stays as it is. */
async function standing(tx: OwnedTransaction, id: Id<'formB'>): Promise<KeptFormB> {
  await lockFormBs(tx);
  const form = (await listFormBs(tx)).find(it => it.id === id);
  if (!form) throw notFound('Form B');
  return form;
}

function rejectedAlready(): Refusal {
  return new Refusal({
    code: 'form_b.rejected',
    message: 'This Form B was rejected. Make the month’s form anew, and go on with that.',
  });
}

function refuseDaysToCome(ctx: Needs<'clock'>, field: string, on: Temporal.PlainDate): void {
  if (Temporal.PlainDate.compare(on, ctx.clock.today()) > 0)
    throw new InputRefusal({ [field]: 'This day is still to come. Check it.' });
}
