import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import type { TaxYear } from '#rules/tax-year.ts';
import type { UpdateInput } from './input.ts';
import { type QuarterTotals, readQuarters } from './quarters.ts';
import { deleteUpdate, insertUpdate } from './update-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/**
 * Marks a quarterly update as sent, and keeps what its totals are at this moment, so that later corrections show. Sent twice with one id
 * it is marked once. Refuses days to come, and days before the quarter was over.
 */
export async function markUpdateSent(
  ctx: Ctx,
  owner: Owner,
  year: TaxYear,
  input: UpdateInput,
): Promise<Id<'taxUpdate'>> {
  const id = input.id ?? newId('taxUpdate');
  await asOwner(ctx.db, owner, async tx => {
    const { kind, basis, quarters } = await readQuarters(tx, year);
    const totals = quarters.find(it => it.number === input.quarter);
    if (!totals) throw notFound('quarter');
    if (Temporal.PlainDate.compare(input.sentOn, ctx.clock.today()) > 0)
      throw new InputRefusal({ sentOn: 'This day is still to come.' });
    if (Temporal.PlainDate.compare(input.sentOn, totals.last) <= 0)
      throw new InputRefusal({ sentOn: 'The quarter was not over on that day.' });
    const said = { turnoverPence: totals.turnoverPence, expenses: expensesOf(totals) };
    const { quarter, sentOn, reference } = input;
    const update = { id, year, quarter, quarters: kind, basis, sentOn, reference, ...said };
    if (await insertUpdate(tx, update, ctx.clock.now()))
      await recordFact(ctx, tx, { kind: 'tax_update.sent', subjectId: id, details: { year, quarter } });
  });
  return id;
}

/** Takes a mark back that was made by mistake. */
export async function takeUpdateBack(ctx: Ctx, owner: Owner, id: Id<'taxUpdate'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deleteUpdate(tx, id))) throw notFound('update');
    await recordFact(ctx, tx, { kind: 'tax_update.taken_back', subjectId: id });
  });
}

function expensesOf({ expenses }: QuarterTotals) {
  return Object.fromEntries(expenses.filter(it => it.pence !== 0).map(it => [it.key, it.pence]));
}
