import { Hono } from 'hono';
import type { Invoice } from '#features/invoices/index.ts';
import { type Payment, paymentInput, recordPayment, withdrawPayment } from '#features/payments/index.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, inScope, readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Day, Moment, Money } from '#platform/ui/figures.tsx';
import {
  CheckboxField,
  DayField,
  ErrorSummary,
  FieldRow,
  Form,
  HiddenField,
  MoneyField,
  TextField,
} from '#platform/ui/form.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { formatPounds, plainPounds } from '#rules/money.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** A form of this section that was refused: a new payment, or one that was to be withdrawn. */
export type RefusedPayment = { readonly payment: FormState } | { readonly withdrawal: FormState };

/** Recording payments and withdrawing them. `show` shows the invoice with a refused form. */
export function invoicePaymentPages(
  ctx: Ctx,
  show: (c: WebContext, refused: RefusedPayment) => Response | Promise<Response>,
): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.post('/invoices/:id/payments', async c =>
    answerForm(
      c,
      async values => {
        await recordPayment(ctx, visitorOf(c).owner, idOf(c), readInput(paymentInput, values));
        return c.redirect(withNotice(pathOf(idOf(c)), 'payment-recorded'), 303);
      },
      payment => show(c, { payment }),
    ),
  );

  app.post('/invoices/:id/payments/:payment/withdraw', async c =>
    answerForm(
      c,
      async () => {
        const payment = readId('payment', c.req.param('payment'));
        if (!payment) throw notFound('payment');
        await withdrawPayment(ctx, visitorOf(c).owner, idOf(c), payment);
        return c.redirect(withNotice(pathOf(idOf(c)), 'payment-withdrawn'), 303);
      },
      withdrawal => show(c, { withdrawal: inScope('withdraw', withdrawal) }),
    ),
  );

  return app;
}

/** What arrived, and the form for more. */
export function Payments(props: {
  invoice: Invoice;
  payments: readonly Payment[];
  refused: RefusedPayment | undefined;
  today: Temporal.PlainDate;
}) {
  const { invoice, payments, refused, today } = props;
  const form = refused && 'payment' in refused ? refused.payment : freshPayment(invoice, today);
  return (
    <section aria-labelledby="payments">
      <h2 id="payments" class="mb-3 text-lg font-medium">
        Payments
      </h2>
      {refused && 'withdrawal' in refused && <ErrorSummary form={refused.withdrawal} />}
      {payments.length > 0 && (
        <Table
          caption="Payments"
          rows={payments}
          columns={[
            { heading: 'Received', lead: true, cell: it => <Day day={it.receivedOn} /> },
            { heading: 'Note', cell: it => <Note payment={it} /> },
            { heading: 'Amount', figures: true, cell: it => <Money pence={it.amountPence} /> },
            { heading: 'Withdraw', cell: it => <Withdraw invoice={invoice} payment={it} /> },
          ]}
        />
      )}
      {invoice.state === 'issued' && <PaymentForm invoice={invoice} form={form} />}
    </section>
  );
}

function Note({ payment }: { payment: Payment }) {
  if (!payment.remittanceId) return <>{payment.note}</>;
  return (
    <span>
      {payment.note}{' '}
      <a class="link" href={`/remittances/${showId('remittance', payment.remittanceId)}`}>
        Part of a remittance
      </a>
    </span>
  );
}

function Withdraw({ invoice, payment }: { invoice: Invoice; payment: Payment }) {
  if (payment.withdrawnAt)
    return (
      <>
        Withdrawn <Moment at={payment.withdrawnAt} />
      </>
    );
  return (
    <form method="post" action={`${pathOf(invoice.id)}/payments/${showId('payment', payment.id)}/withdraw`}>
      <button type="submit" class="btn btn-sm min-h-11">
        Withdraw
      </button>
    </form>
  );
}

function PaymentForm({ invoice, form }: { invoice: Invoice; form: FormState }) {
  return (
    <div class="mt-4">
      <Form action={`${pathOf(invoice.id)}/payments`} form={form} submit="Record the payment">
        <HiddenField name="id" value={String(form.values.id ?? '')} />
        <FieldRow>
          <DayField form={form} name="receivedOn" label="Received on" />
          <MoneyField
            form={form}
            name="amount"
            label="Amount"
            hint={`${formatPounds(invoice.outstandingPence)} is outstanding`}
          />
          <TextField form={form} name="note" label="Note" required={false} width="w-56" />
        </FieldRow>
        <CheckboxField
          form={form}
          name="keepRest"
          label={`If it is more than that, keep the rest as credit of ${invoice.organisationName}`}
        />
      </Form>
      <p class="mt-3">
        <a class="link" href={`/remittances/new?organisation=${showId('organisation', invoice.organisationId)}`}>
          One sum for several invoices
        </a>
      </p>
    </div>
  );
}

function freshPayment(invoice: Invoice, today: Temporal.PlainDate): FormState {
  return freshForm({
    id: showId('payment', newId('payment')),
    receivedOn: today.toString(),
    amount: plainPounds(invoice.outstandingPence),
    note: '',
  });
}

function idOf(c: WebContext): Id<'invoice'> {
  const id = readId('invoice', c.req.param('id') ?? '');
  if (!id) throw notFound('invoice');
  return id;
}

function pathOf(id: Id<'invoice'>): string {
  return `/invoices/${showId('invoice', id)}`;
}
