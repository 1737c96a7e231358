/** Written by scripts/generate-tables.ts from the migrated database; edit the migrations, not this. */
import type { ColumnType, Generated } from 'kysely';
import type { CancellationTerms } from '#rules/cancellation-terms.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';

/** What a jsonb column gives when read. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface AccessLinkUses {
  account_id: Id<'account'>;
  id: string;
  link_id: Id<'link'>;
  used_at: Temporal.Instant;
  action: string;
  device: string;
  caller_hash: string;
  about: string | null;
}

export interface AccessLinks {
  account_id: Id<'account'>;
  id: Id<'link'>;
  scope: 'booking' | 'sign_off' | 'schedule' | 'invoice' | 'form_a' | 'request' | 'compliance' | 'calendar';
  subject_id: string;
  actions: Generated<string[]>;
  recipient_name: string | null;
  recipient_address: string | null;
  created_at: Temporal.Instant;
  expires_at: Temporal.Instant | null;
  revoked_at: Temporal.Instant | null;
}

export interface AccountClosures {
  account_id: Id<'account'>;
  asked_at: Temporal.Instant;
  erase_on: Temporal.PlainDate;
  certificate_hash: string;
  reminded_days: number | null;
}

export interface AccountExports {
  account_id: Id<'account'>;
  id: Id<'accountExport'>;
  state: 'waiting' | 'making' | 'ready' | 'failed';
  done: Generated<number>;
  parts: Generated<number>;
  file_id: Id<'file'> | null;
  asked_at: Temporal.Instant;
  ready_at: Temporal.Instant | null;
  expires_at: Temporal.Instant | null;
}

export interface AccountStatements {
  account_id: Id<'account'>;
  id: Id<'accountStatement'>;
  organisation_id: Id<'organisation'>;
  as_of: Temporal.PlainDate;
  owed_pence: Pence;
  content: ColumnType<Json, string, string>;
  file_id: Id<'file'>;
  made_at: Temporal.Instant;
  sent_to: string | null;
}

export interface Accounts {
  id: Id<'account'>;
  email: string;
  email_verified: Generated<boolean>;
  name: string;
  title: string | null;
  first_name: string;
  last_name: string;
  profession: string;
  declared_adult_at: Temporal.Instant;
  image: string | null;
  is_demo: Generated<boolean>;
  setup_closed_at: Temporal.Instant | null;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
}

export interface ApiKeys {
  account_id: Id<'account'>;
  id: Id<'apiKey'>;
  label: string;
  key_hash: string;
  tail: string;
  scope: 'read' | 'write';
  created_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  revoked_at: Temporal.Instant | null;
  last_used_at: Temporal.Instant | null;
}

export interface AuditEntries {
  account_id: Id<'account'>;
  place: number;
  id: Id<'fact'>;
  kind: string;
  subject_id: string;
  details: ColumnType<Json, string, string>;
  actor_kind: 'owner' | 'delegate' | 'api_key' | 'link' | 'stranger' | 'staff' | 'system' | 'unrecorded';
  actor_id: string | null;
  caller_hash: string | null;
  device: string | null;
  happened_at: Temporal.Instant;
  previous: string;
  hash: string;
}

export interface AvailabilityExceptions {
  account_id: Id<'account'>;
  id: Id<'availabilityException'>;
  kind: 'extra' | 'block' | 'off';
  first_day: Temporal.PlainDate;
  last_day: Temporal.PlainDate;
  starts: Temporal.PlainTime | null;
  ends: Temporal.PlainTime | null;
  reason: string | null;
  created_at: Temporal.Instant;
  asks_first: Generated<boolean>;
}

export interface AvailabilityRules {
  account_id: Id<'account'>;
  id: Id<'availabilityRule'>;
  weekdays: string;
  starts: Temporal.PlainTime;
  ends: Temporal.PlainTime;
  first_day: Temporal.PlainDate;
  last_day: Temporal.PlainDate | null;
  every_weeks: number;
  term_time_only: boolean;
  created_at: Temporal.Instant;
  asks_first: Generated<boolean>;
}

export interface AvailabilitySettings {
  account_id: Id<'account'>;
  guard_minutes: number;
  notice_hours: number;
  shortest_minutes: number;
  horizon_days: number;
  updated_at: Temporal.Instant;
}

export interface BankAccounts {
  account_id: Id<'account'>;
  id: Id<'bankAccount'>;
  label: string;
  purpose: 'business' | 'private';
  created_at: Temporal.Instant;
}

export interface BankImports {
  account_id: Id<'account'>;
  id: Id<'bankImport'>;
  file_name: string;
  format: 'barclays' | 'lloyds' | 'hsbc' | 'natwest' | 'santander' | 'nationwide' | 'monzo' | 'starling' | 'csv' | 'ofx' | 'qif';
  imported_at: Temporal.Instant;
  bank_account_id: Id<'bankAccount'> | null;
  state: Generated<'waiting' | 'done' | 'failed'>;
  file_id: Id<'file'> | null;
  reading: ColumnType<Json | null, string | null, string | null>;
  line_total: number | null;
  fault: string | null;
}

export interface BankLines {
  account_id: Id<'account'>;
  id: Id<'bankLine'>;
  import_id: Id<'bankImport'>;
  paid_on: Temporal.PlainDate;
  amount_pence: Pence;
  description: string;
  occurrence: number;
  ignored_at: Temporal.Instant | null;
  bank_account_id: Id<'bankAccount'> | null;
}

export interface BankMatches {
  account_id: Id<'account'>;
  bank_line_id: Id<'bankLine'>;
  payment_id: Id<'payment'>;
  invoice_id: Id<'invoice'>;
  matched_at: Temporal.Instant;
  was_recorded: Generated<boolean>;
}

export interface BankRules {
  account_id: Id<'account'>;
  pattern: string;
  organisation_id: Id<'organisation'>;
  learned_at: Temporal.Instant;
}

export interface BookingAnswers {
  account_id: Id<'account'>;
  id: string;
  booking_id: Id<'booking'>;
  kind: 'acknowledged' | 'problem';
  name: string;
  note: Generated<string>;
  answered_at: Temporal.Instant;
  settled_at: Temporal.Instant | null;
  agreed_hash: string | null;
}

export interface BookingEngagements {
  account_id: Id<'account'>;
  booking_id: Id<'booking'>;
  paid_through: 'invoice' | 'agency_paye' | 'agency_self_bill' | 'umbrella' | 'payroll';
  payer_id: Id<'organisation'> | null;
  holiday: 'included' | 'on_top';
  holiday_basis_points: number | null;
  status_decided_by: 'hirer' | 'own_company' | null;
  status: 'inside' | 'outside' | 'not_given' | null;
  decided_on: Temporal.PlainDate | null;
  statement_received_on: Temporal.PlainDate | null;
  disagreed_on: Temporal.PlainDate | null;
  hirer_size: 'public' | 'medium_or_large' | 'small' | null;
  updated_at: Temporal.Instant;
}

export interface BookingExtras {
  account_id: Id<'account'>;
  id: Id<'extra'>;
  booking_id: Id<'booking'>;
  kind: 'work' | 'expense';
  description: string;
  amount_pence: Pence;
  position: number;
}

export interface BookingRequestDays {
  account_id: Id<'account'>;
  id: string;
  request_id: Id<'request'>;
  work_date: Temporal.PlainDate;
  start_time: Temporal.PlainTime;
  end_time: Temporal.PlainTime;
  counter_start_time: Temporal.PlainTime | null;
  counter_end_time: Temporal.PlainTime | null;
  answer: Generated<'open' | 'offered' | 'accepted' | 'declined'>;
  booking_id: Id<'booking'> | null;
  units_hundredths: Generated<number>;
}

export interface BookingRequests {
  account_id: Id<'account'>;
  id: Id<'request'>;
  state: 'unconfirmed' | 'waiting' | 'countered' | 'accepted' | 'declined' | 'withdrawn';
  organisation_name: string;
  organisation_kind: string;
  organisation_address: Generated<string>;
  organisation_postcode: string | null;
  contact_name: string;
  contact_email: string;
  contact_phone: string | null;
  is_health_service: boolean;
  work_type: string;
  rate_kind: 'hourly' | 'session' | 'day' | 'fixed';
  rate_pence: Pence | null;
  notes: Generated<string>;
  is_instant: Generated<boolean>;
  organisation_id: Id<'organisation'> | null;
  counter_rate_kind: 'hourly' | 'session' | 'day' | 'fixed' | null;
  counter_rate_pence: Pence | null;
  counter_note: string | null;
  counter_pensionable: boolean | null;
  created_at: Temporal.Instant;
  confirmed_at: Temporal.Instant | null;
  countered_at: Temporal.Instant | null;
  answered_at: Temporal.Instant | null;
  answered_by: 'locum' | 'organisation' | null;
  reason: string | null;
}

export interface BookingSchedules {
  account_id: Id<'account'>;
  id: Id<'schedule'>;
  organisation_id: Id<'organisation'>;
  content: ColumnType<Json, string, string>;
  file_id: Id<'file'>;
  made_at: Temporal.Instant;
  sent_at: Temporal.Instant | null;
  acknowledged_at: Temporal.Instant | null;
  acknowledged_by: string | null;
}

export interface BookingSignOffs {
  account_id: Id<'account'>;
  booking_id: Id<'booking'>;
  start_time: Temporal.PlainTime;
  end_time: Temporal.PlainTime;
  break_minutes: number;
  extras: ColumnType<Json, string, string>;
  proposed_at: Temporal.Instant;
  name: string | null;
  role: string | null;
  signed_at: Temporal.Instant | null;
  device: string | null;
  caller_hash: string | null;
}

export interface BookingTellings {
  account_id: Id<'account'>;
  booking_id: Id<'booking'>;
  organisation_id: Id<'organisation'>;
  agreed_hash: string;
  when_words: string;
  is_cancelled: boolean;
  told_at: Temporal.Instant;
}

export interface Bookings {
  account_id: Id<'account'>;
  id: Id<'booking'>;
  organisation_id: Id<'organisation'>;
  state: 'offered' | 'confirmed' | 'delivered' | 'invoiced' | 'paid' | 'cancelled';
  billing_mode: 'self_invoiced' | 'agency' | 'paye';
  work_type: string;
  work_date: Temporal.PlainDate;
  starts_at: Temporal.Instant;
  ends_at: Temporal.Instant;
  break_minutes: Generated<number>;
  rate_kind: 'hourly' | 'session' | 'day' | 'fixed';
  rate_pence: Pence;
  units_hundredths: Generated<number>;
  miles_tenths: Generated<number>;
  mileage_rate_pence: Generated<Pence>;
  pensionable: Generated<boolean>;
  payment_terms_days: number;
  cancellation_terms: ColumnType<CancellationTerms, string, string>;
  site_notes: Generated<string>;
  series_id: Id<'series'> | null;
  actual_starts_at: Temporal.Instant | null;
  actual_ends_at: Temporal.Instant | null;
  actual_break_minutes: number | null;
  confirmed_at: Temporal.Instant | null;
  delivered_at: Temporal.Instant | null;
  cancelled_at: Temporal.Instant | null;
  cancelled_by: 'locum' | 'organisation' | null;
  cancellation_reason: string | null;
  cancellation_fee_pence: Pence | null;
  invoice_id: Id<'invoice'> | null;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
}

export interface CalendarBusy {
  account_id: Id<'account'>;
  calendar_id: Id<'calendar'>;
  starts_at: Temporal.Instant;
  ends_at: Temporal.Instant;
}

export interface Calendars {
  account_id: Id<'account'>;
  id: Id<'calendar'>;
  label: string;
  address_sealed: string | null;
  last_read_at: Temporal.Instant | null;
  last_tried_at: Temporal.Instant | null;
  last_problem: string | null;
  unreadable_entries: Generated<number>;
  created_at: Temporal.Instant;
}

export interface ChasingSettings {
  account_id: Id<'account'>;
  is_on: boolean;
  days: ColumnType<Json, string, string>;
  updated_at: Temporal.Instant;
}

export interface ComplianceAsks {
  account_id: Id<'account'>;
  id: string;
  pack_id: Id<'pack'>;
  name: string;
  wanted: string;
  asked_at: Temporal.Instant;
}

export interface ComplianceCodes {
  account_id: Id<'account'>;
  pack_id: Id<'pack'>;
  expires_at: Temporal.Instant;
  code_id: string;
}

export interface CompliancePackDocuments {
  account_id: Id<'account'>;
  pack_id: Id<'pack'>;
  document_id: Id<'document'>;
  version: number;
}

export interface CompliancePacks {
  account_id: Id<'account'>;
  id: Id<'pack'>;
  label: string;
  recipient_name: string;
  recipient_email: string | null;
  guard: 'none' | 'passcode' | 'email';
  passcode_hash: string | null;
  watermark: boolean;
  follows_renewals: boolean;
  created_at: Temporal.Instant;
}

export interface Credentials {
  id: string;
  account_id: Id<'account'>;
  provider_id: string;
  provider_account_id: string;
  password: string | null;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: Temporal.Instant | null;
  refresh_token_expires_at: Temporal.Instant | null;
  scope: string | null;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
}

export interface CreditNoteCounters {
  account_id: Id<'account'>;
  last_number: number;
}

export interface CreditNoteLines {
  account_id: Id<'account'>;
  credit_note_id: Id<'creditNote'>;
  invoice_id: Id<'invoice'>;
  position: number;
}

export interface CreditNotes {
  account_id: Id<'account'>;
  id: Id<'creditNote'>;
  invoice_id: Id<'invoice'>;
  number: number;
  number_text: string;
  issue_date: Temporal.PlainDate;
  reason: string;
  amount_pence: Pence;
  form_a_id: Id<'formA'> | null;
  content: ColumnType<Json, string, string>;
  file_id: Id<'file'>;
  issued_at: Temporal.Instant;
  refunded_on: Temporal.PlainDate | null;
  work_pence: Generated<Pence>;
  expenses_pence: Generated<Pence>;
  employer_pence: Generated<Pence>;
  refund_pence: Generated<Pence>;
}

export interface DocumentReminders {
  account_id: Id<'account'>;
  document_id: Id<'document'>;
  version: number;
  days_before: number;
  sent_at: Temporal.Instant;
}

export interface DocumentValidities {
  account_id: Id<'account'>;
  category: string;
  months: number | null;
}

export interface DocumentVersions {
  account_id: Id<'account'>;
  document_id: Id<'document'>;
  version: number;
  issued_on: Temporal.PlainDate | null;
  expires_on: Temporal.PlainDate | null;
  file_id: Id<'file'>;
  added_at: Temporal.Instant;
}

export interface Documents {
  account_id: Id<'account'>;
  id: Id<'document'>;
  category: string;
  title: string;
  issued_on: Temporal.PlainDate | null;
  expires_on: Temporal.PlainDate | null;
  file_id: Id<'file'>;
  version: number;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
}

export interface EarningGoals {
  account_id: Id<'account'>;
  tax_year: string;
  amount_pence: Pence;
  updated_at: Temporal.Instant;
}

export interface ElectronicAddresses {
  account_id: Id<'account'>;
  organisation_id: Id<'organisation'>;
  scheme: '0088' | '9932' | '0060';
  identifier: string;
  updated_at: Temporal.Instant;
}

export interface Erasures {
  erased_account: string;
  erased_at: Temporal.Instant;
  certificate_hash: string | null;
  removed: ColumnType<Json, string, string>;
}

export interface EvidencePacks {
  account_id: Id<'account'>;
  id: Id<'evidencePack'>;
  invoice_id: Id<'invoice'>;
  state: 'waiting' | 'making' | 'ready' | 'failed';
  done: Generated<number>;
  parts: Generated<number>;
  file_id: Id<'file'> | null;
  asked_at: Temporal.Instant;
  ready_at: Temporal.Instant | null;
}

export interface ExpenseImports {
  account_id: Id<'account'>;
  id: Id<'expenseImport'>;
  file_name: string;
  imported_at: Temporal.Instant;
}

export interface ExpenseReceipts {
  account_id: Id<'account'>;
  file_id: Id<'file'>;
  expense_id: Id<'expense'>;
  added_at: Temporal.Instant;
}

export interface Expenses {
  account_id: Id<'account'>;
  id: Id<'expense'>;
  category: string;
  spent_on: Temporal.PlainDate;
  description: string;
  amount_pence: Pence;
  booking_id: Id<'booking'> | null;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
  paid_pence: Pence | null;
  business_basis_points: Generated<number>;
  is_capital: Generated<boolean>;
  is_billed: Generated<boolean>;
  recurring_id: Id<'recurringExpense'> | null;
  recurred_on: Temporal.PlainDate | null;
  expense_import_id: Id<'expenseImport'> | null;
}

export interface Facts {
  account_id: Id<'account'>;
  id: Id<'fact'>;
  kind: string;
  subject_id: string;
  details: ColumnType<Json, string | undefined, string>;
  happened_at: Temporal.Instant;
  actor_kind: Generated<'owner' | 'delegate' | 'api_key' | 'link' | 'stranger' | 'staff' | 'system'>;
  actor_id: string | null;
  caller_hash: string | null;
  device: string | null;
}

export interface Files {
  account_id: Id<'account'>;
  id: Id<'file'>;
  kind: string;
  name: string;
  content_type: string;
  size_bytes: number;
  sha256: string;
  store_key: string;
  created_at: Temporal.Instant;
}

export interface FormAChases {
  account_id: Id<'account'>;
  form_a_id: Id<'formA'>;
  chased_at: Temporal.Instant;
  by_hand: boolean;
}

export interface FormASignatures {
  account_id: Id<'account'>;
  form_a_id: Id<'formA'>;
  name: string;
  role: string;
  practice_code: Generated<string>;
  covered_gps: Generated<string>;
  paid_on: Temporal.PlainDate | null;
  method: 'typed' | 'drawn';
  document_sha256: string;
  signed_at: Temporal.Instant;
  device: string;
  caller_hash: string;
  file_id: Id<'file'>;
}

export interface FormAs {
  account_id: Id<'account'>;
  id: Id<'formA'>;
  invoice_id: Id<'invoice'>;
  organisation_id: Id<'organisation'>;
  scheme_year: string;
  first_day: Temporal.PlainDate;
  last_day: Temporal.PlainDate;
  periods: ColumnType<Json, string, string>;
  fee_pence: Pence;
  pensionable_pay_pence: Pence;
  employer_contribution_pence: Pence;
  employer_basis_points: number;
  file_id: Id<'file'>;
  made_at: Temporal.Instant;
  withdrawn_at: Temporal.Instant | null;
  content_sealed: string | null;
  part: Generated<number>;
  nation: Generated<string>;
  given_up_on: Temporal.PlainDate | null;
  given_up_reason: 'too_late' | 'rejected' | 'changed_mind' | null;
  chasing_paused_at: Temporal.Instant | null;
}

export interface FormBLines {
  account_id: Id<'account'>;
  form_b_id: Id<'formB'>;
  form_a_id: Id<'formA'>;
  paid_on: Temporal.PlainDate;
  exception_granted: Generated<boolean>;
}

export interface FormBs {
  account_id: Id<'account'>;
  id: Id<'formB'>;
  pension_month: string;
  revision: number;
  scheme_year: string;
  tier_basis_points: number;
  pensionable_pay_pence: Pence;
  employee_pence: Pence;
  added_years_pence: Pence;
  mpavc_pence: Pence;
  additional_pension_pence: Pence;
  errbo_pence: Pence;
  employee_total_pence: Pence;
  employer_pence: Pence;
  payable_pence: Pence;
  cumulative_pensionable_pence: Pence;
  file_id: Id<'file'>;
  made_at: Temporal.Instant;
  submitted_on: Temporal.PlainDate | null;
  submitted_to: string | null;
  submission_reference: string | null;
  scheme: Generated<'england_and_wales' | 'scotland' | 'northern_ireland'>;
  payment_reference: Generated<string>;
  rejected_on: Temporal.PlainDate | null;
  rejection_reason: string | null;
  paid_on: Temporal.PlainDate | null;
  paid_pence: Pence | null;
}

export interface FormalLetters {
  account_id: Id<'account'>;
  id: Id<'formalLetter'>;
  invoice_id: Id<'invoice'>;
  made_on: Temporal.PlainDate;
  pay_by: Temporal.PlainDate;
  total_pence: Pence;
  content: ColumnType<Json, string, string>;
  file_id: Id<'file'>;
  made_at: Temporal.Instant;
  sent_at: Temporal.Instant | null;
  sent_to: string | null;
  posted_on: Temporal.PlainDate | null;
}

export interface HomeMonths {
  account_id: Id<'account'>;
  month: Temporal.PlainDate;
  hours: number | null;
  cost_pence: Pence | null;
  business_basis_points: number | null;
  updated_at: Temporal.Instant;
}

export interface ImportBatches {
  account_id: Id<'account'>;
  id: Id<'importBatch'>;
  kind: 'organisations' | 'sessions' | 'invoices';
  file_name: string;
  headings: ColumnType<Json, string, string>;
  fields: ColumnType<Json, string, string>;
  state: 'mapping' | 'running' | 'done' | 'undone';
  created_at: Temporal.Instant;
  finished_at: Temporal.Instant | null;
}

export interface ImportMade {
  account_id: Id<'account'>;
  batch_id: Id<'importBatch'>;
  line: number;
  kind: 'organisation' | 'booking' | 'invoice' | 'payment';
  thing_id: string;
}

export interface ImportRows {
  account_id: Id<'account'>;
  batch_id: Id<'importBatch'>;
  line: number;
  cells: ColumnType<Json, string, string>;
  outcome: 'made' | 'duplicate' | 'wrong' | null;
  reason: Generated<string>;
}

export interface InterestInvoiceCounters {
  account_id: Id<'account'>;
  last_number: number;
}

export interface InterestInvoices {
  account_id: Id<'account'>;
  id: Id<'interestInvoice'>;
  invoice_id: Id<'invoice'>;
  number: number;
  number_text: string;
  issue_date: Temporal.PlainDate;
  charged_to: Temporal.PlainDate;
  interest_pence: Pence;
  compensation_pence: Pence;
  content: ColumnType<Json, string, string>;
  file_id: Id<'file'>;
  issued_at: Temporal.Instant;
  paid_on: Temporal.PlainDate | null;
  waived_at: Temporal.Instant | null;
}

export interface InvoiceChases {
  account_id: Id<'account'>;
  invoice_id: Id<'invoice'>;
  chased_at: Temporal.Instant;
  by_hand: boolean;
  to_address: string;
}

export interface InvoiceCounters {
  account_id: Id<'account'>;
  last_number: number;
}

export interface InvoiceDisputes {
  account_id: Id<'account'>;
  id: Id<'dispute'>;
  invoice_id: Id<'invoice'>;
  name: string;
  reason: string;
  opened_at: Temporal.Instant;
  settled_at: Temporal.Instant | null;
  outcome: string | null;
}

export interface InvoiceHolds {
  account_id: Id<'account'>;
  invoice_id: Id<'invoice'>;
  paused_at: Temporal.Instant | null;
  promised_on: Temporal.PlainDate | null;
  interest_waived_at: Temporal.Instant | null;
}

export interface InvoiceLines {
  account_id: Id<'account'>;
  invoice_id: Id<'invoice'>;
  position: number;
  booking_id: Id<'booking'> | null;
  kind: string;
  worked_on: Temporal.PlainDate | null;
  description: string;
  quantity_text: Generated<string>;
  rate_text: Generated<string>;
  pensioned: Generated<boolean>;
  amount_pence: Pence;
}

export interface Invoices {
  account_id: Id<'account'>;
  id: Id<'invoice'>;
  organisation_id: Id<'organisation'>;
  state: 'draft' | 'issued' | 'paid' | 'void';
  number: number | null;
  number_text: string | null;
  issue_date: Temporal.PlainDate | null;
  due_date: Temporal.PlainDate | null;
  payment_terms_days: number;
  purchase_order: string | null;
  notes: Generated<string>;
  work_pence: Pence;
  expenses_pence: Pence;
  pensionable_fee_pence: Generated<Pence>;
  pensionable_pay_pence: Generated<Pence>;
  employer_contribution_pence: Generated<Pence>;
  employer_basis_points: number | null;
  total_pence: Pence;
  content: ColumnType<Json | null, string | null, string | null>;
  file_id: Id<'file'> | null;
  issued_at: Temporal.Instant | null;
  voided_at: Temporal.Instant | null;
  void_reason: string | null;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
  buyer_reference: string | null;
  import_batch_id: Id<'importBatch'> | null;
}

export interface LegalNotices {
  account_id: Id<'account'>;
  read_up_to: Temporal.PlainDate;
  read_at: Temporal.Instant;
}

export interface ListingSlugs {
  slug: string;
  account_id: Id<'account'>;
  is_current: boolean;
}

export interface Listings {
  account_id: Id<'account'>;
  visibility: 'published' | 'unlisted';
  name: string;
  profession: string;
  headline: string | null;
  biography: string | null;
  specialties: string[];
  skills: string[];
  clinical_systems: string[];
  registration: string | null;
  email: string | null;
  phone: string | null;
  has_photo: boolean;
  travel_miles: number | null;
  place: string | null;
  location: ColumnType<{ x: number; y: number }, string, string> | null;
  flat_location: ColumnType<{ x: number; y: number }, string, string> | null;
  free_from: Temporal.PlainDate;
  free_bits: string;
  words: string;
  updated_at: Temporal.Instant;
  traits: Generated<string>;
}

export interface Mails {
  account_id: Id<'account'>;
  id: Id<'mail'>;
  kind: string;
  subject_id: string | null;
  to_name: string;
  to_address: string;
  from_name: string;
  reply_to_name: string | null;
  reply_to_address: string | null;
  subject: string;
  text_body: string;
  html_body: string;
  attachments: ColumnType<Json, string | undefined, string>;
  state: 'queued' | 'sent' | 'refused';
  provider: string | null;
  provider_message_id: string | null;
  reason: string | null;
  created_at: Temporal.Instant;
  sent_at: Temporal.Instant | null;
}

export interface MessageFiles {
  account_id: Id<'account'>;
  message_id: Id<'message'>;
  file_id: Id<'file'>;
}

export interface Messages {
  account_id: Id<'account'>;
  id: Id<'message'>;
  booking_id: Id<'booking'> | null;
  request_id: Id<'request'> | null;
  invoice_id: Id<'invoice'> | null;
  author: 'locum' | 'organisation';
  author_name: string;
  body: string;
  via: 'app' | 'link' | 'mail';
  inbound_id: string | null;
  sent_at: Temporal.Instant;
  read_at: Temporal.Instant | null;
}

export interface NotificationSettings {
  account_id: Id<'account'>;
  muted: Generated<string[]>;
  updated_at: Temporal.Instant;
}

export interface Organisations {
  account_id: Id<'account'>;
  id: Id<'organisation'>;
  name: string;
  kind: string;
  nation: string;
  address_lines: Generated<string>;
  postcode: string | null;
  ods_code: string | null;
  booking_contact_name: string | null;
  booking_contact_email: string | null;
  booking_contact_phone: string | null;
  finance_contact_name: string | null;
  finance_contact_email: string | null;
  rate_kind: string | null;
  rate_pence: Pence | null;
  break_minutes: Generated<number>;
  payment_terms_days: number | null;
  cancellation_terms: ColumnType<CancellationTerms | null, string | null, string | null>;
  pensionable: Generated<boolean>;
  miles_tenths: Generated<number>;
  purchase_order: string | null;
  notes: Generated<string>;
  archived_at: Temporal.Instant | null;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
  buyer_reference: string | null;
  requires_purchase_order: Generated<boolean>;
}

export interface OwnElectronicAddresses {
  account_id: Id<'account'>;
  scheme: '0088' | '9932' | '0060';
  identifier: string;
  updated_at: Temporal.Instant;
}

export interface Passkeys {
  account_id: Id<'account'>;
  id: Id<'passkey'>;
  credential_id: string;
  public_key: string;
  counter: number;
  transports: string[];
  label: string;
  made_at: Temporal.Instant;
  last_used_at: Temporal.Instant | null;
}

export interface PayQueries {
  account_id: Id<'account'>;
  id: Id<'payQuery'>;
  payer_id: Id<'organisation'>;
  to_address: string;
  body: string;
  sent_at: Temporal.Instant;
}

export interface PayQueryBookings {
  account_id: Id<'account'>;
  query_id: Id<'payQuery'>;
  booking_id: Id<'booking'>;
  gap_pence: Pence;
}

export interface PayerRecords {
  account_id: Id<'account'>;
  organisation_id: Id<'organisation'>;
  is_chased: boolean;
  charges_interest: boolean;
  registration_steps: string;
  order_rule: string;
  payment_run: string;
  updated_at: Temporal.Instant;
}

export interface PaymentClaims {
  account_id: Id<'account'>;
  id: Id<'claim'>;
  invoice_id: Id<'invoice'>;
  name: string;
  paid_on: Temporal.PlainDate;
  amount_pence: Pence;
  reference: Generated<string>;
  claimed_at: Temporal.Instant;
  state: 'open' | 'confirmed' | 'rejected' | 'closed';
  answered_at: Temporal.Instant | null;
  reason: string | null;
  payment_id: Id<'payment'> | null;
}

export interface Payments {
  account_id: Id<'account'>;
  id: Id<'payment'>;
  invoice_id: Id<'invoice'>;
  received_on: Temporal.PlainDate;
  amount_pence: Pence;
  note: Generated<string>;
  recorded_at: Temporal.Instant;
  withdrawn_at: Temporal.Instant | null;
  remittance_id: Id<'remittance'> | null;
}

export interface PayslipLines {
  account_id: Id<'account'>;
  payslip_id: Id<'payslip'>;
  booking_id: Id<'booking'>;
  amount_pence: Pence;
}

export interface Payslips {
  account_id: Id<'account'>;
  id: Id<'payslip'>;
  payer_id: Id<'organisation'>;
  kind: 'paye' | 'umbrella' | 'self_bill';
  paid_on: Temporal.PlainDate;
  period: 'week' | 'month' | 'other';
  gross_pence: Pence;
  expenses_pence: Pence;
  tax_pence: Pence;
  ni_pence: Pence;
  pension_pence: Pence;
  loan_pence: Pence;
  other_pence: Pence;
  net_pence: Pence;
  assignment_pence: Pence | null;
  margin_pence: Pence | null;
  employer_ni_pence: Pence | null;
  levy_pence: Pence | null;
  employer_pension_pence: Pence | null;
  note: string;
  recorded_at: Temporal.Instant;
}

export interface PensionAdditions {
  account_id: Id<'account'>;
  id: Id<'addition'>;
  scheme: 'england_and_wales' | 'scotland' | 'northern_ireland';
  kind: 'added_years' | 'mpavc' | 'additional_pension' | 'errbo';
  basis_points: number | null;
  amount_pence: Pence | null;
  from_month: string;
  to_month: string | null;
  updated_at: Temporal.Instant;
}

export interface PensionAppraisalDays {
  account_id: Id<'account'>;
  booking_id: Id<'booking'>;
  day: Temporal.PlainDate;
}

export interface PensionEnteredFigures {
  account_id: Id<'account'>;
  scheme: 'england_and_wales' | 'scotland' | 'northern_ireland';
  scheme_year: string;
  kind: 'employer_rate' | 'tiers';
  basis_points: number[];
  bounds: number[];
  read_at: string;
  read_on: Temporal.PlainDate;
  updated_at: Temporal.Instant;
}

export interface PensionPostPay {
  account_id: Id<'account'>;
  post_id: Id<'post'>;
  pay_month: string;
  pensionable_pence: Pence;
  contributed_pence: Pence | null;
  updated_at: Temporal.Instant;
}

export interface PensionPosts {
  account_id: Id<'account'>;
  id: Id<'post'>;
  kind: 'solo' | 'salaried' | 'partner' | 'officer';
  employer: string;
  organisation_id: Id<'organisation'> | null;
  scheme: 'england_and_wales' | 'scotland' | 'northern_ireland';
  started_on: Temporal.PlainDate;
  ended_on: Temporal.PlainDate | null;
  is_continuous: boolean;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
}

export interface PensionSoloSteps {
  account_id: Id<'account'>;
  scheme: 'england_and_wales' | 'scotland' | 'northern_ireland';
  provider: string;
  work_month: string;
  step: 'record' | 'sent' | 'signed' | 'received' | 'paid';
  done_on: Temporal.PlainDate;
  note: Generated<string>;
  updated_at: Temporal.Instant;
}

export interface PensionStatementLines {
  account_id: Id<'account'>;
  statement_id: Id<'statement'>;
  position: number;
  pension_month: string | null;
  description: Generated<string>;
  pensionable_pence: Pence;
  employee_pence: Pence | null;
  employer_pence: Pence | null;
}

export interface PensionStatements {
  account_id: Id<'account'>;
  id: Id<'statement'>;
  scheme_year: string;
  scheme: 'england_and_wales' | 'scotland' | 'northern_ireland';
  stated_on: Temporal.PlainDate;
  source: 'typed' | 'imported';
  file_name: string | null;
  created_at: Temporal.Instant;
}

export interface PensionWarnings {
  account_id: Id<'account'>;
  subject: string;
  days: number;
  warned_at: Temporal.Instant;
}

export interface PensionYears {
  account_id: Id<'account'>;
  scheme_year: string;
  scheme: 'england_and_wales' | 'scotland' | 'northern_ireland';
  tier_basis_points: number | null;
  days_adjustment: Generated<number>;
  days_note: Generated<string>;
  annualises: boolean | null;
  updated_at: Temporal.Instant;
}

export interface Profiles {
  account_id: Id<'account'>;
  phone: string | null;
  address_lines: string | null;
  postcode: string | null;
  biography: string | null;
  registration_number_sealed: string | null;
  specialties: Generated<string[]>;
  skills: Generated<string[]>;
  clinical_systems: Generated<string[]>;
  employment_type: string | null;
  pension_scheme: string | null;
  nation: Generated<string>;
  trading_as: Generated<'sole_trader' | 'limited_company'>;
  business_name: string | null;
  company_name: string | null;
  company_number: string | null;
  registered_office: string | null;
  registered_in: string | null;
  directors: string | null;
  vat_number: string | null;
  bank_name_sealed: string | null;
  account_name_sealed: string | null;
  sort_code_sealed: string | null;
  account_number_sealed: string | null;
  utr_sealed: string | null;
  invoice_prefix: Generated<string>;
  payment_terms_days: Generated<number>;
  cancellation_terms: ColumnType<CancellationTerms | null, string | null, string | null>;
  ni_number_sealed: string | null;
  pension_number_sealed: string | null;
  date_of_birth_sealed: string | null;
  host_code: string | null;
  host_reference: string | null;
  tier_basis_points: number | null;
  updated_at: Temporal.Instant;
}

export interface Publications {
  account_id: Id<'account'>;
  visibility: Generated<'published' | 'unlisted' | 'private'>;
  shown: Generated<string[]>;
  headline: string | null;
  travel_miles: Generated<number>;
  photo_file_id: Id<'file'> | null;
  instant: Generated<boolean>;
  instant_rate_kind: 'hourly' | 'session' | 'day' | 'fixed' | null;
  instant_rate_pence: Pence | null;
  instant_notice_hours: Generated<number>;
  updated_at: Temporal.Instant;
}

export interface RateLimits {
  key: string;
  used: number;
  resets_at: Temporal.Instant;
}

export interface ReceiptAddresses {
  account_id: Id<'account'>;
  link_id: Id<'link'>;
  made_at: Temporal.Instant;
}

export interface ReceiptMailFiles {
  account_id: Id<'account'>;
  file_id: Id<'file'>;
  receipt_mail_id: Id<'receiptMail'>;
}

export interface ReceiptMails {
  account_id: Id<'account'>;
  id: Id<'receiptMail'>;
  inbound_id: string;
  sender_name: string;
  sender_address: string;
  subject: string;
  body: string;
  received_at: Temporal.Instant;
  settled_at: Temporal.Instant | null;
}

export interface RecoveryCodes {
  account_id: Id<'account'>;
  code_hash: string;
  made_at: Temporal.Instant;
  used_at: Temporal.Instant | null;
}

export interface RecurringExpenses {
  account_id: Id<'account'>;
  id: Id<'recurringExpense'>;
  category: string;
  description: string;
  amount_pence: Pence;
  business_basis_points: number;
  every_months: number;
  first_on: Temporal.PlainDate;
  until_on: Temporal.PlainDate | null;
  made_to: Temporal.PlainDate | null;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
}

export interface RemittanceRefunds {
  account_id: Id<'account'>;
  id: Id<'creditRefund'>;
  remittance_id: Id<'remittance'>;
  refunded_on: Temporal.PlainDate;
  amount_pence: Pence;
  recorded_at: Temporal.Instant;
}

export interface Remittances {
  account_id: Id<'account'>;
  id: Id<'remittance'>;
  organisation_id: Id<'organisation'>;
  received_on: Temporal.PlainDate;
  amount_pence: Pence;
  reference: Generated<string>;
  source: 'advice' | 'bank' | 'overpayment' | 'credit_note';
  recorded_at: Temporal.Instant;
  withdrawn_at: Temporal.Instant | null;
}

export interface Resealings {
  account_id: Id<'account'>;
  key_id: string;
  changed_values: number;
  changed_files: number;
  done_at: Temporal.Instant;
}

export interface SecondFactors {
  account_id: Id<'account'>;
  secret_sealed: string;
  begun_at: Temporal.Instant;
  switched_on_at: Temporal.Instant | null;
  last_step: Generated<number>;
}

export interface Sessions {
  id: Id<'session'>;
  account_id: Id<'account'>;
  token: string;
  expires_at: Temporal.Instant;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
  awaits_code: Generated<boolean>;
  wrong_codes: Generated<number>;
  proved_at: Temporal.Instant | null;
  place: string | null;
}

export interface TaxPacks {
  account_id: Id<'account'>;
  id: Id<'taxPack'>;
  tax_year: string;
  state: 'waiting' | 'making' | 'ready' | 'failed';
  done: Generated<number>;
  parts: Generated<number>;
  file_id: Id<'file'> | null;
  asked_at: Temporal.Instant;
  ready_at: Temporal.Instant | null;
  expires_at: Temporal.Instant | null;
}

export interface TaxPotMoves {
  account_id: Id<'account'>;
  id: Id<'potMove'>;
  moved_on: Temporal.PlainDate;
  kind: 'put_in' | 'taken_out' | 'paid_from_pot' | 'paid_otherwise';
  amount_pence: Pence;
  tax_year: string | null;
  note: Generated<string>;
  recorded_at: Temporal.Instant;
}

export interface TaxUpdates {
  account_id: Id<'account'>;
  id: Id<'taxUpdate'>;
  tax_year: string;
  quarter: number;
  quarters: 'standard' | 'calendar';
  basis: 'cash' | 'accruals';
  sent_on: Temporal.PlainDate;
  reference: string | null;
  turnover_pence: Pence;
  expenses: ColumnType<Json, string, string>;
  recorded_at: Temporal.Instant;
}

export interface TaxYears {
  account_id: Id<'account'>;
  tax_year: string;
  basis: 'cash' | 'accruals';
  region: 'rest_of_uk' | 'scotland' | null;
  loan_plans: string[];
  employment_pence: Pence;
  other_pence: Pence;
  tax_paid_pence: Pence;
  loan_paid_pence: Pence;
  voluntary_class2: boolean;
  pension_pence: Pence | null;
  on_account_pence: Pence | null;
  expected_profit_pence: Pence | null;
  updated_at: Temporal.Instant;
  quarters: Generated<'standard' | 'calendar'>;
}

export interface TermBreaks {
  account_id: Id<'account'>;
  id: Id<'termBreak'>;
  first_day: Temporal.PlainDate;
  last_day: Temporal.PlainDate;
  label: string | null;
  created_at: Temporal.Instant;
}

export interface Trips {
  account_id: Id<'account'>;
  id: Id<'trip'>;
  made_on: Temporal.PlainDate;
  from_place: string;
  to_place: string;
  purpose: string;
  booking_id: Id<'booking'> | null;
  vehicle_id: Id<'vehicle'>;
  is_return: boolean;
  miles_tenths: number;
  distance_by: 'typed' | 'odometer' | 'postcodes';
  odometer_start_tenths: number | null;
  odometer_end_tenths: number | null;
  factor_hundredths: number | null;
  is_commuting: Generated<boolean>;
  recharged_at: Temporal.Instant | null;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
}

export interface TrustedContacts {
  account_id: Id<'account'>;
  email: string;
  added_at: Temporal.Instant;
}

export interface VatTreatments {
  account_id: Id<'account'>;
  organisation_id: Id<'organisation'>;
  treatment: 'exempt' | 'taxable';
  updated_at: Temporal.Instant;
}

export interface Vehicles {
  account_id: Id<'account'>;
  id: Id<'vehicle'>;
  kind: 'car' | 'van' | 'motorcycle' | 'bicycle';
  name: string;
  method: 'flat_rate' | 'actual_costs';
  created_at: Temporal.Instant;
}

export interface Verifications {
  id: string;
  identifier: string;
  value: string;
  expires_at: Temporal.Instant;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
}

export interface WriteOffs {
  account_id: Id<'account'>;
  id: Id<'writeOff'>;
  invoice_id: Id<'invoice'>;
  written_off_on: Temporal.PlainDate;
  amount_pence: Pence;
  reason: string;
  recorded_at: Temporal.Instant;
  undone_at: Temporal.Instant | null;
}

export interface Tables {
  access_link_uses: AccessLinkUses;
  access_links: AccessLinks;
  account_closures: AccountClosures;
  account_exports: AccountExports;
  account_statements: AccountStatements;
  accounts: Accounts;
  api_keys: ApiKeys;
  audit_entries: AuditEntries;
  availability_exceptions: AvailabilityExceptions;
  availability_rules: AvailabilityRules;
  availability_settings: AvailabilitySettings;
  bank_accounts: BankAccounts;
  bank_imports: BankImports;
  bank_lines: BankLines;
  bank_matches: BankMatches;
  bank_rules: BankRules;
  booking_answers: BookingAnswers;
  booking_engagements: BookingEngagements;
  booking_extras: BookingExtras;
  booking_request_days: BookingRequestDays;
  booking_requests: BookingRequests;
  booking_schedules: BookingSchedules;
  booking_sign_offs: BookingSignOffs;
  booking_tellings: BookingTellings;
  bookings: Bookings;
  calendar_busy: CalendarBusy;
  calendars: Calendars;
  chasing_settings: ChasingSettings;
  compliance_asks: ComplianceAsks;
  compliance_codes: ComplianceCodes;
  compliance_pack_documents: CompliancePackDocuments;
  compliance_packs: CompliancePacks;
  credentials: Credentials;
  credit_note_counters: CreditNoteCounters;
  credit_note_lines: CreditNoteLines;
  credit_notes: CreditNotes;
  document_reminders: DocumentReminders;
  document_validities: DocumentValidities;
  document_versions: DocumentVersions;
  documents: Documents;
  earning_goals: EarningGoals;
  electronic_addresses: ElectronicAddresses;
  erasures: Erasures;
  evidence_packs: EvidencePacks;
  expense_imports: ExpenseImports;
  expense_receipts: ExpenseReceipts;
  expenses: Expenses;
  facts: Facts;
  files: Files;
  form_a_chases: FormAChases;
  form_a_signatures: FormASignatures;
  form_as: FormAs;
  form_b_lines: FormBLines;
  form_bs: FormBs;
  formal_letters: FormalLetters;
  home_months: HomeMonths;
  import_batches: ImportBatches;
  import_made: ImportMade;
  import_rows: ImportRows;
  interest_invoice_counters: InterestInvoiceCounters;
  interest_invoices: InterestInvoices;
  invoice_chases: InvoiceChases;
  invoice_counters: InvoiceCounters;
  invoice_disputes: InvoiceDisputes;
  invoice_holds: InvoiceHolds;
  invoice_lines: InvoiceLines;
  invoices: Invoices;
  legal_notices: LegalNotices;
  listing_slugs: ListingSlugs;
  listings: Listings;
  mails: Mails;
  message_files: MessageFiles;
  messages: Messages;
  notification_settings: NotificationSettings;
  organisations: Organisations;
  own_electronic_addresses: OwnElectronicAddresses;
  passkeys: Passkeys;
  pay_queries: PayQueries;
  pay_query_bookings: PayQueryBookings;
  payer_records: PayerRecords;
  payment_claims: PaymentClaims;
  payments: Payments;
  payslip_lines: PayslipLines;
  payslips: Payslips;
  pension_additions: PensionAdditions;
  pension_appraisal_days: PensionAppraisalDays;
  pension_entered_figures: PensionEnteredFigures;
  pension_post_pay: PensionPostPay;
  pension_posts: PensionPosts;
  pension_solo_steps: PensionSoloSteps;
  pension_statement_lines: PensionStatementLines;
  pension_statements: PensionStatements;
  pension_warnings: PensionWarnings;
  pension_years: PensionYears;
  profiles: Profiles;
  publications: Publications;
  rate_limits: RateLimits;
  receipt_addresses: ReceiptAddresses;
  receipt_mail_files: ReceiptMailFiles;
  receipt_mails: ReceiptMails;
  recovery_codes: RecoveryCodes;
  recurring_expenses: RecurringExpenses;
  remittance_refunds: RemittanceRefunds;
  remittances: Remittances;
  resealings: Resealings;
  second_factors: SecondFactors;
  sessions: Sessions;
  tax_packs: TaxPacks;
  tax_pot_moves: TaxPotMoves;
  tax_updates: TaxUpdates;
  tax_years: TaxYears;
  term_breaks: TermBreaks;
  trips: Trips;
  trusted_contacts: TrustedContacts;
  vat_treatments: VatTreatments;
  vehicles: Vehicles;
  verifications: Verifications;
  write_offs: WriteOffs;
}
