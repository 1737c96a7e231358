import { Hono } from 'hono';
import {
  type Claim,
  confirmClaim,
  type Dispute,
  paymentInput,
  rejectClaim,
  rejectionInput,
  settleDispute,
  settlementInput,
} from '#features/payments/index.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, inScope, readInput } from '#platform/form.ts';
import { Day, Moment } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form, MoneyField, TextField } from '#platform/ui/form.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { readId, showId } from '#rules/ids.ts';
import { formatPounds, plainPounds } from '#rules/money.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site'>;

/** The locum's answers to claims and disputes. What is wrong with one is shown on the invoice's page, by `show`. */
export function invoiceAnswerPages(
  ctx: Ctx,
  show: (c: WebContext, answer: { readonly id: string; readonly form: FormState }) => Promise<Response>,
): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/invoices/:id/claims/*', requireVisitor);
  app.use('/invoices/:id/disputes/*', requireVisitor);

  app.post('/invoices/:id/claims/:claim/confirm', async c =>
    answerForm(
      c,
      async values => {
        await confirmClaim(ctx, visitorOf(c).owner, claimOf(c), readInput(paymentInput, values));
        return c.redirect(withNotice(pathOf(c), 'claim-confirmed'), 303);
      },
      form => show(c, { id: c.req.param('claim'), form }),
    ),
  );

  app.post('/invoices/:id/claims/:claim/reject', async c =>
    answerForm(
      c,
      async values => {
        await rejectClaim(ctx, visitorOf(c).owner, claimOf(c), readInput(rejectionInput, values).reason);
        return c.redirect(withNotice(pathOf(c), 'claim-rejected'), 303);
      },
      form => show(c, { id: c.req.param('claim'), form }),
    ),
  );

  app.post('/invoices/:id/disputes/:dispute/settle', async c =>
    answerForm(
      c,
      async values => {
        const id = readId('dispute', c.req.param('dispute'));
        if (!id) throw notFound('dispute');
        await settleDispute(ctx, visitorOf(c).owner, id, readInput(settlementInput, values).outcome);
        return c.redirect(withNotice(pathOf(c), 'dispute-settled'), 303);
      },
      form => show(c, { id: c.req.param('dispute'), form }),
    ),
  );

  return app;
}

/** Claims and disputes of an invoice, open ones with what can be answered. */
export function Answers(props: {
  path: string;
  claims: readonly Claim[];
  disputes: readonly Dispute[];
  answer: { readonly id: string; readonly form: FormState } | undefined;
}) {
  if (props.claims.length === 0 && props.disputes.length === 0) return null;
  return (
    <section aria-labelledby="said">
      <h2 id="said" class="mb-3 text-lg font-medium">
        What they said
      </h2>
      <div class="flex flex-col gap-6">
        {props.claims.map(claim => (
          <OneClaim path={props.path} claim={claim} form={formOf(props.answer, showId('claim', claim.id))} />
        ))}
        {props.disputes.map(dispute => (
          <OneDispute path={props.path} dispute={dispute} form={formOf(props.answer, showId('dispute', dispute.id))} />
        ))}
      </div>
    </section>
  );
}

function OneClaim({ path, claim, form }: { path: string; claim: Claim; form: FormState | undefined }) {
  const said = (
    <p>
      {claim.name} says that {formatPounds(claim.amountPence)} was paid on <Day day={claim.paidOn} />
      {claim.reference && `, reference ${claim.reference}`} (<Moment at={claim.claimedAt} />
      ).
      {claim.state === 'confirmed' && ' You confirmed it.'}
      {claim.state === 'rejected' && ` You rejected it: ${claim.reason ?? ''}`}
      {claim.state === 'closed' && ` Closed: ${claim.reason ?? ''}`}
    </p>
  );
  if (claim.state !== 'open') return said;
  const id = showId('claim', claim.id);
  const confirm = inScope(
    `${id}-confirm`,
    form ??
      freshForm({
        id: '',
        receivedOn: claim.paidOn.toString(),
        amount: plainPounds(claim.amountPence),
        note: claim.reference,
      }),
  );
  const reject = inScope(`${id}-reject`, form && 'reason' in form.values ? form : undefined);
  return (
    <div>
      {said}
      <Form action={`${path}/claims/${id}/confirm`} form={confirm} submit="Yes, the money is here">
        <FieldRow>
          <DayField form={confirm} name="receivedOn" label="Received on" />
          <MoneyField form={confirm} name="amount" label="Amount" />
          <TextField form={confirm} name="note" label="Note" required={false} width="w-56" />
        </FieldRow>
      </Form>
      <details class="mt-2" open={reject.errors.reason !== undefined}>
        <summary class="min-h-11 cursor-pointer">It is not there</summary>
        <Form action={`${path}/claims/${id}/reject`} form={reject} submit="Reject the claim" tone="neutral">
          <TextField form={reject} name="reason" label="Why" hint="They read this." />
        </Form>
      </details>
    </div>
  );
}

function OneDispute({ path, dispute, form }: { path: string; dispute: Dispute; form: FormState | undefined }) {
  const id = showId('dispute', dispute.id);
  const settle = inScope(id, form);
  return (
    <div>
      <p class="mb-2">
        {dispute.name} says that it is not right (<Moment at={dispute.openedAt} />
        ): {dispute.reason}
        {dispute.settledAt !== null && ` Settled: ${dispute.outcome ?? ''}`}
      </p>
      {dispute.settledAt === null && (
        <Form action={`${path}/disputes/${id}/settle`} form={settle} submit="It is settled" tone="neutral">
          <TextField
            form={settle}
            name="outcome"
            label="How"
            hint="They read this. Void the invoice and issue another one where it was wrong."
          />
        </Form>
      )}
    </div>
  );
}

function formOf(answer: { readonly id: string; readonly form: FormState } | undefined, id: string) {
  return answer?.id === id ? answer.form : undefined;
}

function claimOf(c: WebContext) {
  const id = readId('claim', c.req.param('claim') ?? '');
  if (!id) throw notFound('claim');
  return id;
}

function pathOf(c: WebContext): string {
  return `/invoices/${c.req.param('id') ?? ''}`;
}
