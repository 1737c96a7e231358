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
import { taxYearDays } from '#rules/tax-year.ts';
import { type BookRow, type Books, isAllowable, sumRows } from '../books.ts';
import { readBooks } from '../read-books.ts';
import { ROWS_OF, type RowsOf, yearIn, yearWords } from './tax-year-path.ts';

/** What a figure of a tax year is made of, row by row. */
export function taxRowsPages(ctx: Needs<'db'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/tax/:year/rows', requireVisitor);

  app.get('/tax/:year/rows', async c => {
    const [year, of] = [yearIn(c), ofIn(c)];
    const books = await asOwner(ctx.db, visitorOf(c).owner, tx => readBooks(tx, year));
    const read = parseDay(c.req.query('upTo') ?? '');
    const upTo = read.ok ? read.day : taxYearDays(year).last;
    const category = EXPENSE_KEYS.find(key => key === c.req.query('category'));
    const rows = rowsOf(books, of, category, c.req.query('allowable')).filter(
      row => Temporal.PlainDate.compare(row.on, upTo) <= 0,
    );
    return showPage(
      c,
      {
        title: category ? expenseLabel(category) : TITLES[of],
        lead: `Tax year ${yearWords(year)}, ${formatDay(taxYearDays(year).first)} to ${formatDay(upTo)}`,
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
  pension: 'NHS pension contributions paid over',
};

function rowsOf(
  books: Books,
  of: RowsOf,
  category: (typeof EXPENSE_KEYS)[number] | undefined,
  allowable: string | undefined,
): readonly BookRow[] {
  if (of === 'received') return books.cash.turnover;
  if (of === 'received_shares') return books.cash.employer;
  if (of === 'worked') return books.accruals.turnover;
  if (of === 'asked_shares') return books.accruals.employer;
  if (of === 'pension') return books.pension;
  return books.expenses.filter(
    row =>
      (category === undefined || row.category === category) &&
      (allowable === undefined || isAllowable(row.category) === (allowable === 'yes')),
  );
}

function ofIn(c: WebContext): RowsOf {
  const of = ROWS_OF.find(it => it === c.req.query('of'));
  if (!of) throw notFound('figure');
  return of;
}
