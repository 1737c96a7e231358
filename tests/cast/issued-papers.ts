/**
 * Tables of what is issued or recorded for good, each with the columns that may still change and why. All others stand, whoever asks.
 */
export const ISSUED: Readonly<Record<string, readonly string[]>> = {
  // paid and unpaid, void with its reason
  invoices: ['state', 'voided_at', 'void_reason', 'updated_at'],
  invoice_lines: [],
  // the day on which the money went back
  credit_notes: ['refunded_on'],
  credit_note_lines: [],
  interest_invoices: ['paid_on', 'waived_at'],
  formal_letters: ['sent_at', 'sent_to', 'posted_on'],
  account_statements: [],
  // given up, withdrawn with its invoice; sealed anew when a key changes
  form_as: ['withdrawn_at', 'given_up_on', 'given_up_reason', 'chasing_paused_at', 'content_sealed'],
  form_a_signatures: [],
  // what the pension office did with it
  form_bs: [
    'submitted_on',
    'submitted_to',
    'submission_reference',
    'rejected_on',
    'rejection_reason',
    'paid_on',
    'paid_pence',
  ],
  form_b_lines: [],
  booking_schedules: ['sent_at', 'acknowledged_at', 'acknowledged_by'],
  // taken back, and visible as such
  payments: ['withdrawn_at'],
  remittances: ['withdrawn_at'],
  remittance_refunds: [],
  write_offs: ['undone_at'],
};

/** Tables with a paper or file that is the locum's own, or a copy, and not issued to anybody. */
export const NOT_ISSUED: readonly string[] = [
  'account_exports',
  'bank_imports',
  'document_versions',
  'documents',
  'evidence_packs',
  'expense_receipts',
  'message_files',
  'receipt_mail_files',
  'tax_packs',
];
