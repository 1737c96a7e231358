import { lessPence, type Pence, pence, ZERO } from '../money.ts';
import type { OpenInvoice, Share } from './match-terms.ts';

/** An amount spread over invoices in their order, each up to what is outstanding; what is left over pays nothing. */
export function sharesOf(amount: Pence, invoices: readonly OpenInvoice[]): Share[] {
  const shares: Share[] = [];
  let rest: Pence = amount;
  for (const invoice of invoices) {
    const amountPence = pence(Math.min(rest, invoice.outstandingPence));
    if (amountPence > ZERO) shares.push({ invoiceId: invoice.id, amountPence });
    rest = lessPence(rest, amountPence);
  }
  return shares;
}
