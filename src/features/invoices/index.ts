/** The face of invoices: for payments, pension forms and billing. */

export { draftInvoice, draftInvoiceIn, type InvoicePreview, previewInvoice } from './draft-invoice.ts';
export { invoicesCsv } from './export-invoices.ts';
export { type DraftInput, draftInput, voidInput } from './input.ts';
export type { Invoice, Line } from './invoice.ts';
export { issueInvoiceIn } from './issue-invoice.ts';
export { invoiceRecipient, sendInvoiceIn } from './send-invoice.ts';
export {
  findInvoice,
  type InvoiceFilter,
  listInvoiceMails,
  listInvoices,
  listLines,
  lockInvoice,
  type MoneyOwed,
  markSettled,
  sumOwed,
} from './store.ts';
export { tellFinanceContact } from './tell-finance-contact.ts';
export { deleteDraftIn, voidInvoiceIn } from './void-invoice.ts';
