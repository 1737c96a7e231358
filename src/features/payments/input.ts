import { z } from 'zod';
import { checkbox, day, listOf, money, optionalText, requiredText, shownId } from '#platform/input.ts';
import { type Id, readId } from '#rules/ids.ts';
import { type Pence, parsePounds } from '#rules/money.ts';

export const paymentInput = z.object({
  id: shownId('payment', 'the payment').optional(),
  receivedOn: day('the day the money arrived'),
  amount: money('the amount').refine(amount => amount > 0, { error: 'Enter an amount above nought.' }),
  note: optionalText('the note', 200),
  /** What is above the balance is kept as the organisation's credit. */
  keepRest: checkbox().optional(),
});

export type PaymentInput = z.output<typeof paymentInput>;

/** "We have paid", as an organisation says it on an invoice's link. */
export const claimInput = z.object({
  name: requiredText('your name', 100),
  paidOn: day('the day of the payment'),
  amount: money('the amount').refine(amount => amount > 0, { error: 'Enter an amount above nought.' }),
  reference: optionalText('the reference', 100),
});

export type ClaimInput = z.output<typeof claimInput>;

export const rejectionInput = z.object({ reason: requiredText('a reason, so that they know', 500) });

/** "This is not right." */
export const disputeInput = z.object({
  name: requiredText('your name', 100),
  reason: requiredText('what is wrong', 1000),
});

export type DisputeInput = z.output<typeof disputeInput>;

export const settlementInput = z.object({ outcome: requiredText('how it was settled', 500) });

export const writeOffInput = z.object({
  id: shownId('writeOff', 'the write-off').optional(),
  writtenOffOn: day('the day on which you gave it up'),
  reason: requiredText('why it will not be paid', 300),
});

export type WriteOffInput = z.output<typeof writeOffInput>;

/** An invoice and what of the money pays it. */
export interface Share {
  readonly invoiceId: Id<'invoice'>;
  readonly amountPence: Pence;
}

const remittanceFields = {
  id: shownId('remittance', 'the remittance').optional(),
  organisation: shownId('organisation', 'an organisation'),
  receivedOn: day('the day the money arrived'),
  amount: money('what arrived').refine(amount => amount > 0, { error: 'Enter an amount above nought.' }),
  reference: optionalText('the reference', 100),
};

/** A remittance as the page sends it: invoices and amounts side by side; an empty amount is none. */
export const remittanceForm = z
  .object({ ...remittanceFields, invoice: listOf(z.string()), share: listOf(z.string()) })
  .transform(({ invoice, share, ...rest }, ctx) => {
    const shares = invoice.flatMap((shown, at): Share[] => {
      const typed = share[at]?.trim() ?? '';
      if (typed === '') return [];
      const [invoiceId, read] = [readId('invoice', shown), parsePounds(typed)];
      if (invoiceId && read.ok) return read.pence === 0 ? [] : [{ invoiceId, amountPence: read.pence }];
      ctx.addIssue({ code: 'custom', path: ['share'], message: 'Enter amounts in pounds, such as 790.59.' });
      return [];
    });
    return { ...rest, shares };
  });

/** The same as the API takes it. */
export const remittanceInput = z.object({
  ...remittanceFields,
  shares: z
    .array(
      z
        .object({ invoice: shownId('invoice', 'an invoice'), amount: money('the amount') })
        .transform(({ invoice, amount }): Share => ({ invoiceId: invoice, amountPence: amount })),
    )
    .max(200),
});

export type RemittanceInput = z.output<typeof remittanceInput>;

/** Kept credit, put on an invoice. */
export const allocationInput = z.object({
  id: shownId('payment', 'the payment').optional(),
  invoice: shownId('invoice', 'an invoice'),
  amount: money('the amount').refine(amount => amount > 0, { error: 'Enter an amount above nought.' }),
});

export type AllocationInput = z.output<typeof allocationInput>;

/** Kept credit, sent back. */
export const refundCreditInput = z.object({
  id: shownId('creditRefund', 'the refund').optional(),
  refundedOn: day('the day on which the money went back'),
  amount: money('the amount').refine(amount => amount > 0, { error: 'Enter an amount above nought.' }),
});

export type RefundCreditInput = z.output<typeof refundCreditInput>;
