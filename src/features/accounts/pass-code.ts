import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { recordFact } from '#platform/facts.ts';
import type { Id } from '#rules/ids.ts';
import { type CodeKind, takeCode, wrongCode } from './second-factor.ts';
import { countWrongCode, deleteSession, markProved } from './store.ts';

/** Wrong codes after which the password has to be given again. */
const WRONG_MOST = 5;

/**
 * Takes a code in a session, which is whole and proved from then on. Each wrong one is counted; the fifth ends a session that awaits its code.
 * Refuses `second_factor.wrong_code`.
 */
export async function passCode(
  ctx: Needs<'db' | 'clock' | 'queue' | 'cipher'>,
  owner: Owner,
  session: Id<'session'>,
  code: string,
): Promise<CodeKind> {
  const kind = await asOwner(ctx.db, owner, async tx => {
    const kind = await takeCode(ctx, tx, code);
    if (kind) await markProved(tx, session, ctx.clock.now());
    else {
      await recordFact(ctx, tx, { kind: 'session.refused', subjectId: session });
      if ((await countWrongCode(tx, session)) === WRONG_MOST) await deleteSession(tx, session);
    }
    return kind;
  });
  if (!kind) throw wrongCode();
  return kind;
}
