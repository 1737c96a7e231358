import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form, HiddenField, MoneyField, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Pager, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatDay } from '#rules/dates.ts';
import { EXPENSE_CATEGORIES, expenseLabel } from '#rules/expense-categories.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { plainPounds, sumPence } from '#rules/money.ts';
import { type TaxYear, taxYearDays, taxYearOf } from '#rules/tax-year.ts';
import { expenseInput } from './input.ts';
import { addExpense, changeExpense, deleteExpense } from './keep-expense.ts';
import { bookingChoices, type Expense, listExpenses, readExpense } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Expenses by tax year, with the sums that a tax return asks for. */
export function expensePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/expenses', requireVisitor);
  app.use('/expenses/*', requireVisitor);

  app.get('/expenses', async c => showList(ctx, c));

  app.get('/expenses/new', async c =>
    showForm(
      ctx,
      c,
      undefined,
      freshForm({
        id: showId('expense', newId('expense')),
        spentOn: ctx.clock.today().toString(),
        booking: c.req.query('booking') ?? '',
      }),
    ),
  );

  app.post('/expenses/new', async c =>
    answerForm(
      c,
      async values => {
        await addExpense(ctx, visitorOf(c).owner, readInput(expenseInput, values));
        return c.redirect(withNotice('/expenses', 'expense-saved'), 303);
      },
      form => showForm(ctx, c, undefined, form),
    ),
  );

  app.get('/expenses/:id', async c => {
    const expense = await asOwner(ctx.db, visitorOf(c).owner, tx => readExpense(tx, idOf(c)));
    if (!expense) throw notFound('expense');
    return showForm(ctx, c, expense.id, freshForm(valuesOf(expense)));
  });

  app.post('/expenses/:id', async c =>
    answerForm(
      c,
      async values => {
        await changeExpense(ctx, visitorOf(c).owner, idOf(c), readInput(expenseInput, values));
        return c.redirect(withNotice('/expenses', 'expense-saved'), 303);
      },
      form => showForm(ctx, c, idOf(c), form),
    ),
  );

  app.post('/expenses/:id/delete', async c => {
    await deleteExpense(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice('/expenses', 'expense-deleted'), 303);
  });

  return app;
}

async function showList(ctx: Ctx, c: WebContext) {
  const thisYear = taxYearOf(ctx.clock.today());
  const year = yearAsked(c) ?? thisYear;
  const { first, last } = taxYearDays(year);
  const expenses = await asOwner(ctx.db, visitorOf(c).owner, tx => listExpenses(tx, first, last));
  const action = (
    <a href="/expenses/new" class="btn btn-primary min-h-11">
      Add an expense
    </a>
  );
  const sums = [...Map.groupBy(expenses, it => it.category)].map(([category, its]) => ({
    category,
    pence: sumPence(its.map(it => it.amountPence)),
  }));
  return showPage(
    c,
    { title: 'Expenses', lead: `Tax year ${year}: 6 April ${first.year} to 5 April ${last.year}`, wide: true, action },
    <>
      {expenses.length === 0 ? (
        <EmptyState title="Nothing recorded" action={action}>
          What you spend for your work comes off your taxable profit. Record it when you spend it.
        </EmptyState>
      ) : (
        <div class="flex flex-col gap-10">
          <Table
            caption="Sums by category"
            rows={sums}
            columns={[
              { heading: 'Category', lead: true, cell: it => expenseLabel(it.category) },
              {
                heading: 'Box of SA103F',
                cell: it => String(EXPENSE_CATEGORIES.find(category => category.key === it.category)?.box ?? ''),
              },
              { heading: 'Sum', figures: true, cell: it => <Money pence={it.pence} /> },
            ]}
            foot={['All', '', <Money pence={sumPence(sums.map(it => it.pence))} />]}
          />
          <Table
            caption="Expenses, the latest first"
            rows={expenses}
            columns={[
              {
                heading: 'For',
                lead: true,
                cell: it => (
                  <a class="link" href={`/expenses/${showId('expense', it.id)}`}>
                    {it.description}
                  </a>
                ),
              },
              { heading: 'Day', cell: it => <Day day={it.spentOn} short /> },
              { heading: 'Category', cell: it => expenseLabel(it.category) },
              { heading: 'Amount', figures: true, cell: it => <Money pence={it.amountPence} /> },
            ]}
          />
        </div>
      )}
      <Pager
        earlier={`/expenses?year=${taxYearOf(first.subtract({ days: 1 }))}`}
        later={year < thisYear ? `/expenses?year=${taxYearOf(last.add({ days: 1 }))}` : undefined}
      />
    </>,
  );
}

async function showForm(ctx: Ctx, c: WebContext, id: Id<'expense'> | undefined, form: FormState) {
  const bookings = await asOwner(ctx.db, visitorOf(c).owner, tx =>
    bookingChoices(tx, ctx.clock.today(), readId('booking', typed(form, 'booking'))),
  );
  const path = id ? `/expenses/${showId('expense', id)}` : '/expenses/new';
  return showPage(
    c,
    { title: id ? 'Change the expense' : 'Add an expense' },
    <>
      <Form action={path} form={form} submit={id ? 'Save' : 'Add it'} cancel="/expenses">
        {id === undefined && <HiddenField name="id" value={typed(form, 'id')} />}
        <TextField form={form} name="description" label="What it was for" />
        <SelectField
          form={form}
          name="category"
          label="Category"
          empty="Choose …"
          options={EXPENSE_CATEGORIES.map(it => ({ value: it.key, label: it.label }))}
        />
        <FieldRow>
          <DayField form={form} name="spentOn" label="Day" />
          <MoneyField form={form} name="amount" label="Amount" />
        </FieldRow>
        <SelectField
          form={form}
          name="booking"
          label="For the booking"
          required={false}
          empty="None in particular"
          options={bookings.map(it => ({
            value: showId('booking', it.id),
            label: `${formatDay(it.day)}, ${it.organisation}`,
          }))}
        />
      </Form>
      {id && (
        <form method="post" action={`${path}/delete`} class="mt-6">
          <button type="submit" class="btn btn-ghost min-h-11">
            Delete the expense
          </button>
        </form>
      )}
    </>,
  );
}

/** The year of the address, where it is one. */
function yearAsked(c: WebContext): TaxYear | undefined {
  const from = /^(20\d\d)-\d\d$/.exec(c.req.query('year') ?? '')?.[1];
  return from === undefined ? undefined : taxYearOf(new Temporal.PlainDate(Number(from), 4, 6));
}

function valuesOf(expense: Expense) {
  return {
    description: expense.description,
    category: expense.category,
    spentOn: expense.spentOn.toString(),
    amount: plainPounds(expense.amountPence),
    booking: expense.bookingId ? showId('booking', expense.bookingId) : '',
  };
}

function idOf(c: WebContext): Id<'expense'> {
  const id = readId('expense', c.req.param('id') ?? '');
  if (!id) throw notFound('expense');
  return id;
}
