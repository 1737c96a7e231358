/** The face of invoices: for payments, pension forms and billing. */
export { type DraftInput, draftInput, voidInput } from './input.ts';
export type { Invoice, Line } from './invoice.ts';
export { draftInvoice, draftInvoiceIn, type InvoicePreview, previewInvoice } from './draft-invoice.ts';
export { invoicesCsv } from './export-invoices.ts';
export { issueInvoiceIn } from './issue-invoice.ts';
export { type Enclosure, invoiceRecipient, sendInvoiceIn } from './send-invoice.ts';
export { findInvoice, type InvoiceFilter, listInvoiceMails, listInvoices, listLines, lockInvoice, markSettled, type MoneyOwed, sumOwed } from './store.ts';
export { deleteDraftIn, voidInvoiceIn } from './void-invoice.ts';
