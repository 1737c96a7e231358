import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import type { AvailabilityRule, BusyPeriod, DayRange } from '#rules/availability.ts';
import type { Id } from '#rules/ids.ts';
import { type Settings, USUAL_SETTINGS } from './settings.ts';

export interface KeptRule extends AvailabilityRule {
  readonly id: Id<'availabilityRule'>;
  /** Never booked at once. */
  readonly asksFirst: boolean;
}

export type KeptException = {
  readonly id: Id<'availabilityException'>;
  /** For the locum alone. */
  readonly reason: string | null;
  /** An extra session that is never booked at once. */
  readonly asksFirst: boolean;
} & DayRange &
  (
    | { readonly kind: 'extra' | 'block'; readonly from: Temporal.PlainTime; readonly to: Temporal.PlainTime }
    | { readonly kind: 'off' }
  );

export interface TermBreak extends DayRange {
  readonly id: Id<'termBreak'>;
  readonly label: string | null;
}

/** A calendar of the locum's own that we read. */
export interface Calendar {
  readonly id: Id<'calendar'>;
  readonly label: string;
  /** False for a file, which is read once. */
  readonly isSubscribed: boolean;
  readonly lastReadAt: Temporal.Instant | null;
  readonly lastTriedAt: Temporal.Instant | null;
  readonly lastProblem: string | null;
  readonly unreadableEntries: number;
}

/** Taken time and by what, in words for the locum alone. */
export interface Taken extends BusyPeriod {
  readonly what: string;
}

export async function readSettings(tx: OwnedTransaction): Promise<Settings> {
  const row = await tx.db
    .selectFrom('availability_settings')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .executeTakeFirst();
  if (!row) return USUAL_SETTINGS;
  return {
    guardMinutes: row.guard_minutes,
    noticeHours: row.notice_hours,
    shortestMinutes: row.shortest_minutes,
    horizonDays: row.horizon_days,
  };
}

/** By time of day. */
export async function listRules(tx: OwnedTransaction): Promise<KeptRule[]> {
  const rows = await tx.db
    .selectFrom('availability_rules')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .orderBy('starts')
    .orderBy('id')
    .execute();
  return rows.map(row => ({
    id: row.id,
    weekdays: [...row.weekdays].flatMap((mark, i) => (mark === '1' ? [i + 1] : [])),
    from: row.starts,
    to: row.ends,
    firstDay: row.first_day,
    lastDay: row.last_day,
    everyWeeks: row.every_weeks === 2 ? 2 : 1,
    termTimeOnly: row.term_time_only,
    asksFirst: row.asks_first,
  }));
}

/** Those that are not over on that day, the next one first. */
export async function listExceptions(tx: OwnedTransaction, from: Temporal.PlainDate): Promise<KeptException[]> {
  const rows = await tx.db
    .selectFrom('availability_exceptions')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('last_day', '>=', from)
    .orderBy('first_day')
    .orderBy('id')
    .execute();
  return rows.map(row => {
    const range = {
      id: row.id,
      reason: row.reason,
      asksFirst: row.asks_first,
      firstDay: row.first_day,
      lastDay: row.last_day,
    };
    if (row.kind === 'off' || row.starts === null || row.ends === null) return { ...range, kind: 'off' };
    return { ...range, kind: row.kind, from: row.starts, to: row.ends };
  });
}

/** Those that are not over on that day, the next one first. */
export async function listTermBreaks(tx: OwnedTransaction, from: Temporal.PlainDate): Promise<TermBreak[]> {
  const rows = await tx.db
    .selectFrom('term_breaks')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .where('last_day', '>=', from)
    .orderBy('first_day')
    .execute();
  return rows.map(row => ({ id: row.id, firstDay: row.first_day, lastDay: row.last_day, label: row.label }));
}

/** By name. */
export async function listCalendars(tx: OwnedTransaction): Promise<Calendar[]> {
  const rows = await tx.db
    .selectFrom('calendars')
    .selectAll()
    .where('account_id', '=', tx.accountId)
    .orderBy('label')
    .orderBy('id')
    .execute();
  return rows.map(row => ({
    id: row.id,
    label: row.label,
    isSubscribed: row.address_sealed !== null,
    lastReadAt: row.last_read_at,
    lastTriedAt: row.last_tried_at,
    lastProblem: row.last_problem,
    unreadableEntries: row.unreadable_entries,
  }));
}

/** The locum's own bookings that touch the time between two moments, at the times worked where they are known. */
export async function listBookedTimes(
  tx: OwnedTransaction,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<(Taken & { readonly id: Id<'booking'>; readonly organisationId: Id<'organisation'> })[]> {
  const rows = await tx.db
    .selectFrom('bookings as b')
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'b.account_id').onRef('o.id', '=', 'b.organisation_id'),
    )
    .select([
      'b.id',
      'b.organisation_id',
      'o.name',
      sql<Temporal.Instant>`coalesce(b.actual_starts_at, b.starts_at)`.as('starts_at'),
      sql<Temporal.Instant>`coalesce(b.actual_ends_at, b.ends_at)`.as('ends_at'),
    ])
    .where('b.account_id', '=', tx.accountId)
    .where('b.state', 'in', ['offered', 'confirmed', 'delivered', 'invoiced', 'paid'])
    .where(sql<boolean>`coalesce(b.actual_ends_at, b.ends_at) > ${from}`)
    .where(sql<boolean>`coalesce(b.actual_starts_at, b.starts_at) < ${to}`)
    .orderBy('b.starts_at')
    .execute();
  return rows.map(row => ({
    id: row.id,
    organisationId: row.organisation_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    what: `your booking at ${row.name}`,
  }));
}

/** What the locum's calendars say is taken between two moments. */
export async function listCalendarTimes(
  tx: OwnedTransaction,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<Taken[]> {
  const rows = await tx.db
    .selectFrom('calendar_busy as b')
    .innerJoin('calendars as c', join =>
      join.onRef('c.account_id', '=', 'b.account_id').onRef('c.id', '=', 'b.calendar_id'),
    )
    .select(['c.label', 'b.starts_at', 'b.ends_at'])
    .where('b.account_id', '=', tx.accountId)
    .where('b.ends_at', '>', from)
    .where('b.starts_at', '<', to)
    .orderBy('b.starts_at')
    .execute();
  return rows.map(row => ({
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    what: `something in your calendar “${row.label}”`,
  }));
}
