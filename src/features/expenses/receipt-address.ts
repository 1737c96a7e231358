import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import { readAddress, writeAddress } from './receipt-mail-store.ts';

type Ctx = Needs<'db' | 'clock' | 'links' | 'site'>;

/** The secret address that this account's receipts are mailed to; made anew where told, after which the old one is nobody's. */
export async function makeReceiptAddress(ctx: Ctx, owner: Owner): Promise<string> {
  if (ctx.site.replyDomain === undefined)
    throw new Refusal({
      code: 'receipts.no_mail',
      message: 'This installation takes no mail in. Upload receipts instead.',
    });
  return asOwner(ctx.db, owner, async tx => {
    const linkId = newId('link');
    await writeAddress(tx, linkId, ctx.clock.now());
    return addressOf(ctx, tx, linkId) ?? '';
  });
}

/** The address that stands; undefined where none was made, or no mail comes in. */
export async function receiptAddress(ctx: Needs<'links' | 'site'>, tx: OwnedTransaction): Promise<string | undefined> {
  const linkId = await readAddress(tx);
  return linkId && addressOf(ctx, tx, linkId);
}

function addressOf(
  ctx: Needs<'links' | 'site'>,
  tx: OwnedTransaction,
  linkId: Parameters<typeof ctx.links.mailToken>[0]['linkId'],
): string | undefined {
  const { replyDomain } = ctx.site;
  if (replyDomain === undefined) return undefined;
  return `${ctx.links.mailToken({ accountId: tx.accountId, linkId })}@${replyDomain}`;
}
