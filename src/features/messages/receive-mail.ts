import { linkState, readLink } from '#features/sharing/index.ts';
import { asOwner, type OwnedTransaction, ownerOf } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import { storeFile } from '#platform/stored-file.ts';
import { checkUpload } from '#platform/upload/check-upload.ts';
import type { Id } from '#rules/ids.ts';
import type { Subject } from './message.ts';
import { trimReply } from './trim-reply.ts';
import { receiveIn } from './write-message.ts';

/** A mail as a provider hands it in. */
export interface InboundMail {
  /** The provider's own id: the same mail may be handed in twice. */
  readonly id: string;
  readonly to: readonly string[];
  readonly from: { readonly name: string; readonly address: string };
  readonly text: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

export type ReceivedMail =
  | { readonly kind: 'message' }
  | { readonly kind: 'ignored'; readonly reason: 'no_thread' | 'automatic' | 'empty' | 'link_ended' };

const MOST_ATTACHMENTS = 5;

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'files' | 'scanner' | 'log'>;

/**
 * Turns a reply to one of our mails into a message of its thread. Who may write is decided by the address that only the mail we sent
 * names; automatic answers are dropped, so that two machines never talk. An attachment we do not take is named in the message.
 */
export async function receiveMail(ctx: Ctx, mail: InboundMail): Promise<ReceivedMail> {
  const signed = mail.to
    .map(address => ctx.links.readMail(address.split('@')[0]?.split('+').at(-1) ?? ''))
    .find(found => found !== undefined);
  if (!signed) return { kind: 'ignored', reason: 'no_thread' };
  if (isAutomatic(mail)) return { kind: 'ignored', reason: 'automatic' };
  const owner = ownerOf(signed.accountId);
  const checked = await checkAttachments(ctx, mail);
  const body = [trimReply(mail.text), ...checked.refused].filter(Boolean).join('\n\n').slice(0, 5000);
  if (body === '' && checked.files.length === 0) return { kind: 'ignored', reason: 'empty' };
  return asOwner(ctx.db, owner, async tx => {
    const link = await readLink(tx, signed.linkId);
    if (!link || linkState(link, ctx.clock.now()) !== 'works') return { kind: 'ignored', reason: 'link_ended' };
    const subject = subjectOf(link.scope, link.subjectId);
    if (!subject || (await isHere(tx, mail.id))) return { kind: 'ignored', reason: 'no_thread' };
    const fileIds: Id<'file'>[] = [];
    for (const file of checked.files) fileIds.push(await storeFile(ctx, tx, { kind: 'message', ...file }));
    await receiveIn(ctx, tx, subject, {
      id: newId('message'),
      name: mail.from.name || mail.from.address,
      body: body || 'Sent without words.',
      via: 'mail',
      inboundId: mail.id,
      fileIds,
    });
    return { kind: 'message' };
  });
}

function subjectOf(scope: string, id: string): Subject | undefined {
  if (scope === 'booking') return { kind: 'booking', id: id as Id<'booking'> };
  if (scope === 'request') return { kind: 'request', id: id as Id<'request'> };
  return scope === 'invoice' ? { kind: 'invoice', id: id as Id<'invoice'> } : undefined;
}

async function isHere(tx: OwnedTransaction, inboundId: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('messages')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('inbound_id', '=', inboundId)
    .executeTakeFirst();
  return row !== undefined;
}

/** RFC 3834 and what common programs say instead of it. */
function isAutomatic({ headers, from }: InboundMail): boolean {
  const submitted = headers['auto-submitted'];
  return (
    (submitted !== undefined && submitted !== 'no') ||
    'x-autoreply' in headers ||
    'x-auto-response-suppress' in headers ||
    /^(bulk|list|junk|auto_reply)$/i.test(headers.precedence ?? '') ||
    /^(mailer-daemon|postmaster)@/i.test(from.address)
  );
}

async function checkAttachments(ctx: Ctx, mail: InboundMail) {
  const files: { name: string; contentType: string; bytes: Uint8Array }[] = [];
  const refused: string[] = [];
  for (const attachment of mail.attachments.slice(0, MOST_ATTACHMENTS)) {
    try {
      files.push(await checkUpload(ctx, attachment));
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      refused.push(`[Attachment not taken: ${attachment.name.slice(0, 80)}. ${fault.reason.message}]`);
    }
  }
  const more = mail.attachments.length - MOST_ATTACHMENTS;
  if (more > 0) refused.push(`[${more} more attachments were not taken: five a mail is the most.]`);
  return { files, refused };
}
