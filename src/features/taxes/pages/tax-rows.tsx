import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatDay, parseDay } from '#rules/dates.ts';
import { EXPENSE_KEYS, expenseLabel } from '#rules/expense-categories.ts';
import { type TaxYear, taxYearDays } from '#rules/tax-year.ts';
import { type Basis, type BookRow, type Books, type Days, isAllowable, sumRows } from '../books.ts';
import { readBooks } from '../read-books.ts';
import { ROWS_OF, type RowsOf, yearIn, yearWords } from './tax-year-path.ts';

/** What a figure of a tax year is made of, row by row. */
export function taxRowsPages(ctx: Needs<'db'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/tax/:year/rows', requireVisitor);

  app.get('/tax/:year/rows', async c => {
    const [year, of] = [yearIn(c), ofIn(c)];
    const days = daysIn(c, year);
    const books = await asOwner(ctx.db, visitorOf(c).owner, tx => readBooks(tx, days));
    const category = EXPENSE_KEYS.find(key => key === c.req.query('category'));
    const basis = c.req.query('basis') === 'accruals' ? 'accruals' : 'cash';
    const rows = rowsOf(books, of, { basis, category, allowable: c.req.query('allowable') });
    return showPage(
      c,
      {
        title: category ? expenseLabel(category) : TITLES[of],
        lead: `Tax year ${yearWords(year)}, ${formatDay(days.first)} to ${formatDay(days.last)}`,
        wide: true,
        action: (
          <a class="btn min-h-11" href={`/tax/${year}`}>
            Back to the year
          </a>
        ),
      },
      rows.length === 0 ? (
        <EmptyState title="Nothing in this time">Nothing was found that belongs to this figure.</EmptyState>
      ) : (
        <Table
          caption={TITLES[of]}
          rows={rows}
          columns={[
            {
              heading: 'What',
              lead: true,
              cell: row => (
                <a class="link" href={row.href}>
                  {row.what}
                </a>
              ),
            },
            { heading: 'Day', cell: row => <Day day={row.on} short /> },
            { heading: 'Amount', figures: true, cell: row => <Money pence={row.pence} href={row.href} /> },
          ]}
          foot={['All', '', <Money pence={sumRows(rows)} />]}
        />
      ),
    );
  });

  return app;
}

const TITLES: Readonly<Record<RowsOf, string>> = {
  received: 'Turnover by money received',
  received_shares: 'Employer’s pension share received',
  worked: 'Turnover by work done',
  asked_shares: 'Employer’s pension share invoiced',
  expenses: 'Expenses',
  capital: 'Things that last for years',
  pension: 'NHS pension contributions paid over',
};

interface Narrowed {
  readonly basis: Basis;
  readonly category: (typeof EXPENSE_KEYS)[number] | undefined;
  readonly allowable: string | undefined;
}

function rowsOf(books: Books, of: RowsOf, { basis, category, allowable }: Narrowed): readonly BookRow[] {
  if (of === 'received') return books.cash.turnover;
  if (of === 'received_shares') return books.cash.employer;
  if (of === 'worked') return books.accruals.turnover;
  if (of === 'asked_shares') return books.accruals.employer;
  if (of === 'pension') return books.pension;
  if (of === 'capital') return books.capital;
  return books[basis].expenses.filter(
    row =>
      (category === undefined || row.category === category) &&
      (allowable === undefined || isAllowable(row.category) === (allowable === 'yes')),
  );
}

/** The tax year, or what of it the address asks for: calendar quarters begin before it. */
function daysIn(c: WebContext, year: TaxYear): Days {
  const { first, last } = taxYearDays(year);
  const [from, upTo] = [parseDay(c.req.query('from') ?? ''), parseDay(c.req.query('upTo') ?? '')];
  return { first: from.ok ? from.day : first, last: upTo.ok ? upTo.day : last };
}

function ofIn(c: WebContext): RowsOf {
  const of = ROWS_OF.find(it => it === c.req.query('of'));
  if (!of) throw notFound('figure');
  return of;
}
