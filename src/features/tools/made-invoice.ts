import type { InvoiceDocument } from '#features/invoices/index.ts';
import { formatDayShort } from '#rules/dates.ts';
import { formatSortCode } from '#rules/identifiers/bank-account.ts';
import { formatPounds } from '#rules/money.ts';
import { dueDay } from '#rules/payment-terms.ts';
import type { MadeInvoiceInput, MadeLine } from './invoice-input.ts';

/** The same paper as real invoices have, from what was typed. `now` goes into the file as the moment it was made. */
export function madeInvoice(it: MadeInvoiceInput, now: Temporal.Instant): InvoiceDocument {
  const days = it.lines.map(line => line.day).toSorted(Temporal.PlainDate.compare);
  const dueDate = dueDay(it.issuedOn, it.termsDays);
  return {
    number: it.number,
    madeAt: now,
    issueDate: it.issuedOn,
    dueDate,
    supplyDates: { first: days[0] ?? it.issuedOn, last: days.at(-1) ?? it.issuedOn },
    seller: {
      kind: 'sole_trader',
      name: it.name,
      addressLines: linesOf(it.address),
      email: it.email,
      ...(it.businessName ? { businessName: it.businessName } : {}),
      ...(it.phone ? { phone: it.phone } : {}),
      ...(it.registration ? { registration: it.registration } : {}),
    },
    buyer: {
      name: it.buyerName,
      addressLines: linesOf(it.buyerAddress),
      ...(it.purchaseOrder ? { purchaseOrder: it.purchaseOrder } : {}),
    },
    lines: it.lines.filter(line => line.kind === 'work').map(printed),
    expenses: it.lines.filter(line => line.kind === 'expense').map(printed),
    vatNote: it.vat === 'exempt' ? 'VAT: exempt supply of health care.' : 'Not registered for VAT.',
    totalPence: it.totalPence,
    payment: {
      bankName: it.bankName ?? '',
      accountName: it.accountName,
      sortCode: formatSortCode(it.sortCode),
      accountNumber: it.accountNumber,
      reference: it.number,
    },
    terms: `Please pay by ${formatDayShort(dueDate)}.`,
    notes: it.notes ?? '',
  };
}

function printed(line: MadeLine) {
  return {
    dates: formatDayShort(line.day),
    description: line.description,
    quantityText: String(line.quantityHundredths / 100),
    rateText: formatPounds(line.ratePence),
    amountPence: line.amountPence,
  };
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(Boolean);
}
