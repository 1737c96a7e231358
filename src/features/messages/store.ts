import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { Message, Subject, Thread } from './message.ts';
import { aboutBooking, aboutInvoice, aboutRequest } from './subject-words.ts';

const COLUMN = { booking: 'booking_id', request: 'request_id', invoice: 'invoice_id' } as const;

/** All messages of a thread, in their order. */
export async function listMessages(tx: OwnedTransaction, subject: Subject): Promise<Message[]> {
  const rows = await tx.db
    .selectFrom('messages as m')
    .select(['m.id', 'm.author', 'm.author_name', 'm.body', 'm.via', 'm.sent_at', 'm.read_at'])
    .select(({ selectFrom }) =>
      jsonArrayFrom(
        selectFrom('message_files as l')
          .innerJoin('files as f', join =>
            join.onRef('f.account_id', '=', 'l.account_id').onRef('f.id', '=', 'l.file_id'),
          )
          .select(['f.id', 'f.name'])
          .whereRef('l.account_id', '=', 'm.account_id')
          .whereRef('l.message_id', '=', 'm.id')
          .orderBy('f.id'),
      ).as('files'),
    )
    .where('m.account_id', '=', tx.accountId)
    .where(`m.${COLUMN[subject.kind]}`, '=', subject.id)
    .orderBy('m.id')
    .execute();
  return rows.map(row => ({
    id: row.id,
    author: row.author,
    authorName: row.author_name,
    body: row.body,
    via: row.via,
    sentAt: row.sent_at,
    readAt: row.read_at,
    files: row.files,
  }));
}

/** Adds a message; answers false where the mail it came by is here already. */
export async function insertMessage(
  tx: OwnedTransaction,
  subject: Subject,
  message: Omit<Message, 'files'> & { readonly inboundId: string | null; readonly fileIds: readonly Id<'file'>[] },
): Promise<boolean> {
  const result = await tx.db
    .insertInto('messages')
    .values({
      account_id: tx.accountId,
      id: message.id,
      [COLUMN[subject.kind]]: subject.id,
      author: message.author,
      author_name: message.authorName,
      body: message.body,
      via: message.via,
      inbound_id: message.inboundId,
      sent_at: message.sentAt,
      read_at: message.readAt,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows !== 1n) return false;
  for (const fileId of message.fileIds) {
    await tx.db
      .insertInto('message_files')
      .values({ account_id: tx.accountId, message_id: message.id, file_id: fileId })
      .execute();
  }
  return true;
}

/** The locum has the thread before them: nothing in it is new any more. */
export async function markRead(tx: OwnedTransaction, subject: Subject, now: Temporal.Instant): Promise<void> {
  await tx.db
    .updateTable('messages')
    .set({ read_at: now })
    .where('account_id', '=', tx.accountId)
    .where(COLUMN[subject.kind], '=', subject.id)
    .where('read_at', 'is', null)
    .execute();
}

/** How many messages wait to be read. */
export async function countUnread(tx: OwnedTransaction): Promise<number> {
  const row = await tx.db
    .selectFrom('messages')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('account_id', '=', tx.accountId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Threads with their last message, the latest first. */
export async function listThreads(tx: OwnedTransaction, limit: number): Promise<Thread[]> {
  const { rows } = await sql<ThreadRow>`
    SELECT t.*, l.body AS last_body, l.author AS last_author, l.sent_at AS last_at,
      b.work_date, b.work_type, r.organisation_name AS request_organisation, i.number_text, o.name AS organisation_name
    FROM (
      SELECT booking_id, request_id, invoice_id, max(id::text)::uuid AS last_id, count(*) FILTER (WHERE read_at IS NULL)::int AS unread
      FROM messages WHERE account_id = ${tx.accountId} GROUP BY booking_id, request_id, invoice_id
    ) t
    JOIN messages l ON l.account_id = ${tx.accountId} AND l.id = t.last_id
    LEFT JOIN bookings b ON b.account_id = ${tx.accountId} AND b.id = t.booking_id
    LEFT JOIN booking_requests r ON r.account_id = ${tx.accountId} AND r.id = t.request_id
    LEFT JOIN invoices i ON i.account_id = ${tx.accountId} AND i.id = t.invoice_id
    LEFT JOIN organisations o ON o.account_id = ${tx.accountId} AND o.id = coalesce(b.organisation_id, i.organisation_id)
    ORDER BY t.last_id DESC LIMIT ${limit}`.execute(tx.db);
  return rows.map(row => {
    const organisationName = row.organisation_name ?? row.request_organisation ?? '';
    return {
      subject: subjectOf(row),
      about: row.work_date
        ? aboutBooking({ workType: row.work_type ?? '', workDate: row.work_date })
        : row.request_id
          ? aboutRequest()
          : aboutInvoice(row.number_text ?? ''),
      organisationName,
      lastBody: row.last_body,
      lastAuthor: row.last_author,
      lastAt: row.last_at,
      unread: row.unread,
    };
  });
}

interface ThreadRow {
  readonly booking_id: Id<'booking'> | null;
  readonly request_id: Id<'request'> | null;
  readonly invoice_id: Id<'invoice'> | null;
  readonly unread: number;
  readonly last_body: string;
  readonly last_author: 'locum' | 'organisation';
  readonly last_at: Temporal.Instant;
  readonly work_date: Temporal.PlainDate | null;
  readonly work_type: string | null;
  readonly request_organisation: string | null;
  readonly number_text: string | null;
  readonly organisation_name: string | null;
}

function subjectOf(row: Pick<ThreadRow, 'booking_id' | 'request_id' | 'invoice_id'>): Subject {
  if (row.booking_id) return { kind: 'booking', id: row.booking_id };
  if (row.request_id) return { kind: 'request', id: row.request_id };
  if (row.invoice_id) return { kind: 'invoice', id: row.invoice_id };
  throw new Error('a thread about nothing');
}
