/** Written by scripts/generate-tables.ts from the migrated database; edit the migrations, not this. */
import type { ColumnType, Generated } from 'kysely';
import type { CancellationTerms } from '#rules/cancellation-terms.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';

/** What a jsonb column gives when read. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

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

export interface BookingExtras {
  account_id: Id<'account'>;
  id: Id<'extra'>;
  booking_id: Id<'booking'>;
  kind: 'work' | 'expense';
  description: string;
  amount_pence: Pence;
  position: number;
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
}

export interface FormBLines {
  account_id: Id<'account'>;
  form_b_id: Id<'formB'>;
  form_a_id: Id<'formA'>;
  paid_on: Temporal.PlainDate;
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
}

export interface InvoiceCounters {
  account_id: Id<'account'>;
  last_number: number;
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

export interface Verifications {
  id: string;
  identifier: string;
  value: string;
  expires_at: Temporal.Instant;
  created_at: Temporal.Instant;
  updated_at: Temporal.Instant;
}

export interface Tables {
  accounts: Accounts;
  api_keys: ApiKeys;
  booking_extras: BookingExtras;
  bookings: Bookings;
  credentials: Credentials;
  expenses: Expenses;
  facts: Facts;
  files: Files;
  form_as: FormAs;
  form_b_lines: FormBLines;
  form_bs: FormBs;
  invoice_counters: InvoiceCounters;
  invoice_lines: InvoiceLines;
  invoices: Invoices;
  mails: Mails;
  organisations: Organisations;
  payments: Payments;
  profiles: Profiles;
  rate_limits: RateLimits;
  sessions: Sessions;
  verifications: Verifications;
}
