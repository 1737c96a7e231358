import { csvText } from '#platform/csv.ts';
import { STANDING_LABELS } from '#rules/invoice-standing.ts';
import { plainPounds } from '#rules/money.ts';
import type { Invoice } from './invoice.ts';

/** Invoices as CSV (UTF-8 with a mark, so that spreadsheets read it right; cells that look like formulas are made harmless). */
export function invoicesCsv(invoices: readonly Invoice[]): string {
  const rows = invoices.map(it => ({
    Number: it.number ?? '',
    Issued: it.issueDate?.toString() ?? '',
    Due: it.dueDate?.toString() ?? '',
    Organisation: it.organisationName,
    Status: STANDING_LABELS[it.standing],
    Work: plainPounds(it.workPence),
    Expenses: plainPounds(it.expensesPence),
    'Employer pension': plainPounds(it.employerContributionPence),
    Total: plainPounds(it.totalPence),
    Paid: plainPounds(it.paidPence),
    Credited: plainPounds(it.creditedPence),
    Outstanding: plainPounds(it.outstandingPence),
  }));
  return csvText(rows);
}
