import type { Tables } from '#database/tables.ts';

type TableName = keyof Tables & string;

/** Every table whose rows an export holds, under the heading that its README gives them. A test holds both lists against the database. */
export const EXPORTED: Readonly<Record<string, readonly TableName[]>> = {
  'You, your public page and your settings': [
    'accounts',
    'profiles',
    'publications',
    'listing_slugs',
    'notification_settings',
    'own_electronic_addresses',
    'earning_goals',
  ],
  'Organisations you work for': ['organisations', 'trusted_contacts', 'electronic_addresses', 'payer_records'],
  'When you offer to work': [
    'availability_settings',
    'availability_rules',
    'availability_exceptions',
    'term_breaks',
    'calendars',
    'calendar_busy',
  ],
  'Bookings and what was agreed': [
    'bookings',
    'booking_extras',
    'booking_engagements',
    'booking_requests',
    'booking_request_days',
    'booking_answers',
    'booking_tellings',
    'booking_sign_offs',
    'booking_schedules',
    'messages',
    'message_files',
  ],
  'Invoices and payments': [
    'invoices',
    'invoice_lines',
    'invoice_counters',
    'credit_notes',
    'credit_note_lines',
    'credit_note_counters',
    'payments',
    'payment_claims',
    'invoice_disputes',
    'write_offs',
    'remittances',
    'remittance_refunds',
    'account_statements',
    'chasing_settings',
    'invoice_holds',
    'invoice_chases',
    'interest_invoices',
    'interest_invoice_counters',
    'formal_letters',
  ],
  'Bank and pay by others': [
    'bank_accounts',
    'bank_imports',
    'bank_lines',
    'bank_matches',
    'bank_rules',
    'payslips',
    'payslip_lines',
    'pay_queries',
    'pay_query_bookings',
  ],
  'NHS pension': [
    'form_as',
    'form_a_signatures',
    'form_a_chases',
    'form_bs',
    'form_b_lines',
    'pension_years',
    'pension_posts',
    'pension_post_pay',
    'pension_statements',
    'pension_statement_lines',
    'pension_entered_figures',
    'pension_additions',
    'pension_solo_steps',
    'pension_appraisal_days',
    'pension_warnings',
  ],
  'Expenses, mileage and tax': [
    'expenses',
    'expense_receipts',
    'expense_imports',
    'recurring_expenses',
    'receipt_mails',
    'receipt_mail_files',
    'home_months',
    'vehicles',
    'trips',
    'tax_years',
    'tax_pot_moves',
    'tax_updates',
    'vat_treatments',
  ],
  'Your documents': [
    'documents',
    'document_versions',
    'document_reminders',
    'document_validities',
    'compliance_packs',
    'compliance_pack_documents',
    'compliance_asks',
  ],
  'What was imported': ['import_batches', 'import_rows', 'import_made'],
  'What was stored, sent and done': ['files', 'mails', 'facts', 'audit_entries'],
};

/** Tables of an account that no export holds, and why. */
export const LEFT_OUT = {
  credentials: 'your password is kept as a hash, which would only help a guesser; you choose one at the next place',
  sessions: 'they sign a browser in here, and nowhere else',
  second_factors: 'the secret behind your sign-in codes must not lie in a file; set codes up anew',
  recovery_codes: 'they open this account here, and nowhere else',
  passkeys: 'a passkey works for one address only',
  api_keys: 'a key is kept as a hash, which would only help a guesser',
  access_links: 'the links that organisations hold open this installation, and no other',
  access_link_uses: 'they belong to those links',
  compliance_codes: 'codes for opening documents, good for minutes',
  receipt_addresses: 'the address for receipts is one of this installation',
  listings: 'a copy of your public page for the search, made anew from the page itself',
  resealings: 'notes on the encryption keys of this installation',
  account_closures: 'about closing this account here',
  legal_notices: 'which legal pages of this installation you were shown',
  tax_packs: 'archives that can be made again from what is here',
  evidence_packs: 'archives that can be made again from what is here',
  account_exports: 'this file and those like it',
} as const satisfies Partial<Record<TableName, string>>;

/** Held by an export to be read, and not brought into another account. */
export const READ_ONLY = {
  audit_entries:
    'the log of actions is chained by its own installation; the next one begins a chain with the same facts',
  listing_slugs: 'the address of a public page may be taken elsewhere; another is given when the page is published',
} as const satisfies Partial<Record<TableName, string>>;

/** Kinds of stored files that are archives of other things here. */
export const ARCHIVE_KINDS: readonly string[] = ['tax_pack', 'evidence', 'account_export'];

/** Kinds of mails that no export holds: their links sign in, or set a password. */
export const SIGN_IN_MAILS: readonly string[] = ['verify_email', 'reset_password'];

/** All exported tables, in the order of the headings. */
export function exportedTables(): TableName[] {
  return Object.values(EXPORTED).flat();
}
