import { Badge, Day, Money } from '#platform/ui/figures.tsx';
import { Table } from '#platform/ui/table.tsx';
import { EXPENSE_CATEGORIES, type ExpenseKey } from '#rules/expense-categories.ts';
import { formatPounds, ZERO } from '#rules/money.ts';
import type { QuartersView, QuarterTotals } from '../quarters.ts';
import { rowsHref, yearWords } from './tax-year-path.ts';

const SOURCE = 'https://gov.uk/guidance/use-making-tax-digital-for-income-tax/keep-digital-records';

/** Whom the updates of the year are asked of, and that nothing is sent from here. */
export function QuarterIntro({ view }: { view: QuartersView }) {
  const { test, year } = view;
  return (
    <p class="max-w-prose text-muted">
      Updates of Making Tax Digital are cumulative: a correction shows in the next one by itself.{' '}
      {test ? (
        <>
          For {yearWords(year)} they are asked of people whose gross income of self-employment and property in{' '}
          {yearWords(test.testedYear)} was over {formatPounds(test.overPence)}; your turnover here was{' '}
          <Money pence={test.testedPence} href={`/tax/${test.testedYear}`} />.
        </>
      ) : (
        <>We know of nobody who has to send them for {yearWords(year)}; the totals serve your own check.</>
      )}{' '}
      <a class="link" href={SOURCE}>
        Source: gov.uk
      </a>
      . These are figures to copy into software that sends them; nothing is sent from here.
      {view.kind === 'calendar' &&
        ' You chose calendar quarters: they begin on 1 April and end on 31 March, five days before the tax year that your return is made of.'}
    </p>
  );
}

/** When each update is due and what it says; then its expenses by HMRC's category. */
export function QuarterTables({ view, today }: { view: QuartersView; today: Temporal.PlainDate }) {
  const { quarters } = view;
  return (
    <>
      <Table
        caption="When updates are due"
        rows={quarters}
        columns={[
          { heading: 'Update', lead: true, cell: it => `Quarter ${it.number}` },
          { heading: 'Up to', cell: it => <Day day={it.last} /> },
          { heading: 'Due by', cell: it => <Day day={it.due} /> },
          { heading: 'Sent', cell: it => <Standing view={view} quarter={it} today={today} /> },
          {
            heading: 'Turnover',
            figures: true,
            cell: it => <Money pence={it.turnoverPence} href={turnoverHref(view, it)} />,
          },
          {
            heading: 'Expenses',
            figures: true,
            cell: it => <Money pence={it.expensesPence} href={expensesHref(view, it)} />,
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
              <Money pence={sumOf(quarter, it.key)} href={expensesHref(view, quarter, it.key)} />
            ),
          })),
        ]}
      />
    </>
  );
}

/** Where the turnover of a quarter opens. */
export function turnoverHref({ year, basis }: QuartersView, { first, last }: QuarterTotals): string {
  return rowsHref(year, basis === 'cash' ? 'received' : 'worked', { from: first.toString(), upTo: last.toString() });
}

/** Where its expenses open, all or of one category. */
export function expensesHref(
  { year, basis }: QuartersView,
  { first, last }: QuarterTotals,
  category?: ExpenseKey,
): string {
  const days = { basis, from: first.toString(), upTo: last.toString() };
  return rowsHref(year, 'expenses', category ? { category, ...days } : days);
}

function Standing({ view, quarter, today }: { view: QuartersView; quarter: QuarterTotals; today: Temporal.PlainDate }) {
  const sent = view.sent.find(it => it.quarter === quarter.number);
  if (sent)
    return (
      <a class="link" href="#sent">
        <Day day={sent.sentOn} short />
      </a>
    );
  if (Temporal.PlainDate.compare(quarter.last, today) >= 0) return <>Not over yet</>;
  if (!view.isObliged) return <>–</>;
  const isLate = Temporal.PlainDate.compare(quarter.due, today) < 0;
  return <Badge tone={isLate ? 'error' : 'warning'}>{isLate ? 'Was due' : 'To send'}</Badge>;
}

function sumOf(quarter: QuarterTotals, key: ExpenseKey) {
  return quarter.expenses.find(it => it.key === key)?.pence ?? ZERO;
}
