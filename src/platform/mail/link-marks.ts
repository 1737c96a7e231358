import type { Id } from '#rules/ids.ts';
import { idsInMailToken, idsInToken, type LinkSigner } from '../link-signer.ts';

/** A token in an address of ours, and one in a mail address. */
const TOKEN = /(?<=\/)[A-Za-z0-9_-]{64}(?![A-Za-z0-9_-])/g;
const MAIL_TOKEN = /^[a-z2-7]{61}(?=@)/;

const MARK = /\{link ([0-9a-f-]{36})\}/g;
const MAIL_MARK = /^\{link ([0-9a-f-]{36})\}(?=@)/;

/** A mail's words as they are kept: each access link of the account without its signature, so that a leaked row opens nothing. */
export function withoutSignatures(text: string, accountId: Id<'account'>): string {
  return text.replaceAll(TOKEN, token => {
    const link = idsInToken(token);
    return link?.accountId === accountId ? `{link ${link.linkId}}` : token;
  });
}

/** The words as they are sent. */
export function withSignatures(text: string, accountId: Id<'account'>, links: LinkSigner): string {
  return text.replaceAll(MARK, (_, id: string) => links.token({ accountId, linkId: id as Id<'link'> }));
}

/** The address to reply to, as it is kept. */
export function replyWithoutSignature(address: string, accountId: Id<'account'>): string {
  return address.replace(MAIL_TOKEN, token => {
    const link = idsInMailToken(token);
    return link?.accountId === accountId ? `{link ${link.linkId}}` : token;
  });
}

/** The address to reply to, as it is sent. */
export function replyWithSignature(address: string, accountId: Id<'account'>, links: LinkSigner): string {
  return address.replace(MAIL_MARK, (_, id: string) => links.mailToken({ accountId, linkId: id as Id<'link'> }));
}
