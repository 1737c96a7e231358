import type { ActorKind } from '#platform/access.ts';
import { type Id, type Named, showId } from '#rules/ids.ts';
import type { AuditEntry } from './store.ts';

/** What happened, in words: `Invoice issued`. */
export function entryWords(kind: string): string {
  return (
    KIND_WORDS[kind] ?? `${subjectWords(kind.split('.')[0] ?? '')} ${(kind.split('.')[1] ?? '').replaceAll('_', ' ')}`
  );
}

/** What a kind is about, in words: `form_a` is "Form A". */
export function subjectWords(subject: string): string {
  const words = SUBJECT_WORDS[subject] ?? subject.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

export const ACTOR_WORDS: Readonly<Record<ActorKind | 'unrecorded', string>> = {
  owner: 'You',
  delegate: 'Somebody you gave access',
  api_key: 'A program with an API key',
  link: 'Somebody with a link',
  stranger: 'Somebody on your public page',
  staff: 'Staff of the operator',
  system: 'Sessional, by itself',
  unrecorded: 'Not recorded then',
};

type Told = Pick<AuditEntry, 'kind' | 'subjectId' | 'details'>;

/** Where the thing that an entry is about is looked at, where it has a page: its own, its invoice's, or the list that it stands in. */
export function entryPath(entry: Told): string | undefined {
  const subject = entry.kind.split('.')[0] ?? '';
  // what is deleted has no page of its own any more
  const isGone = /\.(deleted|draft_deleted|removed|undone|import_undone)$/.test(entry.kind);
  return (isGone ? undefined : OWN_PATHS[subject]?.(entry)) ?? LISTS[subject];
}

const SUBJECT_WORDS: Readonly<Record<string, string>> = {
  api_key: 'API key',
  form_a: 'Form A',
  form_b: 'Form B',
  link: 'shared link',
  pack: 'document pack',
  publication: 'public page',
  solo: 'SOLO form',
  e_invoice: 'e-invoice',
  vat_treatment: 'VAT',
  home_use: 'working from home',
  tax_pot: 'money put aside',
  bank: 'bank file',
  second_factor: 'sign-in code',
  sign_in: 'sign-in',
};

const KIND_WORDS: Readonly<Record<string, string>> = {
  'account.signed_up': 'Account made',
  'account.renamed': 'Name or profession changed',
  'session.started': 'Signed in',
  'session.refused': 'Sign-in code refused',
  'session.signed_out': 'Signed out',
  'session.others_ended': 'All other sessions ended',
  'session.proved': 'Confirmed again who you are',
  'password.reset': 'Password replaced by a mailed link',
  'second_factor.switched_on': 'Sign-in codes switched on',
  'second_factor.switched_off': 'Sign-in codes switched off',
  'second_factor.recovery_used': 'Recovery code used',
  'second_factor.recovery_made': 'New recovery codes made',
  'api_key.made': 'API key made',
};

function under<Of extends Named>(path: string, of: Of, rest = ''): (entry: Told) => string {
  return entry => `${path}/${showId(of, entry.subjectId as Id<Of>)}${rest}`;
}

/** What is about an invoice without being one: its facts name the invoice as subject or in their details. */
function invoiceOf({ details }: Told): string | undefined {
  return typeof details.invoiceId === 'string'
    ? `/invoices/${showId('invoice', details.invoiceId as Id<'invoice'>)}`
    : undefined;
}

const OWN_PATHS: Readonly<Record<string, (entry: Told) => string | undefined>> = {
  organisation: under('/organisations', 'organisation'),
  booking: under('/bookings', 'booking'),
  invoice: under('/invoices', 'invoice'),
  payment: under('/invoices', 'invoice'),
  claim: under('/invoices', 'invoice'),
  dispute: under('/invoices', 'invoice'),
  credit_note: invoiceOf,
  interest_invoice: invoiceOf,
  form_a: invoiceOf,
  expense: under('/expenses', 'expense'),
  document: under('/documents', 'document'),
  pack: under('/documents/packs', 'pack'),
  request: under('/requests', 'request'),
  schedule: under('/schedules', 'schedule'),
  link: under('/links', 'link', '/uses'),
  tax_year: ({ details }) => (details.year === undefined ? undefined : `/tax/${details.year}`),
  pension_year: ({ details }) => (details.year === undefined ? undefined : `/pension/year/${details.year}`),
};

/** The list that a thing stands in, where it has no page of its own. */
export const LISTS: Readonly<Record<string, string>> = {
  account: '/account',
  session: '/account#sessions',
  password: '/account#password',
  second_factor: '/account#second-factor',
  passkey: '/account#passkeys',
  api_key: '/api-keys',
  profile: '/profile',
  publication: '/profile/public',
  availability: '/availability',
  organisation: '/organisations',
  booking: '/bookings',
  invoice: '/invoices',
  credit_note: '/invoices',
  interest_invoice: '/invoices/chasing',
  interest: '/invoices/chasing',
  chasing: '/invoices/chasing',
  message: '/messages',
  request: '/requests',
  schedule: '/schedules',
  document: '/documents',
  pack: '/documents/packs',
  link: '/links',
  expense: '/expenses',
  recurring_expense: '/expenses/recurring',
  receipt: '/expenses/receipts',
  home_use: '/expenses/home',
  trip: '/mileage',
  vehicle: '/mileage/vehicles',
  bank: '/bank',
  remittance: '/remittances',
  payslip: '/payslips',
  import: '/imports',
  form_a: '/pension/ledger',
  form_b: '/pension',
  solo: '/pension',
  pension_post: '/pension/posts',
  pension_statement: '/pension/statements',
  tax_pot: '/tax/pot',
  vat_treatment: '/tax/vat',
};
