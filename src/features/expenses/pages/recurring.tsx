import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, inScope, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Badge, Day, Money } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form, HiddenField, MoneyField, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { nextDue, RECURRENCE_LABELS, RECURRENCES } from '#rules/recurrence.ts';
import { recurringInput } from '../input.ts';
import { addRecurring, changeRecurring, endRecurring } from '../keep-recurring.ts';
import { listRecurring, type RecurringExpense, readRecurring } from '../recurring-store.ts';
import { CategoryField, percentOf, ShareField } from './expense-fields.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Costs that come again: phone, indemnity, registration. */
export function recurringPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/expenses/recurring', async c => showList(ctx, c));

  app.get('/expenses/recurring/new', c =>
    showForm(
      c,
      undefined,
      freshForm({
        id: showId('recurringExpense', newId('recurringExpense')),
        firstOn: ctx.clock.today().toString(),
        businessShare: '100',
        everyMonths: '1',
      }),
    ),
  );

  app.post('/expenses/recurring', async c =>
    answerForm(
      c,
      async values => {
        await addRecurring(ctx, visitorOf(c).owner, readInput(recurringInput, values));
        return c.redirect(withNotice('/expenses/recurring', 'saved'), 303);
      },
      form => showForm(c, undefined, form),
    ),
  );

  app.get('/expenses/recurring/:id', async c => {
    const it = await asOwner(ctx.db, visitorOf(c).owner, tx => readRecurring(tx, idOf(c)));
    if (!it) throw notFound('recurring expense');
    return showForm(c, it.id, freshForm(valuesOf(it)));
  });

  app.post('/expenses/recurring/:id', async c =>
    answerForm(
      c,
      async values => {
        await changeRecurring(ctx, visitorOf(c).owner, idOf(c), readInput(recurringInput, values));
        return c.redirect(withNotice('/expenses/recurring', 'saved'), 303);
      },
      form => showForm(c, idOf(c), form),
    ),
  );

  app.post('/expenses/recurring/:id/end', async c => {
    await endRecurring(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice('/expenses/recurring', 'recurring-ended'), 303);
  });

  return app;
}

async function showList(ctx: Ctx, c: WebContext) {
  const all = await asOwner(ctx.db, visitorOf(c).owner, listRecurring);
  const action = (
    <a href="/expenses/recurring/new" class="btn btn-primary min-h-11">
      Add a repeating cost
    </a>
  );
  return showPage(
    c,
    {
      title: 'Repeating costs',
      lead: 'Each is recorded as an expense on its day, by itself, once.',
      wide: true,
      action: all.length > 0 && action,
    },
    all.length === 0 ? (
      <EmptyState title="Nothing repeats yet" action={action}>
        A phone contract, indemnity by the quarter, a registration once a year: enter it once.
      </EmptyState>
    ) : (
      <Table
        caption="Repeating costs"
        rows={all}
        columns={[
          {
            heading: 'For',
            lead: true,
            cell: it => (
              <a class="link" href={`/expenses/recurring/${showId('recurringExpense', it.id)}`}>
                {it.description}
              </a>
            ),
          },
          { heading: 'How often', cell: it => RECURRENCE_LABELS[it.everyMonths] },
          { heading: 'Next', cell: it => <Next it={it} today={ctx.clock.today()} /> },
          { heading: 'Until', cell: it => (it.untilOn ? <Day day={it.untilOn} short /> : '–') },
          {
            heading: 'Amount',
            figures: true,
            cell: it => (
              <>
                <Money pence={it.paidPence} />
                {it.businessBasisPoints < 10_000 && (
                  <span class="block text-sm text-muted">{percentOf(it.businessBasisPoints)}% for the business</span>
                )}
              </>
            ),
          },
        ]}
      />
    ),
  );
}

function Next({ it, today }: { it: RecurringExpense; today: Temporal.PlainDate }) {
  const next = nextDue(it, today);
  return next ? <Day day={next} short /> : <Badge tone="neutral">ended</Badge>;
}

function showForm(c: WebContext, id: Id<'recurringExpense'> | undefined, form: FormState) {
  const path = id ? `/expenses/recurring/${showId('recurringExpense', id)}` : '/expenses/recurring';
  return showPage(
    c,
    {
      title: id ? 'Change the repeating cost' : 'Add a repeating cost',
      lead: id ? 'What it made so far stays as it is.' : 'Days since the first one are recorded at once.',
    },
    <div class="flex flex-col gap-8">
      <Form action={path} form={form} submit={id ? 'Save' : 'Add it'} cancel="/expenses/recurring">
        {id === undefined && <HiddenField name="id" value={typed(form, 'id')} />}
        <TextField form={form} name="description" label="What it is for" />
        <CategoryField form={form} />
        <FieldRow>
          <MoneyField form={form} name="amount" label="Amount each time" />
          <ShareField form={form} />
        </FieldRow>
        <SelectField
          form={form}
          name="everyMonths"
          label="How often"
          options={RECURRENCES.map(it => ({ value: String(it), label: RECURRENCE_LABELS[it] }))}
        />
        <FieldRow>
          <DayField form={form} name="firstOn" label="First on" />
          <DayField form={form} name="untilOn" label="Until" required={false} hint="Empty: it goes on" />
        </FieldRow>
      </Form>
      {id && (
        <details class="border-t border-base-300 pt-4">
          <summary class="min-h-11 cursor-pointer">End it</summary>
          <p class="mb-3 max-w-prose text-muted">Nothing is recorded after today. What it made so far stays.</p>
          <Form action={`${path}/end`} form={inScope('end')} submit="End it" tone="error" />
        </details>
      )}
    </div>,
  );
}

function valuesOf(it: RecurringExpense) {
  return {
    description: it.description,
    category: it.category,
    amount: plainPounds(it.paidPence),
    businessShare: percentOf(it.businessBasisPoints),
    everyMonths: String(it.everyMonths),
    firstOn: it.firstOn.toString(),
    untilOn: it.untilOn?.toString() ?? '',
  };
}

function idOf(c: WebContext): Id<'recurringExpense'> {
  const id = readId('recurringExpense', c.req.param('id') ?? '');
  if (!id) throw notFound('recurring expense');
  return id;
}
