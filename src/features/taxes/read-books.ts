import { billable } from '#features/bookings/index.ts';
import { listFormBs } from '#features/pensions/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { EXPENSE_KEYS } from '#rules/expense-categories.ts';
import { type Id, showId } from '#rules/ids.ts';
import { type Pence, pence, sumPence } from '#rules/money.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { splitPayments } from '#rules/tax/receipts.ts';
import { type TaxYear, taxYearDays } from '#rules/tax-year.ts';
import { type BookRow, type Books, booksOf, type ExpenseRow } from './books.ts';

/** Reads the books of a tax year by both bases. Reads the tables of invoices, payments and expenses, writes none. */
export async function readBooks(tx: OwnedTransaction, year: TaxYear): Promise<Books> {
  const days = taxYearDays(year);
  const credits = await readCredits(tx);
  const receipts = await readReceipts(tx, days, credits);
  const asked = await readAsked(tx, days);
  const gone = credits.map(it => ({ ...it, pence: pence(-it.amountPence) }));
  const back = gone.flatMap(it => (it.refundedOn === null ? [] : [{ ...it, on: it.refundedOn }]));
  const within = <Row extends BookRow>(rows: readonly Row[]) => inOrder(rows.filter(it => isIn(days, it.on)));
  return booksOf({
    received: within([...receipts.turnover, ...back.filter(it => !it.isShare)]),
    receivedShares: within([...receipts.shares, ...back.filter(it => it.isShare)]),
    worked: within([...asked.work, ...(await readUnbilled(tx)), ...gone.filter(it => !it.isShare)]),
    askedShares: within([...asked.shares, ...gone.filter(it => it.isShare)]),
    expenses: await readExpenses(tx, days),
    pension: within(await readContributions(tx)),
  });
}

interface Days {
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
}

interface Credit extends BookRow {
  readonly invoiceId: Id<'invoice'>;
  readonly amountPence: Pence;
  /** It gives the employer's pension share back, not pay for work. */
  readonly isShare: boolean;
  readonly refundedOn: Temporal.PlainDate | null;
}

async function readCredits(tx: OwnedTransaction): Promise<Credit[]> {
  const rows = await tx.db
    .selectFrom('credit_notes')
    .select(['invoice_id', 'number_text', 'issue_date', 'amount_pence', 'form_a_id', 'refunded_on'])
    .where('account_id', '=', tx.accountId)
    .execute();
  return rows.map(row => ({
    invoiceId: row.invoice_id,
    on: row.issue_date,
    what: `Credit note ${row.number_text}`,
    href: `/invoices/${showId('invoice', row.invoice_id)}`,
    pence: row.amount_pence,
    amountPence: row.amount_pence,
    isShare: row.form_a_id !== null,
    refundedOn: row.refunded_on,
  }));
}

/** Payments of all invoices that received any in the year: how one is split depends on those before it. */
async function readReceipts(tx: OwnedTransaction, { first, last }: Days, credits: readonly Credit[]) {
  const rows = await tx.db
    .selectFrom('payments as p')
    .innerJoin('invoices as i', join =>
      join.onRef('i.account_id', '=', 'p.account_id').onRef('i.id', '=', 'p.invoice_id'),
    )
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'i.account_id').onRef('o.id', '=', 'i.organisation_id'),
    )
    .select(['p.invoice_id', 'p.received_on', 'p.amount_pence', 'i.number_text', 'o.name'])
    .select(['i.work_pence', 'i.expenses_pence', 'i.employer_contribution_pence'])
    .where('p.account_id', '=', tx.accountId)
    .where('p.withdrawn_at', 'is', null)
    .where('p.received_on', '<=', last)
    .where('p.invoice_id', 'in', eb =>
      eb
        .selectFrom('payments as q')
        .select('q.invoice_id')
        .where('q.account_id', '=', tx.accountId)
        .where('q.withdrawn_at', 'is', null)
        .where('q.received_on', '>=', first)
        .where('q.received_on', '<=', last),
    )
    .orderBy('p.received_on')
    .orderBy('p.id')
    .execute();
  const split = [...Map.groupBy(rows, row => row.invoice_id)].flatMap(([id, its]) => {
    const [invoice] = its;
    if (!invoice) return [];
    // a credit that was never refunded was never received; one of the employer's share leaves that share simply unpaid
    const credited = credits.filter(it => it.invoiceId === id && !it.isShare && it.refundedOn === null);
    const work = invoice.work_pence + invoice.expenses_pence - sumPence(credited.map(it => it.amountPence));
    const payments = its.map(row => ({
      receivedOn: row.received_on,
      amountPence: row.amount_pence,
      what: `${row.number_text ?? ''}, ${row.name}`,
      href: `/invoices/${showId('invoice', id)}`,
    }));
    return splitPayments({ workPence: pence(work), employerPence: invoice.employer_contribution_pence }, payments);
  });
  const row = (it: (typeof split)[number], amount: number): BookRow[] =>
    amount === 0 ? [] : [{ on: it.receivedOn, what: it.what, href: it.href, pence: pence(amount) }];
  return {
    // what came beyond the invoice counts as received until it goes back
    turnover: split.flatMap(it => row(it, it.turnoverPence + it.excessPence)),
    shares: split.flatMap(it => row(it, it.employerPence)),
  };
}

/** Lines of invoices by the day of work, drafts too: the work is done. The employer's share by the day of issue. */
async function readAsked(tx: OwnedTransaction, { first, last }: Days) {
  const lines = await tx.db
    .selectFrom('invoice_lines as l')
    .innerJoin('invoices as i', join =>
      join.onRef('i.account_id', '=', 'l.account_id').onRef('i.id', '=', 'l.invoice_id'),
    )
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'i.account_id').onRef('o.id', '=', 'i.organisation_id'),
    )
    .select([
      'l.invoice_id',
      'l.worked_on',
      'l.description',
      'l.amount_pence',
      'i.number_text',
      'i.issue_date',
      'o.name',
    ])
    .where('l.account_id', '=', tx.accountId)
    .where('i.state', '<>', 'void')
    .where('l.amount_pence', '<>', pence(0))
    .where(eb => eb.fn.coalesce('l.worked_on', 'i.issue_date'), '>=', first)
    .where(eb => eb.fn.coalesce('l.worked_on', 'i.issue_date'), '<=', last)
    .execute();
  const shares = await tx.db
    .selectFrom('invoices')
    .select(['id', 'number_text', 'issue_date', 'employer_contribution_pence'])
    .where('account_id', '=', tx.accountId)
    .where('state', 'in', ['issued', 'paid'])
    .where('employer_contribution_pence', '>', pence(0))
    .where('issue_date', '>=', first)
    .where('issue_date', '<=', last)
    .execute();
  return {
    work: lines.flatMap((line): BookRow[] => {
      const on = line.worked_on ?? line.issue_date;
      if (!on) return [];
      const what = `${line.description}, ${line.name} (${line.number_text ?? 'draft'})`;
      return [{ on, what, href: `/invoices/${showId('invoice', line.invoice_id)}`, pence: line.amount_pence }];
    }),
    shares: shares.flatMap((it): BookRow[] => {
      if (!it.issue_date) return [];
      const href = `/invoices/${showId('invoice', it.id)}`;
      return [{ on: it.issue_date, what: it.number_text ?? '', href, pence: it.employer_contribution_pence }];
    }),
  };
}

/** Delivered and on no invoice yet. */
async function readUnbilled(tx: OwnedTransaction): Promise<BookRow[]> {
  return (await billable(tx)).map(it => ({
    on: it.workDate,
    what: `${it.organisationName}, not invoiced yet`,
    href: `/bookings/${showId('booking', it.id)}`,
    pence: it.total.totalPence,
  }));
}

async function readExpenses(tx: OwnedTransaction, { first, last }: Days): Promise<ExpenseRow[]> {
  const rows = await tx.db
    .selectFrom('expenses')
    .select(['id', 'spent_on', 'category', 'description', 'amount_pence'])
    .where('account_id', '=', tx.accountId)
    .where('spent_on', '>=', first)
    .where('spent_on', '<=', last)
    .orderBy('spent_on')
    .orderBy('id')
    .execute();
  return rows.map(row => ({
    on: row.spent_on,
    what: row.description,
    href: `/expenses/${showId('expense', row.id)}`,
    pence: row.amount_pence,
    category: EXPENSE_KEYS.find(key => key === row.category) ?? 'otherExpenses',
  }));
}

/** Forms B that stand, on the day their money went to the pension office: the member's part alone. */
async function readContributions(tx: OwnedTransaction): Promise<BookRow[]> {
  return (await listFormBs(tx)).flatMap((form): BookRow[] => {
    if (!form.paid || form.rejected) return [];
    const scheme = form.scheme === 'england_and_wales' ? '' : `?scheme=${form.scheme}`;
    return [
      {
        on: form.paid.on,
        what: `Form B, ${formatPensionMonth(form.month)}`,
        href: `/pension/form-b/${form.month}${scheme}`,
        pence: form.employeeTotalPence,
      },
    ];
  });
}

function isIn({ first, last }: Days, day: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, first) >= 0 && Temporal.PlainDate.compare(day, last) <= 0;
}

function inOrder<Row extends BookRow>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on) || a.what.localeCompare(b.what));
}
