import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { Money } from '#platform/ui/figures.tsx';
import { FieldGroup, FieldRow, Form, MoneyField, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Pager, Table } from '#platform/ui/table.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { longMonthName } from '#rules/dates.ts';
import { HOME_USE_SOURCE } from '#rules/home-use.ts';
import { sumPence } from '#rules/money.ts';
import { taxYearDays, taxYearOf } from '#rules/tax-year.ts';
import { forgetHomeMonth, type HomeMonth, homeInput, homeMonths, keepHomeMonths } from '../home.ts';
import { percentOf, ShareField } from './expense-fields.tsx';
import { yearAsked } from './year-asked.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Work at home, month by month. */
export function homePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/expenses/home', async c => {
    const month = ctx.clock.today().toPlainYearMonth().subtract({ months: 1 }).toString();
    return showMonths(ctx, c, freshForm({ by: 'hours', month }));
  });

  app.post('/expenses/home', async c =>
    answerForm(
      c,
      async values => {
        const input = readInput(homeInput, values);
        await keepHomeMonths(ctx, visitorOf(c).owner, input);
        const year = taxYearOf(input.month.toPlainDate({ day: input.month.daysInMonth }));
        return c.redirect(withNotice(`/expenses/home?year=${year}`, 'saved'), 303);
      },
      form => showMonths(ctx, c, form),
    ),
  );

  app.post('/expenses/home/:month/delete', async c => {
    const month = c.req.param('month');
    if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(month)) throw notFound('month');
    await forgetHomeMonth(ctx, visitorOf(c).owner, Temporal.PlainYearMonth.from(month));
    return c.redirect(withNotice('/expenses/home', 'saved'), 303);
  });

  return app;
}

async function showMonths(ctx: Ctx, c: WebContext, form: FormState) {
  const thisYear = taxYearOf(ctx.clock.today());
  const year = yearAsked(c) ?? thisYear;
  const { first, last } = taxYearDays(year);
  const months = await asOwner(ctx.db, visitorOf(c).owner, tx => homeMonths(tx, year));
  return showPage(
    c,
    {
      title: 'Working at home',
      lead: `Tax year ${year}. By hours a month, or by a share of what the home really cost.`,
    },
    <div class="flex flex-col gap-8">
      {months.length === 0 ? (
        <p class="text-muted">
          No month is entered. Invoicing, appraisal work and reports done at home count as hours of work there.
        </p>
      ) : (
        <Months months={months} />
      )}
      <Form action="/expenses/home" form={form} submit="Keep it">
        <FieldRow>
          <MonthField form={form} name="month" label="Month" />
          <MonthField form={form} name="lastMonth" label="To (optional)" />
        </FieldRow>
        <SelectField
          form={form}
          name="by"
          label="How it is reckoned"
          options={[
            { value: 'hours', label: 'Flat rate by hours' },
            { value: 'share', label: 'A share of real costs' },
          ]}
        />
        <FieldGroup legend="By hours">
          <TextField
            form={form}
            name="hours"
            label="Hours worked at home in the month"
            inputmode="numeric"
            width="w-28"
            required={false}
            hint="25 to 50: £10.00 a month. 51 to 100: £18.00. 101 and more: £26.00. Fewer than 25 give nothing."
          />
        </FieldGroup>
        <FieldGroup legend="By real costs">
          <FieldRow>
            <MoneyField
              form={form}
              name="cost"
              label="What the home cost in the month"
              hint="Rent or mortgage interest, council tax, power, water, insurance"
              required={false}
            />
            <ShareField form={form} />
          </FieldRow>
        </FieldGroup>
      </Form>
      <p class="max-w-prose text-muted">
        A month counts in the tax year in which it ends. Flat rates:{' '}
        <a class="link" href={HOME_USE_SOURCE}>
          GOV.UK’s own calculator
        </a>{' '}
        (read 23 Nov 2026). Phone and broadband come on top, as expenses.
      </p>
      <Pager
        earlier={`/expenses/home?year=${taxYearOf(first.subtract({ days: 1 }))}`}
        later={year < thisYear ? `/expenses/home?year=${taxYearOf(last.add({ days: 1 }))}` : undefined}
        words={{ earlier: 'The year before', later: 'The year after' }}
      />
    </div>,
  );
}

function Months({ months }: { months: readonly HomeMonth[] }) {
  return (
    <Table
      caption="Months of work at home"
      rows={months}
      columns={[
        { heading: 'Month', lead: true, cell: it => monthWords(it.month) },
        {
          heading: 'How',
          cell: it =>
            it.use.by === 'hours' ? (
              `${it.use.hours} hours`
            ) : (
              <>
                {percentOf(it.use.businessBasisPoints)}% of <Money pence={it.use.costPence} />
              </>
            ),
        },
        { heading: 'Comes to', figures: true, cell: it => <Money pence={it.claimPence} /> },
        {
          heading: 'Steps',
          cell: it => (
            <form method="post" action={`/expenses/home/${it.month}/delete`}>
              <button
                type="submit"
                class="btn btn-ghost btn-sm min-h-11"
                aria-label={`Take ${monthWords(it.month)} out`}
              >
                Take out
              </button>
            </form>
          ),
        },
      ]}
      foot={['All', '', <Money pence={sumPence(months.map(it => it.claimPence))} />, '']}
    />
  );
}

function MonthField({ form, name, label }: { form: FormState; name: string; label: string }) {
  const value = form.values[name];
  const error = form.errors[name];
  return (
    <div class="flex min-w-0 flex-col gap-1">
      <label for={`f-${name}`} class="font-medium">
        {label}
      </label>
      <input
        id={`f-${name}`}
        type="month"
        name={name}
        value={typeof value === 'string' ? value : ''}
        placeholder="2026-11"
        class={`input min-h-11 w-44 ${error ? 'input-error' : ''}`}
        aria-describedby={error ? `f-${name}-error` : undefined}
        aria-invalid={error ? 'true' : undefined}
      />
      {error && (
        <p id={`f-${name}-error`} class="text-sm font-medium text-error">
          {error}
        </p>
      )}
    </div>
  );
}

function monthWords(month: Temporal.PlainYearMonth): string {
  return `${longMonthName(month.month)} ${month.year}`;
}
