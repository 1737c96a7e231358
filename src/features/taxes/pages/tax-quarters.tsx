import { Hono } from 'hono';
import { asOwner, type OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebEnv } from '#platform/web.ts';
import { EXPENSE_CATEGORIES, type ExpenseKey } from '#rules/expense-categories.ts';
import { formatPounds, ZERO } from '#rules/money.ts';
import { type MtdStart, mtdTestFor } from '#rules/tax/mtd-quarters.ts';
import type { TaxYear } from '#rules/tax-year.ts';
import { type QuarterTotals, quartersCsv, quarterTotals } from '../quarters.ts';
import { readBooks } from '../read-books.ts';
import { readSettings } from '../settings.ts';
import { rowsHref, yearIn, yearWords } from './tax-year-path.ts';

/** Making Tax Digital: what each quarterly update of a year says, cumulative, by HMRC's categories; also as CSV. */
export function taxQuarterPages(ctx: Needs<'db'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/tax/:year/quarters', requireVisitor);
  app.use('/tax/:year/quarters.csv', requireVisitor);

  app.get('/tax/:year/quarters', async c => {
    const year = yearIn(c);
    const test = mtdTestFor(year);
    const { basis, quarters, tested } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
      ...(await readQuarters(tx, year)),
      tested: test && (await readTested(tx, test)),
    }));
    return showPage(
      c,
      {
        title: `Quarterly totals ${yearWords(year)}`,
        lead: `By ${basis === 'cash' ? 'money received and spent' : 'work done'}, each from 6 April to its last day.`,
        wide: true,
        action: (
          <a class="btn min-h-11" href={`/tax/${year}`}>
            The tax year
          </a>
        ),
      },
      <div class="flex flex-col gap-8">
        <p class="max-w-prose text-muted">
          Updates of Making Tax Digital are cumulative: a correction shows in the next one by itself.{' '}
          {test && tested !== undefined ? (
            <>
              For {yearWords(year)} they are asked of people whose gross income of self-employment and property in{' '}
              {yearWords(test.testedYear)} was over {formatPounds(test.overPence)}; your turnover here was{' '}
              <Money pence={tested} href={`/tax/${test.testedYear}`} />.
            </>
          ) : (
            <>We know of nobody who has to send them for {yearWords(year)}; the totals serve your own check.</>
          )}{' '}
          <a class="link" href={SOURCE}>
            Source: gov.uk
          </a>
          . These are figures to copy into software that sends them; nothing is sent from here.
        </p>
        <Table
          caption="When updates are due"
          rows={quarters}
          columns={[
            { heading: 'Update', lead: true, cell: it => `Quarter ${it.number}` },
            { heading: 'Up to', cell: it => <Day day={it.last} /> },
            { heading: 'Due by', cell: it => <Day day={it.due} /> },
            {
              heading: 'Turnover',
              figures: true,
              cell: it => <Money pence={it.turnoverPence} href={turnoverHref(year, basis, it)} />,
            },
            {
              heading: 'Expenses',
              figures: true,
              cell: it => <Money pence={it.expensesPence} href={expensesHref(year, it)} />,
            },
          ]}
        />
        <Table
          caption="Expenses by HMRC’s category"
          rows={EXPENSE_CATEGORIES.filter(({ key }) => quarters.some(it => sumOf(it, key) !== 0))}
          columns={[
            { heading: 'Category', lead: true, cell: it => it.label },
            { heading: 'HMRC’s key', cell: it => <code class="break-all">{it.key}</code> },
            ...quarters.map(quarter => ({
              heading: `Quarter ${quarter.number}`,
              figures: true,
              cell: (it: { readonly key: ExpenseKey }) => (
                <Money
                  pence={sumOf(quarter, it.key)}
                  href={rowsHref(year, 'expenses', { category: it.key, upTo: quarter.last.toString() })}
                />
              ),
            })),
          ]}
        />
        <p>
          <a class="link" href={`/tax/${year}/quarters.csv`}>
            Download as CSV
          </a>
        </p>
      </div>,
    );
  });

  app.get('/tax/:year/quarters.csv', async c => {
    const year = yearIn(c);
    const { quarters } = await asOwner(ctx.db, visitorOf(c).owner, tx => readQuarters(tx, year));
    return c.body(quartersCsv(year, quarters), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="quarters-${year}.csv"`,
    });
  });

  return app;
}

const SOURCE = 'https://gov.uk/guidance/use-making-tax-digital-for-income-tax/keep-digital-records';

async function readQuarters(tx: OwnedTransaction, year: TaxYear) {
  const { basis } = await readSettings(tx, year);
  return { basis, quarters: quarterTotals(year, await readBooks(tx, year), basis) };
}

async function readTested(tx: OwnedTransaction, { testedYear }: MtdStart) {
  const { basis } = await readSettings(tx, testedYear);
  return (await readBooks(tx, testedYear))[basis].turnoverPence;
}

function sumOf(quarter: QuarterTotals, key: ExpenseKey) {
  return quarter.expenses.find(it => it.key === key)?.pence ?? ZERO;
}

function turnoverHref(year: TaxYear, basis: 'cash' | 'accruals', { last }: QuarterTotals): string {
  return rowsHref(year, basis === 'cash' ? 'received' : 'worked', { upTo: last.toString() });
}

function expensesHref(year: TaxYear, { last }: QuarterTotals): string {
  return rowsHref(year, 'expenses', { upTo: last.toString() });
}
