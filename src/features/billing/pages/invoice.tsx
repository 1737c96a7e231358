import { Hono } from 'hono';
import { ChasingLog, listChases } from '#features/chasing/index.ts';
import {
  findInvoice,
  type Invoice,
  listCreditNotes,
  listInvoiceMails,
  listLines,
  voidInput,
} from '#features/invoices/index.ts';
import { listClaims, listDisputes, listPayments, listWriteOffs } from '#features/payments/index.ts';
import { type KeptFormA, listFormAsOf } from '#features/pensions/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { Form } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import { deleteDraft, issueAndSend, issueOnly, sendAgain, voidBilled } from '../bill-delivered.ts';
import { CreditNotes, creditNotePages } from './credit-notes.tsx';
import { DraftReferences, draftReferencePages } from './draft-references.tsx';
import { Answers, invoiceAnswerPages } from './invoice-answers.tsx';
import { StandingBadge } from './invoice-list.tsx';
import { Lines, Mails, Voiding } from './invoice-parts.tsx';
import { invoicePaymentPages, Payments, type RefusedPayment } from './invoice-payments.tsx';
import { WriteOffs } from './write-off.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'files' | 'site' | 'links'>;

interface Forms {
  readonly payment?: RefusedPayment;
  readonly references?: FormState;
  readonly voiding?: FormState;
  readonly sending?: FormState;
  readonly refund?: FormState;
  readonly answer?: { readonly id: string; readonly form: FormState };
}

/** One invoice: what it says, where it stands, what can be done with it. */
export function invoicePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/invoices/:id', requireVisitor);
  app.use('/invoices/:id/*', requireVisitor);

  app.get('/invoices/:id', async c => showInvoice(ctx, c, idOf(c), {}));

  app.get('/invoices/:id/pdf', async c => {
    const file = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
      const invoice = await findInvoice(tx, idOf(c), ctx.clock.today());
      if (!invoice?.fileId) throw notFound('invoice');
      return readStoredFile(ctx, tx, invoice.fileId);
    });
    return c.body(Uint8Array.from(file.bytes), 200, {
      'Content-Type': file.contentType,
      'Content-Disposition': `inline; filename="${file.name}"`,
    });
  });

  const steps = { send: issueAndSend, issue: issueOnly, 'send-again': sendAgain } as const;
  for (const [path, step] of Object.entries(steps)) {
    app.post(`/invoices/:id/${path}`, async c =>
      answerForm(
        c,
        async () => {
          await step(ctx, visitorOf(c).owner, idOf(c));
          return c.redirect(withNotice(pathOf(idOf(c)), path === 'issue' ? 'invoice-issued' : 'invoice-sent'), 303);
        },
        sending => showInvoice(ctx, c, idOf(c), { sending }),
      ),
    );
  }

  app.post('/invoices/:id/delete', async c => {
    await deleteDraft(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice('/invoices', 'draft-deleted'), 303);
  });

  app.post('/invoices/:id/void', async c =>
    answerForm(
      c,
      async values => {
        await voidBilled(ctx, visitorOf(c).owner, idOf(c), readInput(voidInput, values).reason);
        return c.redirect(withNotice(pathOf(idOf(c)), 'invoice-voided'), 303);
      },
      voiding => showInvoice(ctx, c, idOf(c), { voiding }),
    ),
  );

  app.route(
    '/',
    invoicePaymentPages(ctx, (c, refused) => showInvoice(ctx, c, idOf(c), { payment: refused })),
  );
  app.route(
    '/',
    draftReferencePages(ctx, (c, references) => showInvoice(ctx, c, idOf(c), { references })),
  );
  app.route(
    '/',
    invoiceAnswerPages(ctx, (c, answer) => showInvoice(ctx, c, idOf(c), { answer })),
  );
  app.route(
    '/',
    creditNotePages(ctx, (c, refund) => showInvoice(ctx, c, idOf(c), { refund })),
  );

  return app;
}

async function showInvoice(ctx: Ctx, c: WebContext, id: Id<'invoice'>, forms: Forms) {
  const { invoice, lines, payments, mails, formAs, claims, disputes, notes, writeOffs, chases } = await asOwner(
    ctx.db,
    visitorOf(c).owner,
    async tx => ({
      invoice: await findInvoice(tx, id, ctx.clock.today()),
      lines: await listLines(tx, id),
      payments: await listPayments(tx, id),
      mails: await listInvoiceMails(tx, id),
      formAs: await listFormAsOf(tx, id),
      claims: await listClaims(tx, { invoiceId: id }),
      disputes: await listDisputes(tx, { invoiceId: id }),
      notes: await listCreditNotes(tx, id),
      writeOffs: await listWriteOffs(tx, id),
      chases: await listChases(tx, id),
    }),
  );
  if (!invoice) throw notFound('invoice');
  // an imported one has no paper of ours: it is paid or taken back, and what corrects or sends it stays where it was issued
  const isOurs = invoice.state !== 'draft' && invoice.fileId !== null;
  return showPage(
    c,
    {
      title: invoice.number === null ? `Draft for ${invoice.organisationName}` : `Invoice ${invoice.number}`,
      lead: invoice.organisationName,
      action: <StandingBadge standing={invoice.standing} />,
    },
    <div class="flex flex-col gap-8">
      {invoice.state === 'draft' && <DraftSteps invoice={invoice} form={forms.sending ?? freshForm()} />}
      {invoice.state === 'draft' && <DraftReferences invoice={invoice} form={forms.references} />}
      {invoice.voidReason && <Caution>Void: {invoice.voidReason}</Caution>}
      {invoice.state !== 'draft' && <Standing invoice={invoice} formAs={formAs} />}
      <Answers path={pathOf(id)} claims={claims} disputes={disputes} answer={forms.answer} />
      <Lines invoice={invoice} lines={lines} />
      {(invoice.state === 'issued' || payments.length > 0) && (
        <Payments invoice={invoice} payments={payments} refused={forms.payment} today={ctx.clock.today()} />
      )}
      <CreditNotes invoice={invoice} notes={notes} refund={forms.refund} today={ctx.clock.today()} />
      <WriteOffs invoice={invoice} writeOffs={writeOffs} />
      {isOurs && (invoice.state === 'issued' || invoice.state === 'paid') && <LessOwed invoice={invoice} />}
      {isOurs && <Mails invoice={invoice} mails={mails} form={forms.sending ?? freshForm()} />}
      {(invoice.standing === 'overdue' || chases.length > 0) && <ChasingLog path={pathOf(id)} chases={chases} />}
      {isOurs && (invoice.state === 'issued' || invoice.state === 'paid') && notes.length === 0 && (
        <Voiding invoice={invoice} form={forms.voiding} />
      )}
    </div>,
  );
}

function DraftSteps({ invoice, form }: { invoice: Invoice; form: FormState }) {
  return (
    <section aria-label="Next step">
      <Form action={`${pathOf(invoice.id)}/send`} form={form} submit="Issue and send" />
      <div class="mt-3 flex flex-wrap gap-3">
        <form method="post" action={`${pathOf(invoice.id)}/issue`}>
          <button type="submit" class="btn min-h-11">
            Issue without sending
          </button>
        </form>
        <form method="post" action={`${pathOf(invoice.id)}/delete`}>
          <button type="submit" class="btn btn-ghost min-h-11">
            Delete the draft
          </button>
        </form>
      </div>
    </section>
  );
}

function Standing({ invoice, formAs }: { invoice: Invoice; formAs: readonly KeptFormA[] }) {
  return (
    <Facts
      rows={[
        ['Issued', invoice.issueDate && <Day day={invoice.issueDate} />],
        ['Due', invoice.dueDate && <Day day={invoice.dueDate} />],
        ['Total', <Money pence={invoice.totalPence} />],
        ...creditRows(invoice),
        [
          'Papers',
          <span class="flex flex-wrap gap-4">
            {invoice.fileId === null ? (
              'Imported: its paper is where it was issued.'
            ) : (
              <a class="link" href={`${pathOf(invoice.id)}/pdf`}>
                Invoice (PDF)
              </a>
            )}
            {invoice.state !== 'void' && invoice.fileId !== null && (
              <a class="link" href={`${pathOf(invoice.id)}/e-invoice`}>
                E-invoice (XML)
              </a>
            )}
            <a class="link" href={`${pathOf(invoice.id)}/evidence`}>
              Evidence (ZIP)
            </a>
            {formAs.map(form => (
              <a class="link" href={`/pension/form-a/${showId('formA', form.id)}/pdf`}>
                Form A{formAs.length > 1 && `, part ${form.part}`} (PDF
                {form.signed ? `, signed by ${form.signed.name}` : ''})
              </a>
            ))}
            <a class="link" href={`/messages/${showId('invoice', invoice.id)}`}>
              Messages
            </a>
          </span>,
        ],
      ]}
    />
  );
}

function LessOwed({ invoice }: { invoice: Invoice }) {
  return (
    <p class="flex flex-wrap gap-4">
      {invoice.creditedPence < invoice.totalPence && (
        <a class="link" href={`${pathOf(invoice.id)}/credit`}>
          Credit some or all of it
        </a>
      )}
      {invoice.state === 'issued' && (
        <a class="link" href={`${pathOf(invoice.id)}/write-off`}>
          Write off what is outstanding
        </a>
      )}
    </p>
  );
}

function creditRows({ creditedPence, writtenOffPence, outstandingPence }: Invoice) {
  return [
    ...(creditedPence > 0 ? ([['Credited', <Money pence={creditedPence} href="#credit-notes" />]] as const) : []),
    ...(writtenOffPence > 0 ? ([['Written off', <Money pence={writtenOffPence} href="#write-offs" />]] as const) : []),
    outstandingPence < 0
      ? (['To go back', <Money pence={pence(-outstandingPence)} />] as const)
      : (['Outstanding', <Money pence={outstandingPence} />] as const),
  ];
}

function idOf(c: WebContext): Id<'invoice'> {
  const id = readId('invoice', c.req.param('id') ?? '');
  if (!id) throw notFound('invoice');
  return id;
}

function pathOf(id: Id<'invoice'>): string {
  return `/invoices/${showId('invoice', id)}`;
}
