import type { Child } from 'hono/jsx';
import { readAccount } from '#features/accounts/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { type ArchiveEntry, SUMS_FILE } from '#platform/archive/zip.ts';
import type { Needs } from '#platform/context.ts';
import { formatDay, formatMoment } from '#rules/dates.ts';
import { EXPENSE_CATEGORIES } from '#rules/expense-categories.ts';
import { formatPounds, type Pence, ZERO } from '#rules/money.ts';
import { type TaxYear, taxYearDays } from '#rules/tax-year.ts';
import { isAllowable, sumByCategory } from './books.ts';
import type { PackPaper } from './pack-papers.ts';
import { readTaxYearView, type TaxYearView } from './read-tax-year.ts';

interface Papers {
  readonly papers: readonly PackPaper[];
  /** Too large to come along. */
  readonly leftOut: number;
}

/** The first thing to open in a pack: the year on one page, and what else lies there. One file that loads nothing. */
export async function packSummary(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  year: TaxYear,
  papers: Papers,
): Promise<ArchiveEntry> {
  const [account, view] = [await readAccount(tx), await readTaxYearView(tx, year)];
  const page = await (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`Tax year ${year.replace('-', '/')}, ${account.name}`}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <Summary view={view} name={account.name} madeAt={ctx.clock.now()} papers={papers} />
      </body>
    </html>
  );
  return { name: 'summary.html', bytes: new TextEncoder().encode(`<!doctype html>${page}`) };
}

const STYLE =
  'body{font-family:system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;line-height:1.5}' +
  'table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid #ccc}' +
  'th+th,td+td{text-align:right;font-variant-numeric:tabular-nums}';

function Summary(props: { view: TaxYearView; name: string; madeAt: Temporal.Instant; papers: Papers }) {
  const { view, papers } = props;
  const { first, last } = taxYearDays(view.year);
  return (
    <>
      <h1>
        Tax year {view.year.replace('-', '/')}, {props.name}
      </h1>
      <p>
        {formatDay(first)} to {formatDay(last)}. Made by Sessional on {formatMoment(props.madeAt)} from the books as
        they stood then. The return goes by {view.settings.basis === 'cash' ? 'money received' : 'work done'}.
      </p>
      <h2>Profit, two ways</h2>
      <BooksTable view={view} />
      {view.isCompany || !view.answer.ok ? (
        <p>No tax is reckoned{view.isCompany ? ' for a limited company' : ': the rates of this year are not known'}.</p>
      ) : (
        <>
          <h2>Estimate</h2>
          <EstimateTable view={view} />
        </>
      )}
      <h2>In this archive</h2>
      <ul>
        <li>tables: the rows behind each figure, as CSV</li>
        <li>
          invoices: {count(papers, 'invoice')}, credit-notes: {count(papers, 'credit_note')}, as they were issued
        </li>
        <li>receipts: {count(papers, 'receipt')}, named by day and expense</li>
        <li>{SUMS_FILE}: SHA-256 of each file, to tell that none was changed</li>
      </ul>
      {papers.leftOut > 0 && (
        <p>
          {papers.leftOut} files are left out, because the archive would be too large; they can be opened in Sessional.
        </p>
      )}
      <p>
        The employer’s share of the NHS pension is neither turnover nor a deduction here. Savings, dividends, gift aid,
        capital allowances and the annual maximum of National Insurance are not reckoned. An estimate, not advice.
      </p>
    </>
  );
}

function BooksTable({ view: { books } }: { view: TaxYearView }) {
  const spent = (basis: 'cash' | 'accruals') =>
    new Map(sumByCategory(books[basis].expenses).map(it => [it.category, it.pence]));
  const [cash, accruals] = [spent('cash'), spent('accruals')];
  const line = (what: Child, received: Pence, worked: Pence) => (
    <tr>
      <td>{what}</td>
      <td>{formatPounds(received)}</td>
      <td>{formatPounds(worked)}</td>
    </tr>
  );
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">By money received</th>
          <th scope="col">By work done</th>
        </tr>
      </thead>
      <tbody>
        {line('Turnover', books.cash.turnoverPence, books.accruals.turnoverPence)}
        {EXPENSE_CATEGORIES.filter(({ key }) => cash.has(key) || accruals.has(key)).map(({ key, box, label }) =>
          line(
            `${label} (SA103F box ${box})${isAllowable(key) ? '' : ', left out of the profit'}`,
            cash.get(key) ?? ZERO,
            accruals.get(key) ?? ZERO,
          ),
        )}
        {books.capitalPence !== 0 &&
          line('Things that last for years, left out of the profit', books.capitalPence, books.capitalPence)}
        {line(<strong>Profit</strong>, books.cash.profitPence, books.accruals.profitPence)}
        {line('Employer’s NHS pension share, passed on', books.cash.employerPence, books.accruals.employerPence)}
      </tbody>
    </table>
  );
}

function EstimateTable({ view }: { view: TaxYearView }) {
  if (!view.answer.ok) return null;
  const { estimate } = view.answer;
  const lines: readonly (readonly [string, Pence])[] = [
    ['Pay from employment', view.input.employmentPence],
    ['Other income', view.input.otherPence],
    ['NHS pension relief', estimate.reliefPence],
    [`Income tax, ${view.region === 'scotland' ? 'Scottish rates' : 'rest of the UK'}`, estimate.incomeTax.taxPence],
    ['National Insurance, Class 4', estimate.class4Pence],
    ['National Insurance, Class 2', estimate.class2.pence],
    ['Student loans', estimate.loanPence],
    ['Tax taken at source', view.input.taxPaidPence],
    ['Student loan taken at source', view.input.loanPaidPence],
    ['To pay for the year', estimate.owedPence],
    ...estimate.dates.map(date => [`Due by ${formatDay(date.on)}`, date.pence] as const),
  ];
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Amount</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(([what, amount]) => (
          <tr>
            <td>{what}</td>
            <td>{formatPounds(amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function count({ papers }: Papers, kind: PackPaper['kind']): number {
  return papers.filter(it => it.kind === kind).length;
}
