import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';

/** A mail that went out about the invoice or its bookings, as it was sent. */
export interface SentMail {
  readonly id: Id<'mail'>;
  readonly kind: string;
  readonly subject: string;
  readonly toAddress: string;
  readonly state: 'queued' | 'sent' | 'refused';
  readonly reason: string | null;
  readonly providerMessageId: string | null;
  readonly text: string;
  readonly at: Temporal.Instant;
}

/** Mails about any of these things, the first first. */
export async function readMails(tx: OwnedTransaction, about: readonly string[]): Promise<SentMail[]> {
  if (about.length === 0) return [];
  const rows = await tx.db
    .selectFrom('mails')
    .select(['id', 'kind', 'subject', 'to_address', 'state', 'reason', 'provider_message_id', 'text_body'])
    .select(['sent_at', 'created_at'])
    .where('account_id', '=', tx.accountId)
    .where('subject_id', 'in', [...about])
    .orderBy('id')
    .execute();
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    toAddress: row.to_address,
    state: row.state,
    reason: row.reason,
    providerMessageId: row.provider_message_id,
    text: row.text_body,
    at: row.sent_at ?? row.created_at,
  }));
}

/** Something that was done by a link: opened, downloaded, answered. */
export interface LinkAct {
  readonly at: Temporal.Instant;
  readonly scope: string;
  readonly recipient: string;
  readonly action: string;
  readonly about: string;
  readonly device: string;
}

/** What was done by the links to any of these things, the first first. */
export async function readLinkActs(tx: OwnedTransaction, about: readonly string[]): Promise<LinkAct[]> {
  if (about.length === 0) return [];
  const rows = await tx.db
    .selectFrom('access_link_uses as u')
    .innerJoin('access_links as l', join =>
      join.onRef('l.account_id', '=', 'u.account_id').onRef('l.id', '=', 'u.link_id'),
    )
    .select(['u.used_at', 'u.action', 'u.about', 'u.device', 'l.scope', 'l.recipient_name', 'l.recipient_address'])
    .where('u.account_id', '=', tx.accountId)
    .where('l.subject_id', 'in', [...about])
    .orderBy('u.id')
    .execute();
  return rows.map(row => ({
    at: row.used_at,
    scope: row.scope,
    recipient: row.recipient_address ?? row.recipient_name ?? 'link',
    action: row.action,
    about: row.about ?? '',
    device: row.device,
  }));
}

/** What an organisation said of a booking, and what it signed. */
export interface BookingRecord {
  readonly answers: readonly {
    readonly kind: 'acknowledged' | 'problem';
    readonly name: string;
    readonly note: string;
    readonly at: Temporal.Instant;
    readonly agreedHash: string | null;
  }[];
  readonly signOff:
    | {
        readonly start: Temporal.PlainTime;
        readonly end: Temporal.PlainTime;
        readonly breakMinutes: number;
        readonly name: string | null;
        readonly role: string | null;
        readonly signedAt: Temporal.Instant | null;
        readonly device: string | null;
      }
    | undefined;
}

export async function readBookingRecord(tx: OwnedTransaction, id: Id<'booking'>): Promise<BookingRecord> {
  const answers = await tx.db
    .selectFrom('booking_answers')
    .select(['kind', 'name', 'note', 'answered_at', 'agreed_hash'])
    .where('account_id', '=', tx.accountId)
    .where('booking_id', '=', id)
    .orderBy('id')
    .execute();
  const signed = await tx.db
    .selectFrom('booking_sign_offs')
    .select(['start_time', 'end_time', 'break_minutes', 'name', 'role', 'signed_at', 'device'])
    .where('account_id', '=', tx.accountId)
    .where('booking_id', '=', id)
    .executeTakeFirst();
  return {
    answers: answers.map(row => ({
      kind: row.kind,
      name: row.name,
      note: row.note,
      at: row.answered_at,
      agreedHash: row.agreed_hash,
    })),
    signOff: signed && {
      start: signed.start_time,
      end: signed.end_time,
      breakMinutes: signed.break_minutes,
      name: signed.name,
      role: signed.role,
      signedAt: signed.signed_at,
      device: signed.device,
    },
  };
}

/** Booking schedules that hold one of these bookings, by their shown ids. */
export async function readSchedules(
  tx: OwnedTransaction,
  bookings: readonly string[],
): Promise<{ readonly fileId: Id<'file'>; readonly acknowledgedBy: string | null; readonly at: Temporal.Instant }[]> {
  const rows = await tx.db
    .selectFrom('booking_schedules')
    .select(['content', 'file_id', 'acknowledged_by', 'made_at'])
    .where('account_id', '=', tx.accountId)
    .orderBy('id')
    .execute();
  const wanted = new Set(bookings);
  return rows
    .filter(row => (row.content as { booking: string }[]).some(line => wanted.has(line.booking)))
    .map(row => ({ fileId: row.file_id, acknowledgedBy: row.acknowledged_by, at: row.made_at }));
}
