import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import { formatDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { deleteRow, noteChange, refuseTooMany } from './changes.ts';
import type { ExceptionInput, TermBreakInput } from './input.ts';
import { listExceptions } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/**
 * A session more, hours that are taken, or days off. Sent twice with one id it is added once. Refuses days that are over, and an extra
 * session on a day off: days off win, so it would never be offered.
 */
export async function addException(
  ctx: Ctx,
  owner: Owner,
  input: ExceptionInput,
): Promise<Id<'availabilityException'>> {
  const id = input.id ?? newId('availabilityException');
  const lastDay = input.lastDay ?? input.firstDay;
  refuseOver(ctx, lastDay, input.kind === 'off' && input.lastDay ? 'lastDay' : 'firstDay');
  await asOwner(ctx.db, owner, async tx => {
    await refuseTooMany(tx, 'availability_exceptions');
    if (input.kind === 'extra') await refuseOnDayOff(tx, input.firstDay);
    const result = await tx.db
      .insertInto('availability_exceptions')
      .values({
        account_id: tx.accountId,
        id,
        kind: input.kind,
        first_day: input.firstDay,
        last_day: lastDay,
        starts: input.kind === 'off' ? null : input.from,
        ends: input.kind === 'off' ? null : input.to,
        reason: input.reason,
        asks_first: input.kind === 'extra' && input.askFirst,
        created_at: ctx.clock.now(),
      })
      .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
      .executeTakeFirst();
    if (result.numInsertedOrUpdatedRows === 1n) await noteChange(ctx, tx);
  });
  return id;
}

export async function deleteException(ctx: Ctx, owner: Owner, id: Id<'availabilityException'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deleteRow(tx, 'availability_exceptions', id))) throw notFound('availabilityException');
    await noteChange(ctx, tx);
  });
}

/** Days that are not term, as the locum knows them: there is no table of them for the whole country. */
export async function addTermBreak(ctx: Ctx, owner: Owner, input: TermBreakInput): Promise<Id<'termBreak'>> {
  const id = input.id ?? newId('termBreak');
  refuseOver(ctx, input.lastDay, 'lastDay');
  await asOwner(ctx.db, owner, async tx => {
    await refuseTooMany(tx, 'term_breaks');
    const result = await tx.db
      .insertInto('term_breaks')
      .values({
        account_id: tx.accountId,
        id,
        first_day: input.firstDay,
        last_day: input.lastDay,
        label: input.label,
        created_at: ctx.clock.now(),
      })
      .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
      .executeTakeFirst();
    if (result.numInsertedOrUpdatedRows === 1n) await noteChange(ctx, tx);
  });
  return id;
}

export async function deleteTermBreak(ctx: Ctx, owner: Owner, id: Id<'termBreak'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deleteRow(tx, 'term_breaks', id))) throw notFound('termBreak');
    await noteChange(ctx, tx);
  });
}

function refuseOver(ctx: Needs<'clock'>, lastDay: Temporal.PlainDate, field: string): void {
  if (Temporal.PlainDate.compare(lastDay, ctx.clock.today()) < 0)
    throw new InputRefusal({ [field]: 'That is over. Enter a day that is still to come.' });
}

async function refuseOnDayOff(tx: OwnedTransaction, day: Temporal.PlainDate): Promise<void> {
  const off = (await listExceptions(tx, day)).find(
    it => it.kind === 'off' && Temporal.PlainDate.compare(it.firstDay, day) <= 0,
  );
  if (off)
    throw new InputRefusal({
      firstDay: `You are off from ${formatDay(off.firstDay)} to ${formatDay(off.lastDay)}. Delete those days off first.`,
    });
}
