import { createHash } from 'node:crypto';
import type { Id } from '#rules/ids.ts';
import { idsInMailToken, idsInToken, type LinkSigner } from '../link-signer.ts';

/** A code that a mail brings. Its id is kept, its digits are not. */
export interface MailedCode {
  readonly id: string;
  readonly digits: string;
}

/** A token in an address of ours, and one in a mail address. */
const TOKEN = /(?<=\/)[A-Za-z0-9_-]{64}(?![A-Za-z0-9_-])/g;
const MAIL_TOKEN = /^[a-z2-7]{61}(?=@)/;

const LINK_MARK = /\{link ([0-9a-f-]{36}) ([0-9a-f]{32})\}/g;
const CODE_MARK = /\{code ([0-9a-f-]{36})\}/g;
const MAIL_MARK = /^\{link ([0-9a-f-]{36})\}(?=@)/;

/**
 * A mail's words as they are kept: each access link of the account without its signature, a code without its digits, so that a leaked row
 * opens nothing. What somebody wrote that looks like one of our marks is made not to: else whoever knows an id could have it filled in.
 */
export function withoutSecrets(text: string, accountId: Id<'account'>, code?: MailedCode): string {
  const marked = text.replaceAll(/\{(?=(?:link|code) [0-9a-f-]{36})/g, '(').replaceAll(TOKEN, token => {
    const link = idsInToken(token);
    return link?.accountId === accountId ? `{link ${link.linkId} ${traceOf(token)}}` : token;
  });
  return code ? marked.replaceAll(code.digits, `{code ${code.id}}`) : marked;
}

/** The words as they are sent. A link is filled in only where its signature was right when it was kept: a forged one stays none. */
export function withSecrets(text: string, accountId: Id<'account'>, links: LinkSigner): string {
  return text
    .replaceAll(LINK_MARK, (_, id: string, trace: string) => {
      const token = links.token({ accountId, linkId: id as Id<'link'> });
      return traceOf(token) === trace ? token : 'no-link-of-ours';
    })
    .replaceAll(CODE_MARK, (_, id: string) => links.code(id));
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

/** Tells a token that was ours from one that was made up, and leads back to neither: the signature in it has 128 bits. */
function traceOf(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 32);
}
