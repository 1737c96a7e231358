import type { Evidence } from './evidence.ts';
import type { OpenInvoice, Proposal } from './match-terms.ts';
import { reasonsFor } from './reasons.ts';
import { sharesOf } from './shares.ts';
import { subsetsOf } from './subsets.ts';

/** What a line could pay where nothing is likely enough to propose: at most four, the likelier first. */
export function choicesFor(it: Evidence, waiting: readonly OpenInvoice[]): Proposal[] {
  const { line, payers } = it;
  const ofPayers = waiting.filter(invoice => payers.has(invoice.organisationId)).slice(0, MOST_TRIED);
  const named = waiting.filter(invoice => it.named.some(other => other.id === invoice.id));
  const exact = (invoices: readonly OpenInvoice[]) =>
    invoices.filter(invoice => invoice.outstandingPence === line.amountPence).map(invoice => [invoice]);
  const sums = subsetsOf(
    ofPayers.map(invoice => invoice.outstandingPence),
    line.amountPence,
    2,
  ).map(places => places.flatMap(at => ofPayers[at] ?? []));
  const ways = [
    ...exact(named),
    ...exact(ofPayers),
    ...sums,
    ...(named.length > 0 ? [named] : []),
    ...exact(waiting),
    ...ofPayers.map(invoice => [invoice]),
  ];
  const different = new Map(ways.map(way => [way.map(invoice => invoice.id).join(), way]));
  return [...different.values()].slice(0, MOST).map(way => ({
    shares: sharesOf(line.amountPence, way),
    reasons: reasonsFor(it, way),
    isSure: false,
  }));
}

const MOST = 4;
const MOST_TRIED = 14;
