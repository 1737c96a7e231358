/** The face of invoices: for payments, pension forms and billing. */

export { issueCreditNoteIn, recordRefund } from './credit-note.ts';
export { type CreditNote, listCreditNotes } from './credit-note-store.ts';
export { draftInvoice, draftInvoiceIn, type InvoicePreview, previewInvoice } from './draft-invoice.ts';
export { invoicesCsv } from './export-invoices.ts';
export { type DraftInput, draftInput, refundInput, voidInput } from './input.ts';
export type { Invoice, Line } from './invoice.ts';
export type { InvoiceDocument } from './invoice-content.ts';
export { displayName, sellerLines } from './invoice-seller.ts';
export { issueInvoiceIn } from './issue-invoice.ts';
export { type FormAEnclosure, invoiceRecipient, sendInvoiceIn } from './send-invoice.ts';
export { settleInvoiceIn } from './settle-invoice.ts';
export {
  findInvoice,
  type InvoiceFilter,
  listInvoiceMails,
  listInvoices,
  listLines,
  lockInvoice,
  type MoneyOwed,
  sumOwed,
} from './store.ts';
export { tellFinanceContact } from './tell-finance-contact.ts';
export { deleteDraftIn, voidInvoiceIn } from './void-invoice.ts';
