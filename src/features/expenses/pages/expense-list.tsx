import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Badge, Day, Money } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState } from '#platform/ui/notice.tsx';
import { Pager, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { EXPENSE_CATEGORIES, EXPENSE_KEYS, expenseLabel } from '#rules/expense-categories.ts';
import { readId, showId } from '#rules/ids.ts';
import { type Pence, sumPence } from '#rules/money.ts';
import { taxYearDays, taxYearOf } from '#rules/tax-year.ts';
import type { Expense } from '../expense.ts';
import { homeMonths } from '../home.ts';
import { countWaiting } from '../receipt-mail-store.ts';
import { type ExpenseFilter, listExpenses } from '../store.ts';
import { percentOf } from './expense-fields.tsx';
import { yearAsked } from './year-asked.ts';

/** Expenses by tax year, with the sums that a tax return asks for. Each sum opens to its rows. */
export function expenseListPages(ctx: Needs<'db' | 'clock'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/expenses', requireVisitor);
  app.use('/expenses/*', requireVisitor);
  app.get('/expenses', async c => showList(ctx, c));
  return app;
}

async function showList(ctx: Needs<'db' | 'clock'>, c: WebContext) {
  const thisYear = taxYearOf(ctx.clock.today());
  const year = yearAsked(c) ?? thisYear;
  const { first, last } = taxYearDays(year);
  const filter = filterAsked(c);
  const { all, shown, waiting, home } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    all: await listExpenses(tx, first, last),
    shown: await listExpenses(tx, first, last, filter),
    waiting: await countWaiting(tx),
    home: await homeMonths(tx, year),
  }));
  const action = (
    <a href="/expenses/new" class="btn btn-primary min-h-11">
      Add an expense
    </a>
  );
  const isFiltered = Object.values(filter).some(it => it !== undefined);
  return showPage(
    c,
    { title: 'Expenses', lead: `Tax year ${year}: 6 April ${first.year} to 5 April ${last.year}`, wide: true, action },
    <div class="flex flex-col gap-8">
      <Ways waiting={waiting} year={year} />
      {all.length === 0 ? (
        <EmptyState title="Nothing recorded" action={action}>
          What you spend for your work comes off your taxable profit. Record it when you spend it: a photo of the
          receipt can go with it.
        </EmptyState>
      ) : (
        <>
          {!isFiltered && <Sums expenses={all} year={year} homePence={sumPence(home.map(it => it.claimPence))} />}
          <section id="rows" aria-labelledby="rows-heading">
            <h2 id="rows-heading" class="mb-3 text-lg font-medium">
              {headingOf(filter)}
            </h2>
            {isFiltered && (
              <p class="mb-3">
                <a class="link" href={`/expenses?year=${year}`}>
                  All expenses of the year
                </a>
              </p>
            )}
            <Rows expenses={shown} />
          </section>
        </>
      )}
      <Pager
        earlier={`/expenses?year=${taxYearOf(first.subtract({ days: 1 }))}`}
        later={year < thisYear ? `/expenses?year=${taxYearOf(last.add({ days: 1 }))}` : undefined}
        words={{ earlier: 'The year before', later: 'The year after' }}
      />
    </div>,
  );
}

function Ways({ waiting, year }: { waiting: number; year: string }) {
  const ways = [
    [
      '/expenses/receipts',
      waiting === 0 ? 'Receipts by mail' : waiting === 1 ? '1 receipt to enter' : `${waiting} receipts to enter`,
    ],
    [`/mileage?year=${year}`, 'Mileage'],
    [`/expenses/home?year=${year}`, 'Working at home'],
    ['/expenses/recurring', 'Repeating costs'],
    ['/expenses/import', 'Import a CSV file'],
  ] as const;
  return (
    <nav aria-label="More of expenses" class="flex flex-wrap gap-x-5 gap-y-1 border-y border-base-300 py-1">
      {ways.map(([href, label]) => (
        <a
          class={`link inline-flex min-h-11 items-center ${label.includes('to enter') ? 'font-medium' : ''}`}
          href={href}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}

function Sums({ expenses, year, homePence }: { expenses: readonly Expense[]; year: string; homePence: Pence }) {
  const running = expenses.filter(it => !it.isCapital);
  const capital = expenses.filter(it => it.isCapital);
  const sum = (its: readonly Expense[]) => sumPence(its.map(it => it.amountPence));
  const sums = EXPENSE_CATEGORIES.flatMap(category => {
    const its = running.filter(it => it.category === category.key);
    return its.length === 0 ? [] : [{ category, pence: sum(its) }];
  });
  return (
    <div>
      <Table
        caption="Running costs by category"
        rows={sums}
        columns={[
          { heading: 'Running costs', lead: true, cell: it => it.category.label },
          { heading: 'Box of SA103F', cell: it => String(it.category.box) },
          {
            heading: 'Sum',
            figures: true,
            cell: it => (
              <Money pence={it.pence} href={`/expenses?year=${year}&category=${it.category.key}&kind=running`} />
            ),
          },
        ]}
        foot={['All', '', <Money pence={sum(running)} href={`/expenses?year=${year}&kind=running`} />]}
      />
      <ul class="mt-4 flex flex-col gap-1">
        {capital.length > 0 && (
          <li>
            Things that last for years, kept apart:{' '}
            <Money pence={sum(capital)} href={`/expenses?year=${year}&kind=capital`} />
          </li>
        )}
        {homePence > 0 && (
          <li>
            Working at home, on top: <Money pence={homePence} href={`/expenses/home?year=${year}`} />
          </li>
        )}
        <li class="text-muted">Miles driven are in the mileage log, not here.</li>
      </ul>
    </div>
  );
}

function Rows({ expenses }: { expenses: readonly Expense[] }) {
  // running costs and things that last for years are never added up
  const isOneKind = new Set(expenses.map(it => it.isCapital)).size < 2;
  return (
    <Table
      caption="Expenses, the latest first"
      rows={expenses}
      columns={[
        {
          heading: 'For',
          lead: true,
          cell: it => (
            <>
              <a class="link" href={`/expenses/${showId('expense', it.id)}`}>
                {it.description}
              </a>
              <Marks expense={it} />
            </>
          ),
        },
        { heading: 'Day', cell: it => <Day day={it.spentOn} short /> },
        { heading: 'Category', cell: it => expenseLabel(it.category) },
        {
          heading: 'Receipts',
          cell: it => (it.receiptCount === 0 ? <span class="text-muted">none</span> : String(it.receiptCount)),
        },
        { heading: 'Amount', figures: true, cell: it => <Money pence={it.amountPence} /> },
      ]}
      {...(isOneKind
        ? { foot: ['All', '', '', '', <Money pence={sumPence(expenses.map(it => it.amountPence))} />] }
        : {})}
    />
  );
}

function Marks({ expense }: { expense: Expense }) {
  return (
    <>
      {expense.isCapital && (
        <>
          {' '}
          <Badge tone="info">lasts for years</Badge>
        </>
      )}
      {expense.isBilled && (
        <>
          {' '}
          <Badge tone="neutral">billed on</Badge>
        </>
      )}
      {expense.businessBasisPoints < 10_000 && (
        <span class="block text-sm font-normal text-muted">
          {percentOf(expense.businessBasisPoints)}% of <Money pence={expense.paidPence} />
        </span>
      )}
    </>
  );
}

function filterAsked(c: WebContext): ExpenseFilter {
  const kind = c.req.query('kind');
  return {
    category: EXPENSE_KEYS.find(key => key === c.req.query('category')),
    isCapital: kind === 'capital' ? true : kind === 'running' ? false : undefined,
    importId: readId('expenseImport', c.req.query('import') ?? ''),
  };
}

function headingOf(filter: ExpenseFilter): string {
  if (filter.importId) return 'Of one import';
  if (filter.category) return expenseLabel(filter.category);
  if (filter.isCapital) return 'Things that last for years';
  return filter.isCapital === false ? 'Running costs' : 'All expenses';
}
