import { daysBetween } from '../dates.ts';
import { formatPounds, lessPence, sumPence } from '../money.ts';
import type { Evidence } from './evidence.ts';
import type { OpenInvoice } from './match-terms.ts';

/** Why a line is thought to pay these invoices, in words; `parts` is how many lines pay the one invoice together. */
export function reasonsFor(
  { line, named, payers, isByRule }: Evidence,
  invoices: readonly OpenInvoice[],
  parts = 1,
): string[] {
  const [first] = invoices;
  if (!first) return [];
  const numbers = invoices.filter(it => named.some(other => other.id === it.id)).map(it => it.number);
  const isPayer = payers.has(first.organisationId);
  return [
    ...(numbers.length > 0 ? [`It names ${listed(numbers)}.`] : []),
    ...(isPayer && isByRule ? [`You said that such lines are always from ${first.organisationName}.`] : []),
    ...(isPayer && !isByRule ? [`It names ${first.organisationName}.`] : []),
    amountReason(line.amountPence, invoices, parts),
    dayReason(line.day, invoices),
  ];
}

function amountReason(
  amount: OpenInvoice['outstandingPence'],
  invoices: readonly OpenInvoice[],
  parts: number,
): string {
  const owed = sumPence(invoices.map(it => it.outstandingPence));
  const numbers = listed(invoices.map(it => it.number));
  if (parts > 1) return `${parts} such lines together make up ${numbers}.`;
  if (owed === amount && invoices.length === 1) return `${formatPounds(amount)} is what is outstanding on ${numbers}.`;
  if (owed === amount) return `${formatPounds(amount)} is the sum of ${numbers}.`;
  return amount < owed
    ? `It is a part: ${formatPounds(lessPence(owed, amount))} of ${numbers} would stay outstanding.`
    : `${formatPounds(lessPence(amount, owed))} more than is outstanding on ${numbers}; only that much is recorded.`;
}

function dayReason(day: Temporal.PlainDate, invoices: readonly OpenInvoice[]): string {
  const due = invoices.map(it => it.dueDate).toSorted(Temporal.PlainDate.compare)[0];
  const late = due === undefined ? 0 : daysBetween(due, day);
  const days = Math.abs(late) === 1 ? '1 day' : `${Math.abs(late)} days`;
  if (late === 0) return 'It came on the day it was due.';
  return late < 0 ? `It came ${days} before it was due.` : `It came ${days} after it was due.`;
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
