/** The face of invoices: for payments, pension forms and billing. */

export { creditInvoice } from './credit-invoice.ts';
export { issueCreditNoteIn, recordRefund, recordRefundIn } from './credit-note.ts';
export { type CreditNote, listCreditNotes } from './credit-note-store.ts';
export { type Creditable, readCreditable } from './creditable.ts';
export { draftInvoice, draftInvoiceIn, type InvoicePreview, previewInvoice } from './draft-invoice.ts';
export { listEnteredFigures } from './entered-figures.ts';
export { invoicesCsv } from './export-invoices.ts';
export { importInvoiceIn, removeImportedInvoicesIn } from './import-invoice.ts';
export { creditInput, type DraftInput, draftInput, referencesInput, refundInput, voidInput } from './input.ts';
export type { Invoice, Line } from './invoice.ts';
export type { InvoiceDocument } from './invoice-content.ts';
export { renderInvoice } from './invoice-document.ts';
export { displayName, sellerLines } from './invoice-seller.ts';
export { issueInvoiceIn } from './issue-invoice.ts';
export {
  findInvoice,
  type InvoiceFilter,
  listInvoiceMails,
  listInvoices,
  listLines,
  type MoneyOwed,
  sumOwed,
} from './read-invoices.ts';
export { referDraft } from './refer-draft.ts';
export { type FormAEnclosure, invoiceRecipient, sendInvoiceIn } from './send-invoice.ts';
export { settleInvoiceIn } from './settle-invoice.ts';
export { lockInvoice } from './store.ts';
export { tellFinanceContact } from './tell-finance-contact.ts';
export {
  type EInvoiceFile,
  type EInvoiceParties,
  eCreditNote,
  eInvoice,
  eInvoiceParties,
  keepAddressOf,
  keepOwnAddress,
  LACK_WORDS,
} from './ubl-export.ts';
export { electronicAddressInput } from './ubl-input.ts';
export { deleteDraftIn, voidInvoiceIn } from './void-invoice.ts';
