import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';

type Kept = 'availability_rules' | 'availability_exceptions' | 'term_breaks' | 'calendars';

/** More than these nobody keeps by hand, and each is looked at for every day. */
const MOST: Readonly<Record<Kept, number>> = {
  availability_rules: 60,
  availability_exceptions: 1000,
  term_breaks: 60,
  calendars: 10,
};

/** Tells whoever shows what is offered that it is another now. */
export async function noteChange(ctx: Needs<'queue' | 'clock'>, tx: OwnedTransaction): Promise<void> {
  await recordFact(ctx, tx, { kind: 'availability.changed', subjectId: tx.accountId });
}

/** Refuses one more than can be kept. */
export async function refuseTooMany(tx: OwnedTransaction, table: Kept): Promise<void> {
  const { n } = await tx.db
    .selectFrom(table)
    .select(it => it.fn.countAll<number>().as('n'))
    .where('account_id', '=', tx.accountId)
    .executeTakeFirstOrThrow();
  if (Number(n) < MOST[table]) return;
  throw new Refusal({
    code: 'availability.too_many',
    message: `You have ${MOST[table]} of these, which is the most there can be. Delete one first.`,
  });
}

/** Deletes one row of the owner's; answers false where there is none. */
export async function deleteRow(tx: OwnedTransaction, table: Kept, id: string): Promise<boolean> {
  const result = await tx.db
    .deleteFrom(table)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id as never)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
