import { readBooking } from '#features/bookings/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import type { ExpenseInput } from './input.ts';
import { deleteExpenseRow, insertExpense, updateExpense } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Records an expense. Sent twice with one id it is recorded once. Refuses days to come, and bookings that are not there or not agreed. */
export async function addExpense(ctx: Ctx, owner: Owner, input: ExpenseInput): Promise<Id<'expense'>> {
  const id = input.id ?? newId('expense');
  await asOwner(ctx.db, owner, async tx => {
    await check(ctx, tx, input);
    if (await insertExpense(tx, id, input, ctx.clock.now()))
      await recordFact(ctx, tx, { kind: 'expense.recorded', subjectId: id });
  });
  return id;
}

export async function changeExpense(ctx: Ctx, owner: Owner, id: Id<'expense'>, input: ExpenseInput): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await check(ctx, tx, input);
    if (!(await updateExpense(tx, id, input, ctx.clock.now()))) throw notFound('expense');
    await recordFact(ctx, tx, { kind: 'expense.changed', subjectId: id });
  });
}

export async function deleteExpense(ctx: Ctx, owner: Owner, id: Id<'expense'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deleteExpenseRow(tx, id))) throw notFound('expense');
    await recordFact(ctx, tx, { kind: 'expense.deleted', subjectId: id });
  });
}

async function check(ctx: Ctx, tx: OwnedTransaction, input: ExpenseInput): Promise<void> {
  if (Temporal.PlainDate.compare(input.spentOn, ctx.clock.today()) > 0)
    throw new InputRefusal({ spentOn: 'This day is still to come.' });
  if (input.booking === null) return;
  const booking = await readBooking(tx, input.booking);
  if (!booking) throw new InputRefusal({ booking: 'There is no such booking.' });
  // an offer may still be deleted, and its expenses would stand in the way
  if (booking.state === 'offered')
    throw new InputRefusal({ booking: 'That booking is only offered. Confirm it first.' });
}
