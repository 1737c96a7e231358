import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { OwnedTransaction } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import type { AskedDay, RequestInput } from './input.ts';
import type { BookingRequest, RequestDay, RequestState } from './request.ts';

export async function insertRequest(
  tx: OwnedTransaction,
  id: Id<'request'>,
  input: RequestInput,
  made: { readonly isHealthService: boolean; readonly at: Temporal.Instant },
): Promise<void> {
  await tx.db
    .insertInto('booking_requests')
    .values({
      account_id: tx.accountId,
      id,
      state: 'unconfirmed',
      organisation_name: input.organisationName,
      organisation_kind: input.organisationKind,
      organisation_address: input.organisationAddress,
      organisation_postcode: input.organisationPostcode,
      contact_name: input.contactName,
      contact_email: input.contactEmail,
      contact_phone: input.contactPhone,
      is_health_service: made.isHealthService,
      work_type: input.workType,
      rate_kind: input.rateKind,
      rate_pence: input.rate,
      notes: input.notes ?? '',
      is_instant: input.instant,
      created_at: made.at,
    })
    .execute();
  await tx.db
    .insertInto('booking_request_days')
    .values(
      input.days.map((day: AskedDay) => ({
        account_id: tx.accountId,
        id: newId('request'),
        request_id: id,
        work_date: day.date,
        start_time: day.start,
        end_time: day.end,
      })),
    )
    .execute();
}

/** One request with its days. */
export async function readRequest(tx: OwnedTransaction, id: Id<'request'>): Promise<BookingRequest | undefined> {
  const row = await requests(tx).where('r.id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Locks a request against a second answer at the same moment. */
export async function lockRequest(tx: OwnedTransaction, id: Id<'request'>): Promise<BookingRequest | undefined> {
  await tx.db
    .selectFrom('booking_requests')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  return readRequest(tx, id);
}

/** All whose sender proved the address, the newest first. */
export async function listRequests(
  tx: OwnedTransaction,
  filter: {
    readonly state?: RequestState | undefined;
    readonly after?: Id<'request'> | undefined;
    readonly limit: number;
  },
): Promise<BookingRequest[]> {
  let query = requests(tx).where('r.state', '!=', 'unconfirmed').orderBy('r.id', 'desc').limit(filter.limit);
  if (filter.state) query = query.where('r.state', '=', filter.state);
  if (filter.after) query = query.where('r.id', '<', filter.after);
  return (await query.execute()).map(fromRow);
}

export interface RequestChange {
  readonly state: RequestState;
  readonly confirmed_at?: Temporal.Instant;
  readonly countered_at?: Temporal.Instant;
  readonly answered_at?: Temporal.Instant;
  readonly answered_by?: 'locum' | 'organisation';
  readonly reason?: string | null;
  readonly organisation_id?: Id<'organisation'>;
  readonly counter_rate_kind?: BookingRequest['rateKind'];
  readonly counter_rate_pence?: NonNullable<BookingRequest['ratePence']>;
  readonly counter_note?: string;
  readonly counter_pensionable?: boolean;
}

export async function updateRequest(tx: OwnedTransaction, id: Id<'request'>, change: RequestChange): Promise<void> {
  await tx.db
    .updateTable('booking_requests')
    .set(change)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

export async function updateDay(
  tx: OwnedTransaction,
  id: string,
  change: {
    readonly answer: RequestDay['answer'];
    readonly booking_id?: Id<'booking'>;
    readonly counter_start_time?: Temporal.PlainTime | null;
    readonly counter_end_time?: Temporal.PlainTime | null;
    readonly units_hundredths?: number;
  },
): Promise<void> {
  await tx.db
    .updateTable('booking_request_days')
    .set(change)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .execute();
}

/** Takes away what nobody confirmed. Answers how many. */
export async function deleteUnconfirmed(tx: OwnedTransaction, before: Temporal.Instant): Promise<number> {
  const result = await tx.db
    .deleteFrom('booking_requests')
    .where('account_id', '=', tx.accountId)
    .where('state', '=', 'unconfirmed')
    .where('created_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Addresses the locum vouches for. */
export async function listTrusted(tx: OwnedTransaction): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('trusted_contacts')
    .select('email')
    .where('account_id', '=', tx.accountId)
    .orderBy('email')
    .execute();
  return rows.map(row => row.email);
}

export async function insertTrusted(tx: OwnedTransaction, email: string, now: Temporal.Instant): Promise<void> {
  await tx.db
    .insertInto('trusted_contacts')
    .values({ account_id: tx.accountId, email, added_at: now })
    .onConflict(conflict => conflict.doNothing())
    .execute();
}

export async function deleteTrusted(tx: OwnedTransaction, email: string): Promise<void> {
  await tx.db
    .deleteFrom('trusted_contacts')
    .where('account_id', '=', tx.accountId)
    .where('email', '=', email)
    .execute();
}

function requests(tx: OwnedTransaction) {
  return tx.db
    .selectFrom('booking_requests as r')
    .selectAll('r')
    .select(
      sql<boolean>`EXISTS (SELECT FROM trusted_contacts t WHERE t.account_id = r.account_id AND t.email = r.contact_email)`.as(
        'is_trusted',
      ),
    )
    .select(({ selectFrom }) =>
      jsonArrayFrom(
        selectFrom('booking_request_days as d')
          .select([
            'd.id',
            'd.work_date',
            'd.start_time',
            'd.end_time',
            'd.counter_start_time',
            'd.counter_end_time',
            'd.units_hundredths',
            'd.answer',
            'd.booking_id',
          ])
          .whereRef('d.account_id', '=', 'r.account_id')
          .whereRef('d.request_id', '=', 'r.id')
          .orderBy('d.work_date')
          .orderBy('d.start_time'),
      ).as('days'),
    )
    .where('r.account_id', '=', tx.accountId);
}

function fromRow(row: Awaited<ReturnType<ReturnType<typeof requests>['executeTakeFirstOrThrow']>>): BookingRequest {
  return {
    id: row.id,
    state: row.state,
    organisationName: row.organisation_name,
    organisationKind: row.organisation_kind,
    organisationAddress: row.organisation_address,
    organisationPostcode: row.organisation_postcode,
    contactName: row.contact_name,
    contactEmail: row.contact_email,
    contactPhone: row.contact_phone,
    isHealthService: row.is_health_service,
    isTrusted: row.is_trusted,
    workType: row.work_type,
    rateKind: row.rate_kind,
    ratePence: row.rate_pence,
    notes: row.notes,
    isInstant: row.is_instant,
    organisationId: row.organisation_id,
    counter:
      row.counter_rate_kind === null || row.counter_rate_pence === null
        ? undefined
        : {
            rateKind: row.counter_rate_kind,
            ratePence: row.counter_rate_pence,
            note: row.counter_note ?? '',
            pensionable: row.counter_pensionable ?? false,
          },
    createdAt: row.created_at,
    confirmedAt: row.confirmed_at,
    answeredBy: row.answered_by,
    reason: row.reason,
    days: row.days.map(day => ({
      id: day.id,
      // inside JSON days and times are text
      date: Temporal.PlainDate.from(String(day.work_date)),
      start: Temporal.PlainTime.from(String(day.start_time)),
      end: Temporal.PlainTime.from(String(day.end_time)),
      counterStart: day.counter_start_time === null ? null : Temporal.PlainTime.from(String(day.counter_start_time)),
      counterEnd: day.counter_end_time === null ? null : Temporal.PlainTime.from(String(day.counter_end_time)),
      unitsHundredths: day.units_hundredths,
      answer: day.answer,
      bookingId: day.booking_id,
    })),
  };
}
