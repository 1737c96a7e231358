import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, inScope, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Form } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import { answerUpload, UploadForm } from '#platform/upload/upload-form.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import type { Expense } from '../expense.ts';
import { expenseInput } from '../input.ts';
import { addExpense, addExpenseWithReceipt, changeExpense, deleteExpense } from '../keep-expense.ts';
import { attachReceipt, readReceipt, removeReceipt } from '../keep-receipt.ts';
import { listReceipts } from '../receipt-store.ts';
import { bookingChoices, readExpense } from '../store.ts';
import { ExpenseFields, valuesOf } from './expense-fields.tsx';
import { answerWithFile } from './read-expense-form.ts';
import { Receipts } from './receipts.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'scanner'>;

/** One expense: entered with or without the photo of its receipt, changed, and its receipts. Mounted after the other pages under /expenses. */
export function expensePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/expenses/new', async c =>
    showNew(
      ctx,
      c,
      freshForm({
        id: showId('expense', newId('expense')),
        spentOn: ctx.clock.today().toString(),
        businessShare: '100',
        booking: c.req.query('booking') ?? '',
      }),
    ),
  );

  app.post('/expenses/new', async c =>
    answerWithFile(
      c,
      async (values, file) => {
        const input = readInput(expenseInput, values);
        const { owner } = visitorOf(c);
        if (file) await addExpenseWithReceipt(ctx, owner, input, file);
        else await addExpense(ctx, owner, input);
        return c.redirect(withNotice('/expenses', 'expense-saved'), 303);
      },
      form => showNew(ctx, c, form),
    ),
  );

  app.get('/expenses/:id', async c => showOne(ctx, c, undefined, freshForm()));

  app.post('/expenses/:id', async c =>
    answerForm(
      c,
      async values => {
        await changeExpense(ctx, visitorOf(c).owner, idOf(c), readInput(expenseInput, values));
        return c.redirect(withNotice('/expenses', 'expense-saved'), 303);
      },
      form => showOne(ctx, c, form, freshForm()),
    ),
  );

  app.post('/expenses/:id/receipts', async c =>
    answerUpload(
      c,
      async (_, file) => {
        await attachReceipt(ctx, visitorOf(c).owner, idOf(c), file);
        return c.redirect(withNotice(`/expenses/${c.req.param('id')}`, 'receipt-added'), 303);
      },
      form => showOne(ctx, c, undefined, form),
    ),
  );

  app.get('/expenses/:id/receipts/:file', async c => {
    const file = await readReceipt(ctx, visitorOf(c).owner, idOf(c), fileOf(c));
    return serveFile(c, file, c.req.query('download') === undefined ? 'inline' : 'attachment');
  });

  app.post('/expenses/:id/receipts/:file/delete', async c => {
    await removeReceipt(ctx, visitorOf(c).owner, idOf(c), fileOf(c));
    return c.redirect(withNotice(`/expenses/${c.req.param('id')}`, 'receipt-removed'), 303);
  });

  app.post('/expenses/:id/delete', async c => {
    await deleteExpense(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice('/expenses', 'expense-deleted'), 303);
  });

  return app;
}

async function showNew(ctx: Ctx, c: WebContext, form: FormState) {
  return showPage(
    c,
    { title: 'Add an expense' },
    <UploadForm action="/expenses/new" form={form} submit="Add it" cancel="/expenses" label="Receipt (optional)" camera>
      <ExpenseFields form={form} bookings={await choices(ctx, c, form)} />
    </UploadForm>,
  );
}

async function showOne(ctx: Ctx, c: WebContext, typedForm: FormState | undefined, upload: FormState) {
  const id = idOf(c);
  const { expense, receipts } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    expense: await readExpense(tx, id),
    receipts: await listReceipts(tx, id),
  }));
  if (!expense) throw notFound('expense');
  const path = `/expenses/${showId('expense', id)}`;
  const form = typedForm ?? freshForm(valuesOf(expense));
  return showPage(
    c,
    { title: 'Change the expense', lead: <MadeBy expense={expense} /> },
    <div class="flex flex-col gap-10">
      <Form action={path} form={form} submit="Save" cancel="/expenses">
        <ExpenseFields form={form} bookings={await choices(ctx, c, form)} />
      </Form>
      <section aria-labelledby="receipts">
        <h2 id="receipts" class="mb-3 text-lg font-medium">
          Receipts
        </h2>
        <Receipts path={path} receipts={receipts} />
        <UploadForm
          action={`${path}/receipts`}
          form={inScope('receipt', upload)}
          submit="Attach it"
          label={receipts.length === 0 ? 'Receipt' : 'Another receipt'}
          camera
        />
      </section>
      <details class="border-t border-base-300 pt-4">
        <summary class="min-h-11 cursor-pointer">Delete it</summary>
        <p class="mb-3 max-w-prose text-muted">
          The expense and its receipts are deleted for good. HMRC may ask for receipts for years: put it right rather
          than deleting it, if it was real.
        </p>
        <Form action={`${path}/delete`} form={inScope('delete')} submit="Delete the expense" tone="error" />
      </details>
    </div>,
  );
}

function MadeBy({ expense }: { expense: Expense }) {
  if (expense.recurringId)
    return (
      <>
        Made by a{' '}
        <a class="link" href={`/expenses/recurring/${showId('recurringExpense', expense.recurringId)}`}>
          repeating cost
        </a>
        .
      </>
    );
  if (!expense.importId) return null;
  return (
    <>
      From an{' '}
      <a class="link" href="/expenses/import">
        imported file
      </a>
      .
    </>
  );
}

function choices(ctx: Ctx, c: WebContext, form: FormState) {
  const chosen = readId('booking', typed(form, 'booking'));
  return asOwner(ctx.db, visitorOf(c).owner, tx => bookingChoices(tx, ctx.clock.today(), chosen));
}

function idOf(c: WebContext): Id<'expense'> {
  const id = readId('expense', c.req.param('id') ?? '');
  if (!id) throw notFound('expense');
  return id;
}

function fileOf(c: WebContext): Id<'file'> {
  const id = readId('file', c.req.param('file') ?? '');
  if (!id) throw notFound('receipt');
  return id;
}
