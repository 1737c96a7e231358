import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { type EnteredFigure, tiersFault, unknownFigures } from '#rules/pension/entered-figures.ts';
import { SCHEMES } from '#rules/pension/scheme.ts';
import { deleteFigure, upsertFigure } from './figures-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/**
 * Keeps a rate or tiers of a scheme year that no table here has, with where and when they were read; entered again they replace what was
 * there. What is printed already stands. Refuses a figure that is known here, tiers that do not rise, and days to come.
 */
export async function enterFigure(ctx: Ctx, owner: Owner, it: EnteredFigure): Promise<void> {
  const { scheme, year, kind } = it;
  if (!unknownFigures(scheme, year).includes(kind))
    throw new Refusal({
      code: 'pension_figure.known',
      message: `This figure of ${year.replace('-', '/')} in ${SCHEMES[scheme].label} is known here, so nothing is to be entered.`,
      status: 422,
    });
  if (Temporal.PlainDate.compare(it.readOn, ctx.clock.today()) > 0)
    throw new InputRefusal({ readOn: 'This day is still to come. Enter the day on which you read it.' });
  const fault = it.kind === 'tiers' ? tiersFault(it.rates, it.bounds) : undefined;
  if (fault) throw new InputRefusal({ tiers: TIER_FAULTS[fault] });
  await asOwner(ctx.db, owner, async tx => {
    await upsertFigure(tx, it, ctx.clock.now());
    await recordFact(ctx, tx, {
      kind: 'pension_figure.entered',
      subjectId: tx.accountId,
      details: { scheme, year, figure: kind },
    });
  });
}

/** Takes an entered figure back. What was printed by it stands. */
export async function removeFigure(
  ctx: Ctx,
  owner: Owner,
  it: Pick<EnteredFigure, 'scheme' | 'year' | 'kind'>,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deleteFigure(tx, it))) throw notFound('entered figure');
    await recordFact(ctx, tx, {
      kind: 'pension_figure.removed',
      subjectId: tx.accountId,
      details: { scheme: it.scheme, year: it.year, figure: it.kind },
    });
  });
}

const TIER_FAULTS = {
  count: 'Enter each tier on a line of its own, such as 5.2 up to 13259; the last line has the rate alone.',
  order: 'Enter the tiers from the lowest to the highest: each rate and each bound is above the one before.',
} as const;
