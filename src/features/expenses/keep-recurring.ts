import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { earlierDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { daysDue } from '#rules/recurrence.ts';
import type { RecurringInput } from './input.ts';
import {
  deleteRecurringRow,
  insertRecurring,
  lockRecurring,
  type RecurringExpense,
  readRecurring,
  updateRecurring,
  writeEnd,
  writeMadeTo,
} from './recurring-store.ts';
import { insertExpense } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** How far back a first day may lie, in years: further back is a slip. */
const YEARS_BACK = 6;

/** Keeps an expense that comes again, and makes those that were due up to today. Sent twice with one id it is kept once. */
export async function addRecurring(ctx: Ctx, owner: Owner, input: RecurringInput): Promise<Id<'recurringExpense'>> {
  const id = input.id ?? newId('recurringExpense');
  check(ctx, input);
  await asOwner(ctx.db, owner, async tx => {
    if (!(await insertRecurring(tx, id, input, ctx.clock.now()))) return;
    await recordFact(ctx, tx, { kind: 'recurring_expense.added', subjectId: id });
    await makeDueIn(ctx, tx);
  });
  return id;
}

/** Changes what is made from tomorrow on; what was made stays as it is. */
export async function changeRecurring(
  ctx: Ctx,
  owner: Owner,
  id: Id<'recurringExpense'>,
  input: RecurringInput,
): Promise<void> {
  check(ctx, input);
  await asOwner(ctx.db, owner, async tx => {
    await makeDueIn(ctx, tx);
    if (!(await updateRecurring(tx, id, input, ctx.clock.now()))) throw notFound('recurring expense');
    await recordFact(ctx, tx, { kind: 'recurring_expense.changed', subjectId: id });
  });
}

/** Makes what is due up to today, and nothing after. One that made nothing is gone; the others stay in the list as ended. */
export async function endRecurring(ctx: Ctx, owner: Owner, id: Id<'recurringExpense'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await makeDueIn(ctx, tx);
    const it = await readRecurring(tx, id);
    if (!it) throw notFound('recurring expense');
    const today = ctx.clock.today();
    if (await deleteRecurringRow(tx, id)) return;
    // a first day to come with expenses behind it: it was moved; the end cannot lie before the first day
    if (Temporal.PlainDate.compare(it.firstOn, today) > 0) await writeEnd(tx, id, it.firstOn, ctx.clock.now());
    else await writeEnd(tx, id, it.untilOn ? earlierDay(it.untilOn, today) : today, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'recurring_expense.ended', subjectId: id });
  });
}

/** The day's work: makes every expense that fell due and is not made. Bears to run twice; one that was deleted is not made again. */
export async function makeRecurring(ctx: Ctx, owner: Owner): Promise<void> {
  await asOwner(ctx.db, owner, tx => makeDueIn(ctx, tx));
}

async function makeDueIn(ctx: Ctx, tx: OwnedTransaction): Promise<void> {
  const today = ctx.clock.today();
  for (const it of await lockRecurring(tx)) {
    if (it.madeTo && Temporal.PlainDate.compare(it.madeTo, today) >= 0) continue;
    for (const day of daysDue(it, it.madeTo, today)) await make(ctx, tx, it, day);
    await writeMadeTo(tx, it.id, today);
  }
}

async function make(ctx: Ctx, tx: OwnedTransaction, it: RecurringExpense, day: Temporal.PlainDate): Promise<void> {
  const id = newId('expense');
  const input = {
    category: it.category,
    description: it.description,
    amount: it.paidPence,
    businessShare: it.businessBasisPoints,
    spentOn: day,
    isCapital: false,
    isBilled: false,
    booking: null,
  };
  if (await insertExpense(tx, id, input, ctx.clock.now(), { recurring: { id: it.id, on: day } }))
    await recordFact(ctx, tx, { kind: 'expense.recorded', subjectId: id });
}

function check(ctx: Ctx, input: RecurringInput): void {
  const earliest = ctx.clock.today().subtract({ years: YEARS_BACK });
  if (Temporal.PlainDate.compare(input.firstOn, earliest) < 0)
    throw new InputRefusal({ firstOn: `This is more than ${YEARS_BACK} years ago. Is the year right?` });
}
