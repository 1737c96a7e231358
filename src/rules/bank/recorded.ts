import { daysBetween } from '../dates.ts';
import type { Id } from '../ids.ts';
import { formatPounds, type Pence, sumPence, ZERO } from '../money.ts';
import { type Evidence, evidenceReader } from './evidence.ts';
import type { LineToMatch, OpenInvoice, PayerRule } from './match-terms.ts';

/** A payment that the locum recorded by hand and that no bank line has shown yet. */
export interface RecordedPayment {
  readonly paymentId: Id<'payment'>;
  readonly invoiceId: Id<'invoice'>;
  readonly invoiceNumber: string;
  readonly organisationId: Id<'organisation'>;
  readonly organisationName: string;
  readonly issueDate: Temporal.PlainDate;
  readonly receivedOn: Temporal.PlainDate;
  readonly amountPence: Pence;
}

/** The line is money that is in the books already. */
export interface RecordedMatch {
  readonly payments: readonly RecordedPayment[];
  /** In words, the strongest first. */
  readonly reasons: readonly string[];
}

/** By hand it is often recorded some days after it came, seldom before. */
const [DAYS_BEFORE, DAYS_AFTER] = [3, 10];

/**
 * Says which lines show payments that are recorded already: the amount to the penny, of one payment or of all that one payer is said to
 * have paid on one day; the invoice's number, or the payer's name where no number stands in the text; and a day near by. Such a line must
 * not pay another invoice of the same sum. Of two lines that fit alike the nearer in days is taken. Our own rule.
 */
export function findRecorded(
  lines: readonly LineToMatch[],
  payments: readonly RecordedPayment[],
  open: readonly OpenInvoice[],
  rules: readonly PayerRule[],
): ReadonlyMap<Id<'bankLine'>, RecordedMatch> {
  if (payments.length === 0) return new Map();
  const read = evidenceReader([...open, ...payments.map(asInvoice)], rules);
  const groups = groupsOf(payments);
  const fits = lines
    .filter(line => line.amountPence > 0)
    .flatMap(line => {
      const near = groups.filter(group => group.amountPence === line.amountPence && isNear(group, line));
      if (near.length === 0) return [];
      const it = read(line);
      return near.filter(group => speaksOf(it, group)).map(group => ({ it, group, days: distance(group, line) }));
    })
    .toSorted((a, b) => a.days - b.days);
  const found = new Map<Id<'bankLine'>, RecordedMatch>();
  const taken = new Set<Id<'payment'>>();
  for (const { it, group } of fits) {
    if (found.has(it.line.id) || group.payments.some(payment => taken.has(payment.paymentId))) continue;
    for (const payment of group.payments) taken.add(payment.paymentId);
    found.set(it.line.id, { payments: group.payments, reasons: reasonsOf(it, group) });
  }
  return found;
}

interface Group {
  readonly organisationId: Id<'organisation'>;
  readonly receivedOn: Temporal.PlainDate;
  readonly amountPence: Pence;
  readonly payments: readonly RecordedPayment[];
}

/** Each payment alone, and together what one payer paid on one day. */
function groupsOf(payments: readonly RecordedPayment[]): Group[] {
  const together = [...Map.groupBy(payments, it => `${it.organisationId} ${it.receivedOn}`).values()];
  return [...payments.map(it => [it]), ...together.filter(its => its.length > 1)].flatMap(its => {
    const [first] = its;
    if (!first) return [];
    const { organisationId, receivedOn } = first;
    return [{ organisationId, receivedOn, amountPence: sumPence(its.map(it => it.amountPence)), payments: its }];
  });
}

function isNear({ receivedOn }: Group, line: LineToMatch): boolean {
  const days = daysBetween(line.day, receivedOn);
  return days >= -DAYS_BEFORE && days <= DAYS_AFTER;
}

function distance({ receivedOn }: Group, line: LineToMatch): number {
  return Math.abs(daysBetween(line.day, receivedOn));
}

function speaksOf({ named, payers }: Evidence, { organisationId, payments }: Group): boolean {
  if (named.length > 0) return named.every(invoice => payments.some(it => it.invoiceId === invoice.id));
  return payers.has(organisationId);
}

function reasonsOf({ named, line }: Evidence, { payments, receivedOn, amountPence }: Group): string[] {
  const days = daysBetween(line.day, receivedOn);
  const size = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`;
  return [
    named.length > 0
      ? `It names ${[...new Set(named.map(it => it.number))].join(', ')}.`
      : `It names ${payments[0]?.organisationName ?? ''}.`,
    `${formatPounds(amountPence)} is what you recorded${payments.length > 1 ? ` in ${payments.length} payments` : ''}.`,
    days === 0 ? 'You recorded it for the same day.' : `You recorded it for ${size} ${days > 0 ? 'later' : 'earlier'}.`,
  ];
}

function asInvoice(it: RecordedPayment): OpenInvoice {
  return {
    id: it.invoiceId,
    number: it.invoiceNumber,
    organisationId: it.organisationId,
    organisationName: it.organisationName,
    issueDate: it.issueDate,
    dueDate: it.issueDate,
    outstandingPence: ZERO,
  };
}
