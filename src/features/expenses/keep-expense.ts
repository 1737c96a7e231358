import { readBooking } from '#features/bookings/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { storeFile } from '#platform/stored-file.ts';
import { checkUpload, type Upload } from '#platform/upload/check-upload.ts';
import type { Id } from '#rules/ids.ts';
import type { ExpenseInput } from './input.ts';
import { insertReceipt } from './receipt-store.ts';
import { deleteExpenseRows, insertExpense, updateExpense } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Records an expense. Sent twice with one id it is recorded once. Refuses days to come, and bookings that are not there or not agreed. */
export async function addExpense(ctx: Ctx, owner: Owner, input: ExpenseInput): Promise<Id<'expense'>> {
  return asOwner(ctx.db, owner, async tx => (await addExpenseIn(ctx, tx, input)).id);
}

/** The same with the photo of its receipt, in one step: both are kept or none. Refuses what checkUpload refuses. */
export async function addExpenseWithReceipt(
  ctx: Ctx & Needs<'files' | 'scanner'>,
  owner: Owner,
  input: ExpenseInput,
  upload: Upload,
): Promise<Id<'expense'>> {
  const file = await checkUpload(ctx, upload);
  return asOwner(ctx.db, owner, async tx => {
    const { id, isNew } = await addExpenseIn(ctx, tx, input);
    if (!isNew) return id;
    await insertReceipt(tx, id, await storeFile(ctx, tx, { kind: 'receipt', ...file }), ctx.clock.now());
    return id;
  });
}

/** The same in the caller's transaction; tells whether it was new. */
export async function addExpenseIn(
  ctx: Ctx,
  tx: OwnedTransaction,
  input: ExpenseInput,
): Promise<{ readonly id: Id<'expense'>; readonly isNew: boolean }> {
  const id = input.id ?? newId('expense');
  await check(ctx, tx, input);
  const isNew = await insertExpense(tx, id, input, ctx.clock.now());
  if (isNew) await recordFact(ctx, tx, { kind: 'expense.recorded', subjectId: id });
  return { id, isNew };
}

export async function changeExpense(ctx: Ctx, owner: Owner, id: Id<'expense'>, input: ExpenseInput): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await check(ctx, tx, input);
    if (!(await updateExpense(tx, id, input, ctx.clock.now()))) throw notFound('expense');
    await recordFact(ctx, tx, { kind: 'expense.changed', subjectId: id });
  });
}

/** Deletes an expense with its receipts. */
export async function deleteExpense(ctx: Ctx & Needs<'files'>, owner: Owner, id: Id<'expense'>): Promise<void> {
  const keys = await asOwner(ctx.db, owner, async tx => {
    await lockExpense(tx, id);
    await recordFact(ctx, tx, { kind: 'expense.deleted', subjectId: id });
    return deleteExpenseRows(tx, [id]);
  });
  // bytes go after the rows: a row never lacks its bytes
  for (const key of keys) await ctx.files.delete(key);
}

/** Locks an expense until the transaction ends. Refuses `not_found`. */
export async function lockExpense(tx: OwnedTransaction, id: Id<'expense'>): Promise<void> {
  const row = await tx.db
    .selectFrom('expenses')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('expense');
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
