import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { pensionMonthDays } from '#rules/pension-month.ts';
import { schemeYearOf } from '#rules/tax-year.ts';
import { deleteSoloStep, type SoloKey, type SoloStep, type SoloStepKind, upsertSoloStep } from './solo-steps-store.ts';
import { readSoloYear } from './solo-works.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/**
 * Records what was done about a provider's SOLO work of a month; said again it replaces what was said. Refuses work that is not there and
 * days to come.
 */
export async function recordSoloStep(ctx: Ctx, owner: Owner, of: SoloKey, step: SoloStep): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await refuseStrange(tx, of);
    if (Temporal.PlainDate.compare(step.on, ctx.clock.today()) > 0)
      throw new InputRefusal({ on: 'This day is still to come. Record the step once it is done.' });
    await upsertSoloStep(tx, of, step, ctx.clock.now());
    await recordFact(ctx, tx, {
      kind: 'solo.step_recorded',
      subjectId: tx.accountId,
      details: { provider: of.provider, month: of.month, step: step.step },
    });
  });
}

/** Takes back what was recorded by mistake. */
export async function undoSoloStep(ctx: Ctx, owner: Owner, of: SoloKey, step: SoloStepKind): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deleteSoloStep(tx, of, step))) throw notFound('step');
    await recordFact(ctx, tx, {
      kind: 'solo.step_undone',
      subjectId: tx.accountId,
      details: { provider: of.provider, month: of.month, step },
    });
  });
}

async function refuseStrange(tx: OwnedTransaction, of: SoloKey): Promise<void> {
  const year = schemeYearOf(pensionMonthDays(of.month).first);
  const provider = (await readSoloYear(tx, of.scheme, year)).find(it => it.shownId === of.provider);
  if (!provider?.months.some(it => it.month === of.month)) throw notFound('SOLO work');
}
