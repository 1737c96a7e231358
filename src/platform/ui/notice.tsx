import type { Child } from 'hono/jsx';
import { Icon } from './icons.tsx';

/** What a page says after a step was done: the code travels in the address, so that a reload and the back button tell the truth. */
const NOTICES = {
  saved: 'Saved.',
  'signed-out': 'You are signed out.',
  'password-changed': 'Your password is changed. Please sign in with the new one.',
  'account-closing': 'Your account is closing. A mail is on its way.',
  'account-kept': 'Your account stays.',
  'export-asked': 'Your account is being gathered. You may leave this page; a mail comes when it is ready.',
  'export-deleted': 'The file is deleted here.',
  'session-ended': 'That session is ended.',
  'sessions-ended': 'All other sessions are ended.',
  'second-factor-off': 'Sign-in codes are switched off.',
  'passkey-added': 'The passkey is kept. It signs you in from now on.',
  'passkey-removed': 'The passkey is removed here. You can delete it on your device, too.',
  proved: 'Confirmed.',
  'mail-sent': 'If that address has an account here, a mail is on its way.',
  'booking-created': 'The booking is in your calendar.',
  'bookings-created': 'The bookings are in your calendar.',
  'booking-confirmed': 'Confirmed.',
  'booking-delivered': 'Marked as delivered. You can invoice it now.',
  'bookings-delivered': 'All marked as delivered. You can invoice them now.',
  'booking-cancelled': 'Cancelled.',
  'booking-deleted': 'Deleted.',
  'draft-made': 'The draft is ready. Nothing is sent yet.',
  'draft-deleted': 'The draft is gone; its bookings can be invoiced again.',
  'invoice-sent': 'Issued and on its way.',
  'invoice-issued': 'Issued.',
  'invoice-voided': 'Voided. Its bookings can be invoiced again.',
  'payment-recorded': 'The payment is recorded.',
  'payment-withdrawn': 'The payment is withdrawn.',
  'form-b-made': 'Form B is ready.',
  'form-b-submitted': 'Recorded as submitted.',
  'form-b-paid': 'Recorded as paid over.',
  'form-b-rejected': 'Recorded as rejected. Its month is open again.',
  'form-b-undone': 'Taken back. The page shows how the form stands now.',
  'form-a-given-up': 'Given up. Where the practice paid a share, its credit note is made and on its way.',
  'practice-reminded': 'The reminder is on its way, with fresh links.',
  'reminders-paused': 'No more reminders of this form.',
  'reminders-resumed': 'Reminders of this form go on.',
  'chasing-paused': 'No more reminders of this invoice.',
  'chasing-resumed': 'Reminders of this invoice go on.',
  'promise-kept': 'Reminders wait until that day is over.',
  'interest-issued': 'The interest invoice is made; where an address is known it is on its way.',
  'letter-made': 'The letter is made. Read it before you send or post it.',
  'letter-sent': 'The letter is on its way, with its papers.',
  'evidence-asked': 'The evidence is being gathered. This page shows how far it is.',
  'interest-waived': 'Waived. It will not be asked for.',
  'refund-recorded': 'The refund is recorded.',
  'credit-note-issued': 'The credit note is issued; where an address is known it is on its way.',
  'written-off': 'Written off. It is not chased any more.',
  'write-off-undone': 'Undone. The balance is open again.',
  'credit-kept': 'Kept as credit. Put it on an invoice, or send it back.',
  'remittance-recorded': 'Recorded. The page shows where the money went.',
  'remittance-withdrawn': 'Withdrawn, with its payments.',
  'statement-issued': 'The statement is made; where an address is known it is on its way.',
  'references-saved': 'Saved on the draft.',
  'statement-kept': 'The statement is kept, and compared below.',
  'statement-deleted': 'The statement is deleted.',
  'bank-imported': 'Imported. No payment is recorded yet: say below what each line pays.',
  'bank-accepted': 'Recorded.',
  'bank-ticked': 'Ticked off. No payment was added.',
  'bank-ignored': 'Set aside.',
  'bank-opened': 'Back in the list.',
  'bank-undone': 'Undone. Its payments are withdrawn.',
  'bank-import-undone': 'The file is taken back, with its payments.',
  'import-undone': 'The file is taken back, with everything it brought.',
  'bank-rule-forgotten': 'Forgotten.',
  'payslip-recorded': 'Kept. What it pays, and what it leaves out, is below.',
  'payslip-deleted': 'The payslip is deleted. What it paid is open again.',
  'payer-asked': 'Your message is on its way. It is kept below.',
  'post-removed': 'The post is removed, with its pay.',
  'expense-saved': 'The expense is recorded.',
  'pot-move-deleted': 'The entry is deleted.',
  'update-taken-back': 'Taken back. It is not marked as sent any more.',
  'pack-asked': 'The pack is being made. You may leave this page; a mail comes when it is ready.',
  'pack-deleted': 'The pack is deleted.',
  'expense-deleted': 'The expense is deleted.',
  'receipt-added': 'The receipt is attached.',
  'receipt-removed': 'The receipt is removed.',
  'receipt-put-away': 'Put away. Its files are deleted.',
  'receipt-address-made': 'This is your address for receipts.',
  'recurring-ended': 'Ended. What it made stays.',
  'expenses-imported': 'Imported. The batch can be taken back below.',
  'expense-import-undone': 'The batch is taken back.',
  'trip-saved': 'The trip is in the log.',
  'trips-saved': 'The trips are in the log.',
  'trip-deleted': 'The trip is deleted.',
  'trip-recharged': 'The miles are on the booking, and go on its invoice.',
  'organisation-saved': 'Saved.',
  'organisation-archived': 'Archived. It stays in your history.',
  'organisation-restored': 'Back in your list.',
  'message-sent': 'Sent.',
  'link-revoked': 'The link is ended. Whoever has it can no longer open it.',
  'link-replaced': 'The old link is ended; this is the new one.',
  'confirmation-sent': 'The confirmation is on its way.',
  'problem-settled': 'Marked as settled.',
  'schedule-made': 'The schedule is made. It stays as it is now.',
  'schedule-sent': 'The schedule is on its way.',
  'request-accepted': 'Accepted. The bookings are in your calendar and the organisation is told.',
  'request-declined': 'Declined. The organisation is told.',
  'request-countered': 'Your proposal is on its way.',
  'contact-trusted': 'Requests from that address count as known from now on.',
  'contact-forgotten': 'That address is no longer on your list.',
  'claim-confirmed': 'Confirmed. The payment is recorded.',
  'claim-rejected': 'Rejected. The organisation is told.',
  'dispute-settled': 'Marked as settled. The organisation is told.',
  'document-deleted': 'The document is deleted.',
  'code-sent': 'A code is on its way to the address these documents were sent to.',
  'answer-kept': 'Thank you. Your answer is recorded.',
  'availability-saved': 'Saved. What is offered is up to date.',
  'availability-deleted': 'Deleted. What is offered is up to date.',
  'calendar-added': 'The calendar is read. What it says is busy is not offered.',
  'calendar-read': 'Read just now.',
  'calendar-failed': 'It could not be read. The reason stands beside it.',
  'calendar-removed': 'Removed, with all that it said.',
  'key-revoked': 'The key is revoked. Whoever used it is shut out.',
} as const;

export type NoticeCode = keyof typeof NOTICES;

/** Adds a notice to a path of our own. */
export function withNotice(path: string, code: NoticeCode): string {
  const [bare = '', fragment] = path.split('#');
  return `${bare}${bare.includes('?') ? '&' : '?'}done=${code}${fragment === undefined ? '' : `#${fragment}`}`;
}

export function Notice({ code }: { code: string | undefined }) {
  if (code === undefined || !(code in NOTICES)) return null;
  return (
    <p role="status" class="alert alert-success alert-soft mb-4">
      <Icon name="circleCheck" />
      {NOTICES[code as NoticeCode]}
    </p>
  );
}

/** Something to mind, in the flow of the page. */
export function Caution({ children }: { children: Child }) {
  return (
    <div role="note" class="alert alert-warning alert-soft my-4 items-start">
      <Icon name="warning" />
      <div>{children}</div>
    </div>
  );
}

/** What an empty list says: what this is for, one button. */
export function EmptyState({ title, children, action }: { title: string; children: Child; action?: Child }) {
  return (
    <section class="rounded-box border border-dashed border-base-300 px-6 py-10 text-center">
      <h2 class="text-lg font-medium">{title}</h2>
      <div class="mx-auto mt-2 mb-4 max-w-prose text-muted">{children}</div>
      {action}
    </section>
  );
}
