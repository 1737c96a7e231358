import { Hono } from 'hono';
import { findInvoice, type Invoice } from '#features/invoices/index.ts';
import { undoWriteOff, type WriteOff, writeOff, writeOffInput } from '#features/payments/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Day, Moment, Money } from '#platform/ui/figures.tsx';
import { DayField, Form, HiddenField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Giving up the balance of an invoice, and opening it again. */
export function writeOffPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/invoices/:id/write-off', requireVisitor);
  app.use('/invoices/:id/write-offs/*', requireVisitor);

  app.get('/invoices/:id/write-off', async c =>
    show(
      ctx,
      c,
      freshForm({
        id: showId('writeOff', newId('writeOff')),
        writtenOffOn: ctx.clock.today().toString(),
        reason: '',
      }),
    ),
  );

  app.post('/invoices/:id/write-off', async c =>
    answerForm(
      c,
      async values => {
        await writeOff(ctx, visitorOf(c).owner, idOf(c), readInput(writeOffInput, values));
        return c.redirect(withNotice(pathOf(idOf(c)), 'written-off'), 303);
      },
      form => show(ctx, c, form),
    ),
  );

  app.post('/invoices/:id/write-offs/:writeOff/undo', async c => {
    const id = readId('writeOff', c.req.param('writeOff'));
    if (!id) throw notFound('write-off');
    await undoWriteOff(ctx, visitorOf(c).owner, idOf(c), id);
    return c.redirect(withNotice(pathOf(idOf(c)), 'write-off-undone'), 303);
  });

  return app;
}

/** What was written off of an invoice, undone or not. */
export function WriteOffs({ invoice, writeOffs }: { invoice: Invoice; writeOffs: readonly WriteOff[] }) {
  if (writeOffs.length === 0) return null;
  return (
    <section aria-labelledby="write-offs">
      <h2 id="write-offs" class="mb-3 text-lg font-medium">
        Written off
      </h2>
      <Table
        caption="Written off"
        rows={writeOffs}
        columns={[
          { heading: 'Day', lead: true, cell: it => <Day day={it.writtenOffOn} /> },
          { heading: 'Why', cell: it => it.reason },
          { heading: 'Amount', figures: true, cell: it => <Money pence={it.amountPence} /> },
          { heading: 'Undo', cell: it => <Undo invoice={invoice} it={it} /> },
        ]}
      />
    </section>
  );
}

function Undo({ invoice, it }: { invoice: Invoice; it: WriteOff }) {
  if (it.undoneAt)
    return (
      <>
        Undone <Moment at={it.undoneAt} />
      </>
    );
  return (
    <form method="post" action={`${pathOf(invoice.id)}/write-offs/${showId('writeOff', it.id)}/undo`}>
      <button type="submit" class="btn btn-sm min-h-11">
        Undo
      </button>
    </form>
  );
}

async function show(ctx: Ctx, c: WebContext, form: FormState) {
  const invoice = await asOwner(ctx.db, visitorOf(c).owner, tx => findInvoice(tx, idOf(c), ctx.clock.today()));
  if (!invoice) throw notFound('invoice');
  return showPage(
    c,
    { title: `Write off ${invoice.number ?? 'the draft'}`, lead: invoice.organisationName },
    <div class="flex flex-col gap-6">
      <Facts rows={[['Outstanding', <Money pence={invoice.outstandingPence} href={pathOf(invoice.id)} />]]} />
      <p>
        The whole balance is given up: no reminders and no interest are asked for any more, and the work counts as not
        paid. By work done it comes off your profit on the day you give; by money received it never was in it. The
        organisation is not told. You can undo it when the money comes after all.
      </p>
      <Form
        action={`${pathOf(invoice.id)}/write-off`}
        form={form}
        submit="Write it off"
        tone="error"
        cancel={pathOf(invoice.id)}
      >
        <HiddenField name="id" value={String(form.values.id ?? '')} />
        <DayField form={form} name="writtenOffOn" label="Given up on" />
        <TextField
          form={form}
          name="reason"
          label="Why"
          hint="For your books: “The practice closed and its company is dissolved.”"
        />
      </Form>
    </div>,
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
