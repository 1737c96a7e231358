import { Hono } from 'hono';
import { type CreditNote, type Invoice, listCreditNotes, recordRefund, refundInput } from '#features/invoices/index.ts';
import { keepRefundAsCredit } from '#features/payments/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, inScope, readInput } from '#platform/form.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form } from '#platform/ui/form.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { formatPounds } from '#rules/money.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files'>;

/** The papers of an invoice's credit notes, and the day on which money went back. `show` shows the invoice with a refused form. */
export function creditNotePages(
  ctx: Ctx,
  show: (c: WebContext, refund: FormState) => Response | Promise<Response>,
): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/invoices/:id/credit-notes/:note/pdf', async c => {
    const file = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
      const note = (await listCreditNotes(tx)).find(it => it.id === noteIn(c));
      if (!note) throw notFound('credit note');
      return readStoredFile(ctx, tx, note.fileId);
    });
    return c.body(Uint8Array.from(file.bytes), 200, {
      'Content-Type': file.contentType,
      'Content-Disposition': `inline; filename="${file.name}"`,
    });
  });

  app.post('/invoices/:id/credit-notes/:note/keep', async c => {
    await keepRefundAsCredit(ctx, visitorOf(c).owner, noteIn(c));
    return c.redirect(withNotice(`/invoices/${c.req.param('id')}`, 'credit-kept'), 303);
  });

  app.post('/invoices/:id/credit-notes/:note/refunded', async c =>
    answerForm(
      c,
      async values => {
        const note = noteIn(c);
        await recordRefund(ctx, visitorOf(c).owner, note, readInput(refundInput, values).refundedOn);
        return c.redirect(withNotice(`/invoices/${c.req.param('id')}`, 'refund-recorded'), 303);
      },
      form => show(c, inScope(c.req.param('note'), form)),
    ),
  );

  return app;
}

/** The credit notes of an invoice, and what is to go back. */
export function CreditNotes(props: {
  invoice: Invoice;
  notes: readonly CreditNote[];
  refund: FormState | undefined;
  today: Temporal.PlainDate;
}) {
  const { invoice, notes } = props;
  if (notes.length === 0) return null;
  const path = `/invoices/${showId('invoice', invoice.id)}/credit-notes`;
  const open =
    invoice.outstandingPence < 0 ? notes.find(note => note.refundedOn === null && note.refundPence > 0) : undefined;
  const scope = open && showId('creditNote', open.id);
  const form =
    scope && props.refund?.scope === scope
      ? props.refund
      : inScope(scope ?? '', freshForm({ refundedOn: props.today.toString() }));
  return (
    <section aria-labelledby="credit-notes">
      <h2 id="credit-notes" class="mb-3 text-lg font-medium">
        Credit notes
      </h2>
      <CreditNoteTable notes={notes} path={path} />
      {open && (
        <div class="mt-4">
          <p class="mb-3">
            {formatPounds(open.refundPence)} is to go back to {invoice.organisationName}.
          </p>
          <Form action={`${path}/${scope}/refunded`} form={form} submit="Record the refund" tone="neutral">
            <FieldRow>
              <DayField form={form} name="refundedOn" label="Sent back on" />
            </FieldRow>
          </Form>
          <form method="post" action={`${path}/${scope}/keep`} class="mt-3">
            <button type="submit" class="btn btn-ghost min-h-11">
              Or keep it as their credit for a later invoice
            </button>
          </form>
        </div>
      )}
    </section>
  );
}

/** What was credited, why, and the paper of it. `path` is where the papers are. */
export function CreditNoteTable({ notes, path }: { notes: readonly CreditNote[]; path: string }) {
  return (
    <Table
      caption="Credit notes"
      rows={notes}
      columns={[
        {
          heading: 'Credit note',
          lead: true,
          cell: note => (
            <a class="link" href={`${path}/${showId('creditNote', note.id)}/pdf`}>
              {note.number} (PDF)
            </a>
          ),
        },
        { heading: 'Issued', cell: note => <Day day={note.issueDate} short /> },
        { heading: 'Why', cell: note => note.reason },
        {
          heading: 'Sent back',
          cell: note =>
            note.refundedOn ? <Day day={note.refundedOn} short /> : note.refundPence > 0 ? 'not yet' : '–',
        },
        { heading: 'Amount', figures: true, cell: note => <Money pence={note.amountPence} /> },
      ]}
    />
  );
}

/** The credit note in the address. */
export function noteIn(c: WebContext): Id<'creditNote'> {
  const id = readId('creditNote', c.req.param('note') ?? '');
  if (!id) throw notFound('credit note');
  return id;
}
