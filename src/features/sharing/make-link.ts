import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { type AccessLink, LINK_ACTIONS, LINK_DAYS, LINK_PATHS, type LinkAction, type LinkScope } from './link.ts';
import { insertLink, markAllRevoked, markRevoked, readOwnLink } from './store.ts';

type Ctx = Needs<'clock' | 'links' | 'site'>;

export interface LinkToMake {
  readonly scope: LinkScope;
  /** The id of the one thing it opens. */
  readonly subjectId: string;
  /** All that its kind allows, unless told otherwise. */
  readonly actions?: readonly LinkAction[];
  readonly recipient?: { readonly name: string | null; readonly address: string | null };
  /** 30 unless told; null: until it is revoked. */
  readonly days?: number | null;
}

/** Makes an access link in the caller's transaction and answers it with its address, which is kept nowhere. */
export async function makeLink(
  ctx: Ctx,
  tx: OwnedTransaction,
  wanted: LinkToMake,
): Promise<AccessLink & { readonly url: string }> {
  const now = ctx.clock.now();
  const days = wanted.days === undefined ? LINK_DAYS : wanted.days;
  const link: AccessLink = {
    id: newId('link'),
    scope: wanted.scope,
    subjectId: wanted.subjectId,
    actions: wanted.actions ?? LINK_ACTIONS[wanted.scope],
    recipientName: wanted.recipient?.name ?? null,
    recipientAddress: wanted.recipient?.address ?? null,
    createdAt: now,
    expiresAt: days === null ? null : now.add({ hours: 24 * days }),
    revokedAt: null,
  };
  await insertLink(tx, link);
  return { ...link, url: linkUrl(ctx, tx.accountId, link) };
}

/** The address of a link, for those who own it. */
export function linkUrl(
  ctx: Needs<'links' | 'site'>,
  accountId: Id<'account'>,
  link: Pick<AccessLink, 'id' | 'scope'>,
): string {
  return `${ctx.site.baseUrl}${LINK_PATHS[link.scope]}/${ctx.links.token({ accountId, linkId: link.id })}`;
}

/** Where a reply to a mail with this link goes: back to us as a message, or, where no mail comes in, to the locum's own address. */
export function replyAddress(
  ctx: Needs<'links' | 'site'>,
  accountId: Id<'account'>,
  link: Pick<AccessLink, 'id'>,
  own: string,
): string {
  const { replyDomain } = ctx.site;
  return replyDomain === undefined ? own : `${ctx.links.mailToken({ accountId, linkId: link.id })}@${replyDomain}`;
}

/** Ends a link at once. Refuses `not_found`; ending it twice is no fault. */
export async function revokeLink(ctx: Needs<'db' | 'clock' | 'queue'>, owner: Owner, id: Id<'link'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await readOwnLink(tx, id))) throw notFound('link');
    if (await markRevoked(tx, id, ctx.clock.now())) await recordFact(ctx, tx, { kind: 'link.revoked', subjectId: id });
  });
}

/** Ends all links of a thing in the caller's transaction: it is another's matter from now on. */
export async function revokeLinksOf(ctx: Needs<'clock'>, tx: OwnedTransaction, subjectId: string): Promise<void> {
  await markAllRevoked(tx, subjectId, ctx.clock.now());
}

/** Ends a link and makes another one for the same thing and person, for as many days as it was made for. Refuses `not_found`. */
export async function replaceLink(
  ctx: Ctx & Needs<'db' | 'queue'>,
  owner: Owner,
  id: Id<'link'>,
): Promise<AccessLink & { readonly url: string }> {
  return asOwner(ctx.db, owner, async tx => {
    const link = await readOwnLink(tx, id);
    if (!link) throw notFound('link');
    await markRevoked(tx, id, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'link.replaced', subjectId: id });
    return makeLink(ctx, tx, {
      scope: link.scope,
      subjectId: link.subjectId,
      actions: link.actions,
      recipient: { name: link.recipientName, address: link.recipientAddress },
      days: link.expiresAt === null ? null : Math.round(link.createdAt.until(link.expiresAt).total('hours') / 24),
    });
  });
}
