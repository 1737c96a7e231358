import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { formatDay, laterDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { formatPounds, lessPence, type Pence, sumPence, ZERO } from '#rules/money.ts';
import { leftToPay, paidOver } from './form-b-history.ts';
import { type KeptFormB, listFormBs, lockFormBs, markSubmitted } from './form-b-store.ts';
import { markFormBPaid, markFormBRejected } from './ledger-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Records that the locum sent a form: when, where to, and under which reference. Refuses what {@link payFormB} does, and a second time. */
export async function submitFormB(
  ctx: Ctx,
  owner: Owner,
  id: Id<'formB'>,
  submission: { readonly on: Temporal.PlainDate; readonly to: string; readonly reference: string | null },
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const form = await standing(tx, id);
    if (form.rejected) throw rejectedAlready();
    if (form.submittedOn !== null) {
      throw new Refusal({
        code: 'form_b.submitted',
        message: `This Form B is recorded as submitted on ${formatDay(form.submittedOn)}. Where that is wrong, take it back first.`,
      });
    }
    refuseDaysToCome(ctx, 'on', submission.on);
    await markSubmitted(tx, id, submission);
    await recordFact(ctx, tx, { kind: 'form_b.submitted', subjectId: id });
  });
}

/** What was paid over for a Form B. */
export interface FormBPayment {
  readonly paidOn: Temporal.PlainDate;
  readonly amount: Pence;
  /** The locum knows that it is not what is left to pay, and means it. */
  readonly differs: boolean;
}

/**
 * Records that contributions of a Form B's month were paid over. What was paid for it before, for this or an earlier revision, counts; a
 * second payment for a revision is added to its first. Refuses a form that is rejected, days to come, and another amount than what is left
 * of line i unless that is meant.
 */
export async function payFormB(ctx: Ctx, owner: Owner, id: Id<'formB'>, it: FormBPayment): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const form = await standing(tx, id);
    if (form.rejected) throw rejectedAlready();
    refuseDaysToCome(ctx, 'paidOn', it.paidOn);
    if (it.amount !== leftToPay(form) && !it.differs) {
      throw new InputRefusal({
        amount: `${differenceWords(form, it.amount)} Correct it, or tick below that you paid another amount.`,
      });
    }
    await markFormBPaid(tx, id, {
      on: form.paid ? laterDay(form.paid.on, it.paidOn) : it.paidOn,
      pence: sumPence([form.paid?.pence ?? ZERO, it.amount]),
    });
    await recordFact(ctx, tx, {
      kind: 'form_b.paid',
      subjectId: id,
      details: { amountPence: it.amount, paidOn: it.paidOn.toString() },
    });
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
export async function standing(tx: OwnedTransaction, id: Id<'formB'>): Promise<KeptFormB> {
  await lockFormBs(tx);
  const form = (await listFormBs(tx)).find(it => it.id === id);
  if (!form) throw notFound('Form B');
  return form;
}

function differenceWords(form: KeptFormB, amount: Pence): string {
  const [before, left] = [paidOver(form), leftToPay(form)];
  if (left <= 0) return `${formatPounds(before)} is paid over already; line i says ${formatPounds(form.payablePence)}.`;
  const [apart, which] = amount > left ? [lessPence(amount, left), 'more'] : [lessPence(left, amount), 'less'];
  const since =
    before > 0
      ? ` left of line i: it says ${formatPounds(form.payablePence)}, and ${formatPounds(before)} is paid over already`
      : ' of line i';
  return `That is ${formatPounds(apart)} ${which} than the ${formatPounds(left)}${since}.`;
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
