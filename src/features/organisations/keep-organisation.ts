import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import type { OrganisationInput } from './input.ts';
import { insertOrganisation, setArchived, updateOrganisation } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Adds an organisation to the address book. Sent twice with one id it is added once. */
export async function addOrganisation(ctx: Ctx, owner: Owner, input: OrganisationInput): Promise<Id<'organisation'>> {
  return asOwner(ctx.db, owner, tx => addOrganisationIn(ctx, tx, input));
}

/** The same in the caller's transaction: an accepted request brings a new organisation with it. */
export async function addOrganisationIn(
  ctx: Ctx,
  tx: OwnedTransaction,
  input: OrganisationInput,
): Promise<Id<'organisation'>> {
  const id = input.id ?? newId('organisation');
  if (await insertOrganisation(tx, id, input, ctx.clock.now()))
    await recordFact(ctx, tx, { kind: 'organisation.added', subjectId: id });
  return id;
}

/** Changes an organisation. Bookings and papers that exist keep what was agreed and printed. */
export async function changeOrganisation(
  ctx: Ctx,
  owner: Owner,
  id: Id<'organisation'>,
  input: OrganisationInput,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await updateOrganisation(tx, id, input, ctx.clock.now()))) throw notFound('organisation');
    await recordFact(ctx, tx, { kind: 'organisation.changed', subjectId: id });
  });
}

/** Takes an organisation out of the lists; its history stays. */
export async function archiveOrganisation(ctx: Ctx, owner: Owner, id: Id<'organisation'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await setArchived(tx, id, ctx.clock.now()))) throw notFound('organisation');
    await recordFact(ctx, tx, { kind: 'organisation.archived', subjectId: id });
  });
}

/** Puts an archived organisation back. */
export async function restoreOrganisation(ctx: Ctx, owner: Owner, id: Id<'organisation'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await setArchived(tx, id, null))) throw notFound('organisation');
    await recordFact(ctx, tx, { kind: 'organisation.restored', subjectId: id });
  });
}
