import type { Booking } from '#features/bookings/index.ts';
import { type Invoice, listInvoices } from '#features/invoices/index.ts';
import { listClaims, listDisputes } from '#features/payments/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { daysBetween } from '#rules/dates.ts';
import { type Id, showId } from '#rules/ids.ts';
import { type Pence, sumPence } from '#rules/money.ts';
import type { Period } from '#rules/report-period.ts';
import type { MoneyRow } from './money-row.ts';
import { bookingsIn, isCancelledWithFee, isWorked } from './read-earnings.ts';
import { draftInvoiceIds, listReceived } from './store.ts';

/** In the order in which money comes. */
export const MONEY_STATES = [
  'booked',
  'delivered',
  'draft',
  'elsewhere',
  'billed',
  'overdue',
  'claimed',
  'disputed',
  'paid',
] as const;
export type MoneyState = (typeof MONEY_STATES)[number];

export const MONEY_LABELS: Readonly<Record<MoneyState, string>> = {
  booked: 'Booked',
  delivered: 'Delivered, not billed',
  draft: 'On a draft invoice',
  elsewhere: 'Delivered, paid by an agency or payroll',
  billed: 'Billed, not due yet',
  overdue: 'Overdue',
  claimed: 'Said to be paid',
  disputed: 'Disputed',
  paid: 'Paid',
};

/** By which day a state's money belongs to a period. */
export const MONEY_DAYS: Readonly<Record<MoneyState, string>> = {
  booked: 'by the day of work',
  delivered: 'by the day of work',
  draft: 'by the day of work',
  elsewhere: 'by the day of work',
  billed: 'by the invoice date',
  overdue: 'by the invoice date',
  claimed: 'by the invoice date',
  disputed: 'by the invoice date',
  paid: 'by the day it came in',
};

export type MoneyByState = Readonly<Record<MoneyState, readonly MoneyRow[]>>;

const MOST = 10_000;

/** All money of a period by how far it has come, today. Every booking and every unpaid invoice stands in one state only. */
export async function readMoneyByState(
  tx: OwnedTransaction,
  period: Period,
  today: Temporal.PlainDate,
): Promise<MoneyByState> {
  const bookings = await bookingsIn(tx, period);
  const drafts = await draftInvoiceIds(tx);
  const filter = { standing: 'unpaid', issuedFrom: period.first, issuedTo: period.last, limit: MOST } as const;
  const unpaid = await listInvoices(tx, filter, today);
  const stateOf = await unpaidStates(tx, today);
  const worth = (state: MoneyState) => bookings.filter(it => bookingState(it, drafts) === state).map(bookingRow);
  const owed = (state: MoneyState) => unpaid.filter(it => stateOf(it) === state).map(invoiceRow);
  return {
    booked: worth('booked'),
    delivered: worth('delivered'),
    draft: worth('draft'),
    elsewhere: worth('elsewhere'),
    billed: owed('billed'),
    overdue: owed('overdue'),
    claimed: owed('claimed'),
    disputed: owed('disputed'),
    paid: await listReceived(tx, period),
  };
}

/** What rows come to. */
export function sumMoney(rows: readonly MoneyRow[]): Pence {
  return sumPence(rows.map(row => row.pence));
}

function bookingState(it: Booking, drafts: ReadonlySet<Id<'invoice'>>): MoneyState | undefined {
  if (it.state === 'confirmed') return 'booked';
  if (it.invoiceId !== null) return drafts.has(it.invoiceId) ? 'draft' : undefined;
  if (it.billingMode !== 'self_invoiced') return isWorked(it) || isCancelledWithFee(it) ? 'elsewhere' : undefined;
  return it.state === 'delivered' || isCancelledWithFee(it) ? 'delivered' : undefined;
}

async function unpaidStates(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<(it: Invoice) => MoneyState> {
  const claimed = new Set((await listClaims(tx, { openOnly: true })).map(it => it.invoiceId));
  const disputed = new Set((await listDisputes(tx, { openOnly: true })).map(it => it.invoiceId));
  return ({ id, dueDate }) => {
    if (disputed.has(id)) return 'disputed';
    if (claimed.has(id)) return 'claimed';
    return dueDate !== null && daysBetween(dueDate, today) > 0 ? 'overdue' : 'billed';
  };
}

function bookingRow(it: Booking): MoneyRow {
  return {
    on: it.workDate,
    what: `${it.organisationName}, ${it.workTypeLabel}`,
    href: `/bookings/${showId('booking', it.id)}`,
    pence: it.total.totalPence,
  };
}

function invoiceRow(it: Invoice): MoneyRow {
  return {
    on: it.issueDate ?? Temporal.PlainDate.from('2000-01-01'),
    what: `${it.number}, ${it.organisationName}`,
    href: `/invoices/${showId('invoice', it.id)}`,
    pence: it.outstandingPence,
  };
}
