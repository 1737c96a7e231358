import type { OwnedTransaction } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { pence } from '#rules/money.ts';
import type { ScheduleLine } from './schedule-content.ts';

/** What an organisation said of a booking. */
export interface BookingAnswer {
  readonly id: string;
  readonly kind: 'acknowledged' | 'problem';
  readonly name: string;
  readonly note: string;
  readonly answeredAt: Temporal.Instant;
  readonly settledAt: Temporal.Instant | null;
  /** Of what was agreed when it was said; null where that was not kept yet. */
  readonly agreedHash: string | null;
}

/** The answers to a booking, the latest first. */
export async function listAnswers(tx: OwnedTransaction, bookingId: Id<'booking'>): Promise<BookingAnswer[]> {
  const rows = await tx.db
    .selectFrom('booking_answers')
    .select(['id', 'kind', 'name', 'note', 'answered_at', 'settled_at', 'agreed_hash'])
    .where('account_id', '=', tx.accountId)
    .where('booking_id', '=', bookingId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    note: row.note,
    answeredAt: row.answered_at,
    settledAt: row.settled_at,
    agreedHash: row.agreed_hash,
  }));
}

export async function insertAnswer(
  tx: OwnedTransaction,
  bookingId: Id<'booking'>,
  answer: Pick<BookingAnswer, 'kind' | 'name' | 'note' | 'answeredAt' | 'agreedHash'>,
): Promise<void> {
  await tx.db
    .insertInto('booking_answers')
    .values({
      account_id: tx.accountId,
      id: newId('message'),
      booking_id: bookingId,
      kind: answer.kind,
      name: answer.name,
      note: answer.note,
      answered_at: answer.answeredAt,
      agreed_hash: answer.agreedHash,
    })
    .execute();
}

/** All open problems of a booking are settled. */
export async function settleProblems(
  tx: OwnedTransaction,
  bookingId: Id<'booking'>,
  now: Temporal.Instant,
): Promise<void> {
  await tx.db
    .updateTable('booking_answers')
    .set({ settled_at: now })
    .where('account_id', '=', tx.accountId)
    .where('booking_id', '=', bookingId)
    .where('kind', '=', 'problem')
    .where('settled_at', 'is', null)
    .execute();
}

export interface OpenProblem {
  readonly bookingId: Id<'booking'>;
  readonly organisationName: string;
  readonly workDate: Temporal.PlainDate;
  readonly note: string;
}

/** Problems that wait for the locum. */
export async function listOpenProblems(tx: OwnedTransaction): Promise<OpenProblem[]> {
  const rows = await tx.db
    .selectFrom('booking_answers as a')
    .innerJoin('bookings as b', join =>
      join.onRef('b.account_id', '=', 'a.account_id').onRef('b.id', '=', 'a.booking_id'),
    )
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'b.account_id').onRef('o.id', '=', 'b.organisation_id'),
    )
    .select(['a.booking_id', 'a.note', 'b.work_date', 'o.name'])
    .where('a.account_id', '=', tx.accountId)
    .where('a.kind', '=', 'problem')
    .where('a.settled_at', 'is', null)
    .orderBy('a.id')
    .execute();
  return rows.map(row => ({
    bookingId: row.booking_id,
    organisationName: row.name,
    workDate: row.work_date,
    note: row.note,
  }));
}

export interface WorkedExtra {
  readonly kind: 'work' | 'expense';
  readonly description: string;
  readonly amountPence: ReturnType<typeof pence>;
}

/** Times and extras as the locum entered them and, once signed, as the organisation confirmed them. */
export interface SignOff {
  readonly start: Temporal.PlainTime;
  readonly end: Temporal.PlainTime;
  readonly breakMinutes: number;
  readonly extras: readonly WorkedExtra[];
  readonly signed: { readonly name: string; readonly role: string; readonly at: Temporal.Instant } | undefined;
}

export async function readSignOff(tx: OwnedTransaction, bookingId: Id<'booking'>): Promise<SignOff | undefined> {
  const row = await tx.db
    .selectFrom('booking_sign_offs')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('booking_id', '=', bookingId)
    .executeTakeFirst();
  if (!row) return undefined;
  const extras = row.extras as { kind: 'work' | 'expense'; description: string; amountPence: number }[];
  return {
    start: row.start_time,
    end: row.end_time,
    breakMinutes: row.break_minutes,
    extras: extras.map(extra => ({ ...extra, amountPence: pence(extra.amountPence) })),
    signed: row.signed_at === null ? undefined : { name: row.name ?? '', role: row.role ?? '', at: row.signed_at },
  };
}

/** Keeps what is proposed or signed, in place of what was there. */
export async function writeSignOff(
  tx: OwnedTransaction,
  bookingId: Id<'booking'>,
  it: Omit<SignOff, 'signed'> & {
    readonly proposedAt: Temporal.Instant;
    readonly signed?: { name: string; role: string; at: Temporal.Instant; device: string; callerHash: string };
  },
): Promise<void> {
  const values = {
    start_time: it.start,
    end_time: it.end,
    break_minutes: it.breakMinutes,
    extras: JSON.stringify(it.extras),
    proposed_at: it.proposedAt,
    name: it.signed?.name ?? null,
    role: it.signed?.role ?? null,
    signed_at: it.signed?.at ?? null,
    device: it.signed?.device ?? null,
    caller_hash: it.signed?.callerHash ?? null,
  };
  await tx.db
    .insertInto('booking_sign_offs')
    .values({ account_id: tx.accountId, booking_id: bookingId, ...values })
    .onConflict(conflict => conflict.columns(['account_id', 'booking_id']).doUpdateSet(values))
    .execute();
}

/** A dated snapshot of several bookings. */
export interface Schedule {
  readonly id: Id<'schedule'>;
  readonly organisationId: Id<'organisation'>;
  readonly organisationName: string;
  readonly lines: readonly ScheduleLine[];
  readonly fileId: Id<'file'>;
  readonly madeAt: Temporal.Instant;
  readonly sentAt: Temporal.Instant | null;
  readonly acknowledgedAt: Temporal.Instant | null;
  readonly acknowledgedBy: string | null;
}

/** All schedules, the newest first. */
export async function listSchedules(tx: OwnedTransaction): Promise<Schedule[]> {
  const rows = await schedules(tx).orderBy('s.id', 'desc').limit(200).execute();
  return rows.map(scheduleOf);
}

export async function readSchedule(tx: OwnedTransaction, id: Id<'schedule'>): Promise<Schedule | undefined> {
  const row = await schedules(tx).where('s.id', '=', id).executeTakeFirst();
  return row && scheduleOf(row);
}

export async function insertSchedule(
  tx: OwnedTransaction,
  it: Pick<Schedule, 'id' | 'organisationId' | 'lines' | 'fileId' | 'madeAt'>,
): Promise<void> {
  await tx.db
    .insertInto('booking_schedules')
    .values({
      account_id: tx.accountId,
      id: it.id,
      organisation_id: it.organisationId,
      content: JSON.stringify(it.lines),
      file_id: it.fileId,
      made_at: it.madeAt,
    })
    .execute();
}

export async function updateSchedule(
  tx: OwnedTransaction,
  id: Id<'schedule'>,
  change: { sent_at: Temporal.Instant } | { acknowledged_at: Temporal.Instant; acknowledged_by: string },
): Promise<void> {
  await tx.db
    .updateTable('booking_schedules')
    .set(change)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

function schedules(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('booking_schedules as s')
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 's.account_id').onRef('o.id', '=', 's.organisation_id'),
    )
    .selectAll('s')
    .select('o.name as organisation_name')
    .where('s.account_id', '=', tx.accountId);
}

function scheduleOf(row: Awaited<ReturnType<ReturnType<typeof schedules>['executeTakeFirstOrThrow']>>): Schedule {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    lines: row.content as unknown as ScheduleLine[],
    fileId: row.file_id,
    madeAt: row.made_at,
    sentAt: row.sent_at,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by,
  };
}
