/**
 * How long what is kept is kept: the one table that the page "how long we keep your data" shows and the nightly sweep goes by. The first
 * rows are promises of the founding privacy policy (section 6), the others are ours.
 */
export interface Retained {
  readonly what: string;
  readonly until: string;
  readonly why: string;
}

/** In days, by what is swept. */
export const KEPT_DAYS = {
  /** After an account was erased; as long as the database keeps its log (migration 0044). */
  certificate: 365,
  /** After it was revoked or expired. */
  apiKey: 30,
  /** After its last activity. */
  session: 30,
  /** After it was revoked or expired. */
  accessLink: 365,
  /** After it was sent or refused. */
  mailBody: 365,
  /** Until the address was confirmed. */
  unconfirmedRequest: 7,
  /** After it was ready. */
  accountExport: 7,
} as const;

export const RETENTION: readonly Retained[] = [
  {
    what: 'Account and profile',
    until: 'you delete your account, and 30 days',
    why: 'in which you can change your mind',
  },
  {
    what: 'Bookings, invoices, payments, expenses and tax figures, and the lines of files that you imported',
    until: 'you delete your account, and 30 days',
    why: 'they are yours; HMRC’s duty to keep records is yours too, so download them before',
  },
  {
    what: 'NHS pension forms and records',
    until: 'you delete your account, and 30 days',
    why: 'keep copies of your own: a scheme may ask for them many years later',
  },
  {
    what: 'Uploaded documents and receipts',
    until: 'you delete them, or your account, and 30 days',
    why: 'download copies before you leave',
  },
  {
    what: 'Messages with organisations',
    until: 'the booking or request is deleted, or your account, and 30 days',
    why: 'so that what was said about a booking can be read',
  },
  { what: 'API keys', until: `${KEPT_DAYS.apiKey} days after they end`, why: 'so that you can see what was used' },
  {
    what: 'Sessions',
    until: `${KEPT_DAYS.session} days after their last activity`,
    why: 'so that you stay signed in and can see where',
  },
  {
    what: 'Audit log',
    until: 'your account is deleted, and one year',
    why: 'security and compliance; it names nobody',
  },
  {
    what: 'Certificate of erasure',
    until: `${KEPT_DAYS.certificate} days after the erasure`,
    why: 'so that you can show that we did it; it names nobody',
  },
  {
    what: 'Links for organisations, and who opened them',
    until: `${KEPT_DAYS.accessLink} days after they end`,
    why: 'so that you can show that an invoice was seen',
  },
  {
    what: 'Words of mails that were sent',
    until: `${KEPT_DAYS.mailBody} days`,
    why: 'so that you can see what was written; that a mail was sent, when and to whom stays with your account',
  },
  {
    what: 'Your account as one file',
    until: `${KEPT_DAYS.accountExport} days after it is ready`,
    why: 'so that you can download it; it can be made again at any time',
  },
  {
    what: 'Booking requests whose address was never confirmed',
    until: `${KEPT_DAYS.unconfirmedRequest} days`,
    why: 'somebody may have typed another’s address',
  },
  {
    what: 'Links that confirm an address or reset a password',
    until: 'the night after they end',
    why: 'they are of no more use',
  },
  {
    what: 'How often something was tried from one address',
    until: 'the night after the time in which it counts',
    why: 'against guessing; kept as a keyed hash, never as an address',
  },
];
