import { readSelfBilled } from '#features/payslips/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { showId } from '#rules/ids.ts';
import { lessPence, pence, sumPence } from '#rules/money.ts';
import { splitPayments } from '#rules/tax/receipts.ts';
import { type BookRow, type Books, booksOf, type Days, inOrder, isIn } from './books.ts';
import { readClaims } from './read-claims.ts';
import { type Credit, readCredits, readWriteOffs } from './read-credits.ts';
import { readContributions, readExpenses } from './read-spent.ts';
import { readAskedShares, readWorked } from './read-worked.ts';

/** The books of some days by both bases. Reads the tables of invoices, payments, payslips and expenses, writes none. */
export async function readBooks(tx: OwnedTransaction, days: Days): Promise<Books> {
  const credits = await readCredits(tx);
  const receipts = await readReceipts(tx, days, credits);
  const expenses = await readExpenses(tx, days);
  const selfBilled = await readSelfBilled(tx, days);
  const back = credits.flatMap(it => it.refund ?? []);
  const within = <Row extends BookRow>(rows: readonly Row[]) =>
    inOrder(rows.filter(it => it.pence !== 0 && isIn(days, it.on)));
  return booksOf({
    received: within([...receipts.turnover, ...selfBilled, ...back.map(it => it.work)]),
    receivedShares: within([...receipts.shares, ...back.map(it => it.share)]),
    // an agency that makes the bill itself says what the work was worth when it pays
    worked: inOrder([...(await readWorked(tx, days, credits)), ...within(selfBilled)]),
    askedShares: within([...(await readAskedShares(tx, days)), ...credits.map(it => it.share)]),
    spent: inOrder([...expenses.running, ...(await readClaims(tx, days))]),
    writtenOff: await readWriteOffs(tx, days),
    capital: inOrder(expenses.capital),
    pension: inOrder(await readContributions(tx, days)),
  });
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
    const credited = credits.filter(it => it.invoiceId === id).map(it => it.unreceived);
    const work = invoice.work_pence + invoice.expenses_pence - sumPence(credited.map(it => it.workPence));
    const employerPence = lessPence(invoice.employer_contribution_pence, sumPence(credited.map(it => it.sharePence)));
    const payments = its.map(row => ({
      receivedOn: row.received_on,
      amountPence: row.amount_pence,
      what: `${row.number_text ?? ''}, ${row.name}`,
      href: `/invoices/${showId('invoice', id)}`,
    }));
    return splitPayments({ workPence: pence(work), employerPence }, payments);
  });
  const row = (it: (typeof split)[number], amount: number): BookRow[] =>
    amount === 0 ? [] : [{ on: it.receivedOn, what: it.what, href: it.href, pence: pence(amount) }];
  return {
    // what came beyond the invoice counts as received until it goes back
    turnover: split.flatMap(it => row(it, it.turnoverPence + it.excessPence)),
    shares: split.flatMap(it => row(it, it.employerPence)),
  };
}
