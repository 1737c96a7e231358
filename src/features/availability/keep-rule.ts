import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { deleteRow, noteChange, refuseTooMany } from './changes.ts';
import { type RuleInput, WEEKDAYS } from './input.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Offers a session again and again. Sent twice with one id it is offered once. */
export async function addRule(ctx: Ctx, owner: Owner, input: RuleInput): Promise<Id<'availabilityRule'>> {
  const id = input.id ?? newId('availabilityRule');
  await asOwner(ctx.db, owner, async tx => {
    await refuseTooMany(tx, 'availability_rules');
    const result = await tx.db
      .insertInto('availability_rules')
      .values({ account_id: tx.accountId, id, ...columnsOf(input), created_at: ctx.clock.now() })
      .onConflict(conflict => conflict.columns(['account_id', 'id']).doNothing())
      .executeTakeFirst();
    if (result.numInsertedOrUpdatedRows === 1n) await noteChange(ctx, tx);
  });
  return id;
}

export async function changeRule(ctx: Ctx, owner: Owner, id: Id<'availabilityRule'>, input: RuleInput): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const result = await tx.db
      .updateTable('availability_rules')
      .set(columnsOf(input))
      .where('account_id', '=', tx.accountId)
      .where('id', '=', id)
      .executeTakeFirst();
    if (result.numUpdatedRows !== 1n) throw notFound('availabilityRule');
    await noteChange(ctx, tx);
  });
}

export async function deleteRule(ctx: Ctx, owner: Owner, id: Id<'availabilityRule'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deleteRow(tx, 'availability_rules', id))) throw notFound('availabilityRule');
    await noteChange(ctx, tx);
  });
}

function columnsOf(input: RuleInput) {
  return {
    weekdays: WEEKDAYS.map(it => (input.weekdays.includes(it) ? '1' : '0')).join(''),
    starts: input.from,
    ends: input.to,
    first_day: input.firstDay,
    last_day: input.lastDay,
    every_weeks: input.everyWeeks,
    term_time_only: input.termTimeOnly,
    asks_first: input.askFirst,
  };
}
