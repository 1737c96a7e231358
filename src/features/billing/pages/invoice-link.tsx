import { Hono } from 'hono';
import { readAccount } from '#features/accounts/index.ts';
import { listInterestInvoices } from '#features/chasing/index.ts';
import { findInvoice, type Invoice, type Line, listCreditNotes, listLines } from '#features/invoices/index.ts';
import {
  LinkedThread,
  linkMessageInput,
  listMessages,
  readMessageFile,
  writeToLocum,
} from '#features/messages/index.ts';
import {
  type Claim,
  claimInput,
  claimPaid,
  type Dispute,
  disputeInput,
  disputeInvoice,
  listClaims,
  listDisputes,
} from '#features/payments/index.ts';
import { type Entered, enterLink, LINK_TRIES, noteDownload, noteOpening } from '#features/sharing/index.ts';
import { asOwner } from '#platform/access.ts';
import { callerOf } from '#platform/caller.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, type FormValues, freshForm, inScope, readInput } from '#platform/form.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form, MoneyField, TextArea, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import type { WebContext, WebEnv } from '#platform/web.ts';
import { type Id, readId } from '#rules/ids.ts';
import { formatPounds, pence, plainPounds } from '#rules/money.ts';
import { CreditNoteTable, noteIn } from './credit-notes.tsx';
import { StandingBadge } from './invoice-list.tsx';
import { LinkedInterest } from './linked-interest.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'files'>;

/** An invoice as its organisation sees it by its link: read, say that it is paid, dispute it, write. Opening changes nothing. */
export function invoiceLinkPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/i/:token', async c => {
    const entered = await enter(ctx, c);
    await noteOpening(ctx, entered, callerOf(c));
    return show(ctx, c, entered, {});
  });

  const steps: Record<string, (entered: Entered, values: FormValues, c: WebContext) => Promise<void>> = {
    claim: (entered, values, c) => claimPaid(ctx, entered, readInput(claimInput, values), callerOf(c)),
    dispute: (entered, values, c) => disputeInvoice(ctx, entered, readInput(disputeInput, values), callerOf(c)),
    messages: (entered, values, c) =>
      writeToLocum(
        ctx,
        entered,
        { kind: 'invoice', id: idOf(entered) },
        readInput(linkMessageInput, values),
        callerOf(c),
      ),
  };
  for (const [name, act] of Object.entries(steps)) {
    app.post(`/i/:token/${name}`, async c => {
      const entered = await enter(ctx, c);
      return answerForm(
        c,
        async values => {
          await c.get('limits').count(LINK_TRIES, entered.link.id);
          await act(entered, values, c);
          return c.redirect(withNotice(pathOf(c), name === 'messages' ? 'message-sent' : 'answer-kept'), 303);
        },
        form => show(ctx, c, entered, { [name]: form }),
      );
    });
  }

  app.get('/i/:token/pdf', async c => {
    const entered = await enter(ctx, c);
    const file = await asOwner(ctx.db, entered.owner, async tx => {
      const invoice = await findInvoice(tx, idOf(entered), ctx.clock.today());
      if (!invoice?.fileId) throw notFound('page');
      return readStoredFile(ctx, tx, invoice.fileId);
    });
    await noteDownload(ctx, entered, file.name, callerOf(c));
    return serveFile(c, file, 'inline');
  });

  app.get('/i/:token/credit-notes/:note/pdf', async c => {
    const entered = await enter(ctx, c);
    const file = await asOwner(ctx.db, entered.owner, async tx => {
      const note = (await listCreditNotes(tx, idOf(entered))).find(it => it.id === noteIn(c));
      if (!note) throw notFound('page');
      return readStoredFile(ctx, tx, note.fileId);
    });
    return serveFile(c, file, 'inline');
  });

  app.get('/i/:token/interest/:interest/pdf', async c => {
    const entered = await enter(ctx, c);
    const file = await asOwner(ctx.db, entered.owner, async tx => {
      const wanted = readId('interestInvoice', c.req.param('interest'));
      const found = (await listInterestInvoices(tx, idOf(entered))).find(it => it.id === wanted);
      if (!found) throw notFound('page');
      return readStoredFile(ctx, tx, found.fileId);
    });
    await noteDownload(ctx, entered, file.name, callerOf(c));
    return serveFile(c, file, 'inline');
  });

  app.get('/i/:token/files/:file', async c => {
    const entered = await enter(ctx, c);
    const subject = { kind: 'invoice', id: idOf(entered) } as const;
    const file = await asOwner(ctx.db, entered.owner, tx => readMessageFile(ctx, tx, subject, c.req.param('file')));
    await noteDownload(ctx, entered, file.name, callerOf(c));
    return serveFile(c, file, 'attachment');
  });

  return app;
}

function enter(ctx: Ctx, c: WebContext): Promise<Entered> {
  return enterLink(ctx, c.req.param('token') ?? '', 'invoice', callerOf(c));
}

async function show(ctx: Ctx, c: WebContext, entered: Entered, forms: Readonly<Record<string, FormState>>) {
  const id = idOf(entered);
  const { invoice, lines, account, claims, disputes, messages, notes, interest } = await asOwner(
    ctx.db,
    entered.owner,
    async tx => ({
      invoice: await findInvoice(tx, id, ctx.clock.today()),
      lines: await listLines(tx, id),
      account: await readAccount(tx),
      claims: await listClaims(tx, { invoiceId: id }),
      disputes: await listDisputes(tx, { invoiceId: id }),
      messages: await listMessages(tx, { kind: 'invoice', id }),
      notes: await listCreditNotes(tx, id),
      interest: await listInterestInvoices(tx, id),
    }),
  );
  if (!invoice || invoice.number === null) throw notFound('page');
  return showPage(
    c,
    {
      title: `Invoice ${invoice.number}`,
      lead: `${account.name} to ${invoice.organisationName}`,
      action: <StandingBadge standing={invoice.standing} />,
      outside: true,
    },
    <div class="flex flex-col gap-10">
      {invoice.state === 'void' && <Caution>This invoice is no longer in force. Please do not pay it.</Caution>}
      <Facts
        rows={[
          ['Issued', invoice.issueDate && <Day day={invoice.issueDate} />],
          ['Please pay by', invoice.dueDate && <Day day={invoice.dueDate} />],
          ['Total', <Money pence={invoice.totalPence} />],
          ...(invoice.creditedPence > 0 ? ([['Credited', <Money pence={invoice.creditedPence} />]] as const) : []),
          invoice.outstandingPence < 0
            ? (['To go back to you', <strong>{formatPounds(pence(-invoice.outstandingPence))}</strong>] as const)
            : (['Outstanding', <strong>{formatPounds(invoice.outstandingPence)}</strong>] as const),
          ['Payment reference', invoice.number],
        ]}
      />
      <p>
        <a class="btn min-h-11" href={`${pathOf(c)}/pdf`}>
          The invoice with bank details (PDF)
        </a>
      </p>
      <Lines lines={lines} />
      {notes.length > 0 && <CreditNoteTable notes={notes} path={`${pathOf(c)}/credit-notes`} />}
      {interest.length > 0 && <LinkedInterest interest={interest} path={pathOf(c)} />}
      <Said claims={claims} disputes={disputes} />
      {invoice.state === 'issued' && <Steps ctx={ctx} c={c} invoice={invoice} claims={claims} forms={forms} />}
      <LinkedThread
        messages={messages}
        path={pathOf(c)}
        form={forms.messages}
        about="this invoice"
        locum={account.name}
      />
    </div>,
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <Table
      caption="Lines of the invoice"
      rows={lines}
      columns={[
        { heading: 'Work', lead: true, cell: line => line.description },
        { heading: 'Day', cell: line => <Day day={line.workedOn} short /> },
        { heading: 'Quantity', cell: line => line.quantityText },
        { heading: 'Rate', cell: line => line.rateText },
        { heading: 'Amount', figures: true, cell: line => <Money pence={line.amountPence} /> },
      ]}
    />
  );
}

function Said({ claims, disputes }: { claims: readonly Claim[]; disputes: readonly Dispute[] }) {
  return (
    <>
      {claims.map(claim => (
        <p>
          {claim.name} said that {formatPounds(claim.amountPence)} was paid on <Day day={claim.paidOn} />.{' '}
          {CLAIM_WORDS[claim.state]}
          {claim.reason && ` ${claim.reason}`}
        </p>
      ))}
      {disputes.map(dispute => (
        <p>
          {dispute.name} said that it is not right: {dispute.reason}{' '}
          {dispute.settledAt === null ? 'The locum has yet to settle it.' : `Settled: ${dispute.outcome ?? ''}`}
        </p>
      ))}
    </>
  );
}

const CLAIM_WORDS = {
  open: 'The locum has yet to confirm it.',
  confirmed: 'Confirmed.',
  rejected: 'Not found by the locum:',
  closed: 'Closed:',
} as const;

function Steps(props: {
  ctx: Ctx;
  c: WebContext;
  invoice: Invoice;
  claims: readonly Claim[];
  forms: Readonly<Record<string, FormState>>;
}) {
  const { c, invoice, forms } = props;
  const claim = inScope(
    'claim',
    forms.claim ??
      freshForm({ paidOn: props.ctx.clock.today().toString(), amount: plainPounds(invoice.outstandingPence) }),
  );
  const dispute = inScope('dispute', forms.dispute);
  return (
    <>
      {!props.claims.some(it => it.state === 'open') && (
        <section aria-labelledby="claim">
          <h2 id="claim" class="mb-3 text-lg font-medium">
            Paid already?
          </h2>
          <Form action={`${pathOf(c)}/claim`} form={claim} submit="We have paid">
            <FieldRow>
              <DayField form={claim} name="paidOn" label="Paid on" />
              <MoneyField form={claim} name="amount" label="Amount" />
              <TextField form={claim} name="reference" label="Your reference" required={false} width="w-56" />
            </FieldRow>
            <TextField form={claim} name="name" label="Your name" autocomplete="name" width="w-full max-w-sm" />
          </Form>
        </section>
      )}
      <details open={forms.dispute !== undefined} class="border-t border-base-300 pt-4">
        <summary class="min-h-11 cursor-pointer">Something is wrong with this invoice</summary>
        <Form action={`${pathOf(c)}/dispute`} form={dispute} submit="Say what is wrong" tone="neutral">
          <TextField form={dispute} name="name" label="Your name" autocomplete="name" width="w-full max-w-sm" />
          <TextArea form={dispute} name="reason" label="What is wrong" />
        </Form>
      </details>
    </>
  );
}

function idOf({ link }: Entered): Id<'invoice'> {
  return link.subjectId as Id<'invoice'>;
}

function pathOf(c: WebContext): string {
  return `/i/${c.req.param('token') ?? ''}`;
}
