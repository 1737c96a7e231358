import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { type Pence, pence, sumPence } from '#rules/money.ts';
import type { TaxYear } from '#rules/tax-year.ts';
import type { PotInput, PotKind } from './input.ts';
import { deletePotMove, insertPotMove, type PotMove } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Records what happened to the pot. Sent twice with one id it is recorded once. Refuses days to come. */
export async function recordPotMove(ctx: Ctx, owner: Owner, input: PotInput): Promise<Id<'potMove'>> {
  if (Temporal.PlainDate.compare(input.movedOn, ctx.clock.today()) > 0)
    throw new InputRefusal({ movedOn: 'This day is still to come.' });
  const id = input.id ?? newId('potMove');
  await asOwner(ctx.db, owner, async tx => {
    if (await insertPotMove(tx, id, input, ctx.clock.now()))
      await recordFact(ctx, tx, { kind: 'tax_pot.moved', subjectId: id, details: { amountPence: input.amount } });
  });
  return id;
}

/** Takes a wrong entry out of the list. */
export async function removePotMove(ctx: Ctx, owner: Owner, id: Id<'potMove'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deletePotMove(tx, id))) throw notFound('entry');
    await recordFact(ctx, tx, { kind: 'tax_pot.corrected', subjectId: id });
  });
}

/** What is in the pot by its entries. */
export function potBalance(moves: readonly PotMove[]): Pence {
  return sumPence(moves.map(it => pence(it.amountPence * SIGNS[it.kind])));
}

/** What was paid to HMRC for a year, from the pot or from elsewhere. */
export function paidFor(moves: readonly PotMove[], year: TaxYear): Pence {
  return sumPence(moves.filter(it => it.taxYear === year).map(it => it.amountPence));
}

const SIGNS: Readonly<Record<PotKind, number>> = { put_in: 1, taken_out: -1, paid_from_pot: -1, paid_otherwise: 0 };
