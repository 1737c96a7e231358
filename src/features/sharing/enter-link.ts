import { actingAs, asOwner, type OwnedTransaction, type Owner, ownerOf } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { type AccessLink, type Caller, type LinkAction, type LinkScope, linkState, type UseAction } from './link.ts';
import { readLink, recordUse } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'links'>;

/** Somebody who came by a link: whose thing it is, and what may be done with it. */
export interface Entered {
  readonly owner: Owner;
  readonly link: AccessLink;
}

/**
 * Lets the holder of a token in. A token that is wrong, of another kind of thing, or of a link that never was, is answered alike
 * (`not_found`) and, its signature being checked first, in the same time. One that has expired or was revoked refuses `link.ended`.
 * What is done from here on is done by the holder, from where `caller` says.
 */
export async function enterLink(ctx: Ctx, token: string, scope: LinkScope, caller?: Caller): Promise<Entered> {
  const signed = ctx.links.read(token);
  if (!signed) throw notFound('page');
  const owner = ownerOf(signed.accountId);
  const link = await asOwner(ctx.db, owner, tx => readLink(tx, signed.linkId));
  if (!link || link.scope !== scope) throw notFound('page');
  if (linkState(link, ctx.clock.now()) !== 'works') throw ended();
  const from = { callerHash: caller?.callerHash ?? null, device: caller?.device ?? null };
  return { owner: actingAs(owner, { kind: 'link', id: link.id, ...from }), link };
}

/** Notes that the link was opened, in a transaction of its own. */
export async function noteOpening(ctx: Needs<'db' | 'clock'>, entered: Entered, caller: Caller): Promise<void> {
  await note(ctx, entered, { action: 'opened' }, caller);
}

/** Notes that a file was taken by the link, and which. */
export async function noteDownload(
  ctx: Needs<'db' | 'clock'>,
  entered: Entered,
  about: string,
  caller: Caller,
): Promise<void> {
  await note(ctx, entered, { action: 'downloaded', about }, caller);
}

/** Notes what happened before a guard that is not passed yet. */
export async function noteAtGuard(
  ctx: Needs<'db' | 'clock'>,
  entered: Entered,
  action: 'met_guard' | 'code_mailed' | 'wrong_code' | 'passed_guard',
  caller: Caller,
): Promise<void> {
  await note(ctx, entered, { action }, caller);
}

/** Notes in the verb's own transaction what was done through a link. Refuses `link.not_allowed` where the link does not give that right. */
export async function useLink(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  link: AccessLink,
  action: LinkAction,
  caller: Caller,
): Promise<void> {
  if (!link.actions.includes(action)) {
    throw new Refusal({ code: 'link.not_allowed', message: 'This link does not allow that.', status: 403 });
  }
  // the right may have ended since the page was opened
  const current = await readLink(tx, link.id);
  if (!current || linkState(current, ctx.clock.now()) !== 'works') throw ended();
  await recordUse(tx, link.id, { action, caller, at: ctx.clock.now() });
}

async function note(
  ctx: Needs<'db' | 'clock'>,
  { owner, link }: Entered,
  use: { readonly action: UseAction; readonly about?: string },
  caller: Caller,
): Promise<void> {
  await asOwner(ctx.db, owner, tx => recordUse(tx, link.id, { ...use, caller, at: ctx.clock.now() }));
}

function ended(): Refusal {
  return new Refusal({
    code: 'link.ended',
    message: 'This link has ended. Please ask whoever sent it to you for a new one.',
    status: 410,
  });
}
