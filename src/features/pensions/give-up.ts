import { findInvoice, issueCreditNoteIn } from '#features/invoices/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { formatDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { type Pence, pence, ZERO } from '#rules/money.ts';
import { isOverForGood, tenWeeks } from '#rules/pension/deadlines.ts';
import { SCHEMES, schemeOf } from '#rules/pension/scheme.ts';
import { type KeptFormB, listFormBs, lockFormBs } from './form-b-store.ts';
import { lockFormA, markGivenUp } from './ledger-store.ts';
import { findFormA, type GivenUp, type KeptFormA } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'links' | 'site'>;

/** What giving up a Form A does to the money. */
export interface GiveUpPreview {
  readonly form: KeptFormA;
  /** The employer's share that goes back by a credit note; nought where the practice does not pay one. */
  readonly creditPence: Pence;
  /** Left to pay on the invoice afterwards. */
  readonly leftPence: Pence;
  /** Of the credit, what was paid already and has to be sent back. */
  readonly refundPence: Pence;
}

/** The consequence of giving up, before it is done. Refuses what {@link giveUpFormA} refuses of the form. */
export async function previewGiveUp(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  id: Id<'formA'>,
): Promise<GiveUpPreview> {
  const form = await findFormA(tx, id);
  const invoice = form && (await findInvoice(tx, form.invoiceId, ctx.clock.today()));
  if (!form || !invoice) throw notFound('Form A');
  refuseWhatStands(form, await listFormBs(tx));
  const paysPractice = SCHEMES[schemeOf(form.nation)].employerShare.paidBy === 'practice';
  const creditPence = paysPractice && invoice.employerContributionPence > 0 ? form.employerPence : ZERO;
  const left = invoice.totalPence - invoice.paidPence - invoice.creditedPence - creditPence;
  return {
    form,
    creditPence,
    leftPence: pence(Math.max(0, left)),
    refundPence: pence(Math.min(creditPence, Math.max(0, -left))),
  };
}

/**
 * Gives a Form A up: it goes on no Form B any more, and the employer's share that the practice was asked for goes back by a credit note,
 * in the same transaction (NHSBSA KA-04334, https://faq.nhsbsa.nhs.uk/knowledgebase/article/KA-04334/en-us, read 2026-11-23).
 * Refuses a form given up before or on a Form B that was sent and not rejected, and "too late" until its last
 * chance is over, or where no source says that ten weeks hold.
 */
export async function giveUpFormA(
  ctx: Ctx,
  owner: Owner,
  id: Id<'formA'>,
  reason: GivenUp['reason'],
  on: Temporal.PlainDate,
): Promise<Id<'creditNote'> | undefined> {
  return asOwner(ctx.db, owner, async tx => {
    await lockFormBs(tx);
    await lockFormA(tx, id);
    const { form, creditPence } = await previewGiveUp(ctx, tx, id);
    if (Temporal.PlainDate.compare(on, ctx.clock.today()) > 0)
      throw new InputRefusal({ on: 'This day is still to come. Check it.' });
    if (reason === 'too_late') refuseInTime(form, on);
    await markGivenUp(tx, id, { on, reason });
    await recordFact(ctx, tx, { kind: 'form_a.given_up', subjectId: id, details: { reason, creditPence } });
    if (creditPence === 0) return undefined;
    return issueCreditNoteIn(ctx, tx, {
      invoiceId: form.invoiceId,
      amountPence: creditPence,
      reason: printedReason(form, reason),
      formAId: id,
    });
  });
}

function refuseInTime(form: KeptFormA, on: Temporal.PlainDate): void {
  const { lastChance } = tenWeeks(form.firstDay, form.lastDay);
  if (isOverForGood(form.nation, lastChance, on)) return;
  const { tenWeeksConfirmed, label, office } = SCHEMES[schemeOf(form.nation)];
  throw new InputRefusal({
    reason: tenWeeksConfirmed
      ? `Its last chance is ${formatDay(lastChance)}, so it is not too late. Choose another reason, or send it in time.`
      : `Whether ten weeks hold in ${label} is not confirmed, so it cannot be too late by them. Ask ${office}, or choose another reason.`,
  });
}

function refuseWhatStands(form: KeptFormA, formBs: readonly KeptFormB[]): void {
  if (form.givenUp) throw new Refusal({ code: 'form_a.given_up', message: 'This Form A is given up already.' });
  const sent = formBs.find(it => it.formAIds.includes(form.id) && it.submittedOn !== null && it.rejected === undefined);
  if (!sent) return;
  throw new Refusal({
    code: 'form_a.on_form_b',
    message: 'This Form A is on a Form B that was sent. Where that was rejected, record the rejection first.',
  });
}

function printedReason(form: KeptFormA, reason: GivenUp['reason']): string {
  const days = form.firstDay.equals(form.lastDay)
    ? `of ${formatDay(form.firstDay)}`
    : `from ${formatDay(form.firstDay)} to ${formatDay(form.lastDay)}`;
  return `The work ${days} is not pensioned in the end: ${PRINTED_REASONS[reason]}. The employer’s pension contribution for it is given back.`;
}

const PRINTED_REASONS: Readonly<Record<GivenUp['reason'], string>> = {
  too_late: 'its forms did not reach the pension agency within ten weeks',
  rejected: 'the pension agency rejected it',
  changed_mind: 'the locum has decided not to pension it',
};
