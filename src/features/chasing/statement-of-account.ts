import { type Invoice, listInvoices } from '#features/invoices/index.ts';
import { listRemittances } from '#features/payments/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { type AccountPeriod, accountPeriod } from '#rules/account-statement.ts';
import type { Id } from '#rules/ids.ts';
import { lessPence, type Pence, pence, sumPence } from '#rules/money.ts';
import { readEntries } from './statement-of-account-store.ts';

/** How an organisation's account stands today. */
export interface AccountNow {
  readonly from: Temporal.PlainDate;
  readonly asOf: Temporal.PlainDate;
  /** Issued and not paid, the longest due first. */
  readonly open: readonly (Invoice & {
    readonly number: string;
    readonly issueDate: Temporal.PlainDate;
    readonly dueDate: Temporal.PlainDate;
  })[];
  /** On no invoice, or to go back for a credit note. */
  readonly keptPence: Pence;
  /** What is open less what is kept. */
  readonly owedPence: Pence;
  readonly period: AccountPeriod;
}

/** More than anybody has of one organisation. */
const MOST = 5000;

/** Reads the account as of today, with what happened since `from`; three months unless told. */
export async function readAccountNow(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  organisationId: Id<'organisation'>,
  from?: Temporal.PlainDate,
): Promise<AccountNow> {
  const asOf = ctx.clock.today();
  const invoices = await listInvoices(tx, { organisationId, limit: MOST }, asOf);
  const open = invoices
    .filter(it => it.state === 'issued')
    .flatMap(it => {
      const { number, issueDate, dueDate } = it;
      return number === null || issueDate === null || dueDate === null ? [] : [{ ...it, number, issueDate, dueDate }];
    })
    .toSorted((a, b) => Temporal.PlainDate.compare(a.dueDate, b.dueDate));
  const kept = (await listRemittances(tx, organisationId)).map(it => it.creditPence);
  const toGoBack = invoices.map(it => pence(Math.max(0, -it.outstandingPence)));
  const keptPence = sumPence([...kept, ...toGoBack]);
  const since = from ?? asOf.subtract({ months: 3 });
  return {
    from: since,
    asOf,
    open,
    keptPence,
    owedPence: lessPence(sumPence(open.map(it => it.outstandingPence)), keptPence),
    period: accountPeriod(await readEntries(tx, organisationId), since, asOf),
  };
}
