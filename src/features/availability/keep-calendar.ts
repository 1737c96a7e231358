import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import type { BusyPeriod } from '#rules/availability.ts';
import type { Id } from '#rules/ids.ts';
import { deleteRow, noteChange, refuseTooMany } from './changes.ts';
import type { CalendarInput } from './input.ts';
import { readAddress, readText, type SourceReading } from './read-source.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'calendars'>;

/** Reads a calendar from now on. It is read at once, before anything is kept: an address that gives no calendar is refused. Sent twice with one id it is added once. */
export async function addCalendar(ctx: Ctx, owner: Owner, input: CalendarInput): Promise<Id<'calendar'>> {
  return insertCalendar(ctx, owner, input, input.address, 'address', await readAddress(ctx, input.address));
}

/** Takes what an .ics file says is taken. The file itself is not kept, and not read again. */
export async function addCalendarFile(
  ctx: Ctx,
  owner: Owner,
  input: Omit<CalendarInput, 'address'>,
  bytes: Uint8Array,
): Promise<Id<'calendar'>> {
  return insertCalendar(ctx, owner, input, null, 'file', readText(ctx, new TextDecoder().decode(bytes)));
}

/** Forgets a calendar and all that it said. */
export async function removeCalendar(ctx: Ctx, owner: Owner, id: Id<'calendar'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deleteRow(tx, 'calendars', id))) throw notFound('calendar');
    await noteChange(ctx, tx);
  });
}

/**
 * Reads a calendar again. Where that fails, what it said before stays taken, and the reason is kept for its owner. Answers the
 * reason, or nothing where it was read. Refuses a file, which there is nothing to read again of.
 */
export async function refreshCalendar(ctx: Ctx, owner: Owner, id: Id<'calendar'>): Promise<string | undefined> {
  const address = await asOwner(ctx.db, owner, tx => addressOf(ctx, tx, id));
  const reading = await readAddress(ctx, address);
  await asOwner(ctx.db, owner, async tx => {
    const now = ctx.clock.now();
    const row = await tx.db
      .updateTable('calendars')
      .set(
        reading.ok
          ? { last_tried_at: now, last_read_at: now, last_problem: null, unreadable_entries: reading.unreadable }
          : { last_tried_at: now, last_problem: reading.message },
      )
      .where('account_id', '=', tx.accountId)
      .where('id', '=', id)
      .executeTakeFirst();
    // it may have been removed while it was read
    if (row.numUpdatedRows !== 1n || !reading.ok) return;
    if (await replaceBusy(tx, id, reading.busy)) await noteChange(ctx, tx);
  });
  return reading.ok ? undefined : reading.message;
}

async function insertCalendar(
  ctx: Ctx,
  owner: Owner,
  input: Omit<CalendarInput, 'address'>,
  address: string | null,
  field: 'address' | 'file',
  reading: SourceReading,
): Promise<Id<'calendar'>> {
  if (!reading.ok) throw new InputRefusal({ [field]: reading.message });
  const id = input.id ?? newId('calendar');
  const now = ctx.clock.now();
  await asOwner(ctx.db, owner, async tx => {
    await refuseTooMany(tx, 'calendars');
    const result = await tx.db
      .insertInto('calendars')
      .values({
        account_id: tx.accountId,
        id,
        label: input.label,
        address_sealed: address === null ? null : ctx.cipher.seal(address, placeOf(id)),
        last_read_at: now,
        last_tried_at: now,
        unreadable_entries: reading.unreadable,
        created_at: now,
      })
      .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
      .executeTakeFirst();
    if (result.numInsertedOrUpdatedRows !== 1n) return;
    await replaceBusy(tx, id, reading.busy);
    await noteChange(ctx, tx);
  });
  return id;
}

async function addressOf(ctx: Ctx, tx: OwnedTransaction, id: Id<'calendar'>): Promise<string> {
  const row = await tx.db
    .selectFrom('calendars')
    .select('address_sealed')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('calendar');
  if (row.address_sealed === null)
    throw new Refusal({
      code: 'calendar.is_a_file',
      message: 'This calendar came as a file, which is read once. Remove it and add the new file.',
    });
  return ctx.cipher.open(row.address_sealed, placeOf(id));
}

function placeOf(id: Id<'calendar'>) {
  return { table: 'calendars', column: 'address_sealed', row: id };
}

/** Puts these in place of what the calendar said before; answers whether anything is different. */
async function replaceBusy(tx: OwnedTransaction, id: Id<'calendar'>, busy: readonly BusyPeriod[]): Promise<boolean> {
  const before = await tx.db
    .selectFrom('calendar_busy')
    .select(['starts_at', 'ends_at'])
    .where('account_id', '=', tx.accountId)
    .where('calendar_id', '=', id)
    .orderBy('starts_at')
    .execute();
  const isSame =
    before.length === busy.length &&
    before.every((row, i) => busy[i]?.startsAt.equals(row.starts_at) && busy[i]?.endsAt.equals(row.ends_at));
  if (isSame) return false;
  await tx.db
    .deleteFrom('calendar_busy')
    .where('account_id', '=', tx.accountId)
    .where('calendar_id', '=', id)
    .execute();
  for (let i = 0; i < busy.length; i += ROWS_AT_ONCE) {
    const part = busy.slice(i, i + ROWS_AT_ONCE);
    await tx.db
      .insertInto('calendar_busy')
      .values(
        part.map(it => ({ account_id: tx.accountId, calendar_id: id, starts_at: it.startsAt, ends_at: it.endsAt })),
      )
      .execute();
  }
  return true;
}

/** PostgreSQL takes 65,535 values in one statement. */
const ROWS_AT_ONCE = 5000;
