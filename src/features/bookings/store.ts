import { type SelectQueryBuilder, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { ORGANISATION_KINDS } from '#features/organisations/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { bookingTotal } from '#rules/booking-fee.ts';
import type { BookingState } from '#rules/booking-state.ts';
import { minutesBetween } from '#rules/booking-time.ts';
import type { Id } from '#rules/ids.ts';
import { type Pence, ZERO } from '#rules/money.ts';
import { isNation } from '#rules/nation.ts';
import { bookingRoute } from '#rules/pension/booking-route.ts';
import type { WorkToPension } from '#rules/pension/work-route.ts';
import { BILLING_MODES, type Booking, type BookingExtra, WORK_TYPE_LABELS, WORK_TYPES } from './booking.ts';

/** One booking with its extras and its total. */
export async function readBooking(tx: OwnedTransaction, id: Id<'booking'>): Promise<Booking | undefined> {
  const row = await bookings(tx).where('b.id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Locks a booking against changes by others until the transaction ends. */
export async function lockBooking(tx: OwnedTransaction, id: Id<'booking'>): Promise<Booking | undefined> {
  await tx.db
    .selectFrom('bookings')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  return readBooking(tx, id);
}

/** All that touch the time from one moment to another, cancelled ones too, in order. */
export async function listBookingsBetween(
  tx: OwnedTransaction,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<Booking[]> {
  return all(bookings(tx).where('b.starts_at', '<', to).where('b.ends_at', '>', from).orderBy('b.starts_at'));
}

/** Confirmed bookings that are over, the earliest first. */
export async function pastConfirmed(tx: OwnedTransaction, now: Temporal.Instant): Promise<Booking[]> {
  return all(bookings(tx).where('b.state', '=', 'confirmed').where('b.ends_at', '<=', now).orderBy('b.starts_at'));
}

/** What is agreed or offered and not over yet. */
export async function upcoming(tx: OwnedTransaction, now: Temporal.Instant, limit: number): Promise<Booking[]> {
  return all(
    bookings(tx)
      .where('b.state', 'in', ['offered', 'confirmed'])
      .where('b.ends_at', '>', now)
      .orderBy('b.starts_at')
      .limit(limit),
  );
}

/** What can be invoiced: delivered and ours to bill, or cancelled with a fee. */
export async function billable(tx: OwnedTransaction, organisationId?: Id<'organisation'>): Promise<Booking[]> {
  const query = bookings(tx)
    .where('b.invoice_id', 'is', null)
    .where('b.billing_mode', '=', 'self_invoiced')
    .where(({ or, and, eb }) =>
      or([
        eb('b.state', '=', 'delivered'),
        and([eb('b.state', '=', 'cancelled'), eb('b.cancellation_fee_pence', '>', ZERO)]),
      ]),
    )
    .orderBy('b.starts_at');
  return all(organisationId === undefined ? query : query.where('b.organisation_id', '=', organisationId));
}

/** Those of the given bookings that can be invoiced, locked until the transaction ends. */
export async function billableIn(tx: OwnedTransaction, ids: readonly Id<'booking'>[]): Promise<Booking[]> {
  if (ids.length === 0) return [];
  await tx.db
    .selectFrom('bookings')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();
  return (await billable(tx)).filter(booking => ids.includes(booking.id));
}

export interface BookingFilter {
  readonly state?: BookingState | undefined;
  readonly organisationId?: Id<'organisation'> | undefined;
  readonly from?: Temporal.PlainDate | undefined;
  readonly to?: Temporal.PlainDate | undefined;
  /** In the organisation's name or the notes. */
  readonly text?: string | undefined;
  /** Continues below this booking. */
  readonly before?: Booking | undefined;
  readonly limit: number;
}

/** The latest first. */
export async function listBookings(tx: OwnedTransaction, filter: BookingFilter): Promise<Booking[]> {
  let query = bookings(tx).orderBy('b.starts_at', 'desc').orderBy('b.id', 'desc').limit(filter.limit);
  if (filter.state) query = query.where('b.state', '=', filter.state);
  if (filter.organisationId) query = query.where('b.organisation_id', '=', filter.organisationId);
  if (filter.from) query = query.where('b.work_date', '>=', filter.from);
  if (filter.to) query = query.where('b.work_date', '<=', filter.to);
  if (filter.text) {
    const pattern = `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where(({ or, eb }) => or([eb('o.name', 'ilike', pattern), eb('b.site_notes', 'ilike', pattern)]));
  }
  const { before } = filter;
  if (before) query = query.where(sql<boolean>`(b.starts_at, b.id) < (${before.startsAt}, ${before.id})`);
  return all(query);
}

/** The agreed booking that overlaps a period, the given one left out. */
export async function findOverlap(
  tx: OwnedTransaction,
  from: Temporal.Instant,
  to: Temporal.Instant,
  except?: Id<'booking'>,
): Promise<Booking | undefined> {
  const query = bookings(tx)
    .where('b.state', 'in', ['confirmed', 'delivered', 'invoiced', 'paid'])
    .where(sql<boolean>`coalesce(b.actual_starts_at, b.starts_at) < ${to}`)
    .where(sql<boolean>`coalesce(b.actual_ends_at, b.ends_at) > ${from}`)
    .orderBy('b.starts_at');
  const [found] = await all(except === undefined ? query : query.where('b.id', '!=', except));
  return found;
}

/** Bookings that a caller of this room narrows down. */
export async function bookingsWhere(
  tx: OwnedTransaction,
  narrow: (query: ReturnType<typeof bookings>) => SelectQueryBuilder<never, never, Row>,
): Promise<Booking[]> {
  return all(narrow(bookings(tx)));
}

async function all(query: SelectQueryBuilder<never, never, Row>): Promise<Booking[]> {
  return (await query.execute()).map(fromRow);
}

function bookings(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('bookings as b')
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'b.account_id').onRef('o.id', '=', 'b.organisation_id'),
    )
    .selectAll('b')
    .select([
      'o.name as organisation_name',
      'o.nation as organisation_nation',
      'o.kind as organisation_kind',
      'o.address_lines as organisation_address_lines',
      'o.postcode as organisation_postcode',
    ])
    .select([hasType2Post.as('has_type_2_post'), workBefore.as('work_before')])
    .select(({ selectFrom }) =>
      jsonArrayFrom(
        selectFrom('booking_extras as e')
          .select(['e.kind', 'e.description', 'e.amount_pence'])
          .whereRef('e.account_id', '=', 'b.account_id')
          .whereRef('e.booking_id', '=', 'b.id')
          .orderBy('e.position'),
      ).as('extras'),
    )
    .where('b.account_id', '=', tx.accountId);
}

/** A salaried or SOLO post on the day: it decides how an appraisal is pensioned, and is looked for in no other case. Partners are Type 1. */
const hasType2Post = sql<boolean>`CASE WHEN b.pensionable AND b.work_type = 'appraisal' THEN EXISTS (
  SELECT FROM pension_posts post WHERE post.account_id = b.account_id AND post.kind IN ('salaried', 'solo')
    AND b.work_date BETWEEN post.started_on AND coalesce(post.ended_on, b.work_date)) ELSE false END`;

/** The other pensionable work of the scheme year up to an appraisal: SOLO work makes a Type 2 role without a post. */
const workBefore = sql<readonly { work_type: string; kind: string; nation: string }[]>`CASE
  WHEN b.pensionable AND b.work_type = 'appraisal' THEN (
    SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('work_type', w.work_type, 'kind', wo.kind, 'nation', wo.nation)), '[]')
    FROM bookings w JOIN organisations wo ON wo.account_id = w.account_id AND wo.id = w.organisation_id
    WHERE w.account_id = b.account_id AND w.pensionable AND w.billing_mode = 'self_invoiced' AND w.work_type <> 'appraisal'
      AND w.state IN ('confirmed', 'delivered', 'invoiced', 'paid') AND w.work_date <= b.work_date
      AND w.work_date >= make_date((extract(year FROM b.work_date - interval '3 months'))::int, 4, 1))
  ELSE '[]' END`;

type Row = Awaited<ReturnType<ReturnType<typeof bookings>['executeTakeFirstOrThrow']>>;

function fromRow(row: Row): Booking {
  const workType = WORK_TYPES.find(it => it === row.work_type) ?? 'other';
  const extras: BookingExtra[] = row.extras.map(extra => ({
    kind: extra.kind,
    description: extra.description,
    amountPence: extra.amount_pence,
  }));
  const [from, to] = [row.actual_starts_at ?? row.starts_at, row.actual_ends_at ?? row.ends_at];
  const workedMinutes = minutesBetween(from, to) - (row.actual_break_minutes ?? row.break_minutes);
  const booking = {
    id: row.id,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    organisationNation: isNation(row.organisation_nation) ? row.organisation_nation : ('england' as const),
    organisationKind: ORGANISATION_KINDS.find(it => it === row.organisation_kind) ?? ('other' as const),
    organisationAddress: [row.organisation_address_lines, row.organisation_postcode].filter(Boolean).join('\n'),
    state: row.state,
    billingMode: BILLING_MODES.find(it => it === row.billing_mode) ?? 'self_invoiced',
    workType,
    workTypeLabel: WORK_TYPE_LABELS[workType],
    workDate: row.work_date,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    breakMinutes: row.break_minutes,
    actualStartsAt: row.actual_starts_at,
    actualEndsAt: row.actual_ends_at,
    actualBreakMinutes: row.actual_break_minutes,
    workedMinutes,
    rateKind: row.rate_kind,
    ratePence: row.rate_pence,
    unitsHundredths: row.units_hundredths,
    milesTenths: row.miles_tenths,
    mileageRatePence: row.mileage_rate_pence as Pence,
    pensionable: row.pensionable,
    paymentTermsDays: row.payment_terms_days,
    cancellationTerms: row.cancellation_terms,
    siteNotes: row.site_notes,
    seriesId: row.series_id,
    confirmedAt: row.confirmed_at,
    deliveredAt: row.delivered_at,
    cancelledAt: row.cancelled_at,
    cancelledBy: row.cancelled_by,
    cancellationReason: row.cancellation_reason,
    cancellationFeePence: row.cancellation_fee_pence,
    invoiceId: row.invoice_id,
    updatedAt: row.updated_at,
    extras,
  };
  const fee = row.cancellation_fee_pence;
  const total =
    row.state === 'cancelled'
      ? bookingTotal({
          kind: 'fixed',
          ratePence: fee ?? ZERO,
          minutes: 0,
          unitsHundredths: 100,
          extras: [],
          milesTenths: 0,
          mileageRatePence: ZERO,
        })
      : bookingTotal({
          kind: booking.rateKind,
          ratePence: booking.ratePence,
          minutes: workedMinutes,
          unitsHundredths: booking.unitsHundredths,
          extras,
          milesTenths: booking.milesTenths,
          mileageRatePence: booking.mileageRatePence,
        });
  return { ...booking, pensionRoute: routeOf(booking, row.has_type_2_post || row.work_before.some(isSolo)), total };
}

function isSolo(work: Row['work_before'][number]): boolean {
  const nation = isNation(work.nation) ? work.nation : 'england';
  const workType = WORK_TYPES.find(it => it === work.work_type) ?? 'other';
  const organisationKind = ORGANISATION_KINDS.find(it => it === work.kind) ?? 'other';
  return ownRoute({ billingMode: 'self_invoiced', workType, organisationKind, nation, hasType2Post: false }) === 'solo';
}

/** Who may pension at all was looked at when the booking was marked as pensionable. */
function routeOf(booking: Omit<Booking, 'pensionRoute' | 'total'>, hasPost: boolean): Booking['pensionRoute'] {
  if (!booking.pensionable) return 'none';
  const { billingMode, workType, organisationKind, organisationNation: nation } = booking;
  return ownRoute({ billingMode, workType, organisationKind, nation, hasType2Post: hasPost });
}

function ownRoute(work: Omit<WorkToPension, 'profession' | 'tradingAs'>): Booking['pensionRoute'] {
  return bookingRoute({ profession: 'gp', tradingAs: 'sole_trader', ...work }).route;
}
