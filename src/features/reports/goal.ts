import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { type Pence, sumPence } from '#rules/money.ts';
import { type TaxYear, taxYearDays } from '#rules/tax-year.ts';
import { type GoalStanding, goalStanding } from '#rules/yearly-goal.ts';
import { readBooked, readEarnings } from './read-earnings.ts';
import { deleteGoal, readGoalPence, writeGoal } from './store.ts';

/** A tax year's goal beside what the year brought so far. */
export interface GoalView {
  readonly year: TaxYear;
  readonly goalPence: Pence | undefined;
  readonly earnedPence: Pence;
  readonly bookedPence: Pence;
  /** Undefined without a goal. */
  readonly standing: GoalStanding | undefined;
}

/** Sets what a locum means to earn in a tax year; null takes it away. Sent twice it is set once. */
export async function setGoal(ctx: Needs<'db' | 'clock'>, owner: Owner, year: TaxYear, amount: Pence | null) {
  await asOwner(ctx.db, owner, tx =>
    amount === null ? deleteGoal(tx, year) : writeGoal(tx, year, amount, ctx.clock.now()),
  );
}

export async function readGoal(tx: OwnedTransaction, year: TaxYear, today: Temporal.PlainDate): Promise<GoalView> {
  const days = taxYearDays(year);
  const goalPence = await readGoalPence(tx, year);
  const earnedPence = sumPence((await readEarnings(tx, days)).map(it => it.pence));
  const bookedPence = sumPence((await readBooked(tx, days)).map(it => it.pence));
  const standing =
    goalPence === undefined ? undefined : goalStanding({ goalPence, earnedPence, bookedPence, ...days }, today);
  return { year, goalPence, earnedPence, bookedPence, standing };
}
