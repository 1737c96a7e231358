import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, inScope, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Moment } from '#platform/ui/figures.tsx';
import { Form } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { londonDay } from '#rules/dates.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { enterReceipt, putAway, readMailedFile } from '../enter-receipt.ts';
import { expenseInput } from '../input.ts';
import { makeReceiptAddress, receiptAddress } from '../receipt-address.ts';
import { listWaiting, lockReceiptMail, type ReceiptMail } from '../receipt-mail-store.ts';
import { bookingChoices } from '../store.ts';
import { ExpenseFields } from './expense-fields.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'links' | 'site'>;

/** Receipts that were mailed in: the address to send them to, and those that wait to be entered. */
export function receiptMailPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/expenses/receipts', async c => showList(ctx, c, freshForm()));

  app.post('/expenses/receipts/address', async c =>
    answerForm(
      c,
      async () => {
        await makeReceiptAddress(ctx, visitorOf(c).owner);
        return c.redirect(withNotice('/expenses/receipts', 'receipt-address-made'), 303);
      },
      form => showList(ctx, c, form),
    ),
  );

  app.get('/expenses/receipts/:id', async c => showOne(ctx, c));

  app.post('/expenses/receipts/:id', async c =>
    answerForm(
      c,
      async values => {
        await enterReceipt(ctx, visitorOf(c).owner, idOf(c), readInput(expenseInput, values));
        return c.redirect(withNotice('/expenses', 'expense-saved'), 303);
      },
      form => showOne(ctx, c, form),
    ),
  );

  app.get('/expenses/receipts/:id/files/:file', async c => {
    const fileId = readId('file', c.req.param('file'));
    if (!fileId) throw notFound('receipt');
    return serveFile(c, await readMailedFile(ctx, visitorOf(c).owner, idOf(c), fileId), 'inline');
  });

  app.post('/expenses/receipts/:id/put-away', async c => {
    await putAway(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice('/expenses/receipts', 'receipt-put-away'), 303);
  });

  return app;
}

async function showList(ctx: Ctx, c: WebContext, form: FormState) {
  const { waiting, address } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    waiting: await listWaiting(tx),
    address: await receiptAddress(ctx, tx),
  }));
  return showPage(
    c,
    {
      title: 'Receipts by mail',
      lead: 'Forward a receipt from your mailbox, and it waits here to be entered.',
      wide: true,
    },
    <div class="flex flex-col gap-10">
      {waiting.length === 0 ? (
        <EmptyState title="No receipt waits">
          Mail a receipt to your own address below, or let a shop send it there.
        </EmptyState>
      ) : (
        <Table
          caption="Receipts to be entered, the latest first"
          rows={waiting}
          columns={[
            {
              heading: 'Receipt',
              lead: true,
              cell: it => (
                <a class="link break-words" href={`/expenses/receipts/${showId('receiptMail', it.id)}`}>
                  {it.subject || 'without a subject'}
                </a>
              ),
            },
            { heading: 'From', cell: it => it.senderName || it.senderAddress },
            { heading: 'Came', cell: it => <Moment at={it.receivedAt} /> },
            { heading: 'Files', figures: true, cell: it => String(it.files.length) },
          ]}
        />
      )}
      <Address address={address} canReceive={ctx.site.replyDomain !== undefined} form={form} />
    </div>,
  );
}

function Address(props: { address: string | undefined; canReceive: boolean; form: FormState }) {
  return (
    <section aria-labelledby="address">
      <h2 id="address" class="mb-3 text-lg font-medium">
        Your address for receipts
      </h2>
      {!props.canReceive && (
        <p class="max-w-prose text-muted">
          This installation takes no mail in. Add a receipt as a photo or file when you add an expense.
        </p>
      )}
      {props.canReceive && (
        <>
          {props.address ? (
            <p class="mb-3">
              <code class="block break-all rounded-box bg-base-200 px-4 py-3">{props.address}</code>
            </p>
          ) : (
            <p class="mb-3 text-muted">You have none yet.</p>
          )}
          <p class="mb-3 max-w-prose text-muted">
            Only you know it: who has it can put mail before your eyes here, and do nothing else. Keep it as a contact
            on your phone. PDF and photos, five a mail.
            {props.address && ' If others got hold of it, replace it: the old one stops at once.'}
          </p>
          <Form
            action="/expenses/receipts/address"
            form={props.form}
            submit={props.address ? 'Replace the address' : 'Make an address'}
            tone={props.address ? 'neutral' : 'primary'}
          />
        </>
      )}
    </section>
  );
}

async function showOne(ctx: Ctx, c: WebContext, typedForm?: FormState) {
  const { mail, bookings } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    mail: await lockReceiptMail(tx, idOf(c)),
    bookings: await bookingChoices(tx, ctx.clock.today(), typedForm && readId('booking', typed(typedForm, 'booking'))),
  }));
  if (!mail || (mail.isSettled && !typedForm)) throw notFound('receipt');
  const path = `/expenses/receipts/${showId('receiptMail', mail.id)}`;
  const form = typedForm ?? freshForm(proposed(mail));
  return showPage(
    c,
    { title: mail.subject || 'A receipt without a subject', lead: 'Enter it as an expense, or put it away.' },
    <div class="flex flex-col gap-8">
      <Facts
        rows={[
          ['From', `${mail.senderName} <${mail.senderAddress}>`],
          ['Came', <Moment at={mail.receivedAt} />],
          ['Files', <Files mail={mail} path={path} />],
        ]}
      />
      {mail.body !== '' && (
        <details class="border-y border-base-300 py-2" open={mail.files.length === 0}>
          <summary class="min-h-11 cursor-pointer content-center">What it says</summary>
          <div class="whitespace-pre-wrap break-words">{mail.body}</div>
        </details>
      )}
      <Form action={path} form={form} submit="Enter it" cancel="/expenses/receipts">
        <ExpenseFields form={form} bookings={bookings} />
      </Form>
      <details class="border-t border-base-300 pt-4">
        <summary class="min-h-11 cursor-pointer">It is no expense</summary>
        <p class="mb-3 max-w-prose text-muted">It leaves the list, and its files are deleted.</p>
        <Form action={`${path}/put-away`} form={inScope('away')} submit="Put it away" tone="error" />
      </details>
    </div>,
  );
}

function Files({ mail, path }: { mail: ReceiptMail; path: string }) {
  if (mail.files.length === 0) return <>none: the mail itself is all there is</>;
  return (
    <ul>
      {mail.files.map(file => (
        <li>
          <a class="link inline-flex min-h-11 items-center break-all" href={`${path}/files/${showId('file', file.id)}`}>
            {file.name} ({Math.max(1, Math.round(file.sizeBytes / 1024))} kB)
          </a>
        </li>
      ))}
    </ul>
  );
}

function proposed(mail: ReceiptMail) {
  return {
    id: showId('expense', newId('expense')),
    description: mail.subject.replace(/^(?:fwd?|re|aw|wg):\s*/i, ''),
    spentOn: londonDay(mail.receivedAt).toString(),
    businessShare: '100',
  };
}

function idOf(c: WebContext): Id<'receiptMail'> {
  const id = readId('receiptMail', c.req.param('id') ?? '');
  if (!id) throw notFound('receipt');
  return id;
}
