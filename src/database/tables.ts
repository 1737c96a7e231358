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

export interface BankImports {
  account_id: Id<'account'>;
  id: Id<'bankImport'>;
  file_name: string;
  format: 'barclays' | 'lloyds' | 'hsbc' | 'natwest' | 'santander' | 'nationwide' | 'monzo' | 'starling' | 'csv' | 'ofx' | 'qif';
  imported_at: Temporal.Instant;
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
}

export interface BankMatches {
  account_id: Id<'account'>;
  bank_line_id: Id<'bankLine'>;
  payment_id: Id<'payment'>;
  invoice_id: Id<'invoice'>;
  matched_at: Temporal.Instant;
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
}

export interface Facts {
  account_id: Id<'account'>;
  id: Id<'fact'>;
  kind: string;
  subject_id: string;
  details: ColumnType<Json, string | undefined, string>;
  happened_at: Temporal.Instant;
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
  added_years_basis_points: Generated<number>;
  mpavc_basis_points: Generated<number>;
  mpavc_pence: Generated<Pence>;
  additional_pension_pence: Generated<Pence>;
  errbo_basis_points: Generated<number>;
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

export interface Sessions {
  id: Id<'session'>;
  account_id: Id<'account'>;
  token: string;
  expires_at: Temporal.Instant;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
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
}

export interface TermBreaks {
  account_id: Id<'account'>;
  id: Id<'termBreak'>;
  first_day: Temporal.PlainDate;
  last_day: Temporal.PlainDate;
  label: string | null;
  created_at: Temporal.Instant;
}

export interface TrustedContacts {
  account_id: Id<'account'>;
  email: string;
  added_at: Temporal.Instant;
}

export interface Verifications {
  id: string;
  identifier: string;
  value: string;
  expires_at: Temporal.Instant;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
}

export interface Tables {
  access_link_uses: AccessLinkUses;
  access_links: AccessLinks;
  accounts: Accounts;
  api_keys: ApiKeys;
  availability_exceptions: AvailabilityExceptions;
  availability_rules: AvailabilityRules;
  availability_settings: AvailabilitySettings;
  bank_imports: BankImports;
  bank_lines: BankLines;
  bank_matches: BankMatches;
  bank_rules: BankRules;
  booking_answers: BookingAnswers;
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
  credit_notes: CreditNotes;
  document_reminders: DocumentReminders;
  document_validities: DocumentValidities;
  document_versions: DocumentVersions;
  documents: Documents;
  expenses: Expenses;
  facts: Facts;
  files: Files;
  form_a_chases: FormAChases;
  form_a_signatures: FormASignatures;
  form_as: FormAs;
  form_b_lines: FormBLines;
  form_bs: FormBs;
  interest_invoice_counters: InterestInvoiceCounters;
  interest_invoices: InterestInvoices;
  invoice_chases: InvoiceChases;
  invoice_counters: InvoiceCounters;
  invoice_disputes: InvoiceDisputes;
  invoice_holds: InvoiceHolds;
  invoice_lines: InvoiceLines;
  invoices: Invoices;
  listing_slugs: ListingSlugs;
  listings: Listings;
  mails: Mails;
  message_files: MessageFiles;
  messages: Messages;
  notification_settings: NotificationSettings;
  organisations: Organisations;
  payer_records: PayerRecords;
  payment_claims: PaymentClaims;
  payments: Payments;
  pension_post_pay: PensionPostPay;
  pension_posts: PensionPosts;
  pension_statement_lines: PensionStatementLines;
  pension_statements: PensionStatements;
  pension_warnings: PensionWarnings;
  pension_years: PensionYears;
  profiles: Profiles;
  publications: Publications;
  rate_limits: RateLimits;
  sessions: Sessions;
  tax_pot_moves: TaxPotMoves;
  tax_years: TaxYears;
  term_breaks: TermBreaks;
  trusted_contacts: TrustedContacts;
  verifications: Verifications;
}
