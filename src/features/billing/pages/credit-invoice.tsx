import { Hono } from 'hono';
import {
  type Creditable,
  creditInput,
  creditInvoice,
  findInvoice,
  type Invoice,
  readCreditable,
} from '#features/invoices/index.ts';
import { listFormAsOf } from '#features/pensions/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Money } from '#platform/ui/figures.tsx';
import { CheckboxField, FieldGroup, Form, HiddenField, MoneyField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { totalOfParts } from '#rules/credit-parts.ts';
import { formatDayShort } from '#rules/dates.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { formatPounds } from '#rules/money.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'site' | 'links'>;

/** Crediting an issued invoice by hand: lines of it or an amount, with the consequence before the button. */
export function creditInvoicePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/invoices/:id/credit', requireVisitor);

  app.get('/invoices/:id/credit', async c =>
    show(ctx, c, freshForm({ id: showId('creditNote', newId('creditNote')), amount: '', reason: '' })),
  );

  app.post('/invoices/:id/credit', async c =>
    answerForm(
      c,
      async values => {
        await creditInvoice(ctx, visitorOf(c).owner, idOf(c), readInput(creditInput, values));
        return c.redirect(withNotice(pathOf(idOf(c)), 'credit-note-issued'), 303);
      },
      form => show(ctx, c, form),
    ),
  );

  return app;
}

async function show(ctx: Ctx, c: WebContext, form: FormState) {
  const { invoice, creditable, formAs } = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const invoice = await findInvoice(tx, idOf(c), ctx.clock.today());
    if (!invoice) throw notFound('invoice');
    return { invoice, creditable: await readCreditable(tx, invoice), formAs: await listFormAsOf(tx, invoice.id) };
  });
  if (invoice.state === 'draft' || invoice.state === 'void')
    throw new Refusal({ code: 'credit_note.not_issued', message: 'Only an issued invoice can be credited.' });
  return showPage(
    c,
    { title: `Credit invoice ${invoice.number}`, lead: invoice.organisationName },
    <div class="flex flex-col gap-6">
      <Facts
        rows={[
          ['Total', <Money pence={invoice.totalPence} href={pathOf(invoice.id)} />],
          ['Credited before', <Money pence={invoice.creditedPence} href={`${pathOf(invoice.id)}#credit-notes`} />],
          ['Can be credited now', <Money pence={totalOfParts(creditable.free)} />],
        ]}
      />
      {totalOfParts(creditable.held) > 0 && (
        <Caution>
          Pensioned work stays as its Form A says: a credit note must not change a pension unseen. To credit it, first
          give the form up, which credits the employer’s share; then come back for the work.{' '}
          {formAs
            .filter(it => !it.givenUp)
            .map(it => (
              <a class="link" href={`/pension/ledger/${showId('formA', it.id)}/give-up`}>
                Give up Form A{formAs.length > 1 ? `, part ${it.part}` : ''}
              </a>
            ))}
        </Caution>
      )}
      {totalOfParts(creditable.free) > 0 && <CreditForm invoice={invoice} creditable={creditable} form={form} />}
    </div>,
  );
}

function CreditForm(props: { invoice: Invoice; creditable: Creditable; form: FormState }) {
  const { invoice, creditable, form } = props;
  const open = creditable.lines.filter(line => !line.isCredited && !line.isHeld && line.amountPence > 0);
  return (
    <Form
      action={`${pathOf(invoice.id)}/credit`}
      form={form}
      submit="Issue the credit note"
      cancel={pathOf(invoice.id)}
      tone="primary"
    >
      <HiddenField name="id" value={String(form.values.id ?? '')} />
      {open.length > 0 && (
        <FieldGroup legend="Whole lines" hint="Choose what should not have been billed, or enter an amount below.">
          {open.map(line => (
            <CheckboxField
              form={form}
              name="lines"
              value={String(line.position)}
              label={`${line.workedOn ? `${formatDayShort(line.workedOn)}: ` : ''}${line.description}, ${formatPounds(line.amountPence)}`}
            />
          ))}
        </FieldGroup>
      )}
      <FieldGroup legend="Or an amount">
        <MoneyField
          form={form}
          name="amount"
          label="Amount"
          required={false}
          hint={`At most ${formatPounds(totalOfParts(creditable.free))}: work first, then expenses.`}
        />
      </FieldGroup>
      <TextField
        form={form}
        name="reason"
        label="Why"
        hint="It is printed on the credit note: “The second session was cancelled.”"
      />
      <p>
        It gets a number of its own and is mailed to whoever pays the invoice. It cannot be taken back.{' '}
        {invoice.paidPence > 0 && 'What was paid already and is more than is left goes back, or is kept as credit.'}
      </p>
    </Form>
  );
}

function idOf(c: WebContext): Id<'invoice'> {
  const id = readId('invoice', c.req.param('id') ?? '');
  if (!id) throw notFound('invoice');
  return id;
}

function pathOf(id: Id<'invoice'>): string {
  return `/invoices/${showId('invoice', id)}`;
}
