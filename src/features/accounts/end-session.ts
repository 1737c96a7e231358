import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import type { Id } from '#rules/ids.ts';
import { deleteOtherSessions, deleteSession } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Ends one of the owner's sessions at once. Refuses `not_found`. */
export async function endSession(ctx: Ctx, owner: Owner, id: Id<'session'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deleteSession(tx, id))) throw notFound('session');
    await recordFact(ctx, tx, { kind: 'session.ended', subjectId: id });
  });
}

/** Ends every session but the one that asks. */
export async function endOtherSessions(ctx: Ctx, owner: Owner, keep: Id<'session'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await deleteOtherSessions(tx, keep);
    await recordFact(ctx, tx, { kind: 'session.others_ended', subjectId: keep });
  });
}

/** Notes that the owner signed out of a session. */
export async function noteSignOut(ctx: Ctx, owner: Owner, id: Id<'session'>): Promise<void> {
  await asOwner(ctx.db, owner, tx => recordFact(ctx, tx, { kind: 'session.signed_out', subjectId: id }));
}
